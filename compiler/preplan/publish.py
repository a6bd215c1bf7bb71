"""Put a finished folder in the place of an old one, so that readers see the one or the other."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from . import messages
from .errors import PreplanError

MANIFEST = "manifest.json"
# What people put into a build themselves, and a later one leaves as it is: signed editions, and the root of demos.
KEPT = ("demo-trust/root.pem", "editions/*.signed.pdf")

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


@contextlib.contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Lend an empty folder to fill; once the block ends without an error, it takes the place of `folder`.

    What is in `KEPT` is taken over. Raises PreplanError before anything is written where `folder` holds what preplan did not write.
    """
    given, folder = folder, Path(os.path.abspath(folder))
    _refuse_foreign(folder, given)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        error.filename = str(given)
        raise
    try:
        fresh.chmod(0o777 & ~_umask())
        yield fresh
        _take_over(folder, fresh)
        try:
            fresh.rename(folder)
        except OSError:
            # There is an old one, perhaps only since a moment ago.
            if not os.path.lexists(folder):
                raise
            _refuse_foreign(folder, given)
            _exchange(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def write_file(path: Path, data: bytes) -> None:
    """Write a file: what was there stays until all of it is written."""
    try:
        with tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
            fresh = Path(folder, path.name)
            fresh.write_bytes(data)
            fresh.replace(path)
    except OSError as error:
        error.filename = str(path)
        raise


def _take_over(folder: Path, fresh: Path) -> None:
    for path in sorted(each for pattern in KEPT for each in folder.glob(pattern)):
        kept = fresh / path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, kept)


def _umask() -> int:
    # There is no way to ask for it but to set it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _refuse_foreign(folder: Path, given: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not _is_ours(folder)):
        raise PreplanError(messages.OUT_NOT_OURS(folder=given))


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and (not any(folder.iterdir()) or _is_manifest(folder / MANIFEST))


def _is_manifest(path: Path) -> bool:
    """Say whether a file is a manifest of ours: web apps and others have files of that name too."""
    try:
        manifest = json.loads(path.read_bytes())
        return bool(manifest["compiler"]["name"] == "preplan")
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _exchange(fresh: Path, folder: Path) -> None:
    """Exchange two folders in one step where the system can, else in two."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if rename and not rename(_AT_FDCWD, os.fsencode(fresh), _AT_FDCWD, os.fsencode(folder), _RENAME_EXCHANGE):
        return
    aside = fresh.with_name(fresh.name + "-old")
    folder.rename(aside)
    try:
        fresh.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    aside.rename(fresh)
