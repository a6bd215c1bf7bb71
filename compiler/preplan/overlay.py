"""Lay a plan over the plans it extends: what it takes over, replaces and removes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from . import messages
from .diagnostics import Diagnostic, Note
from .model import HIDDEN, Fragment, Item, Layer, Where, kinds, local_types, walk
from .repair import of_name
from .source import Span
from .validate import close_to, ids_in, lost_kinds

# What a plan says of itself and not of those that extend it.
_OWN_FIELDS = frozenset({"extends", "overrides", "removes"})


@dataclass(frozen=True)
class Overlay:
    """Layers made ready to be resolved together.

    `replaced` maps the place of an item to the item whose place it takes; `removed` says where an id was removed.
    """

    layers: tuple[Layer, ...]
    replaced: Mapping[tuple[Fragment, Where], Item]
    removed: Mapping[str, Span]
    found: tuple[Diagnostic, ...]


def overlay(layers: Sequence[Layer]) -> Overlay:
    """Lay the layers over each other, the most general first; a shared one (its id is empty) stays as it is.

    A plan names what it replaces in `overrides` and what it does without in `removes`: an item by its id, or a whole
    field of a kind, such as `plan.profile`, whose entries would otherwise add up. Both must exist in a plan below it;
    an item below may then be given again under its id. Kinds that are marked `x-inherits: false`, such as approvals,
    are not taken over.
    """
    below: list[Layer] = []
    replaced: dict[tuple[Fragment, Where], Item] = {}
    removed: dict[str, Span] = {}
    found: list[Diagnostic] = []
    for layer in layers:
        if layer.id and any(each.id for each in below):
            layer = _as_restricted(layer, below)
            above = {item.id: item for item in _items(layer)}
            for name, id_, span in _named(layer):
                take_out = _take_out_field if "." in id_ else _take_out
                found += take_out(below, layer, above, name, id_, span, replaced, removed)
            for id_, span in _hidden(layer, below):
                found += _take_out(below, layer, above, "overrides", id_, span, replaced, removed)
        below.append(layer)
    kept = [_without_own(each) if each is not below[-1] and each.id else each for each in below]
    return Overlay(tuple(_with_one_head(kept)), replaced, removed, tuple(found))


def _take_out(
    below: list[Layer],
    layer: Layer,
    above: Mapping[str | None, Item],
    name: str,
    id_: str,
    span: Span,
    replaced: dict[tuple[Fragment, Where], Item],
    removed: dict[str, Span],
) -> Iterator[Diagnostic]:
    """Take the item with an id out of the layers below; say what is wrong with asking for it."""
    at, item = next(
        ((n, item) for n, each in enumerate(below) if each.id for item in _items(each) if item.id == id_), (0, None)
    )
    if item is None:
        if not any(_may_hide(lower, id_) for lower in below if lower.id):
            there = {str(each.id) for lower in below if lower.id for each in _items(lower)}
            yield _nothing(id_, span, there)
            # What was meant is taken out all the same, or it would be said to be there twice.
            if name == "overrides" and (near := close_to(id_, there)) in above and near not in _asked(layer):
                yield from _take_out(below, layer, above, name, str(near), span, replaced, removed)
        return
    if name == "removes":
        removed[id_] = span
    elif id_ in above:
        replaced[(above[id_].fragment, above[id_].path)] = item
    elif not _may_hide(layer, id_, below):
        yield _not_given(id_, span, item.place, layer)
        return
    below[at] = _hiding(below[at], item)


def _take_out_field(
    below: list[Layer],
    layer: Layer,
    above: Mapping[str | None, Item],
    name: str,
    dotted: str,
    span: Span,
    replaced: dict[tuple[Fragment, Where], Item],
    removed: dict[str, Span],
) -> Iterator[Diagnostic]:
    """Take a field of a kind, with every item in it, out of the layers below; say what is wrong with asking for it."""
    givers = [(at, each) for at, lower in enumerate(below) if lower.id for each in _givers(lower, dotted)]
    field = dotted.partition(".")[2]
    if not givers:
        if not any(_may_hide(lower, dotted) for lower in below if lower.id):
            there = {each for lower in below if lower.id for each in _fields(lower)}
            yield _nothing(dotted, span, there)
            near = close_to(dotted, there)
            if name == "overrides" and near and _givers(layer, near) and near not in _asked(layer):
                yield from _take_out_field(below, layer, above, name, near, span, replaced, removed)
        return
    if name == "overrides" and not _givers(layer, dotted) and not _may_hide(layer, dotted):
        yield _not_given(dotted, span, givers[0][1].key_span((field,)), layer)
        return
    for at, fragment in givers:
        for item in _items(Layer("", (fragment,))):
            if item.path[0] != field:
                continue
            if name == "overrides" and item.id in above:
                replaced[(above[item.id].fragment, above[item.id].path)] = item
            else:
                removed[str(item.id)] = span
        data = {key: value for key, value in fragment.data.items() if key != field}
        below[at] = _changed(below[at], fragment, replace(fragment, data=data))


def _may_hide(layer: Layer, name: str, below: Sequence[Layer] = ()) -> bool:
    """Say whether a layer may hold an id, or a field of a kind, that one of its mistakes hides."""
    kind, _, field = name.partition(".")
    if field:
        return kind in lost_kinds(layer) or any(
            fragment.kind == kind and len(path) < 2 for fragment, path in layer.mistakes
        )
    faulty = {fragment for fragment, _ in layer.mistakes}
    hidden = layer.lost_ids.union(*(ids_in(fragment.data) for fragment in faulty))
    given = [str(item.id) for item in _items(layer)]
    known = {item.id for each in below for item in _items(each)} - _asked(layer)
    # What has an id that is used twice may be what is looked for.
    twice = len({*given}) < len(given) or not known.isdisjoint(given)
    return name in hidden or twice or bool(layer.unread) or any(path[-1:] == ("id",) for _, path in layer.mistakes)


def _hidden(layer: Layer, below: Sequence[Layer]) -> list[tuple[str, Span]]:
    """Return what a plan gives again where a mistake hides what it replaces: it would be said to be there twice."""
    spans = [
        fragment.span(path)
        for fragment, path in layer.mistakes
        if fragment.kind == "plan" and path and close_to(str(path[0]), ["overrides"])
    ]
    known = {item.id for each in below if each.id for item in _items(each)}
    given = {str(item.id) for item in _items(layer)} & known if spans else set()
    return [(id_, min(spans)) for id_ in sorted(given - _asked(layer))]


def _asked(layer: Layer) -> set[str]:
    """Return every id and field that a plan replaces or removes."""
    return {id_ for _, id_, _ in _named(layer)}


def _givers(layer: Layer, dotted: str) -> list[Fragment]:
    """Return the fragments of a layer that give a field of a kind."""
    kind, _, field = dotted.partition(".")
    return [
        each for each in layer.fragments if each.kind == kind and isinstance(each.data, dict) and field in each.data
    ]


def _fields(layer: Layer) -> Iterator[str]:
    for each in layer.fragments:
        if isinstance(each.data, dict):
            yield from (f"{each.kind}.{name}" for name in each.data)


def _nothing(name: str, span: Span, there: set[str]) -> Diagnostic:
    near = close_to(name, there)
    help_ = messages.DID_YOU_MEAN(name=near) if near else None
    fix = of_name(span, name, there, open_ended=True)
    return Diagnostic("unknown-override", "error", messages.NOTHING_TO_OVERRIDE(id=name), span, help=help_, fix=fix)


def _not_given(name: str, span: Span, below: Span, layer: Layer) -> Diagnostic:
    notes = (Note(messages.DECLARED_HERE(id=name), below),)
    message = messages.OVERRIDE_NOT_GIVEN(id=name)
    return Diagnostic("unknown-override", "error", message, span, notes, messages.OVERRIDE_HELP(plan=layer.id))


def _as_restricted(layer: Layer, below: Sequence[Layer]) -> Layer:
    """Let what takes the place of an item with an audience have the same one, where it names none itself."""
    old = {item.id: item.get("audience") for lower in below if lower.id for item in _items(lower) if "audience" in item}
    asked = {id_ for name, id_, _ in _named(layer) if name == "overrides"}
    for item in [*_items(layer)]:
        if item.id in old.keys() & asked and "audience" not in item:
            (fragment,) = [
                each
                for each in layer.fragments
                if each.marks is item.fragment.marks and each.kind == item.fragment.kind
            ]
            data = _put(fragment.data, (*item.path, "audience"), old[item.id])
            layer = _changed(layer, fragment, replace(fragment, data=data))
    return layer


def _named(layer: Layer) -> Iterator[tuple[str, str, Span]]:
    """Return the ids and fields that a plan replaces or removes, each with its place."""
    for fragment in layer.fragments:
        if fragment.kind != "plan" or not isinstance(fragment.data, dict):
            continue
        for name in ("overrides", "removes"):
            ids = fragment.data.get(name)
            for index, id_ in enumerate(ids if isinstance(ids, list) else ()):
                if isinstance(id_, str):
                    yield name, id_, fragment.span((name, index))


def _items(layer: Layer) -> Iterator[Item]:
    """Return every item of a layer that has an id of its own."""
    for fragment in layer.fragments:
        for each in walk(fragment):
            if isinstance(each, Item) and each.id is not None and each.type not in local_types():
                yield each


def _hiding(layer: Layer, item: Item) -> Layer:
    """Hide an item, so that the places of all else stay true."""
    return _changed(layer, item.fragment, replace(item.fragment, data=_put(item.fragment.data, item.path, HIDDEN)))


def _put(data: Any, path: Where, value: Any) -> Any:
    """Copy data along a path and put a value at its end."""
    if not path:
        return value
    copy = data.copy()
    copy[path[0]] = _put(data[path[0]] if len(path) > 1 else None, path[1:], value)
    return copy


def _changed(layer: Layer, old: Fragment, new: Fragment) -> Layer:
    return replace(
        layer,
        fragments=tuple(new if each is old else each for each in layer.fragments),
        mistakes=frozenset((new if fragment is old else fragment, path) for fragment, path in layer.mistakes),
    )


def _without_own(layer: Layer) -> Layer:
    fragments = [
        each
        for each in layer.fragments
        if each.kind not in kinds() or kinds()[each.kind].schema.get("x-inherits", True)
    ]
    return replace(layer, fragments=tuple(fragments))


def _with_one_head(layers: Sequence[Layer]) -> Iterator[Layer]:
    """Make one fragment of all those of kind `plan`; lists add up, else what a later one gives wins."""
    heads = [
        each for layer in layers for each in layer.fragments if each.kind == "plan" and isinstance(each.data, dict)
    ]
    if len(heads) < 2:
        yield from layers
        return
    head = _Head(heads, layers[-1])
    for layer in layers:
        fragments = [
            head.merged if each is heads[-1] else each
            for each in layer.fragments
            if each is heads[-1] or each not in heads
        ]
        mistakes = {place for fragment, path in layer.mistakes for place in head.place(fragment, path)}
        yield replace(layer, fragments=tuple(fragments), mistakes=frozenset(mistakes))


class _Head:
    """Several fragments of kind `plan` as one, with every value at its own place."""

    def __init__(self, heads: Sequence[Fragment], own: Layer) -> None:
        self.heads = heads
        # Of each field, the fragments that give it, with how many entries stand before theirs.
        self.givers: dict[str, dict[Fragment, int]] = {}
        data: dict[str, Any] = {}
        for head in heads:
            for name, value in head.data.items():
                if name in _OWN_FIELDS and head not in own.fragments:
                    continue
                before = data.get(name)
                if isinstance(before, list) and isinstance(value, list):
                    self.givers[name][head] = len(before)
                    data[name] = before + value
                else:
                    self.givers[name] = {head: 0}
                    data[name] = value
        last = heads[-1]
        marks = {path: last.mark_span(mark) for path, mark in last.marks.items() if len(path) < 2}
        keys: dict[Where, Span] = {}
        for head in heads:
            for there, made in ((head.marks, marks), (head.keys, keys)):
                for path, mark in there.items():
                    moved = self._moved(head, path[1:]) if path[:1] == ("plan",) else None
                    if moved:
                        made.setdefault(("plan", *moved), head.mark_span(mark))
        self.merged = Fragment("plan", last.file, data, marks, keys, last.broken)

    def place(self, fragment: Fragment, path: Where) -> Iterator[tuple[Fragment, Where]]:
        """Say where a place of one of the fragments is in the merged one; other places stay."""
        if fragment not in self.heads:
            yield fragment, path
        elif not path:
            yield self.merged, ()
        elif moved := self._moved(fragment, path):
            yield self.merged, moved

    def _moved(self, head: Fragment, path: Where) -> Where | None:
        offset = self.givers.get(str(path[0]), {}).get(head) if path else None
        if offset is None:
            return None
        if len(path) > 1 and isinstance(path[1], int):
            return (path[0], path[1] + offset, *path[2:])
        return path
