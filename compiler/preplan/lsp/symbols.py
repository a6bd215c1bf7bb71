"""The outline of a file: its kinds, and in them the things they declare."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from ..diagnostics import visible
from ..model import Fragment, Item, kinds
from ..resolve import item_types
from ..source import Span
from .desk import Desk

_LONGEST = 40


def symbols(desk: Desk) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    """Return the outline of a file: as a tree, or in a row for editors that know no trees."""
    file = desk.project.index_of(desk.source.name)
    if file is None:
        return []
    below: dict[Item | Fragment, list[Item]] = {}
    for item in file.items:
        below.setdefault(item.owner or item.fragment, []).append(item)
    tree = [_kind(desk, fragment, below) for fragment in file.fragments if fragment.kind in kinds()]
    return tree if desk.editor.trees else [*_flat(desk, tree, None)]


def _kind(desk: Desk, fragment: Fragment, below: dict[Item | Fragment, list[Item]]) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        fragment.kind,
        types.SymbolKind.Module,
        *_ranges(desk, fragment.span(()), fragment.key_span(())),
        detail=desk.editor.say(kinds()[fragment.kind].label),
        children=[_item(desk, item, below) for item in below.get(fragment, ())],
    )


def _item(desk: Desk, item: Item, below: dict[Item | Fragment, list[Item]]) -> types.DocumentSymbol:
    about = desk.editor.say(item_types()[item.type])
    name = visible(item.name if item.data.get("name") else str(item.data.get("do") or item.name), _LONGEST)
    return types.DocumentSymbol(
        name or about,
        types.SymbolKind.Event if item.type == "step" else types.SymbolKind.Object,
        *_ranges(desk, item.at(), item.place),
        detail=f"{about} {item.id}" if item.id else about,
        children=[_item(desk, each, below) for each in below.get(item, ())] or None,
    )


def _ranges(desk: Desk, whole: Span, head: Span) -> tuple[types.Range, types.Range]:
    """Return where a thing stands, without the blank that follows it, and what to show of it."""
    start = min((whole.line, whole.column), (head.line, head.column))
    end_line, end_column = max((whole.end_line, whole.end_column), (head.end_line, head.end_column))
    while end_line > head.end_line and not desk.source.line(end_line)[: end_column - 1].strip():
        end_line -= 1
        end_column = len(desk.source.line(end_line)) + 1
    return desk.range(Span(whole.file, *start, end_line, end_column)), desk.range(head)


def _flat(desk: Desk, tree: Iterable[types.DocumentSymbol], container: str | None) -> Iterable[types.SymbolInformation]:
    for each in tree:
        location = types.Location(desk.uri(desk.source.name), each.range)
        yield types.SymbolInformation(location, each.name, each.kind, container_name=container)
        yield from _flat(desk, each.children or (), each.name)
