"""The order of the stages, from the files of a plan to what is wrong with it and to its document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import messages
from .cache import Cache, key_of
from .codes import CODES
from .diagnostics import Allowed, Diagnostic, Edit, Fix, Note, Said, Text, in_order
from .lint import lint
from .model import Audience, Fragment, Layer, Plan, Where, kinds, outlines
from .overlay import Overlay, overlay
from .parse import parse, read
from .project import files_of, shared_folder, shown
from .resolve import resolve
from .source import Source, Span
from .validate import ID, close_to, mistakes
from .values import is_date, read_date

if TYPE_CHECKING:
    from .document import Document


@dataclass(frozen=True)
class Compiled:
    """A plan as the compiler sees it on a day: what it says, what is wrong with it, and its document."""

    plan: Plan
    diagnostics: tuple[Diagnostic, ...]
    today: date
    audience: Audience = "internal"

    @property
    def sound(self) -> bool:
        """Whether nothing structural is wrong, so that there can be a document."""
        return not structural(self.diagnostics)

    @cached_property
    def document(self) -> Document | None:
        """The document for the audience; none while something structural is wrong."""
        from .audience import see
        from .compose import compose

        if not self.sound:
            return None
        return compose(see(self.plan, self.audience), audience=self.audience, today=self.today, whole=self.plan)


def compile_plan(path: str | Path, *, today: date | None = None, audience: Audience = "internal") -> Compiled:
    """Compile the plan in a folder, as it is seen on a day.

    Without a day, the plan's own date of effect stands in for today, so that the result is the same every day.
    """
    here = Path.cwd()
    return Session(here).compile(Path(path).absolute(), today, audience)


def structural(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return what stands in the way of a document; everything else is for people to judge."""
    return [each for each in found if each.code in CODES and CODES[each.code].blocks]


