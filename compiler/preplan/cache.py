"""Keep results under a key made from everything they depend on."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from . import resources
from .version import __version__

_CODE = Path(__file__).resolve().parent


class Cache:
    """A folder of results; a result that is damaged counts as none, and no folder means nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def get(self, key: str) -> bytes | None:
        """Return what was kept under a key."""
        if self.folder is None:
            return None
        try:
            kept = _path(self.folder, key).read_bytes()
        except OSError:
            return None
        seal, data = kept[:32], kept[32:]
        return data if seal == hashlib.sha256(key.encode() + data).digest() else None

    def put(self, key: str, data: bytes) -> None:
        """Keep a result; a folder that can't be written keeps nothing."""
        if self.folder is None:
            return
        path = _path(self.folder, key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=path.parent, ignore_cleanup_errors=True) as folder:
                file = Path(folder, "result")
                file.write_bytes(hashlib.sha256(key.encode() + data).digest() + data)
                file.replace(path)
        except OSError:
            return


def key_of(parts: Iterable[str | bytes]) -> str:
    """Make a key from everything a result depends on; the compiler's own code is always part of it."""
    digest = hashlib.sha256(_compiler().encode())
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _path(folder: Path, key: str) -> Path:
    return folder / key[:2] / key[2:]


@cache
def _compiler() -> str:
    digest = hashlib.sha256(__version__.encode())
    for folder in (_CODE, resources.folder("schema"), resources.folder("site")):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(folder).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
