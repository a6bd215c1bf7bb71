"""A clean plan of the corpus: where its values stand, and edits of its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Any, TypeVar

from preplan.model import Fragment, Item, Node, Plan, Reference, Where, schema_at
from preplan.parse import parse
from preplan.pipeline import Compiled
from preplan.source import Source, Span

# Marks in a text where a finding is expected; it is taken out before anybody reads the text.
MARK = "\ue000"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Edit:
    """What takes the place of the characters from `start` to `end` of a file."""

    file: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, eq=False)
class Value(Node):
    """A value as it is written, with the schema of its place."""

    schema: Mapping[str, Any]

    @property
    def name(self) -> str | int | None:
        """The key or number it stands under; None for a whole fragment."""
        return self.path[-1] if self.path else None


class Clean:
    """A plan without a finding: its values, items and references in a random order, and ways to change its text."""

    def __init__(self, compiled: Compiled, folder: str, texts: Mapping[str, str]) -> None:
        self.plan: Plan = compiled.plan
        self.today = compiled.today
        self.folder = folder
        self.texts = texts
        self.random = Random(0)  # noqa: S311 - the same places every time
        self._starts = {
            name: [0, *accumulate(len(line) + 1 for line in text.split("\n"))] for name, text in texts.items()
        }
        # The plan's own files, without those that all plans share.
        self.own = [name for name in texts if name.startswith(f"{folder}/")]
        self.fragments: list[Fragment] = [each for name in self.own for each in parse(Source(name, texts[name]))[0]]
        self._values = [*self._read()]
        self._by_span = {each.at(): each for each in self._values if isinstance(each.data, str)}

    def shuffled_by(self, seed: str) -> Clean:
        """Return the same plan, with its things in another random order."""
        again = copy(self)
        again.random = Random(seed)  # noqa: S311 - the same places every time
        return again

    # What there is

    def shuffled(self, things: Iterable[T]) -> list[T]:
        """Return things in a random order."""
        found = [*things]
        self.random.shuffle(found)
        return found

    def values(self) -> list[Value]:
        """Return every value of the plan's own files."""
        return self.shuffled(self._values)

    def texts_of(self) -> Iterator[Value]:
        """Yield the free texts that are written on one line without quotes."""
        of_a_form = {"format", "enum", "pattern", "x-refers-to"}
        for value in self.values():
            free = isinstance(value.data, str) and value.data and of_a_form.isdisjoint(value.schema)
            if free and self.is_plain(value) and self.raw(value) == value.data:
                yield value

    def parent(self, value: Node) -> Node:
        """Return the mapping or list that a value stands in."""
        node = Node(value.fragment, (), value.fragment.data)
        return node.child(*value.path[:-1]) if value.path else node

    def schema_around(self, value: Node) -> Mapping[str, Any]:
        """Return the schema of the mapping or list that a value stands in."""
        return schema_at(value.fragment.kind, value.path[:-1])

    def holds_items(self, value: Node) -> bool:
        """Say whether there are ids below a value, which others may refer to."""
        return any(path[-1] == "id" for path, _ in children(value))

    def node(self, reference: Reference) -> Node:
        """Return the place of a reference as it is written, whichever fragments were laid over each other."""
        return self._by_span[reference.span]

    def items(self, *types: str) -> list[Item]:
        """Return the plan's own sound items of some types."""
        found = (each for type_ in types for each in self.plan.of_type(type_))
        return self.shuffled(each for each in found if each.fragment.file in self.own)

    def references(self, target: object = None) -> list[Reference]:
        """Return the places in the plan's own files that name an item."""
        found = self.plan.references if target is None else self.plan.references_to(str(target))
        return self.shuffled(each for each in found if each.span.file in self.own)

    def section(self, kind: str, *path: str) -> Node | None:
        """Return what stands at a path of a kind in the plan's own files."""
        for fragment in self.fragments:
            if fragment.kind == kind and isinstance(fragment.data, dict):
                node = Node(fragment, (), fragment.data)
                for name in path:
                    if not isinstance(node.data, dict) or name not in node.data:
                        break
                    node = node.child(name)
                else:
                    return node
        return None

    @property
    def head(self) -> Node:
        """The plan's own head."""
        head = self.section("plan")
        assert head
        return head

    def levels(self) -> list[Item]:
        """Return the response levels, taken over ones too, the most serious first."""
        return sorted(self.plan.of_type("level"), key=lambda level: int(level["ordinal"]))

    def is_type(self, *types: str) -> bool:
        """Say whether the plan is of one of these types."""
        return self.plan.head.get("type") in types

    def are_own(self, *items: Item) -> bool:
        """Say whether items stand in the plan's own files."""
        return all(each.fragment.file in self.own for each in items)

    # Where it stands

    def offset(self, span: Span) -> int:
        """Return how many characters stand before a place."""
        return self._starts[span.file][span.line - 1] + span.column - 1

    def start(self, node: Node, *path: str | int) -> int:
        """Return where a value begins."""
        return self.offset(node.at(*path))

    def key(self, node: Node, *path: str | int) -> int:
        """Return where the key of a value begins; the dash of an entry of a block list."""
        where = (*node.path, *path)
        if isinstance(where[-1], str):
            return self.offset(node.key_at(*path))
        start = self.start(node, *path)
        flow = self._is_flow(self.parent(node.child(*path)))
        return start if flow else self.text(node).rindex("-", 0, start)

    def end(self, node: Node, *path: str | int) -> int:
        """Return where a value ends: behind its last character."""
        here = node.child(*path)
        if isinstance(here.data, dict | list) and here.data and not self._is_flow(here):
            last = [*here.data][-1] if isinstance(here.data, dict) else len(here.data) - 1
            return self.end(here, last)
        span = here.at()
        end = self._starts[span.file][span.end_line - 1] + span.end_column - 1
        return len(self.text(node)[:end].rstrip())

    def column(self, node: Node, *path: str | int) -> int:
        """Return the column of a key, from 0."""
        before = self.text(node)[: self.key(node, *path)]
        return len(before) - before.rfind("\n") - 1

    def text(self, node: Node) -> str:
        """Return the text of the file that a node stands in."""
        return self.texts[node.fragment.file]

    def raw(self, node: Node, *path: str | int) -> str:
        """Return a value as it is written."""
        return self.text(node)[self.start(node, *path) : self.end(node, *path)]

    def is_plain(self, node: Node) -> bool:
        """Say whether a value is written without quotes, on one line."""
        raw = self.raw(node)
        return bool(raw) and raw[0] not in "\"'|>[{" and "\n" not in raw

    def is_block(self, node: Node) -> bool:
        """Say whether a mapping or list is written over several lines, by indentation."""
        return isinstance(node.data, dict | list) and bool(node.data) and not self._is_flow(node)

    def entries(self, node: Node) -> list[str | int]:
        """Return the keys of a mapping, or the numbers of a list, as they are written."""
        return [*node.data] if isinstance(node.data, dict) else [*range(len(node.data))]

    # How to change it

    def edit(self, node: Node, start: int, end: int, text: str) -> Edit:
        """Put a text in the place of some characters of the file that a node stands in."""
        return Edit(node.fragment.file, start, end, text)

    def set(self, node: Node, *path: str | int, to: str) -> Edit:
        """Write another value."""
        return self.edit(node, self.start(node, *path), self.end(node, *path), to)

    def rename(self, node: Node, to: str) -> Edit:
        """Write another key."""
        start = self.key(node)
        length = len(str(node.path[-1]))
        quoted = self.text(node)[start] in "\"'"
        return self.edit(node, start, start + length + 2 * quoted, to)

    def swap(self, one: Node, other: Node) -> tuple[Edit, Edit]:
        """Write each of two values in the other's place."""
        return self.set(one, to=self.raw(other)), self.set(other, to=self.raw(one))

    def cut(self, node: Node, *path: str | int) -> Edit:
        """Take out a field of a mapping or an entry of a list; the last one goes with what holds it."""
        around, name = path[:-1], path[-1]
        names = self.entries(node.child(*around))
        place = names.index(name)
        if place + 1 < len(names):
            return self.edit(node, self.key(node, *path), self.key(node, *around, names[place + 1]), "")
        if place:
            return self.edit(node, self.end(node, *around, names[place - 1]), self.end(node, *path), "")
        return self.cut(node, *around)

    def add(self, node: Node, field: str) -> Edit:
        """Write a field more behind the first one of a mapping."""
        first = next(iter(node.data))
        between = ", " if self._is_flow(node) else "\n" + " " * self.column(node, first)
        end = self.end(node, first)
        return self.edit(node, end, end, between + field)

    def append(self, node: Node, entry: str) -> Edit:
        """Write an entry more at the end of a list."""
        between = ", " if self._is_flow(node) else "\n" + " " * self.column(node, 0) + "- "
        end = self.end(node)
        end = end - 1 if self._is_flow(node) else end
        return self.edit(node, end, end, between + entry)

    def mark(self, node: Node, *path: str | int) -> Edit:
        """Expect a finding where a value begins."""
        start = self.start(node, *path)
        return self.edit(node, start, start, MARK)

    def mark_key(self, node: Node, *path: str | int) -> Edit:
        """Expect a finding where a key begins."""
        start = self.key(node, *path)
        return self.edit(node, start, start, MARK)

    def mark_head(self, node: Node, without: str = "") -> Edit:
        """Expect a finding where a reader sees which mapping it is: at its id, else at its first key."""
        if "id" in node.data and without != "id":
            return self.mark(node, "id")
        return self.mark_key(node, next(name for name in node.data if name != without))

    def mark_kind(self, kind: str) -> Edit:
        """Expect a finding at the name of a kind, in the last file of the plan that has it."""
        fragment = [each for each in self.fragments if each.kind == kind][-1]
        start = self.offset(fragment.key_span(()))
        return Edit(fragment.file, start, start, MARK)

    def without(self, node: Node, name: str, *marks: Edit) -> tuple[Edit, ...]:
        """Take out a field and expect a finding at the mapping it is missing from, or where else it is said."""
        return self.cut(node, name), *(marks or (self.mark_head(node, name),))

    def _read(self) -> Iterator[Value]:
        for fragment in self.fragments:
            for where in fragment.marks:
                if where[:1] == (fragment.kind,):
                    data = fragment.data
                    for step in where[1:]:
                        data = data[step]
                    yield Value(fragment, where[1:], data, schema_at(fragment.kind, where[1:]))

    def _is_flow(self, node: Node) -> bool:
        for length in range(len(node.path), -1, -1):
            where = node.path[:length]
            span = node.fragment.span(where)
            if self.texts[span.file][self.offset(span)] in "[{":
                return isinstance(node.data, dict | list) or length < len(node.path)
        return False


def children(node: Node) -> Iterator[tuple[Where, Any]]:
    """Yield every path below a node with its value."""
    if isinstance(node.data, dict | list):
        for name in node.data if isinstance(node.data, dict) else range(len(node.data)):
            yield (name,), node.data[name]
            for path, data in children(node.child(name)):
                yield (name, *path), data
