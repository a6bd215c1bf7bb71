"""The order of the stages, from the files of a plan to what is wrong with it and to its document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from . import messages
from .allow import settle
from .cache import Cache, key_of
from .codes import CODES
from .diagnostics import Diagnostic, Note, in_order, visible
from .frozen import freeze, thaw
from .lint import lint
from .model import Audience, Fragment, Layer, Plan, Where, kinds, outlines
from .overlay import Overlay, overlay
from .parse import parse, read, take
from .project import PlanFile, files_of, plans_beside, shared_folder, shown
from .repair import of_name, only_safe
from .resolve import resolve
from .source import Source, Span
from .validate import ID, close_to, lost_kinds, mistakes
from .values import is_date, read_date

if TYPE_CHECKING:
    from .document import Document


@dataclass(frozen=True)
class Part:
    """What one file came to: a layer of its own, and what is wrong with it; no source where it can't be read."""

    source: Source | None
    layer: Layer
    found: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Compiled:
    """A plan as the compiler sees it on a day: what it says, what is wrong with it, and its document.

    `allowed` are the findings that the plan itself lets stand.
    """

    plan: Plan
    diagnostics: tuple[Diagnostic, ...]
    today: date
    audience: Audience = "internal"
    allowed: tuple[Diagnostic, ...] = ()

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

    @cached_property
    def views(self) -> tuple[Document, ...]:
        """What is handed out by itself, such as action cards, for the audience; none while there is no document."""
        from .audience import see
        from .compose import compose_views

        if not self.sound:
            return ()
        seen = see(self.plan, self.audience)
        return tuple(compose_views(seen, audience=self.audience, today=self.today, whole=self.plan))


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
        self._parts: dict[Path, dict[str, Part]] = {}
        self._unsaved: dict[Path, str] = {}

    def replace_text(self, path: Path, text: str | None) -> None:
        """Take a text for that of a file, which need not exist; without one, the file speaks for itself again.

        Whoever changes a text tells the folder's with `look_again`.
        """
        if text is None:
            self._unsaved.pop(path, None)
        else:
            self._unsaved[path] = text

    def look_again(self, folder: Path) -> None:
        """Read the files of a folder again when they are next needed; of the same text nothing is done twice."""
        self._layers.pop(folder, None)
        self._texts.pop(folder, None)

    def let_go(self, folder: Path) -> None:
        """Keep nothing of a folder."""
        self.look_again(folder)
        self._parts.pop(folder, None)

    def sources(self, folder: Path) -> list[Source]:
        """Return the files of a folder that can be read."""
        return [source for source, _ in self._sources(folder) if source]

    def parts(self, folder: Path) -> list[Part]:
        """Return what each file of a folder came to."""
        before, parts = self._parts.get(folder, {}), list[Part]()
        for source, unread in self._sources(folder):
            kept = before.get(source.name) if source else None
            parts.append(kept if kept and kept.source == source else _load(source, unread))
        self._parts[folder] = {each.source.name: each for each in parts if each.source}
        return parts

    def bases(self, folder: Path) -> list[Path]:
        """Return the plans that a plan builds on, the most general first."""
        # To ask for the word costs less than to parse what nobody extends.
        return self._chain(folder)[0][:-1] if any("extends" in each.text for each in self.sources(folder)) else []

    def check(self, folder: Path, today: date) -> list[Diagnostic]:
        """Say everything about a plan, what it allows too; of the same text on the same day the same is said again."""
        key = self.key(folder, today)
        kept = self.cache.get(key)
        if kept is None:
            compiled = self.compile(folder, today)
            kept = freeze(in_order([*compiled.diagnostics, *compiled.allowed]))
            self.cache.put(key, kept)
        # To keep every plan costs more than to read again the few that others build on.
        self.let_go(folder)
        # Fresh ones are thawed too: what plans share is said once, and so has to be equal.
        return thaw(kept)

    def check_all(self, folders: Iterable[Path], today: date) -> list[Diagnostic]:
        """Say everything about several plans, in order, and of what they share each thing once.

        A permission in what plans share is unused only if every plan that shares it finds so.
        """
        said = {folder: self.check(folder, today) for folder in folders}
        idle = {each for found in said.values() for each in found if each.code == "allow-unused"}
        used = {
            each
            for each in idle
            for sharing in {shared_folder(folder) for folder in said}
            if each.span.file.startswith(f"{shown(sharing, self.here)}/")
            and not all(each in said.get(plan, ()) for plan in plans_beside(sharing))
        }
        return in_order(each for found in said.values() for each in found if each not in used)

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
        return key_of(["check", shown(folder, self.here), today.isoformat(), freeze(astray), *texts])

    def compile(self, folder: Path, today: date | None = None, audience: Audience = "internal") -> Compiled:
        """Run every stage up to the rules."""
        chain, astray = self._chain(folder)
        found = [*astray]
        if not ID.fullmatch(folder.name):
            place = Span(self._head_file(folder))
            message = messages.FOLDER_NAME(id=folder.name)
            found.append(Diagnostic("bad-value", "error", message, place, help=messages.ID_HELP()))
        layers = [self._layer(shared_folder(folder), "")] if shared_folder(folder).is_dir() else []
        layers += [self._layer(each, each.name) for each in chain]
        if astray or self._may_extend(chain[0]):
            # What the plan builds on is not known, and nothing is missing that may stand there.
            layer, wrong = layers[-len(chain)]
            layers[-len(chain)] = (replace(layer, unread=frozenset(kinds())), wrong)
        laid = overlay([layer for layer, _ in layers])
        plan, unresolved = resolve(laid.layers, laid.removed)
        for number, (_, wrong) in enumerate(layers, 1):
            found += only_safe(wrong, [layer for layer, _ in layers[:number]])
        found += [*laid.found, *unresolved]
        newer = [each for each in found if each.code == "newer-language"]
        if newer:
            # Everything else may be right in that version.
            return Compiled(plan, tuple(in_order(newer)), today or _own_day(plan), audience)
        if not plan.parts("plan") and "plan" not in plan.unsound:
            name = self._head_file(folder)
            message = messages.NO_HEAD(id=folder.name)
            found.append(Diagnostic("no-head", "error", message, Span(name), help=messages.NO_HEAD_HELP(file=name)))
        found += _unknown_outline(plan)
        day = today or _own_day(plan)
        found += settle(plan, lint(plan, day), day)
        if len(chain) > 1 and not any(each.code == "extends-cycle" for each in found):
            found = [*self._both_places(found, chain, laid, day)]
        ordered = in_order(found)
        standing = tuple(each for each in ordered if not each.allowed)
        return Compiled(plan, standing, day, audience, tuple(each for each in ordered if each.allowed))

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
                if fragment.span(path).covers(each.span)
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
                fix = of_name(span, parent, beside, open_ended=True)
                message = messages.NO_PLAN(id=parent)
                found.append(Diagnostic("unknown-plan", "error", message, span, help=help_, fix=fix))
                break
            chain.insert(0, base)
        return chain, found

    def _head_file(self, folder: Path) -> str:
        """Name the file that a plan's head belongs in, fit to print whatever its folder is called."""
        name = f"{shown(folder, self.here)}/plan.yaml"
        return visible(name, len(name))

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

    def _may_extend(self, folder: Path) -> bool:
        """Say whether a plan may extend another in a head that has a mistake."""
        layer, _ = self._layer(folder, folder.name)
        if self._extends(folder):
            return False
        fields = [str(path[0]) for fragment, path in layer.mistakes if fragment.kind == "plan" and len(path) == 1]
        if any(close_to(name, ["extends"]) for name in fields):
            return True
        texts = [source.text if source else "extends" for source, _ in self._sources(folder)]
        return "plan" in lost_kinds(layer) and any("extends" in text for text in texts)

    def _layer(self, folder: Path, id_: str) -> tuple[Layer, tuple[Diagnostic, ...]]:
        if folder not in self._layers:
            parts = self.parts(folder)
            layer = _joined(id_, [each.layer for each in parts])
            self._layers[folder] = layer, tuple(found for each in parts for found in each.found)
        return self._layers[folder]

    def _sources(self, folder: Path) -> list[tuple[Source | None, Sequence[Diagnostic]]]:
        if folder not in self._texts:
            files = {*files_of(folder, self.here)}
            files |= {PlanFile(path, shown(path, self.here)) for path in self._unsaved if path.is_relative_to(folder)}
            self._texts[folder] = [
                take(self._unsaved[file.path], file.name) if file.path in self._unsaved else read(file.path, file.name)
                for file in sorted(files)
            ]
        return self._texts[folder]


