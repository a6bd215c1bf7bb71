"""The chart of the units: who stands below whom, and who leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
# What is higher is shrunk to fit on a page, and no longer legible there.
_HIGHEST = 960.0
# Neither more levels nor more units side by side than these fit in it.
_DEEPEST, _MOST = 9, 60


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Draw the units in columns below those at the top."""
    units = voice.entries("organisation", "units")
    drawn = [unit for unit in units if unit.get("chart", True)]
    if len(drawn) < 2:
        return Content()
    below = _below(drawn, {str(unit["id"]): str(unit.get("parent", "")) for unit in units})
    caption = voice.say(words.CHART)
    alt = _alt(voice, below)
    # As many units as stay legible: first without the lowest of them, then without the last.
    deepest, most = _depth(below, below[""]), max(len(children) for children in below.values())
    least = 1 if len(below[""]) > 1 else 2
    deep = [(depth, most) for depth in range(min(deepest, _DEEPEST), least - 1, -1)]
    for depth, some in [*deep, *((least, some) for some in range(min(most - 1, _MOST), 3, -_MOST_COLUMNS))]:
        drawing = Drawing(caption, alt)
        chart = _Chart(voice, drawing, below, depth, some)
        chart.draw()
        if drawing.height <= _HIGHEST:
            break
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


def _depth(below: Mapping[str, Sequence[Node]], units: Sequence[Node]) -> int:
    """Say over how many levels units and those below them reach."""
    depth = 0
    while units:
        depth, units = depth + 1, [child for unit in units for child in below.get(str(unit["id"]), ())]
    return depth


@dataclass(frozen=True)
class _Chart:
    """A drawing of units down to a depth, and of at most so many side by side; boxes count what is left out."""

    voice: Voice
    drawing: Drawing
    below: Mapping[str, Sequence[Node]]
    depth: int
    most: int

    def draw(self) -> None:
        """Draw a unit that stands alone at the top as the head of the others, several as columns."""
        top = self.below[""]
        if len(top) > 1:
            self.columns(top, 8, None, 1)
            return
        width = 240.0
        lines = self.lines(top[0], width)
        height = height_of(lines)
        self.drawing.box((WIDTH - width) / 2, 8, width, height, lines, _look(top[0]))
        self.columns(self.below.get(str(top[0]["id"]), []), 8 + height, WIDTH / 2, 2)

    def columns(self, units: Sequence[Node], top: float, trunk: float | None, depth: int) -> None:
        """Draw units side by side, in several rows where there are many, all hanging from one trunk."""
        drawing = self.drawing
        left_out = len(units) - self.most
        units = units[: self.most]
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
            head_height = max(height_of(self.lines(unit, width, leaf=self.is_leaf(depth, width))) for unit in row)
            ends_at = [
                self.hanging(unit, middle - width / 2, y, width, head_height, depth)
                for unit, middle in zip(row, middles, strict=True)
            ]
            next_bus = max(ends_at) + 18
            if trunk is not None and start + per_row < len(units):
                drawing.line((8.0, bus), (8.0, next_bus))
            bus = next_bus
        if left_out > 0:
            drawing.text(WIDTH / 2, bus + 8, self.voice.say(words.UNITS_MORE, count=left_out))

    def hanging(self, unit: Node, x: float, y: float, width: float, height: float, depth: int) -> float:
        """Draw a unit and, below it, what hangs from it; returns where it ends."""
        leaf = self.is_leaf(depth, width)
        self.drawing.box(x, y, width, height, self.lines(unit, width, leaf=leaf), _look(unit))
        end = y + height
        rail = x + _INDENT / 2
        middle = end
        inner = width - _INDENT
        for child in () if leaf else self.below.get(str(unit["id"]), ()):
            child_top = end + _SPACE
            own = height_of(self.lines(child, inner, leaf=self.is_leaf(depth + 1, inner)), 6)
            self.drawing.line((rail, middle), (rail, child_top + own / 2), (x + _INDENT, child_top + own / 2))
            middle = child_top + own / 2
            end = self.hanging(child, x + _INDENT, child_top, inner, own, depth + 1)
        return end

    def is_leaf(self, depth: int, width: float) -> bool:
        """Say whether nothing is drawn below a unit: it is at the deepest level, or its box gets too narrow."""
        return depth >= self.depth or width - _INDENT < _NARROWEST

    def lines(self, unit: Node, width: float, *, leaf: bool = False) -> list[tuple[str, float, bool]]:
        """Say in a box who it is and who leads; a leaf counts those below it."""
        lines = lines_of(str(unit["name"]), LARGE, width - 14, strong=True)
        if lead := self.voice.plan.find(unit.get("lead")):
            lines += lines_of(lead.name, SMALL, width - 14)
        if leaf and (count := self.count(unit)):
            lines += lines_of(self.voice.say(words.UNITS_BELOW, count=count), SMALL, width - 14)
        return lines

    def count(self, unit: Node) -> int:
        """Count all units below one."""
        children = self.below.get(str(unit["id"]), ())
        return len(children) + sum(map(self.count, children))


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
