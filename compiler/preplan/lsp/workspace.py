"""Keep the plans of a workspace compiled while their texts change."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ..diagnostics import Diagnostic, in_order
from ..model import Item, Reference
from ..pipeline import Part, Session
from ..project import SHARED, SUFFIXES, plans_beside, shared_folder, shown
from ..source import Source
from .index import Index, index, is_local
from .scan import Scan, scan

_FOLDER = "plans"

# What is so only of a permission that no plan has a use for.
_ONLY_IF_ALL = "allow-unused"


@dataclass(frozen=True, eq=False)
class View:
    """What a plan sees: its own files, those of the plans it extends and what all plans share, nearest first."""

    files: tuple[Index, ...]

    @cached_property
    def items(self) -> dict[str, list[Item]]:
        """Every item by id, the nearest first; ids that are local to a list are left out."""
        found: dict[str, list[Item]] = {}
        for file in self.files:
            for item in file.items:
                if item.id and not is_local(item):
                    found.setdefault(item.id, []).append(item)
        return found

    def find(self, id_: str) -> Item | None:
        """Return the nearest item with an id."""
        return self.items.get(id_, [None])[0]

    def of_types(self, types: Sequence[str]) -> list[Item]:
        """Return the items of some types, those of the first type first."""
        found = [each[0] for each in self.items.values() if each[0].type in types]
        return sorted(found, key=lambda each: types.index(each.type))

    def references_to(self, id_: str) -> Iterator[Reference]:
        """Return every place that names an id."""
        return (each for file in self.files for each in file.references if each.target == id_)


class Project:
    """The plans below one folder `plans`, and what they share."""

    def __init__(self, plans: Path, today: Callable[[], date]) -> None:
        self.folder = plans
        self.here = plans.parent
        self.today = today
        self.session = Session(self.here)
        self.open: set[Path] = set()
        # What is still to be compiled, in the order it came up.
        self.due: dict[Path, None] = {}
        self._findings: dict[Path, dict[str, tuple[Diagnostic, ...]]] = {}
        # Files that have changed since a plan was compiled: what it said of them no longer holds.
        self._stale: dict[Path, set[str]] = {}
        self._indexes: dict[Path, dict[str, tuple[Part, Index]]] = {}
        self._scans: dict[str, tuple[Source, Scan]] = {}
        self._bases: dict[Path, list[Path]] = {}
        self._plans: list[Path] | None = None

    @property
    def shared(self) -> Path:
        """The folder that all plans share."""
        return self.folder / SHARED

    def folder_of(self, path: Path) -> Path | None:
        """Return the plan that a file belongs to, or the shared folder; None for what is no fragment of either."""
        inside = path.relative_to(self.folder).parts if path.is_relative_to(self.folder) else ()
        plain = len(inside) > 1 and path.suffix in SUFFIXES and not any(each.startswith(".") for each in inside)
        return self.folder / inside[0] if plain else None

    def plans(self) -> list[Path]:
        """Return every plan, also one that is not saved yet."""
        if self._plans is None:
            unsaved = {folder for path in self.open if (folder := self.folder_of(path)) and folder != self.shared}
            self._plans = sorted({*plans_beside(self.shared), *unsaved})
        return self._plans

    def take(self, path: Path, text: str | None) -> None:
        """Take a text for that of a file, or the file itself where there is none; note what has to be compiled."""
        if (path in self.open) != (text is not None):
            self.open ^= {path}
            self._plans = None
        self.session.replace_text(path, text)
        self._changed(path)

    def look_again(self, path: Path) -> None:
        """Note that something else has changed a file, or made or removed it."""
        self._plans = None
        self._changed(path)

    def _changed(self, path: Path) -> None:
        """Note what has to be compiled because a file has changed."""
        folder = self.folder_of(path)
        if folder is None:
            return
        before = self._bases.pop(folder, [])
        for plan in [plan for plan, bases in self._bases.items() if folder in bases]:
            del self._bases[plan]
        self.session.look_again(folder)
        for each in [*before, folder]:
            for plan in self.affected(each):
                self.due[plan] = None
                self._stale.setdefault(plan, set()).add(shown(path, self.here))

    def affected(self, folder: Path) -> list[Path]:
        """Return the plans that say something else when a file of a folder changes: it, and who builds on it."""
        if folder == self.shared:
            return self.plans()
        return [folder, *(each for each in self.plans() if each != folder and folder in self.bases(each))]

    def bases(self, folder: Path) -> list[Path]:
        """Return the plans that a plan extends, the most general first."""
        if folder not in self._bases:
            self._bases[folder] = self.session.bases(folder)
            self._rest(folder)
        return self._bases[folder]

    def next_due(self) -> Path | None:
        """Return the plan to be compiled next: one that somebody has open before all others."""
        in_use = {self.folder_of(path) for path in self.open}
        return next((each for each in self.due if each in in_use), next(iter(self.due), None))

    def compile(self, folder: Path) -> set[str]:
        """Compile a plan, and name the files of which something else may be said than before."""
        self.due.pop(folder, None)
        self._stale.pop(folder, None)
        before = self._findings.get(folder, {})
        if not folder.is_dir() and not any(path.is_relative_to(folder) for path in self.open):
            self._findings.pop(folder, None)
            return {*before}
        found: dict[str, list[Diagnostic]] = {}
        for each in self.session.compile(folder, self.today()).diagnostics:
            found.setdefault(each.span.file, []).append(each)
        self._findings[folder] = {file: tuple(each) for file, each in found.items()}
        self._rest(folder)
        return {*before, *found}

    def findings(self, file: str) -> list[Diagnostic]:
        """Return what all plans say of a file, each thing once."""
        found = in_order(
            each
            for plan, said in self._findings.items()
            if file not in self._stale.get(plan, ())
            for each in said.get(file, ())
        )
        if self.folder_of(self.here / file) != self.shared:
            return found
        plans = self.plans()
        return [
            each
            for each in found
            if each.code != _ONLY_IF_ALL or all(each in self._findings.get(plan, {}).get(file, ()) for plan in plans)
        ]

    def source(self, file: str) -> Source | None:
        """Return the text of a file as it is now."""
        folder = self.folder_of(self.here / file)
        return next((each for each in self.session.sources(folder) if each.name == file), None) if folder else None

    def index_of(self, file: str) -> Index | None:
        """Return what a file declares and refers to; None where it can't be read."""
        folder = self.folder_of(self.here / file)
        return next((each for each in self.indexes(folder) if each.source.name == file), None) if folder else None

    def scan(self, source: Source) -> Scan:
        """Return what can be made out of a text, however broken."""
        kept = self._scans.get(source.name)
        if kept is None or kept[0] is not source:
            kept = self._scans[source.name] = source, scan(source)
        return kept[1]

    def view(self, folder: Path) -> View:
        """Return what the plan in a folder sees; in the shared folder, what is shared."""
        return View(tuple(each for one in self.layers(folder) for each in self.indexes(one)))

    def layers(self, folder: Path) -> list[Path]:
        """Return the folders that make up a plan, the nearest first."""
        return [folder] if folder == self.shared else [folder, *reversed(self.bases(folder)), shared_folder(folder)]

    def indexes(self, folder: Path) -> list[Index]:
        """Return what each file of a folder declares and refers to."""
        there = folder.is_dir() or folder in self._in_use()
        before, now = self._indexes.get(folder, {}), dict[str, tuple[Part, Index]]()
        for part in self.session.parts(folder) if there else ():
            if part.source:
                kept = before.get(part.source.name)
                now[part.source.name] = kept if kept and kept[0] is part else (part, index(part.source, part))
        self._indexes[folder] = now
        return [each for _, each in now.values()]

    def mentioning(self, folders: Iterable[Path], word: str) -> Iterator[tuple[Path, list[Index]]]:
        """Return the folders in whose files a word stands, with what those declare and refer to."""
        for folder in folders:
            # To look for a word costs less than to parse.
            if any(word in each.text for each in self.session.sources(folder)):
                yield folder, self.indexes(folder)
            self._rest(folder)

    def _rest(self, folder: Path) -> None:
        """Keep of a plan that nobody works on no more than what is wrong with it."""
        if folder != self.shared and folder not in self._in_use():
            self._indexes.pop(folder, None)
            self.session.let_go(folder)

    def _in_use(self) -> set[Path]:
        """Return the plans that somebody has open, and those they build on."""
        plans = {folder for path in self.open if (folder := self.folder_of(path))}
        return plans | {base for plan in plans for base in self._bases.get(plan, ())}


class Workspace:
    """The folders that an editor has open; without any, whatever files it opens."""

    def __init__(self, roots: Sequence[Path], today: Callable[[], date]) -> None:
        self.roots = [*roots]
        self.today = today
        self.projects: dict[Path, Project] = {}

    def project_of(self, path: Path) -> Project | None:
        """Return the project that a file is a fragment in; None where it is none, or lies outside."""
        path = Path(os.path.abspath(path))
        # Of several folders of this name around a file, `check` takes the outermost of the workspace.
        for folder in reversed(path.parents) if self.roots else path.parents:
            if folder.name == _FOLDER and self._is_ours(folder):
                project = self.projects.get(folder) or Project(folder, self.today)
                if project.folder_of(path):
                    return self.projects.setdefault(folder, project)
        return None

    def name_of(self, path: Path, project: Project) -> str:
        """Return the name by which findings know a file."""
        return shown(path, project.here)

    def _is_ours(self, plans: Path) -> bool:
        """Say whether plans lie in the workspace, or around a single one that is all of it."""
        return not self.roots or any(
            plans.is_relative_to(root) or (plans == root.parent and not (root / _FOLDER).is_dir())
            for root in self.roots
        )