def _load(source: Source | None, unread: Sequence[Diagnostic]) -> Part:
    """Parse and validate one file."""
    if source is None:
        return Part(None, Layer("", (), unread=_kinds_in([each.span.file for each in unread])), tuple(unread))
    fragments, found, wreck = parse(source)
    mistaken = set[tuple[Fragment, Where]]()
    for fragment in fragments:
        faults = mistakes(fragment)
        found += [diagnostic for _, diagnostic in faults]
        mistaken |= {(fragment, path) for path, _ in faults}
        mistaken |= {(fragment, path[1:]) for path in fragment.broken if path[:1] == (fragment.kind,)}
    lost = (wreck.ids, wreck.kinds) if wreck else ()
    return Part(source, Layer("", tuple(fragments), frozenset(mistaken), *lost), (*unread, *found))


def _joined(id_: str, layers: Sequence[Layer]) -> Layer:
    """Make one layer of those of a folder's files."""
    return Layer(
        id_,
        tuple(fragment for each in layers for fragment in each.fragments),
        frozenset[tuple[Fragment, Where]]().union(*(each.mistakes for each in layers)),
        frozenset[str]().union(*(each.lost_ids for each in layers)),
        frozenset[str]().union(*(each.lost_kinds for each in layers)),
        frozenset[str]().union(*(each.unread for each in layers)),
    )


def _kinds_in(files: Iterable[str]) -> frozenset[str]:
    """Guess from their names which kinds stand in files that can't be read: any, where a name is no kind's."""
    names = {Path(file).stem for file in files}
    return frozenset(names if names <= kinds().keys() else kinds())


def _unknown_outline(plan: Plan) -> Iterator[Diagnostic]:
    name, known = plan.head.get("outline"), outlines()
    if name and name not in known:
        near = close_to(name, known)
        help_ = messages.DID_YOU_MEAN(name=near) if near else messages.OUTLINES_ARE(names=known)
        span = plan.head.at("outline")
        fix = of_name(span, name, known, open_ended=False)
        yield Diagnostic("unknown-reference", "error", messages.NO_OUTLINE(name=name), span, help=help_, fix=fix)


def _own_day(plan: Plan) -> date:
    for name in ("effective_on", "issued_on"):
        if isinstance(plan.head.get(name), str) and is_date(plan.head[name]):
            return read_date(plan.head[name])
    return date(2000, 1, 1)
