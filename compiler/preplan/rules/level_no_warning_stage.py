"""Comprehensive plan without an early-warning stage.

Before an event there are signs: a comprehensive plan says how a warning starts, what is prepared and how it is lifted
(GB/T 29639-2020, 6.3.2).

Flagged:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1}
    warning: {start: {text: 值班长发布预警}}
Fine:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1}
    warning: {start: {text: 值班长发布预警}, prepare: [{do: 检查备机}], lift: {text: 征兆消失后解除}}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._reading import gap, is_type

SEVERITY = "warning"
ABSENCE = True
TITLE = Text("没有预警环节", "no early-warning stage")
WHY = Text(
    "事件发生前有征兆。分了响应级别的综合预案，要写明预警怎样启动（warning.start）、做哪些准备（prepare）、怎样解除（lift），"
    "缺一项即报告。",
    "Before an event there are signs: a comprehensive plan with levels says how a warning starts (`warning.start`), what "
    "is prepared (`prepare`) and how it ends (`lift`).",
)
BASIS = Text("GB/T 29639-2020 第 6.3.2 条", "GB/T 29639-2020, 6.3.2")

MISSING = Text("预警缺少{parts}", "the early warning lacks {parts}")
PARTS = {
    "start": Text("预警启动", "a start"),
    "prepare": Text("响应准备", "preparations"),
    "lift": Text("预警解除", "a lift"),
}


def check(plan: Plan) -> Iterator[Finding]:
    """Look for the three parts of a warning."""
    if not is_type(plan, "comprehensive") or not plan.of_type("level"):
        return
    found = {name: plan.field("warning", name) for name in PARTS}
    missing = [said for name, said in PARTS.items() if not ((node := found[name]) and node.data)]
    if missing:
        yield Finding(gap(plan, "warning", "levels"), MISSING(parts=missing))