class Session:
    """One run over many plans: what they share is read once."""

    def __init__(self, here: Path, cache: Cache | None = None) -> None:
        self.here = here
        self.cache = cache or Cache(None)
        self._layers: dict[Path, tuple[Layer, tuple[Diagnostic, ...]]] = {}
        self._texts: dict[Path, list[tuple[Source | None, Sequence[Diagnostic]]]] = {}

    def check(self, folder: Path, today: date) -> list[Diagnostic]:
        """Say everything about a plan; what was said of the same text on the same day is said again."""
        key = self.key(folder, today)
        kept = self.cache.get(key)
        if kept is None:
            kept = _freeze(self.compile(folder, today).diagnostics)
            self.cache.put(key, kept)
        # To keep every plan costs more than to read again the few that others build on.
        self._layers.pop(folder, None)
        del self._texts[folder]
        # Fresh ones are thawed too: what plans share is said once, and so has to be equal.
        return _thaw(kept)

    def key(self, folder: Path, today: date) -> str:
        """Return what stands for everything that a plan's findings depend on."""
        folders, astray = [shared_folder(folder), folder], list[Diagnostic]()
        if any(source and "extends" in source.text for source, _ in self._sources(folder)):
            chain, astray = self._chain(folder)
            folders += chain
        texts = [
            f"{source.name}\0{source.text}" if source else repr(wrong)
            for each in folders
            for source, wrong in self._sources(each)
        ]
        return key_of(["check", shown(folder, self.here), today.isoformat(), _freeze(astray), *texts])

    def compile(self, folder: Path, today: date | None = None, audience: Audience = "internal") -> Compiled:
        """Run every stage up to the rules."""
        chain, found = self._chain(folder)
        if not ID.fullmatch(folder.name):
            place = Span(f"{shown(folder, self.here)}/plan.yaml")
            message = messages.FOLDER_NAME(id=folder.name)
            found.append(Diagnostic("bad-value", "error", message, place, help=messages.ID_HELP()))
        layers = [self._layer(shared_folder(folder), "")] if shared_folder(folder).is_dir() else []
        layers += [self._layer(each, each.name) for each in chain]
        laid = overlay([layer for layer, _ in layers])
        plan, unresolved = resolve(laid.layers, laid.removed)
        found += [*(each for _, diagnostics in layers for each in diagnostics), *laid.found, *unresolved]
        newer = [each for each in found if each.code == "newer-language"]
        if newer:
            # Everything else may be right in that version.
            return Compiled(plan, tuple(in_order(newer)), today or _own_day(plan), audience)
        if not plan.parts("plan") and "plan" not in plan.unsound:
            name = f"{shown(folder, self.here)}/plan.yaml"
            message = messages.NO_HEAD(id=folder.name)
            found.append(Diagnostic("no-head", "error", message, Span(name), help=messages.NO_HEAD_HELP(file=name)))
        found += _unknown_outline(plan)
        day = today or _own_day(plan)
        found += lint(plan, day)
        if len(chain) > 1 and not any(each.code == "extends-cycle" for each in found):
            found = [*self._both_places(found, chain, laid, day)]
        return Compiled(plan, tuple(in_order(found)), day, audience)

    def _both_places(
        self, found: Iterable[Diagnostic], chain: Sequence[Path], laid: Overlay, day: date
    ) -> Iterator[Diagnostic]:
        """Say of findings in a plan that is extended, or in an item that replaces another, where the other place is."""
        base = chain[-2]
        alone = {*self.compile(base, day).diagnostics}
        taken_over = {source.name for each in chain[:-1] for source, _ in self._sources(each) if source}
        link = self._extends(chain[-1])
        for each in found:
            notes = [
                Note(messages.REPLACES(id=str(item.id)), item.place)
                for (fragment, path), item in laid.replaced.items()
                if _within(each.span, fragment.span(path))
            ]
            if each.span.file in taken_over and each not in alone and link:
                notes.append(Note(messages.EXTENDED_BY(id=chain[-1].name), link[0].span(("extends",))))
            yield replace(each, notes=(*each.notes, *notes))

    def digest(self) -> str:
        """Return the SHA-256 of every source text that this run has read, wherever its folder lies."""
        texts = hashlib.sha256()
        for folder, sources in sorted(self._texts.items()):
            start = len(shown(folder, self.here)) + 1
            for source, _ in sources:
                if source:
                    name = f"{folder.name}/{source.name[start:]}"
                    texts.update(f"{name}\0{hashlib.sha256(source.text.encode()).hexdigest()}\n".encode())
        return texts.hexdigest()

    def _chain(self, folder: Path) -> tuple[list[Path], list[Diagnostic]]:
        """Return the plans a plan builds on, the most general first, and itself last."""
        chain, found = [folder], list[Diagnostic]()
        while link := self._extends(chain[0]):
            fragment, parent = link
            base = chain[0].parent / parent
            span = fragment.span(("extends",))
            if base in chain:
                found.append(self._circle(chain[: chain.index(base) + 1]))
                break
            if not base.is_dir():
                beside = sorted(
                    each.name
                    for each in folder.parent.iterdir()
                    if each.is_dir() and each not in (folder, shared_folder(folder))
                )
                near = close_to(parent, beside)
                help_ = messages.DID_YOU_MEAN(name=near) if near else messages.PLANS_ARE(names=beside)
                found.append(Diagnostic("unknown-plan", "error", messages.NO_PLAN(id=parent), span, help=help_))
                break
            chain.insert(0, base)
        return chain, found

    def _circle(self, plans: Sequence[Path]) -> Diagnostic:
        """Report plans that extend each other, at the alphabetically first, so that each of them says the same."""
        first = plans.index(min(plans))
        names = [each.name for each in reversed([*plans[first + 1 :], *plans[: first + 1]])]
        message = messages.EXTENDS_CYCLE(path=" → ".join([*names, names[0]]))
        link = self._extends(plans[first])
        span = link[0].span(("extends",)) if link else Span(shown(plans[first], self.here))
        return Diagnostic("extends-cycle", "error", message, span)

    def _extends(self, folder: Path) -> tuple[Fragment, str] | None:
        layer, _ = self._layer(folder, folder.name)
        for fragment in layer.fragments:
            if fragment.kind == "plan" and isinstance(fragment.data, dict):
                parent = fragment.data.get("extends")
                if isinstance(parent, str) and (fragment, ("extends",)) not in layer.mistakes:
                    return fragment, parent
        return None

    def _layer(self, folder: Path, id_: str) -> tuple[Layer, tuple[Diagnostic, ...]]:
        if folder not in self._layers:
            self._layers[folder] = _load(self._sources(folder), id_)
        return self._layers[folder]

    def _sources(self, folder: Path) -> list[tuple[Source | None, Sequence[Diagnostic]]]:
        if folder not in self._texts:
            self._texts[folder] = [read(file.path, file.name) for file in files_of(folder, self.here)]
        return self._texts[folder]


