"""Say from which commit plans are built, and whether they are what the commit holds."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .project import SUFFIXES


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit by its full name, or None where there is no repository; `clean` where nothing differs from it."""

    id: str | None = None
    clean: bool = False


def commit_of(here: Path, plans: Iterable[Path], out: Path) -> Commit:
    """Return the commit that a folder of work has checked out.

    It is clean if nothing in the repository is changed or new but the output in `out`, all plans lie in it, and git
    ignores no file that would be read as a part of a plan.
    """
    top, id_ = _git(here, "rev-parse", "--show-toplevel"), _git(here, "rev-parse", "--verify", "HEAD")
    if not top or not id_:
        return Commit()
    root = Path(top.rstrip("\n")).resolve()
    folders = sorted({each.resolve().parent for each in plans})
    changed = _git(
        here, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=none"
    )
    unseen = _git(here, "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", *map(str, folders))
    hidden = _git(here, "ls-files", "-v", "-z", "--", *map(str, folders))
    clean = (
        all(each.is_relative_to(root) for each in folders)
        and None not in (changed, unseen, hidden)
        and all(_is_output(each, root, out.resolve()) for each in _entries(changed))
        and not any(name.endswith(SUFFIXES) for name in _entries(unseen))
        # A small letter marks what git was told not to look at, `S` what it left out of the folder.
        and not any(line[0].islower() or line[0] == "S" for line in _entries(hidden))
    )
    return Commit(id_.strip(), clean)


def _entries(said: str | None) -> list[str]:
    return [each for each in (said or "").split("\0") if each]


def _is_output(entry: str, root: Path, out: Path) -> bool:
    """Say whether an entry of `git status` is new, and lies in the folder that is written to."""
    return entry.startswith("?? ") and (root / entry[3:]).is_relative_to(out)


def _git(here: Path, *arguments: str) -> str | None:
    """Return what git says, or None where it can't."""
    try:
        done = subprocess.run(["git", "-C", str(here), *arguments], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.decode(errors="surrogateescape")
