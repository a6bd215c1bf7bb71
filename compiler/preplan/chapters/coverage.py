"""Which clause of which standard is met where."""

from __future__ import annotations

from functools import cache

from ..document import Cell, Row, Run, Runs, Table
from ..model import Node, kinds, label
from ..standards import clauses
from ._blocks import Content, cell, shares
from ._voice import FIELD, Voice, node_children

SHOWS = ("compliance.coverage",)

_COLUMNS = {"clause": 0.3, "where": 0.36, "applies": 0.08, "justification": 0.26}


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """List the clauses; a place that names a field, such as `风险·风险矩阵`, leads to the section that shows it."""
    nodes = voice.entries("compliance", "coverage")
    names = [name for name in _COLUMNS if any(name in node for node in nodes)]
    if not names:
        return Content()
    header = Row(tuple(cell(voice.label(nodes[0], name)) for name in names))
    rows = tuple(Row(tuple(_cell(voice, node, name) for name in names), None, node.at()) for node in nodes)
    widths = shares([_COLUMNS[name] for name in names])
    return Content([Table(f"table-{id_}", "", title, widths, (header,), rows)])


def _cell(voice: Voice, node: Node, name: str) -> Cell:
    clause = clauses().get(str(node.get("clause"))) if name == "clause" else None
    if clause:
        number = Run(f"{clause.standard}, {clause.number}", "muted")
        return Cell(((Run(voice.say(clause.title)),), (number,)))
    if name != "where" or name not in node:
        return Cell(voice.field(node, name) or ((),))
    places = [_place(voice, each) for each in node_children(node.child(name))]
    return Cell((voice.join(places, voice.comma),))


def _place(voice: Voice, place: Node) -> Runs:
    field = _fields().get(str(place.data))
    said = voice.runs(place)
    return (*said, Run(" ", ref=FIELD + field)) if field else said


@cache
def _fields() -> dict[str, str]:
    """Return the kinds and fields by the names people give them, in every language."""
    found: dict[str, str] = {}
    for kind in kinds().values():
        fields = kind.schema.get("properties", {})
        for lang in ("zh", "en"):
            of = getattr(kind.label, lang)
            found.setdefault(of, kind.name)
            for name, schema in fields.items():
                found.setdefault(f"{of}·{getattr(label(schema), lang)}", f"{kind.name}.{name}")
    return found
