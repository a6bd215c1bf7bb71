"""Risk without an owner.

Somebody watches each risk, keeps its controls working and says when it has changed (ISO 22301:2019, 8.2.3).

Flagged:
    risks:
      register: [{id: risk-fire, name: 职场火灾}]
Fine:
    organisation:
      roles: [{id: facility-supervisor, name: 后勤主管}]
    risks:
      register: [{id: risk-fire, name: 职场火灾, owner: facility-supervisor}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding

SEVERITY = "warning"
TITLE = Text("风险没有责任岗位", "risk without an owner")
WHY = Text(
    "每个风险要有人盯着：维持控制措施，发现变化及时提出。",
    "Somebody watches each risk, keeps its controls working and says when it has changed.",
)
BASIS = Text("ISO 22301:2019 第 8.2.3 条", "ISO 22301:2019, 8.2.3")

NO_OWNER = Text("“{risk}”没有责任岗位", "the risk `{risk}` has no owner")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each risk."""
    for risk in plan.of_type("risk"):
        if not risk.get("owner"):
            yield Finding(risk.place, NO_OWNER(risk=risk.name))
