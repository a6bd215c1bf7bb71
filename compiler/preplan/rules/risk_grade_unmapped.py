"""Risk grade that leads to nothing.

A grade says what to do about the risks in it: which strategies are open, and which response level they would call for.

Flagged:
    risks:
      grades: [{id: grade-major, name: 重大, ordinal: 4}]
Fine:
    risks:
      strategies: [{id: prevent, name: 风险预防}]
      grades: [{id: grade-major, name: 重大, ordinal: 4, strategies: [prevent], level: level-1}]
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._reading import lacking

SEVERITY = "error"
TITLE = Text("风险等级没有对应策略或响应级别", "risk grade without a strategy or response level")
WHY = Text(
    "等级要说明可用哪些策略、发生时启动哪一级响应，否则分级没有用处。",
    "A grade says which strategies are open for its risks and which response level they would call for.",
)
BASIS = Text("通行做法", "common practice")

UNMAPPED = Text("等级“{grade}”缺少{parts}", "the grade `{grade}` lacks {parts}")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each grade."""
    for grade in plan.of_type("grade"):
        if parts := lacking(grade, "strategies", "level"):
            yield Finding(grade.place, UNMAPPED(grade=grade.name, parts=parts))
