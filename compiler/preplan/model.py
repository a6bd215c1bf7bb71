"""The nouns of the plan language: kinds, fragments, items and the plan they make up."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, cast

from . import resources
from .diagnostics import Text
from .source import Span

Where = tuple[str | int, ...]
Audience = Literal["public", "internal", "controlled"]

AUDIENCES: tuple[Audience, ...] = ("public", "internal", "controlled")

# What nearly every entry may have beside its own fields.
EVERYWHERE = ("source", "source_conflict", "example", "note", "allow", "audience")

# What no reader of a plan is shown, though it is free text.
_ASIDE = frozenset({*EVERYWHERE, "settings"})

# Schema files that describe no kind: what all kinds use, and a whole file for editors.
_NO_KINDS = frozenset({"common", "fragment"})


@dataclass(frozen=True)
class Kind:
    """A kind of fragment: its name is the top-level key, its schema has every `$ref` already put in."""

    name: str
    schema: Mapping[str, Any]

    @property
    def label(self) -> Text:
        """What people call it."""
        return label(self.schema)

    @property
    def many(self) -> bool:
        """Whether a fragment is a list of items; else it is one mapping."""
        return bool(self.schema["type"] == "array")

    @cached_property
    def walk(self) -> Branch:
        """Where in a fragment items and references can be."""
        return _branch(self.schema) or Branch()

    @cached_property
    def wording(self) -> Wording | None:
        """Where in a fragment free text can be."""
        return _wording(self.schema)


@dataclass(frozen=True)
class Branch:
    """The part of a schema below which there are items (`type`) or references (`refers_to`)."""

    type: str | None = None
    local: bool = False
    refers_to: tuple[str, ...] = ()
    properties: tuple[tuple[str, Branch], ...] = ()
    items: Branch | None = None

    def entities(self) -> Iterator[tuple[str, bool]]:
        """Yield every type of item from here on down, and whether its ids are local."""
        if self.type:
            yield self.type, self.local
        for _, each in self.properties:
            yield from each.entities()
        if self.items:
            yield from self.items.entities()


@dataclass(frozen=True)
class Wording:
    """The part of a schema below which there is free text, with what it says of the audience."""

    schema: Mapping[str, Any]
    text: bool
    properties: Mapping[str, Wording]
    items: Wording | None


# The parser's start and end, or a place in another file than the fragment's own.
Mark = tuple[Any, Any] | Span


@dataclass(frozen=True, eq=False)
class Fragment:
    """One top-level key of one file: plain values, and where each of them stands.

    `marks` and `keys` are those of the whole file, keyed by path from its top; they hold the parser's start
    and end marks, from which `span` makes a Span when somebody asks. Paths given to a fragment begin inside it.
    `broken` names places whose syntax was wrong: what stands there is not what the author meant.
    """

    kind: str
    file: str
    data: Any
    marks: Mapping[Where, Mark]
    keys: Mapping[Where, Mark]
    broken: frozenset[Where] = frozenset()

    @cached_property
    def passages(self) -> tuple[tuple[Where, str, Audience], ...]:
        """Every free text in it: where, what it says, and the widest audience that sees it."""
        kind = kinds().get(self.kind)
        return tuple(_passages(self.data, kind.wording, (), 0, False)) if kind and kind.wording else ()

    @cached_property
    def prose(self) -> str:
        """Its free texts in one, with NUL between them, which YAML does not have."""
        return "\0".join(text for _, text, _ in self.passages)

    def matches(self, pattern: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
        """Return from where to where a pattern is found in its prose.

        A fragment outlives many runs of the rules where only its neighbours change, so it is looked for once.
        """
        if pattern not in self._matches:
            self._matches[pattern] = tuple(match.span() for match in pattern.finditer(self.prose))
        return self._matches[pattern]

    @cached_property
    def _matches(self) -> dict[re.Pattern[str], tuple[tuple[int, int], ...]]:
        return {}

    def span(self, path: Where) -> Span:
        """Return the place of a value, or of the nearest thing around it that is written down."""
        path = (self.kind, *path)
        while path and path not in self.marks:
            path = path[:-1]
        return self.mark_span(self.marks[path]) if path in self.marks else Span(self.file)

    def key_span(self, path: Where) -> Span:
        """Return the place of a key, or else of the value."""
        where = (self.kind, *path)
        return self.mark_span(self.keys[where]) if where in self.keys else self.span(path)

    def head(self, path: Where) -> Span:
        """Return the smallest place that shows which mapping or list this is: its id, its first key, its beginning."""
        if (where := (self.kind, *path, "id")) in self.marks:
            return self.mark_span(self.marks[where])
        data: Any = self.data
        for step in path:
            data = data[step]
        if isinstance(data, dict) and data:
            return self.key_span((*path, next(iter(data))))
        span = self.span(path)
        one_line = span.line == span.end_line
        return span if one_line else Span(self.file, span.line, span.column, span.line, span.column + 1)

    def mark_span(self, mark: Mark) -> Span:
        """Return the place that a mark stands for."""
        if isinstance(mark, Span):
            return mark
        start, end = mark
        return Span(self.file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


@dataclass(frozen=True, eq=False)
class Node:
    """A value of a fragment with its place."""

    fragment: Fragment
    path: Where
    data: Any

    def get(self, name: str, default: Any = None) -> Any:
        """Return a field of a mapping, or the default."""
        return self.data.get(name, default)

    def __getitem__(self, name: str) -> Any:
        return self.data[name]

    def __contains__(self, name: str) -> bool:
        return name in self.data

    def at(self, *path: str | int) -> Span:
        """Return the place of a value below this one, or of the nearest thing around it."""
        return self.fragment.span(self.path + path)

    def key_at(self, *path: str | int) -> Span:
        """Return the place of a key below this one."""
        return self.fragment.key_span(self.path + path)

    def child(self, *path: str | int) -> Node:
        """Return the node at a path below this one; raises KeyError or IndexError where there is none."""
        data = self.data
        for step in path:
            data = data[step]
        return Node(self.fragment, self.path + path, data)

    def children(self, *path: str | int) -> list[Node]:
        """Return the entries of the list at a path below this one; none where there is no list."""
        data = self.data
        for step in path:
            if not isinstance(data, dict) or step not in data:
                return []
            data = data[step]
        return [
            Node(self.fragment, (*self.path, *path, index), each)
            for index, each in enumerate(data if isinstance(data, list) else ())
            if each is not HIDDEN
        ]


@dataclass(frozen=True, eq=False)
class Item(Node):
    """A thing with an id, such as a level or a role; a step may have none.

    `owner` is the item it stands in, such as the procedure of a step.
    """

    type: str
    id: str | None
    owner: Item | None = None

    @property
    def name(self) -> str:
        """Its name, or its id where it has no name."""
        return str(self.data.get("name") or self.id or "")

    @property
    def place(self) -> Span:
        """The smallest place that shows which item it is: its id, or its beginning."""
        return self.fragment.head(self.path)


@dataclass(frozen=True, eq=False)
class Reference:
    """A value that names another item."""

    item: Item | None
    fragment: Fragment
    path: Where
    target: str
    types: tuple[str, ...]

    @property
    def span(self) -> Span:
        """Where it is written."""
        return self.fragment.span(self.path)


class Hidden:
    """What stands in a list where the audience may not see an entry, so that the others keep their places."""


HIDDEN = Hidden()


@dataclass(frozen=True)
class Layer:
    """Fragments that belong together: what is shared, a plan that is extended, or the plan itself.

    `mistakes` are the places that syntax or schema found fault with; `lost_ids` and `lost_kinds` are what
    broken files seem to hold; `unread` are the kinds that may stand in files that could not be read at all.
    """

    id: str
    fragments: tuple[Fragment, ...]
    mistakes: frozenset[tuple[Fragment, Where]] = frozenset()
    lost_ids: frozenset[str] = frozenset()
    lost_kinds: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Plan:
    """A plan put together: its fragments in layers (shared, extended, its own), and every item by id and type.

    Items, fields and entries with a structural mistake are left out of what the methods return; `faulty` are
    their places, `unsound` the kinds that have any; `own` are the fragments of the plan itself, `shared` those that
    all plans may refer to, and `home` names the plan each stands in, empty for a shared one.
    """

    id: str
    fragments: tuple[Fragment, ...]
    own: frozenset[Fragment]
    items: Mapping[str, Item]
    types: Mapping[str, tuple[Item, ...]]
    references: tuple[Reference, ...]
    unsound: frozenset[str] = frozenset()
    faulty: frozenset[tuple[Fragment, Where]] = frozenset()
    shared: frozenset[Fragment] = frozenset()
    home: Mapping[Fragment, str] = field(default_factory=dict)
    on_read: Callable[[str], None] | None = field(default=None, repr=False)

    @property
    def head(self) -> Node:
        """The fragment of kind `plan`, as one node."""
        section = self.section("plan")
        return section if section else Node(Fragment("plan", self.id, {}, {}, {}), (), {})

    @property
    def language(self) -> Literal["zh", "en"]:
        """The language the plan is written in."""
        return "en" if self.head.get("language") == "en" else "zh"

    def of_type(self, type: str) -> tuple[Item, ...]:
        """Return the sound items of a type in the order they are written."""
        items = self.types.get(type, ())
        if self.on_read:
            for kind in kinds_of_type()[type]:
                self.on_read(kind)
        return items

    def find(self, id: object) -> Item | None:
        """Return the sound item with an id, else nothing."""
        item = self.items.get(id) if isinstance(id, str) else None
        if self.on_read:
            # What is not found may stand in a part that is broken.
            for kind in [item.fragment.kind] if item else self.unsound:
                self.on_read(kind)
        return item

    def name_of(self, id: str) -> str:
        """Return the name of an item, or the id itself where there is none."""
        item = self.items.get(id)
        return item.name if item else id

    def section(self, kind: str) -> Node | None:
        """Return the last fragment of a kind that is one mapping: what is written later wins."""
        parts = self.parts(kind)
        return self._sound(parts[-1]) if parts else None

    def parts(self, kind: str) -> list[Fragment]:
        """Return the fragments of a kind, shared ones first."""
        if self.on_read:
            self.on_read(kind)
        return [each for each in self.fragments if each.kind == kind]

    def field(self, kind: str, name: str) -> Node | None:
        """Return a single field of a kind that is a mapping; the last layer that has it wins."""
        for part in reversed(self.parts(kind)):
            section = self._sound(part)
            if name in section:
                return section.child(name)
        return None

    def entries(self, kind: str, *path: str) -> list[Node]:
        """Return the entries of a list of a kind, those of all layers together."""
        return [
            node
            for part in self.parts(kind)
            for node in Node(part, (), part.data).children(*path)
            if (part, node.path) not in self.faulty
        ]

    def references_to(self, id: str) -> Iterator[Reference]:
        """Return every place that names an item."""
        yield from self._by_target.get(id, ())

    def deciders(self, step: Node) -> list[tuple[Item, str]]:
        """Return who does a step with `decider`: each level it may be done at, the most serious first, with the role.

        An action of a level is done at that level, a step of a procedure at the levels of the procedure.
        """
        kind, path, data = step.fragment.kind, step.path, step.fragment.data
        names = None
        if kind == "levels":
            names = [data[path[0]].get("id")]
        elif kind == "scenarios":
            names = data[path[0]]["procedures"][path[2]].get("levels")
        levels = [each for each in self.of_type("level") if names is None or each.id in names]
        fields = ("activated_by", "terminated_by")[:: -1 if step.get("decider") == "termination" else 1]
        found = [
            (level, next((level[field] for field in fields if level.get(field)), None))
            for level in sorted(levels, key=lambda each: int(each["ordinal"]))
        ]
        return [(level, role) for level, role in found if role]

    def _sound(self, part: Fragment) -> Node:
        """Return a fragment that is one mapping, without the fields that hold a structural mistake."""
        data = part.data if isinstance(part.data, dict) else {}
        if (part, ()) in self.faulty:
            data = {name: value for name, value in data.items() if (part, (name,)) not in self.faulty}
        return Node(part, (), data)

    @cached_property
    def _by_target(self) -> dict[str, list[Reference]]:
        found: dict[str, list[Reference]] = {}
        for reference in self.references:
            found.setdefault(reference.target, []).append(reference)
        return found


def label(schema: Mapping[str, Any]) -> Text:
    """Return what people call the thing a schema describes."""
    said = schema.get("x-label") or {"zh": "", "en": ""}
    return Text(said["zh"], said["en"])


@cache
def kinds() -> dict[str, Kind]:
    """Load every kind of the plan language, in alphabetical order."""
    folder = resources.folder("schema")
    common = json.loads((folder / "common.schema.json").read_text("utf-8"))["$defs"]
    return {
        name: Kind(name, _inline(json.loads(path.read_text("utf-8")), common))
        for path in sorted(folder.glob("*.schema.json"))
        if (name := _stem(path)) not in _NO_KINDS
    }


@cache
def kinds_of_type() -> dict[str, frozenset[str]]:
    """Say in which kinds the items of each type are declared."""
    found: dict[str, set[str]] = {}
    for kind in kinds().values():
        for type_, _ in kind.walk.entities():
            found.setdefault(type_, set()).add(kind.name)
    return {type_: frozenset(names) for type_, names in found.items()}


def audience_of(data: Any, schema: Mapping[str, Any]) -> Audience:
    """Return who may see a value: what it says itself counts before what its schema says."""
    # `training.audience` is a list of those who are trained, not one of ours.
    said: Any = data.get("audience") if isinstance(data, dict) else None
    if said not in AUDIENCES:
        said = schema.get("x-audience", "public")
    if isinstance(said, dict):
        # Decided by another field of the same mapping; `else` for all values that are not named.
        by = data.get(said["by"]) if isinstance(data, dict) else None
        said = said.get(by) or said["else"]
    return cast(Audience, said)


@cache
def local_types() -> frozenset[str]:
    """Return the types whose ids are known in their own list only, such as that of a step in its procedure."""
    return frozenset(type_ for kind in kinds().values() for type_, local in kind.walk.entities() if local)


def walk(fragment: Fragment) -> list[Item | Reference]:
    """Return every item and reference of a fragment in the order they are written, an item before what it holds."""
    found: list[Item | Reference] = []
    if fragment.kind in kinds():
        _walk(kinds()[fragment.kind].walk, fragment, fragment.data, (), None, found)
    return found


def outlines() -> list[str]:
    """Return the names of the outlines that a plan may choose."""
    return sorted(path.stem for path in (resources.folder("schema") / "outlines").glob("*.yaml"))


def schema_at(kind: str, path: Where) -> Mapping[str, Any]:
    """Return the schema of what stands at a path of a kind; empty where the kind has no such place."""
    schema: Mapping[str, Any] = kinds()[kind].schema
    for step in path:
        schema = schema.get("items", {}) if isinstance(step, int) else schema.get("properties", {}).get(step, {})
    return schema


def _walk(
    branch: Branch, fragment: Fragment, data: Any, path: Where, owner: Item | None, found: list[Item | Reference]
) -> None:
    if isinstance(data, list):
        if branch.items:
            for index, each in enumerate(data):
                _walk(branch.items, fragment, each, (*path, index), owner, found)
    elif isinstance(data, dict):
        if branch.type:
            id_ = data.get("id") if isinstance(data.get("id"), str) else None
            owner = Item(fragment, path, data, branch.type, id_, owner)
            found.append(owner)
        for name, below in branch.properties:
            if name in data:
                _walk(below, fragment, data[name], (*path, name), owner, found)
    elif branch.refers_to and isinstance(data, str):
        found.append(Reference(owner, fragment, path, data, branch.refers_to))


def _stem(path: Path) -> str:
    return path.name.removesuffix(".schema.json")


def _inline(schema: Any, common: Mapping[str, Any]) -> Any:
    """Put the definitions of the common file in place; what stands beside a `$ref` wins over it."""
    if isinstance(schema, list):
        return [_inline(each, common) for each in schema]
    if not isinstance(schema, dict):
        return schema
    beside = {name: _inline(value, common) for name, value in schema.items() if name not in ("$ref", "$schema", "$id")}
    if "$ref" not in schema:
        return beside
    whole = {**_inline(common[schema["$ref"].rpartition("/")[2]], common), **beside}
    if "x-refers-to" in whole:
        # What is no id is nobody's id: whoever follows the reference knows what was meant.
        del whole["pattern"]
    return whole


def _wording(schema: Mapping[str, Any]) -> Wording | None:
    properties = {
        name: each
        for name, below in schema.get("properties", {}).items()
        if name not in _ASIDE and (each := _wording(below))
    }
    items = _wording(schema["items"]) if "items" in schema else None
    text = "string" in schema.get("type", ()) and not schema.keys() & {"format", "pattern", "enum", "x-refers-to"}
    return Wording(schema, text, properties, items) if text or properties or items else None


def _passages(
    data: Any, wording: Wording, path: Where, rank: int, decided: bool
) -> Iterator[tuple[Where, str, Audience]]:
    """Yield the texts below a value; `decided`: what it stands in says itself who sees its plain fields."""
    if isinstance(data, str):
        if wording.text:
            own = 0 if decided else AUDIENCES.index(audience_of(data, wording.schema))
            yield path, data, AUDIENCES[max(rank, own)]
        return
    if data is HIDDEN:
        return
    rank = max(rank, AUDIENCES.index(audience_of(data, wording.schema)))
    if isinstance(data, dict):
        # A field named `audience` may hold anything while it is not yet checked.
        said = data.get("audience")
        decided = isinstance(said, str) and said in AUDIENCES
        for name, each in data.items():
            if name in wording.properties:
                yield from _passages(each, wording.properties[name], (*path, name), rank, decided)
    elif isinstance(data, list) and wording.items:
        for index, each in enumerate(data):
            yield from _passages(each, wording.items, (*path, index), rank, False)


def _branch(schema: Mapping[str, Any]) -> Branch | None:
    properties = tuple(
        (name, branch) for name, each in schema.get("properties", {}).items() if (branch := _branch(each))
    )
    items = _branch(schema["items"]) if "items" in schema else None
    type_, refers_to = schema.get("x-entity"), tuple(schema.get("x-refers-to", ()))
    if not (properties or items or type_ or refers_to):
        return None
    return Branch(type_, bool(schema.get("x-local")), refers_to, properties, items)