def _load(
    files: Iterable[tuple[Source | None, Sequence[Diagnostic]]], id_: str
) -> tuple[Layer, tuple[Diagnostic, ...]]:
    """Parse and validate the files of one folder."""
    fragments, found = list[Fragment](), list[Diagnostic]()
    mistaken, lost_ids, lost_kinds = set[tuple[Fragment, Where]](), set[str](), set[str]()
    hidden = set[str]()
    for source, unread in files:
        found += unread
        if source is None:
            hidden |= _kinds_in([each.span.file for each in unread])
            continue
        parsed, wrong, wreck = parse(source)
        found += wrong
        if wreck:
            lost_ids |= wreck.ids
            lost_kinds |= wreck.kinds
        for fragment in parsed:
            faults = mistakes(fragment)
            found += [diagnostic for _, diagnostic in faults]
            mistaken |= {(fragment, path) for path, _ in faults}
            mistaken |= {(fragment, path[1:]) for path in fragment.broken if path[:1] == (fragment.kind,)}
        fragments += parsed
    layer = Layer(
        id_, tuple(fragments), frozenset(mistaken), frozenset(lost_ids), frozenset(lost_kinds), frozenset(hidden)
    )
    return layer, tuple(found)


def _kinds_in(files: Iterable[str]) -> frozenset[str]:
    """Guess from their names which kinds stand in files that can't be read: any, where a name is no kind's."""
    names = {Path(file).stem for file in files}
    return frozenset(names if names <= kinds().keys() else kinds())


def _within(inner: Span, outer: Span) -> bool:
    return (
        inner.file == outer.file
        and (outer.line, outer.column) <= (inner.line, inner.column)
        and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
    )


def _unknown_outline(plan: Plan) -> Iterator[Diagnostic]:
    name, known = plan.head.get("outline"), outlines()
    if name and name not in known:
        near = close_to(name, known)
        help_ = messages.DID_YOU_MEAN(name=near) if near else messages.OUTLINES_ARE(names=known)
        span = plan.head.at("outline")
        yield Diagnostic("unknown-reference", "error", messages.NO_OUTLINE(name=name), span, help=help_)


def _own_day(plan: Plan) -> date:
    for name in ("effective_on", "issued_on"):
        if isinstance(plan.head.get(name), str) and is_date(plan.head[name]):
            return read_date(plan.head[name])
    return date(2000, 1, 1)


def _freeze(found: Iterable[Diagnostic]) -> bytes:
    """Turn findings into bytes, each sentence in both languages."""

    def said(message: Said | None) -> list[str] | None:
        return [message.show("zh"), message.show("en")] if message else None

    def place(span: Span | None) -> list[Any] | None:
        return [span.file, span.line, span.column, span.end_line, span.end_column] if span else None

    return json.dumps(
        [
            [
                d.code,
                d.severity,
                said(d.message),
                place(d.span),
                [[said(n.message), place(n.span)] for n in d.notes],
                said(d.help),
                [said(d.fix.message), [[place(e.span), e.text] for e in d.fix.edits]] if d.fix else None,
                [d.allowed.reason, d.allowed.by, d.allowed.until.isoformat(), place(d.allowed.span)]
                if d.allowed
                else None,
            ]
            for d in found
        ],
        ensure_ascii=False,
    ).encode()


def _thaw(data: bytes) -> list[Diagnostic]:
    def said(pair: list[str] | None) -> Any:
        return Text(*(each.replace("{", "{{").replace("}", "}}") for each in pair))() if pair else None

    def place(parts: list[Any] | None) -> Any:
        return Span(*parts) if parts else None

    def repair(parts: list[Any] | None) -> Fix | None:
        return Fix(said(parts[0]), tuple(Edit(place(span), text) for span, text in parts[1])) if parts else None

    def allowed(parts: list[Any] | None) -> Allowed | None:
        return Allowed(parts[0], parts[1], read_date(parts[2]), place(parts[3])) if parts else None

    return [
        Diagnostic(
            code,
            severity,
            said(message),
            place(span),
            tuple(Note(said(m), place(s)) for m, s in notes),
            said(help_),
            repair(fix),
            allowed(permission),
        )
        for code, severity, message, span, notes, help_, fix, permission in json.loads(data)
    ]
