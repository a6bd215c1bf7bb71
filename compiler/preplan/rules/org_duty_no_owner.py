"""Unit without duties, or duties without a unit.

A plan names who does what (令88号, 第八条第四项): each unit has duties of its own, and a role's duties belong to a unit
that it is in, leads or is a member of.

Flagged:
    organisation:
      units: [{id: technical-support, name: 技术支持部}]
      roles: [{id: duty-supervisor, name: 值班长, duties: [{text: 接听值班电话}]}]
Fine:
    organisation:
      units: [{id: technical-support, name: 技术支持部, duties: [{text: 恢复系统}]}]
      roles: [{id: engineer, name: 工程师, unit: technical-support, duties: [{text: 排查故障}]}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding

SEVERITY = "error"
ABSENCE = True
TITLE = Text("机构没有职责，或职责没有归属机构", "unit without duties, or duties without a unit")
WHY = Text(
    "预案要写明谁负责什么。每个机构要有自己的职责；岗位的职责要归到它所在、负责或参加的机构。",
    "A plan names who does what: each unit has duties, and a role with duties is in some unit.",
)
BASIS = Text("安监总局令第 88 号（修正）第八条第（四）项", "Order 88 (amended), article 8(4)")

NO_DUTY = Text("“{unit}”没有职责", "the unit `{unit}` has no duties")
NO_UNIT = Text("“{role}”的职责没有归属机构", "the duties of `{role}` belong to no unit")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each unit, then at each role."""
    members: set[str] = set()
    for unit in plan.of_type("unit"):
        members |= {unit.get("lead"), *(unit.get("members") or [])}
        if not unit.get("duties"):
            yield Finding(unit.place, NO_DUTY(unit=unit.name))
    for role in plan.of_type("role"):
        if role.get("duties") and not role.get("unit") and role.id not in members:
            yield Finding(role.place, NO_UNIT(role=role.name))
