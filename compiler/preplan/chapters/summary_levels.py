"""The levels in one table: when each is activated, who decides, how soon to report."""

from __future__ import annotations

from ..document import Cell, Row, Run, Runs, Table
from ..model import Node
from . import _words as words
from ._blocks import Content, cell, shares, tone_of
from ._summary import ROOM, height_of
from ._voice import Lines, Voice

SHOWS = ()

_SHARES = {"name": 0.11, "when": 0.47, "activated_by": 0.2, "convene_within": 0.11, "report_within": 0.11}
# What says when a level is activated where nothing sums it up.
_CRITERIA = 3


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Compare the levels, the most serious first."""
    made = levels(voice, id_, title)
    return Content([made] if made else [])


def levels(voice: Voice, id_: str, title: str) -> Table | None:
    """Make the table: when a level is activated is left to the plan where it would take too much of the page."""
    nodes = sorted(voice.entries("levels"), key=lambda level: int(level["ordinal"]))
    if not nodes:
        return None
    whole = _table(voice, nodes, id_, title, [*_SHARES])
    if height_of(whole) <= ROOM / 2:
        return whole
    return _table(voice, nodes, id_, title, [name for name in _SHARES if name != "when"])


def _table(voice: Voice, nodes: list[Node], id_: str, title: str, names: list[str]) -> Table:
    said = {name: [_said(voice, node, name) for node in nodes] for name in names}
    kept = [name for name in names if any(said[name])]
    heads = [voice.say(words.WHEN) if name == "when" else _head(voice, nodes[0], name) for name in kept]
    rows = [
        Row(
            tuple(
                Cell(said[name][at] or ((),), tone=tone_of(node) if name == "name" else None, heads_row=name == "name")
                for name in kept
            ),
            None,
            node.at(),
        )
        for at, node in enumerate(nodes)
    ]
    widths = shares([_SHARES[name] for name in kept])
    return Table(f"table-{id_}", "", title, widths, (Row(tuple(map(cell, heads))),), tuple(rows))


def _head(voice: Voice, node: Node, name: str) -> str:
    return voice.label(node) if name == "name" else voice.label(node, name)


def _said(voice: Voice, node: Node, name: str) -> Lines:
    if name == "when":
        return voice.field(node, "summary") or voice.criteria(node.children("criteria"))[:_CRITERIA]
    lines = voice.field(node, name)
    if name == "activated_by" and "stand_in" in node:
        label: Runs = (Run(voice.label(node, "stand_in") + voice.colon, "muted"),)
        lines = (*lines, (*label, *voice.runs(node.child("stand_in"))))
    return lines
