"""The chart of the units: who stands below whom, and who leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..document import Figure
from ..model import Node
from . import _words as words
from ._blocks import Content
from ._drawing import DARK, DASHED, LARGE, PALE, PLAIN, SMALL, WIDTH, Drawing, Look, height_of, lines_of
from ._voice import Voice

SHOWS = ()

_LOOKS = {"leadership": DARK, "command": DARK, "office": PALE, "management": PALE, "cooperation": PALE, "team": DASHED}
_MOST_COLUMNS = 4
_GAP, _INDENT, _SPACE, _NARROWEST = 16.0, 20.0, 10.0, 64.0


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Draw the units in columns below those at the top."""
    units = voice.entries("organisation", "units")
    drawn = [unit for unit in units if unit.get("chart", True)]
    if len(drawn) < 2:
        return Content()
    below = _below(drawn, {str(unit["id"]): str(unit.get("parent", "")) for unit in units})
    caption = voice.say(words.CHART)
    alt = _alt(voice, below)
    drawing = Drawing(caption, alt)
    if len(below[""]) == 1:
        _head(voice, drawing, below[""][0], below)
    else:
        _columns(voice, drawing, below[""], below, 8, None)
    svg = drawing.svg()
    return Content([Figure(f"figure-{id_}", "", caption, svg, alt, drawing.width, drawing.height)])


def _below(units: Sequence[Node], parents: Mapping[str, str]) -> dict[str, list[Node]]:
    """Return the units below each unit; those at the top are below the empty id."""
    ids = {str(unit["id"]) for unit in units}
    below: dict[str, list[Node]] = {"": []}
    for unit in units:
        parent = parents[str(unit["id"])]
        while parent and parent not in ids:
            # A unit that is not drawn hands what is below it on to its own parent.
            parent = parents.get(parent, "")
        below.setdefault(parent, []).append(unit)
    return below


def _head(voice: Voice, drawing: Drawing, unit: Node, below: dict[str, list[Node]]) -> None:
    width = 240.0
    lines = _lines(voice, unit, width)
    height = height_of(lines)
    drawing.box((WIDTH - width) / 2, 8, width, height, lines, _look(unit))
    _columns(voice, drawing, below.get(str(unit["id"]), []), below, 8 + height, WIDTH / 2)


def _columns(
    voice: Voice, drawing: Drawing, units: Sequence[Node], below: dict[str, list[Node]], top: float, trunk: float | None
) -> None:
    """Draw units side by side, in several rows where there are many, all hanging from one trunk."""
    if not units:
        return
    rows = -(-len(units) // _MOST_COLUMNS)
    per_row = -(-len(units) // rows)
    margin = 8.0 if rows == 1 else 22.0
    width = min((WIDTH - 2 * margin - _GAP * (per_row - 1)) / per_row, 200)
    bus = top + 16
    for start in range(0, len(units), per_row):
        row = units[start : start + per_row]
        total = len(row) * width + (len(row) - 1) * _GAP
        left = (WIDTH - total) / 2 if rows == 1 else margin
        y = bus + 16 if trunk is not None else bus - 8
        middles = [left + count * (width + _GAP) + width / 2 for count in range(len(row))]
        if trunk is not None:
            if start == 0:
                drawing.line((trunk, top), (trunk, bus))
                ends = [*middles, trunk] if rows == 1 else [*middles, trunk, 8.0]
            else:
                ends = [*middles, 8.0]
            drawing.line((min(ends), bus), (max(ends), bus))
            for middle in middles:
                drawing.line((middle, bus), (middle, y))
        head_height = max(height_of(_lines(voice, unit, width)) for unit in row)
        ends_at = [
            _hanging(voice, drawing, unit, below, middle - width / 2, y, width, head_height)
            for unit, middle in zip(row, middles, strict=True)
        ]
        next_bus = max(ends_at) + 18
        if trunk is not None and start + per_row < len(units):
            drawing.line((8.0, bus), (8.0, next_bus))
        bus = next_bus


def _hanging(
    voice: Voice,
    drawing: Drawing,
    unit: Node,
    below: dict[str, list[Node]],
    x: float,
    y: float,
    width: float,
    height: float,
) -> float:
    """Draw a unit and, below it, what hangs from it; returns where it ends."""
    lines = _lines(voice, unit, width)
    drawing.box(x, y, width, height, lines, _look(unit))
    end = y + height
    rail = x + _INDENT / 2
    middle = end
    inner = max(width - _INDENT, _NARROWEST)
    for child in below.get(str(unit["id"]), []):
        child_top = end + _SPACE
        own = height_of(_lines(voice, child, inner), 6)
        drawing.line((rail, middle), (rail, child_top + own / 2), (x + _INDENT, child_top + own / 2))
        middle = child_top + own / 2
        end = _hanging(voice, drawing, child, below, x + _INDENT, child_top, inner, own)
    return end


def _lines(voice: Voice, unit: Node, width: float) -> list[tuple[str, float, bool]]:
    lines = lines_of(str(unit["name"]), LARGE, width - 14, strong=True)
    lead = voice.plan.find(unit.get("lead"))
    return lines + (lines_of(lead.name, SMALL, width - 14) if lead else [])


def _look(unit: Node) -> Look:
    return _LOOKS.get(str(unit.get("kind", "")), PLAIN)


def _alt(voice: Voice, below: dict[str, list[Node]]) -> str:
    return (". " if voice.lang == "en" else "。").join(_said(voice, below[""], below))


def _said(voice: Voice, units: Sequence[Node], below: dict[str, list[Node]]) -> Iterator[str]:
    for unit in units:
        children = below.get(str(unit["id"]), [])
        if children:
            names = voice.comma.join(str(child["name"]) for child in children)
            yield f"{unit['name']}{voice.say(words.BELOW)}{names}"
            yield from _said(voice, children, below)
