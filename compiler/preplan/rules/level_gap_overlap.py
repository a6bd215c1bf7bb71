"""Response levels whose criteria on one metric overlap or leave a gap.

Where two levels claim the same value, nobody knows which to start; where none does, nobody starts anything. The
criteria of a level on one metric (and unit) together are a range; the ranges of levels that have it, from the most
serious down, must meet: each ends where the one above begins, or has no end on that side (the highest level that
applies then counts), and begins below the one above. Whole numbers that follow each other, such as 5 and 6, meet,
unless they are shares in %. A level that limits the same side of a metric twice is left alone, and so are the
neighbours of one without any measure.

Flagged:
    levels:
      - id: level-1
        name: 一级响应
        ordinal: 1
        criteria: [{metric: outage, metric_name: 中断时间, op: ">=", value: PT30M}]
      - id: level-2
        name: 二级响应
        ordinal: 2
        criteria:
          - {metric: outage, metric_name: 中断时间, op: ">=", value: PT10M}
          - {metric: outage, metric_name: 中断时间, op: "<", value: PT20M}
          - {metric: answer-rate, metric_name: 接通率, op: "<", value: 70, unit: "%"}
      - id: level-3
        name: 三级响应
        ordinal: 3
        criteria:
          - {metric: outage, metric_name: 中断时间, op: "<=", value: PT10M}
          - {metric: answer-rate, metric_name: 接通率, op: ">=", value: 60, unit: "%"}
          - {metric: answer-rate, metric_name: 接通率, op: "<", value: 85, unit: "%"}
Fine:
    levels:
      - id: level-1
        name: 一级响应
        ordinal: 1
        criteria:
          - {metric: outage, metric_name: 中断时间, op: ">=", value: PT30M}
          - {metric: answer-rate, metric_name: 接通率, op: "<", value: 30, unit: "%"}
          - {metric: injured, metric_name: 受伤人数, op: ">=", value: 6, unit: 人}
          - {metric: affected, metric_name: 受影响客户, op: ">=", value: 1000, unit: 人}
      - id: level-2
        name: 二级响应
        ordinal: 2
        criteria:
          - {metric: outage, metric_name: 中断时间, op: ">=", value: PT5M}
          - {metric: outage, metric_name: 中断时间, op: "<", value: PT30M}
          - {metric: answer-rate, metric_name: 接通率, op: ">=", value: 30, unit: "%"}
          - {metric: answer-rate, metric_name: 接通率, op: "<", value: 60, unit: "%"}
          - {metric: injured, metric_name: 受伤人数, op: "<=", value: 5, unit: 人}
          - {metric: affected, metric_name: 受影响客户, op: ">=", value: 100, unit: 人}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from ..diagnostics import Note, Said, Text
from ..model import Item, Node, Plan
from ..values import is_duration, read_duration
from . import Finding
from ._reading import most_serious_first

SEVERITY = "error"
ABSENCE = True
TITLE = Text("相邻级别的启动条件重叠或有空档", "criteria of levels that overlap or leave a gap")
WHY = Text(
    "同一数值落在两个级别里，不知道启动哪一级；哪一级都不包括，就没有人启动。同一指标（单位相同）的条件合成一个范围，"
    "从高到低逐级比较：低一级要在高一级开始的地方结束，或者不写这一端（就高启动），并且起点低于高一级。"
    "相连的整数（5和6）算衔接，百分比除外；同一端写了两次的级别不比较，隔着没有任何数值条件的级别也不比较。",
    "The criteria of a level on one metric are a range. Each range ends where that of the level above begins, or has no "
    "end on that side, and begins below it; whole numbers that follow each other meet, shares in % do not.",
)
BASIS = Text("通行做法", "common practice")

OVERLAP = Text(
    "“{metric}”的条件重叠：“{level}”{range}，“{lower}”{other}",
    "criteria on `{metric}` overlap: `{level}` has {range}, `{lower}` has {other}",
)
GAP = Text(
    "“{metric}”的条件有空档：“{level}”{range}，“{lower}”{other}",
    "criteria on `{metric}` leave a gap: `{level}` has {range}, `{lower}` has {other}",
)
EMPTY = Text(
    "“{level}”的“{metric}”条件{range}不能同时成立",
    "the criteria of `{level}` on `{metric}`, {range}, exclude each other",
)
BOUND = Text("{op}{value}{unit}", "{op} {value}{unit}")
OTHER = Text("另一级的条件在这里", "the criterion of the other level is here")
SIGNS = {">=": "≥", "<=": "≤"}
PARTS = {"metric", "op", "value"}
SHARE = "%"


@dataclass(frozen=True, slots=True)
class _Bound:
    """One end of a range, counted so that more is more serious; `value` is the criterion's, or its negative."""

    value: float
    closed: bool
    criterion: Node | None = None


