"""Repair the files of plans: first in memory, then where they lie."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .cache import Cache
from .diagnostics import Diagnostic
from .fix import Mended, Texts, mend
from .pipeline import Session
from .project import files_of, plans_beside, shared_folder
from .rewrite import rewrite

Sift = Callable[[Sequence[Diagnostic]], list[Diagnostic]]


@dataclass(frozen=True)
class Mending:
    """Plans with their repairs, none of them written yet."""

    folders: tuple[Path, ...]
    paths: Mapping[str, Path]
    texts: Texts
    mended: Mended

    def write(self, name: str) -> None:
        """Put the new text of a file in its place; raises PreplanError where that is not safe."""
        rewrite(self.paths[name], self.texts[name], self.mended.texts[name], within=self.folders)

    def out_of_reach(self, finding: Diagnostic) -> bool:
        """Say whether a repair is in a file that may not be changed."""
        return finding.fix is not None and any(edit.span.file not in self.texts for edit in finding.fix.edits)


def mending(
    plans: Sequence[Path], here: Path, kept: Cache, today: date, sift: Sift, only: Collection[str] | None = None
) -> Mending:
    """Repair plans as they are seen on a day, and try every repair before it counts.

    `sift` chooses the findings that count; `only` names the files that may change, all of the plans when it is None.
    What plans share may change only if all that share it are there.
    """
    shared = {shared_folder(each) for each in plans if set(plans_beside(shared_folder(each))) <= {*plans}}
    folders = (*plans, *sorted(each for each in shared if each.is_dir()))
    paths = {file.name: file.path for folder in folders for file in files_of(folder, here)}
    session = Session(here, kept)
    texts = {each.name: each.text for folder in folders for each in session.sources(folder)}

    def find(changed: Texts) -> list[Diagnostic]:
        # The texts as they were read: what somebody saves meanwhile is another matter.
        for name, text in {**texts, **changed}.items():
            session.replace_text(paths[name], text)
        for folder in folders:
            session.look_again(folder)
        return sift(session.check_all(plans, today))

    own = {name: text for name, text in texts.items() if only is None or name in only}
    mended = mend(own, find)
    return Mending(folders, paths, own, mended)
