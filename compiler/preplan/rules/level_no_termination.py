"""Response level without an end.

A level that nobody ends keeps people and money bound, and staff don't know whether the emergency rules still
hold (GB/T 29639-2020, 6.3.6). Each level needs conditions for its end, somebody who decides it, and the message
that says so; the finding names which of the three are missing.

Flagged:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, terminate_when: [{text: 系统恢复正常}]}
Fine:
    levels:
      - id: level-1
        name: 一级响应
        ordinal: 1
        terminate_when: [{text: 系统恢复正常}]
        terminated_by: general-manager
        termination_message: 一级响应终止,恢复正常值班。
    organisation:
      roles: [{id: general-manager, name: 总经理}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding

SEVERITY = "error"
TITLE = Text("响应级别没有终止规定", "response level without an end")
WHY = Text(
    "没有终止规定，人员和资源会一直占用，一线也不知道应急规定是否还有效。每个级别要写明终止条件、决定人和通知。",
    "A level that nobody ends keeps people bound, and staff don't know whether the emergency rules still hold. Each level "
    "needs conditions for its end, somebody who decides it, and the message that says so.",
)
BASIS = Text("GB/T 29639-2020 第 6.3.6 条", "GB/T 29639-2020, 6.3.6")

MISSING = Text("“{level}”的终止规定缺少{parts}", "the end of `{level}` lacks {parts}")
PARTS = {
    "terminate_when": Text("终止条件", "conditions"),
    "terminated_by": Text("决定人", "somebody who decides"),
    "termination_message": Text("终止通知", "a message"),
}


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each level."""
    for level in plan.of_type("level"):
        missing = [label for name, label in PARTS.items() if not level.get(name)]
        if missing:
            yield Finding(level.place, MISSING(level=level.name, parts=missing))
