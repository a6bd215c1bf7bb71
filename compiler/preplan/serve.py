"""Preview plans in a browser while they are being written."""

from __future__ import annotations

import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from . import resources, words
from .build import build, tasks_for
from .cache import Cache
from .diagnostics import SEVERITIES, Diagnostic, Language, in_order
from .document import Document
from .errors import PreplanError
from .model import Audience
from .parse import read
from .pipeline import Compiled, Session, structural
from .preview import Board, State, showing
from .project import find_plans, shared_folder
from .reports import text
from .source import Source

Say = Callable[[str], None]

# How long saving has to be quiet before a build begins, how long it may go on, and how often we look up.
_QUIET, _LONGEST, _LOOK = 50, 400, 200


def serve(
    plans: tuple[str, ...],
    here: Path,
    *,
    host: str,
    port: int,
    audience: Audience,
    today: date,
    lang: Language,
    name: str,
    say: Say,
    on_ready: Callable[[str], object] | None = None,
) -> None:
    """Build a site, serve it, and build it again whenever something it is made from is saved.

    Does not return; Ctrl-C ends it with KeyboardInterrupt. `on_ready` gets the address after the first build;
    `name` is what the program was called by.
    While something structural is wrong the last good site stays, and its pages say what is wrong.
    Raises PreplanError where there is no plan, or where the address can't be listened on.
    """
    folders = find_plans(plans, here)
    # Whoever ends us politely gets the same tidy end as from Ctrl-C: no folder and no process is left.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    board = Board()
    with (
        tempfile.TemporaryDirectory(prefix="preplan-serve-") as work,
        showing(board, host=host, port=port, lang=lang) as address,
    ):
        say(words.SERVING(address=address).show(lang))
        say(words.COMPILING(plans=len(folders)).show(lang))
        workshop = _Workshop(plans, here, Path(work), audience, today)
        first = True
        for saved in _saves(folders, here):
            if any(path.is_relative_to(resources.folder("schema")) for path in saved):
                workshop.forget()
            _renew(workshop, board, lang, name, say)
            if first and on_ready:
                on_ready(address)
            first = False


class _Workshop:
    """Keeps what was made the last time, so that only what has changed is made again."""

    def __init__(self, plans: tuple[str, ...], here: Path, work: Path, audience: Audience, today: date) -> None:
        self.plans, self.here, self.work, self.audience, self.today = plans, here, work, audience, today
        self.compiled: dict[str, Compiled] = {}
        self.documents: dict[str, Document] = {}
        self.front: object = None
        self.count = 0

    def compile(self) -> list[Diagnostic]:
        """Compile the plans whose text has changed, and return what is wrong with any."""
        session = Session(self.here)
        kept, self.compiled = self.compiled, {}
        for folder in find_plans(self.plans, self.here):
            key = session.key(folder, self.today)
            self.compiled[key] = kept.get(key) or session.compile(folder, self.today, self.audience)
        return in_order(each for one in self.compiled.values() for each in one.diagnostics)

    def build(self, old: State) -> State:
        """Write what has changed since the last time, and return what to show; the same where nothing has.

        Plans whose text alone has changed are written without the others: MkDocs takes seconds for many. Until
        something on the front page changes, the search goes on finding them by what they said before.
        """
        documents = {one.document.id: one.document for one in self.compiled.values() if one.document}
        front = (_text(self.here / "mkdocs.yml"), {id_: each.cover for id_, each in documents.items()})
        changed = [each for id_, each in documents.items() if each != self.documents.get(id_)]
        whole = front != self.front or len(changed) == len(documents)
        if not changed and not whole:
            return replace(old, trouble="")
        self.count += 1
        out = self.work / str(self.count)
        written = [*documents.values()] if whole else changed
        build(tasks_for(written, ["site"]), out, {}, root=self.here, kept=Cache(None))
        self.documents, self.front = documents, front
        site = out / "site"
        plans = {} if whole else {**old.plans, **{each.id: site for each in changed}}
        state = State(old.built + 1, site if whole else old.site, plans)
        # What was shown until now may still be read from; what was shown before that is not.
        for folder in self.work.iterdir():
            if not {folder / "site"} & {old.site, *old.plans.values(), state.site, *plans.values()}:
                shutil.rmtree(folder, ignore_errors=True)
        return state

    def forget(self) -> None:
        """Drop everything that was read from schemas and outlines."""
        self.compiled = {}
        for name, module in [*sys.modules.items()]:
            for each in [*vars(module).values()] if name.startswith(f"{__package__}.") else ():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()


def _saves(folders: Sequence[Path], here: Path) -> Iterator[set[Path]]:
    """Yield at once, and then what was saved, each time that something was."""
    from watchfiles import watch

    places = {place for folder in folders for place in _around(folder)} | {resources.folder("schema")}
    settings: object = None
    # What is saved during a build is noticed after it: the watch goes on while we are elsewhere.
    for changes in watch(
        *(place for place in places if place.is_dir()),
        debounce=_LONGEST,
        step=_QUIET,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
    ):
        # mkdocs.yml is looked at by hand: to watch it, one would have to watch everything beside it.
        before, settings = settings, (_text(here / "mkdocs.yml"),)
        if changes or before != settings:
            yield {Path(path) for _, path in changes}


def _around(plan: Path) -> list[Path]:
    return [plan.parent] if plan.parent.name == "plans" else [plan, shared_folder(plan)]


def _renew(workshop: _Workshop, board: Board, lang: Language, name: str, say: Say) -> None:
    """Compile and build, and put up what came of it."""
    start, old = time.monotonic(), board.state
    found = list[Diagnostic]()
    try:
        found = workshop.compile()
        mistakes = structural(found)
        new = replace(old, trouble=_report(mistakes, workshop.here, lang)) if mistakes else workshop.build(old)
    except PreplanError as error:
        new = replace(old, trouble=error.show(lang))
    except OSError as error:
        # A file went away between two looks at it, or the disk is full.
        said = words.MACHINE(path=error.filename or "preplan", reason=words.reason(error))
        new = replace(old, trouble=said.show(lang))
    if new == old:
        return
    board.put(new)
    if new.trouble:
        say(f"{new.trouble.rstrip()}\n{words.NOT_SERVED().show(lang)}")
    elif new.built == old.built:
        say(words.MENDED().show(lang))
    else:
        say(words.SERVED(plans=len(workshop.compiled), seconds=f"{time.monotonic() - start:.1f}").show(lang))
        counts = [words.counted(s, n) for s in SEVERITIES if (n := sum(each.severity == s for each in found))]
        if counts:
            say(words.ALSO_FOUND(counts=counts, name=name).show(lang))


def _report(found: Sequence[Diagnostic], here: Path, lang: Language) -> str:
    sources: dict[str, Source | None] = {}

    def line(file: str, number: int) -> str:
        if file not in sources:
            sources[file] = read(here / file, file)[0]
        source = sources[file]
        return source.line(number) if source else ""

    return text.report(found, lang, line=line, colour=False)


def _text(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
