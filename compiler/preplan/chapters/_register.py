"""Registers: one row of each record and one column of each field, with dates and numbers as what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..document import Cell, Row, Table, Value
from ..model import Node
from ..values import is_date, is_duration, read_date, read_duration
from ._blocks import Content, cell, shares
from ._voice import EDITORIAL, Lines, Voice, schema_of

# What each record says in a column: in words, and as a plain value.
Said = list[tuple[Lines, Value]]


def register(voice: Voice, nodes: Sequence[Node], id_: str, title: str, fields: Sequence[str] = ()) -> Content:
    """Make a register of records: of all their fields when none are named."""
    if not nodes:
        return Content()
    names = fields or [
        name for name in schema_of(nodes[0])["properties"] if name not in EDITORIAL | {"audience", "checked"}
    ]
    return as_register(nodes, id_, title, {voice.label(nodes[0], name): said(voice, nodes, name) for name in names})


def as_register(nodes: Sequence[Node], id_: str, title: str, columns: Mapping[str, Said]) -> Content:
    """Put columns, by their heads, beside each other; one that would be empty is left out."""
    filled = {head: each for head, each in columns.items() if any(lines for lines, _ in each)}
    if not filled:
        return Content()
    records = list(zip(nodes, zip(*filled.values(), strict=True), strict=True))
    table = Table(
        id=f"table-{id_}",
        label="",
        caption=title,
        widths=shares([1.0] * len(filled)),
        header=(Row(tuple(map(cell, filled))),),
        rows=tuple(
            Row(tuple(Cell(lines or ((),)) for lines, _ in record), None, node.at()) for node, record in records
        ),
        data=tuple(tuple(value for _, value in record) for _, record in records),
    )
    return Content([table])


def said(voice: Voice, nodes: Sequence[Node], name: str) -> Said:
    """Return what records say in a field."""
    schema = schema_of(nodes[0])["properties"][name]
    return [(voice.field(node, name), _value(node.get(name), schema)) for node in nodes]


def _value(data: Any, schema: Mapping[str, Any]) -> Value:
    """Return a date, a number, or a time in hours and minutes as such; nothing for all else.

    Days, months and years stay in words: 3 months are no number of hours.
    """
    if schema.get("format") == "date" and isinstance(data, str) and is_date(data):
        return read_date(data)
    if schema.get("format") == "duration" and str(data).startswith("PT") and is_duration(data):
        return read_duration(data)
    return data if isinstance(data, int | float) and not isinstance(data, bool) else None
