"""Response level that is never raised or lowered.

Events grow and shrink, and the level follows (GB/T 29639-2020, 6.3.1.2.3): every level but the highest says when it
is raised, every one but the lowest when it is lowered.

Flagged:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1}
      - {id: level-2, name: 二级响应, ordinal: 2}
Fine:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, de_escalate_when: [{text: 影响降到二级条件以下}]}
      - {id: level-2, name: 二级响应, ordinal: 2, escalate_when: [{text: 达到一级条件}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._reading import most_serious_first

SEVERITY = "error"
TITLE = Text("响应级别没有升降级条件", "response level that is never raised or lowered")
WHY = Text(
    "事态会变化，级别要随之调整：最高级以外的级别写明何时升级，最低级以外的写明何时降级。",
    "Events grow and shrink: every level but the highest says when it is raised, every one but the lowest when lowered.",
)
BASIS = Text("GB/T 29639-2020 第 6.3.1.2.3 条", "GB/T 29639-2020, 6.3.1.2.3")

NO_RAISE = Text("“{level}”没有升级条件", "`{level}` does not say when it is raised")
NO_LOWER = Text("“{level}”没有降级条件", "`{level}` does not say when it is lowered")
NEITHER = Text("“{level}”没有升级和降级条件", "`{level}` says neither when it is raised nor when it is lowered")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each level between its neighbours."""
    levels = most_serious_first(plan)
    for number, level in enumerate(levels):
        by_time = any(each.get("level") for each in level.children("escalation"))
        no_raise = number > 0 and not level.get("escalate_when") and not by_time
        no_lower = number < len(levels) - 1 and not level.get("de_escalate_when")
        if no_raise or no_lower:
            message = NEITHER if no_raise and no_lower else NO_RAISE if no_raise else NO_LOWER
            yield Finding(level.place, message(level=level.name))
