"""Step without a responsible role.

A step that nobody owns is not done (令88号, 第八条第四项). This holds for every step of the plan: of procedures,
levels, phases, reporting, warning and recovery. A step of whoever decides (`decider`) is owned where a level names
who that is.

Flagged:
    reporting:
      steps: [{do: 检查备用电源}]
Fine:
    organisation:
      roles: [{id: facility-supervisor, name: 后勤主管}]
    reporting:
      steps: [{do: 检查备用电源, role: facility-supervisor}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._steps import brief

SEVERITY = "error"
TITLE = Text("步骤没有责任岗位", "step without a responsible role")
WHY = Text(
    "没有责任人的步骤没人去做。处置流程、响应措施、响应阶段、报告、预警和恢复中的每一步都要写明岗位。",
    "A step that nobody owns is not done; every step of the plan names its role.",
)
BASIS = Text("安监总局令第 88 号（修正）第八条第（四）项", "Order 88 (amended), article 8(4)")

NO_ROLE = Text("步骤“{step}”没有责任岗位", "no role is responsible for the step `{step}`")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each step."""
    for step in plan.of_type("step"):
        if not step.get("role") and not (step.get("decider") and plan.deciders(step)):
            yield Finding(step.place, NO_ROLE(step=brief(step)))