@dataclass(frozen=True, slots=True)
class _Range:
    level: Item
    low: _Bound
    high: _Bound

    @property
    def is_empty(self) -> bool:
        return self.low.value > self.high.value or (
            self.low.value == self.high.value and not (self.low.closed and self.high.closed)
        )

    def turned(self) -> _Range:
        """Return the range counted the other way round."""
        low, high = self.high, self.low
        return _Range(
            self.level,
            _Bound(-low.value, low.closed, low.criterion),
            _Bound(-high.value, high.closed, high.criterion),
        )

    def said(self) -> list[Said]:
        """Say its criteria as they are written."""
        ends = dict.fromkeys(each.criterion for each in (self.low, self.high) if each.criterion)
        return [_said(each) for each in sorted(ends, key=lambda each: int(each.path[-1]))]


def check(plan: Plan) -> Iterator[Finding]:
    """Compare each two neighbouring levels on each metric they both have."""
    ranges: dict[tuple[str, str, bool], list[_Range | None]] = {}
    levels = most_serious_first(plan)
    place = {level.id: number for number, level in enumerate(levels)}
    # What a level without any measure leaves open is not the mistake of its neighbours.
    unmeasured = {place[level.id] for level in levels if not _by_metric(level)}
    for level in levels:
        for metric, criteria in _by_metric(level).items():
            ranges.setdefault(metric, []).append(_range(level, criteria))
    for (_, unit, _), found in ranges.items():
        yield from _empty(found)
        sound = [each if each and not each.is_empty else None for each in found]
        rising = _rises([each for each in sound if each])
        if rising is not None:
            ordered = [each and (each if rising else each.turned()) for each in sound]
            for above, below in pairwise(ordered):
                if not above or not below or above.level["ordinal"] == below.level["ordinal"]:
                    continue
                if unmeasured.isdisjoint(range(place[above.level.id], place[below.level.id])):
                    yield from _fault(above, below, unit)


def _by_metric(level: Item) -> dict[tuple[str, str, bool], list[Node]]:
    found: dict[tuple[str, str, bool], list[Node]] = {}
    for each in level.children("criteria"):
        value = each.get("value")
        timed = isinstance(value, str) and is_duration(value)
        if PARTS <= set(each.data) and (timed or not isinstance(value, str)):
            found.setdefault((each["metric"], str(each.get("unit", "")), timed), []).append(each)
    return found


def _range(level: Item, criteria: list[Node]) -> _Range | None:
    """Return the range of a level; nothing where one side is limited twice."""
    lows = [_Bound(_value(each), each["op"] != ">", each) for each in criteria if each["op"] in (">", ">=", "=")]
    highs = [_Bound(_value(each), each["op"] != "<", each) for each in criteria if each["op"] in ("<", "<=", "=")]
    if len(lows) > 1 or len(highs) > 1:
        return None
    return _Range(level, *(lows or [_Bound(-inf, True)]), *(highs or [_Bound(inf, True)]))


def _rises(ranges: list[_Range]) -> bool | None:
    """Say whether more is more serious, as the most serious level that is open to one side shows."""
    for each in ranges:
        if (each.low.criterion is None) != (each.high.criterion is None):
            return each.high.criterion is None
    if len(ranges) > 1 and ranges[0].low.value != ranges[-1].low.value:
        return ranges[0].low.value > ranges[-1].low.value
    return None


def _empty(ranges: list[_Range | None]) -> Iterator[Finding]:
    for each in ranges:
        if each and each.is_empty and each.low.criterion:
            message = EMPTY(level=each.level.name, metric=_name(each.low.criterion), range=each.said())
            yield Finding(each.low.criterion.at("value"), message)


def _fault(above: _Range, below: _Range, unit: str) -> Iterator[Finding]:
    low, high = above.low, below.high
    inside = (below.low.value, not below.low.closed) >= (low.value, not low.closed)
    ends = high.criterion is not None
    overlap = ends and (high.value > low.value or (high.value == low.value and high.closed and low.closed))
    gap = ends and (high.value < low.value or (high.value == low.value and not (high.closed or low.closed)))
    if not (inside or overlap or (gap and not _follow(high, low, unit))):
        return
    places = [each.criterion for each in (high, below.low, low, above.high) if each.criterion]
    place, other = places[0], next((each for each in (low.criterion, above.high.criterion) if each), places[0])
    message = (OVERLAP if inside or overlap else GAP)(
        metric=_name(place), level=above.level.name, range=above.said(), lower=below.level.name, other=below.said()
    )
    yield Finding(place.at("value"), message, (Note(OTHER(), other.at("value")),))


def _follow(high: _Bound, low: _Bound, unit: str) -> bool:
    """Say whether two bounds are whole numbers that follow each other."""
    counted = all(each.criterion and isinstance(each.criterion["value"], int) for each in (high, low))
    return counted and unit != SHARE and high.closed and low.closed and low.value - high.value == 1


def _value(criterion: Node) -> float:
    value = criterion["value"]
    return read_duration(value).total_seconds() if isinstance(value, str) else float(value)


def _name(criterion: Node) -> str:
    return str(criterion.get("metric_name") or criterion["metric"])


def _said(criterion: Node) -> Said:
    value = criterion["value"]
    shown = read_duration(value) if isinstance(value, str) else value
    return BOUND(op=SIGNS.get(criterion["op"], criterion["op"]), value=shown, unit=criterion.get("unit", ""))
