"""Put fragments together into a plan and follow every reference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from . import messages
from .diagnostics import Diagnostic, Fix, Note, Said, Text, visible
from .lenient import same, surely
from .model import Branch, Fragment, Item, Layer, Plan, Reference, Where, kinds, kinds_of_type, label, local_types, walk
from .repair import instead
from .source import Span
from .validate import ID, aside, close_to, ids_in, lost_kinds

Place = tuple[Fragment, Where]

MAX_HINTS = 100


def resolve(layers: Sequence[Layer], removed: Mapping[str, Span] | None = None) -> tuple[Plan, list[Diagnostic]]:
    """Index the items of a plan by id and report references that lead nowhere or to the wrong thing.

    The last layer is the plan itself; shared layers have no id. `removed` says where an id was taken out.
    """
    index = _Index(removed or {})
    for layer in layers:
        index.add(layer)
    found = index.found
    mistakes: set[Place] = index.mistakes.union(*(layer.mistakes for layer in layers))
    for reference in index.references:
        if (reference.fragment, reference.path) in mistakes:
            continue  # one mistake, one message: it is no id
        diagnostic = _follow(reference, index, hint=len(found) < MAX_HINTS)
        if diagnostic:
            found.append(diagnostic)
            mistakes.add((reference.fragment, reference.path))
    for item, diagnostic in _parent_cycles(index):
        found.append(diagnostic)
        mistakes.add((item.fragment, item.path))
    return _plan(layers, index, mistakes), found


@cache
def item_types() -> dict[str, Text]:
    """Return what people call the items of each type."""
    found: dict[str, Text] = {}

    def visit(schema: Any) -> None:
        if isinstance(schema, dict):
            if "x-entity" in schema:
                said = label(schema)
                found.setdefault(schema["x-entity"], Text(said.zh, said.en.lower()))
            for each in schema.values():
                visit(each)

    for kind in kinds().values():
        visit(kind.schema)
    return found


class _Index:
    """Every item and reference of the layers, in the order they are written."""

    def __init__(self, removed: Mapping[str, Span]) -> None:
        self.removed = removed
        self.items: list[Item] = []
        self.by_id: dict[str, Item] = {}
        self.local: dict[Place, dict[str, Item]] = {}
        self.references: list[Reference] = []
        self.home: dict[Fragment, str] = {}
        self.mistakes: set[Place] = set()
        self.found: list[Diagnostic] = []
        self.twice: set[str] = set()
        # Ids that mistakes hide, and the types whose ids they hide.
        self.lost: set[str] = set()
        self.nameless: set[str] = set()
        self.known: dict[tuple[str, ...], list[str]] = {}

    def of_types(self, types: tuple[str, ...]) -> list[str]:
        """Return the ids of items of some types that are known everywhere, once all layers are added."""
        if types not in self.known:
            self.known[types] = [id_ for id_, item in self.by_id.items() if item.type in types]
        return self.known[types]

    def add(self, layer: Layer) -> None:
        self.lost |= layer.lost_ids
        self.nameless |= {type_ for type_, names in kinds_of_type().items() if names & layer.unread}
        self.home |= dict.fromkeys(layer.fragments, layer.id)
        faulty = {fragment for fragment, _ in layer.mistakes}
        for fragment in layer.fragments:
            if fragment in faulty:
                self.lost.update(ids_in(fragment.data))
            for each in walk(fragment):
                if isinstance(each, Item):
                    self.item(each)
                else:
                    self.references.append(each)
        for item in self.items:
            names = ("id", *item.data) if item.id is None else ("id",)
            if any((item.fragment, (*item.path, name)) in layer.mistakes for name in names):
                self.nameless.add(item.type)

    def item(self, item: Item) -> None:
        self.items.append(item)
        id_, fragment, path = item.id, item.fragment, item.path
        if id_ is None:
            return
        ids = self.local.setdefault((fragment, path[:-1]), {}) if item.type in local_types() else self.by_id
        first = ids.get(id_)
        if first is None:
            ids[id_] = item
        else:
            notes = (Note(messages.FIRST_HERE(), first.place),)
            below = self.home[first.fragment] not in ("", self.home[fragment])
            help_ = messages.ID_BELOW() if below else None
            message = messages.ID_TWICE(id=id_)
            self.found.append(Diagnostic("id-twice", "error", message, item.at("id"), notes, help_))
            self.mistakes.add((fragment, (*path, "id")))
            self.twice.add(id_)
            self.nameless.add(item.type)


def _follow(reference: Reference, index: _Index, *, hint: bool) -> Diagnostic | None:
    local = reference.types[0] in local_types()
    if local and reference.item:
        ids = index.local.get((reference.fragment, reference.item.path[:-1]), {})
        # A branch may also lead to something that is known everywhere; what is near comes first.
        if len(reference.types) > 1:
            ids = ids | {id_: item for id_, item in index.by_id.items() if id_ not in ids}
    else:
        ids = index.by_id
    target = ids.get(reference.target)
    if target and target.type in reference.types:
        return None
    labels = item_types()
    thing = _either([labels[type_] for type_ in reference.types])
    if target is None:
        if reference.target in index.lost or not index.nameless.isdisjoint(reference.types):
            return None
        message = messages.UNKNOWN_REFERENCE(thing=thing, id=reference.target)
        if ids is index.by_id:
            candidates = index.of_types(reference.types)
        else:
            candidates = [id_ for id_, item in ids.items() if item.type in reference.types]
        near = _near(reference.target, {id_: ids[id_].name for id_ in candidates}) if hint else None
        notes: tuple[Note, ...] = ()
        if reference.target in index.removed:
            notes = (Note(messages.REMOVED_HERE(id=reference.target), index.removed[reference.target]),)
            return Diagnostic("unknown-reference", "error", message, reference.span, notes)
        fix = None
        if near:
            fix = _repair(reference, near, {id_: ids[id_].name for id_ in candidates})
            name = visible(ids[near].name)
            help_ = messages.DID_YOU_MEAN_IN_WORDS(name=near, aside=aside(near, Text(name, name)))
            notes = (Note(messages.DECLARED_HERE(id=near), ids[near].place),)
        else:
            help_ = _where_declared(reference, [ids[id_] for id_ in candidates])
            if not ID.fullmatch(reference.target):
                first = candidates[:1]
                write = messages.WRITE_ID(thing=thing, id=first[0]) if first else messages.WRITE_AN_ID(thing=thing)
                help_ = messages.WITH_HINT(one=write, other=help_)
        return Diagnostic("unknown-reference", "error", message, reference.span, notes, help_, fix)
    if reference.target not in index.twice:
        message = messages.WRONG_REFERENCE(id=reference.target, found=labels[target.type], thing=thing)
        notes = (Note(messages.DECLARED_HERE(id=reference.target), target.place),)
        return Diagnostic("wrong-reference", "error", message, reference.span, notes)
    return None


def _near(target: str, names: Mapping[str, str]) -> str | None:
    """Return the id that was most likely meant by an id or a name."""
    called = {name: id_ for id_, name in names.items()} | {id_: id_ for id_ in names}
    near = target if target in called else close_to(target, names if ID.fullmatch(target) else called)
    return called[near] if near else None


def _repair(reference: Reference, near: str, names: Mapping[str, str]) -> Fix | None:
    """Return the fix that names the id that was surely meant; a person of a similar name is somebody else."""
    # One whose name or id is written in another way is who was meant all the same.
    called = [(name, id_) for id_, name in names.items()]
    meant = surely(reference.target, names, called, open_ended=True)
    if meant != near or ("person" in reference.types and not same(reference.target, (near, names[near]))):
        return None
    return instead(reference.span, reference.target, near)


def _where_declared(reference: Reference, declared: Sequence[Item]) -> Said:
    """Say in which file and under which key to look for what a reference should name."""
    type_ = declared[0].type if declared else reference.types[0]
    kind = declared[0].fragment.kind if declared else min(kinds_of_type()[type_])
    file = declared[0].fragment.file if declared else f"{kind}.yaml"
    key = next((each for each in reversed(_path_to(kinds()[kind].walk, type_) or ()) if each), kind)
    return messages.DECLARED_IN(thing=item_types()[type_], file=file, key=key)


def _path_to(branch: Branch, type_: str) -> tuple[str, ...] | None:
    """Return the fields that lead to the items of a type; None where there are none below a branch."""
    if branch.type == type_:
        return ()
    below = [(name, each) for name, each in branch.properties] + ([("", branch.items)] if branch.items else [])
    return next(((name, *path) for name, each in below if (path := _path_to(each, type_)) is not None), None)


def _parent_cycles(index: _Index) -> Iterable[tuple[Item, Diagnostic]]:
    """Report each circle of parents once, at its alphabetically first unit."""
    units = {id_: item for id_, item in index.by_id.items() if item.type == "unit"}
    above = {id_: item.get("parent") for id_, item in units.items() if isinstance(item.get("parent"), str)}
    for id_, unit in sorted(units.items()):
        chain = [id_]
        while (parent := above.get(chain[-1])) in units and parent not in chain:
            chain.append(parent)
        if parent == id_ and id_ == min(chain):
            circle = messages.PARENT_CYCLE(path=" → ".join([*chain, id_]))
            notes = tuple(Note(messages.DECLARED_HERE(id=other), units[other].place) for other in chain[1:])
            yield unit, Diagnostic("parent-cycle", "error", circle, unit.at("parent"), notes)


def _plan(layers: Sequence[Layer], index: _Index, mistakes: set[Place]) -> Plan:
    faulty = {(fragment, path[:length]) for fragment, path in mistakes for length in range(len(path) + 1)}
    sound = [item for item in index.items if (item.fragment, item.path) not in faulty]
    types: dict[str, list[Item]] = {}
    for item in sound:
        types.setdefault(item.type, []).append(item)
    return Plan(
        id=layers[-1].id,
        fragments=tuple(each for layer in layers for each in layer.fragments if each.kind in kinds()),
        own=frozenset(layers[-1].fragments),
        items={item.id: item for item in sound if item.id and item.type not in local_types()},
        types={name: tuple(items) for name, items in types.items()},
        references=tuple(index.references),
        unsound=frozenset({fragment.kind for fragment, _ in mistakes}.union(*(lost_kinds(each) for each in layers))),
        faulty=frozenset(faulty),
        shared=frozenset(each for layer in layers if not layer.id for each in layer.fragments),
        home={each: layer.id for layer in layers for each in layer.fragments},
    )


def _either(labels: list[Text]) -> Text | Said:
    said: Text | Said = labels[0]
    for other in labels[1:]:
        said = messages.OR(one=said, other=other)
    return said
