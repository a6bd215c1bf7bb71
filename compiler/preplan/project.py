"""Find the plans of a project and the files of a plan."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from . import messages
from .errors import PreplanError

SHARED = "shared"
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, order=True)
class PlanFile:
    """A file of a plan: where it is, and the name people know it by, relative to where they work."""

    path: Path
    name: str


def find_plans(places: Iterable[str], here: Path) -> list[Path]:
    """Return the plan folders that paths or plan ids mean, sorted; `plans/` when there are none.

    A place is a plan's id, its folder, a file in it, or a folder of plans. Raises PreplanError for a place
    that holds no plan, and for a file that is not read as a part of one.
    """
    given = list(places)
    if not given:
        folder = here / "plans"
        if not folder.is_dir():
            raise PreplanError(messages.NO_PLANS_HERE(folder=shown(folder, here.parent)))
        given = [str(folder)]
    return sorted({plan for place in given for plan in _plans_at(place, here)})


def find_files(places: Iterable[str], here: Path) -> list[PlanFile]:
    """Return the files that paths or plan ids mean, sorted, those that plans share too; `plans/` when there are none.

    Raises PreplanError for a place that holds no file of a plan.
    """
    given = list(places)
    if not given:
        if not (here / "plans").is_dir():
            raise PreplanError(messages.NO_PLANS_HERE(folder=shown(here / "plans", here.parent)))
        given = [str(here / "plans")]
    return sorted({file for place in given for file in _files_at(place, here)})


def empty_folders(here: Path) -> list[str]:
    """Name the folders below `plans/` that hold nothing, and so are no plans."""
    folders = sorted((here / "plans").iterdir()) if (here / "plans").is_dir() else []
    return [shown(each, here) for each in folders if each.is_dir() and each.name[0] != "." and not any(_walk(each))]


def files_of(folder: Path, here: Path) -> list[PlanFile]:
    """Return what could be a fragment below a folder, sorted by name; links are listed, never followed."""
    paths = [folder] if folder.is_symlink() else sorted(_walk(folder))
    return [PlanFile(path, shown(path, here)) for path in paths if path.suffix in SUFFIXES or _leads_to_folder(path)]


def shared_folder(plan: Path) -> Path:
    """Return the folder that a plan shares with its neighbours."""
    return plan.parent / SHARED


def plans_beside(shared: Path) -> list[Path]:
    """Return the plans that share a folder."""
    return _plans_in(shared.parent)


def shown(path: Path, here: Path) -> str:
    """Name a path for people: relative to where they work when it lies below, with `/`."""
    absolute = Path(os.path.abspath(path))
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else absolute.as_posix()


def _plans_at(place: str, here: Path) -> Iterator[Path]:
    path = Path(os.path.abspath(here / place))
    path = path.resolve() if path.is_symlink() and path.is_dir() else path
    by_id = here / "plans" / place
    if not path.exists() and by_id.is_dir() and "/" not in place:
        path = by_id
    if path.is_file():
        file, path = path, _folder_of(path) if path.suffix in SUFFIXES else path
        if path != file and ((path / "plans").is_dir() or file not in (each.path for each in files_of(path, here))):
            raise PreplanError(messages.NOT_IN_A_PLAN(place=place))
    elif not path.is_dir():
        raise PreplanError(messages.NO_SUCH_PLACE(place=place))
    if path.name == SHARED:
        plans = plans_beside(path)
    elif path.is_file() or (path / "plans").is_dir():
        plans = _plans_in(path / "plans")
    elif path.name == "plans" and path.parent.name != "plans" and _plans_in(path):
        if stray := _fragments_in(path):
            # Else all plans would be taken for one.
            raise PreplanError(messages.NOT_IN_A_PLAN(place=shown(stray[0], here)))
        plans = _plans_in(path)
    else:
        plans = [path] if _fragments_in(path) else _plans_in(path)
    if not plans:
        raise PreplanError(messages.NO_PLAN_IN(place=place))
    yield from plans


def _files_at(place: str, here: Path) -> list[PlanFile]:
    path = Path(os.path.abspath(here / place))
    path = path.resolve() if path.is_symlink() and path.is_dir() else path
    if not path.exists() and (here / "plans" / place).is_dir() and "/" not in place:
        path = here / "plans" / place
    if not os.path.lexists(path):
        raise PreplanError(messages.NO_SUCH_PLACE(place=place))
    if path.is_dir():
        files = files_of(path / "plans" if (path / "plans").is_dir() else path, here)
    else:
        files = [PlanFile(path, shown(path, here))] if path.suffix in SUFFIXES else []
    if not files:
        raise PreplanError(messages.NO_PLAN_IN(place=place))
    return files


def _plans_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [each for each in sorted(folder.iterdir()) if each.is_dir() and each.name != SHARED and any(_walk(each))]


def _folder_of(file: Path) -> Path:
    """Return the plan a file belongs to: the folder below `plans` that holds it, or else its own folder."""
    for folder in file.parents:
        if folder.parent.name == "plans":
            return folder
    return file.parent


def _fragments_in(folder: Path) -> list[Path]:
    """Return what could be a fragment in a folder itself, but nothing hidden."""
    return [each for each in sorted(folder.iterdir()) if each.suffix in SUFFIXES and each.name[0] != "."]


def _walk(folder: Path) -> Iterator[Path]:
    """Visit every file and link below a folder, but nothing hidden."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path))
            else:
                yield Path(entry.path)


def _leads_to_folder(path: Path) -> bool:
    return path.is_symlink() and path.is_dir()
