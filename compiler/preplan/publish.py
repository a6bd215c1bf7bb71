"""Put a finished folder in the place of an old one, so that readers see the one or the other."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from . import messages
from .errors import PreplanError

MANIFEST = "manifest.json"

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


@contextlib.contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Lend an empty folder to fill; once the block ends without an error, it takes the place of `folder`.

    Raises PreplanError before anything is written where `folder` holds what preplan did not write.
    """
    if folder.is_symlink() or (folder.exists() and not _is_ours(folder)):
        raise PreplanError(messages.OUT_NOT_OURS(folder=folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        fresh.chmod(0o755)
        yield fresh
        if folder.exists():
            _exchange(fresh, folder)
        else:
            fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MANIFEST).is_file() or not any(folder.iterdir()))


def _exchange(fresh: Path, folder: Path) -> None:
    """Exchange two folders in one step where the system can, else in two."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if rename and not rename(_AT_FDCWD, os.fsencode(fresh), _AT_FDCWD, os.fsencode(folder), _RENAME_EXCHANGE):
        return
    aside = fresh.with_name(fresh.name + "-old")
    folder.rename(aside)
    fresh.rename(folder)
    aside.rename(fresh)
