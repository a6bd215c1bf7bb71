"""Say which file of a build an edition begins with, and from which commit that was built."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Text
from ..errors import PreplanError
from ..project import shown
from ..publish import MANIFEST

_NO_MANIFEST = Text(
    "找不到 {file} 所属的 manifest.json；请用 --manifest 指明",
    "there is no manifest.json for {file}; name it with --manifest",
)
_BAD_MANIFEST = Text("{file} 不是 preplan 写的 manifest.json", "{file} is no manifest.json of preplan")


@dataclass(frozen=True, slots=True)
class Built:
    """A file of a build: its path there, and how long it is."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build says of itself; `commit` is None where it was not built from a repository.

    `name` is what people call it by, relative to where they work. `clean` says that what was compiled is what the commit holds. `style` is None where each plan has its own.
    """

    path: Path
    name: str
    compiler: str
    as_of: str
    audience: str
    commit: str | None
    clean: bool
    style: str | None
    files: tuple[Built, ...]

    @property
    def folder(self) -> Path:
        """The folder of the build."""
        return self.path.parent


def find_manifest(file: Path, here: Path) -> Path:
    """Return the manifest that an edition belongs to: in its own folder, in one above, or in `build/`."""
    above = [folder / MANIFEST for folder in (file.absolute().parent, *file.absolute().parent.parents[:2])]
    found = next((each for each in (*above, here / "build" / MANIFEST) if _is_ours(each, here)), None)
    if found is None:
        raise PreplanError(_NO_MANIFEST(file=file))
    return found


def read_manifest(path: Path, here: Path) -> Manifest:
    """Read a manifest; raises PreplanError where it is none of ours."""
    data = path.read_bytes()
    try:
        given = json.loads(data)
        if given["compiler"]["name"] != "preplan":
            raise ValueError
        commit = given.get("commit")
        return Manifest(
            path,
            shown(path, here),
            str(given["compiler"]["version"]),
            str(given["as_of"]),
            str(given["audience"]),
            str(commit) if commit else None,
            bool(commit) and given.get("clean") is True,
            str(given["style"]) if given.get("style") else None,
            tuple(Built(str(each["path"]), int(each["size"]), str(each["sha256"])) for each in given["files"]),
        )
    except (ValueError, LookupError, TypeError, RecursionError):
        raise PreplanError(_BAD_MANIFEST(file=path)) from None


def first_revision(data: bytes, manifest: Manifest) -> Built | None:
    """Return the PDF of the build that a file begins with, byte for byte, or None where it begins with none."""
    for each in manifest.files:
        long_enough = 0 < each.size <= len(data)
        if each.path.endswith(".pdf") and long_enough and hashlib.sha256(data[: each.size]).hexdigest() == each.sha256:
            return each
    return None


def _is_ours(path: Path, here: Path) -> bool:
    try:
        return bool(read_manifest(path, here))
    except (OSError, PreplanError):
        return False
