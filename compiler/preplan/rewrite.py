"""Show how a text changes, and put it in the place of the file it comes from."""

from __future__ import annotations

import difflib
import os
import re
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import click

from . import messages
from .diagnostics import visible
from .errors import PreplanError

_MARK = b"\xef\xbb\xbf"
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def difference(name: str, old: str, new: str, *, colour: bool) -> str:
    """Return how a text changes, as a unified diff; what a terminal would act on is made visible."""
    return "".join(_shown(line, number < 2, colour) for number, line in enumerate(_compared(name, old, new)))


def rewrite(path: Path, old: str, new: str, *, within: Iterable[Path]) -> None:
    """Put a new text in the place of a file in one step; it keeps its mode, its owner and its byte order mark.

    Raises PreplanError, and leaves the file as it is, where it is or lies behind a link, lies outside the folders it
    has to be in, may only be read, or no longer holds the old text.
    """
    folder = path.parent.resolve()
    if path.is_symlink() or not any(
        path.is_relative_to(each) and folder.is_relative_to(each.resolve()) for each in within
    ):
        raise PreplanError(messages.NOT_TO_BE_WRITTEN(file=path))
    handle = os.open(folder / path.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        about, data = os.fstat(file.fileno()), file.read()
    mark = _MARK if data.startswith(_MARK) else b""
    if data != mark + old.encode() or not stat.S_ISREG(about.st_mode):
        raise PreplanError(messages.CHANGED_MEANWHILE(file=path))
    if not about.st_mode & stat.S_IWUSR:
        # Its folder would let us put another in its place, root anywhere: somebody meant it to stay.
        raise PreplanError(messages.READ_ONLY(file=path))
    _replace(folder / path.name, mark + new.encode(), about)


def _compared(name: str, old: str, new: str) -> Iterator[str]:
    # `splitlines` would take more characters for line ends than YAML does.
    before, after = (re.findall("[^\n]*\n|[^\n]+", text) for text in (old, new))
    return difflib.unified_diff(before, after, name, name)


def _shown(line: str, is_head: bool, colour: bool) -> str:
    text = visible(line.removesuffix("\n"), len(line))
    if colour:
        text = click.style(text, bold=True) if is_head else click.style(text, fg=_COLOURS.get(line[:1]))
    return f"{text}\n" if line.endswith("\n") else f"{text}\n\\ No newline at end of file\n"


def _replace(path: Path, data: bytes, about: os.stat_result) -> None:
    handle, name = tempfile.mkstemp(prefix=".preplan-", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            with suppress(PermissionError):  # who is not root can give nothing away
                os.fchown(file.fileno(), about.st_uid, about.st_gid)
            os.fchmod(file.fileno(), stat.S_IMODE(about.st_mode))
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
