"""Unit without duties, or duties without a unit.

A plan names who does what (令88号, 第八条第四项). A unit counts as having duties when it or one of its roles has
some; a role's duties belong to the unit it is in, leads or is a member of.

Flagged:
    organisation:
      units: [{id: technical-support, name: 技术支持部}]
      roles: [{id: duty-supervisor, name: 值班长, duties: [{text: 接听值班电话}]}]
Fine:
    organisation:
      units: [{id: technical-support, name: 技术支持部}]
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
    "预案要写明谁负责什么。机构自己或其岗位写有职责即可；岗位的职责要归到它所在、负责或参加的机构。",
    "A plan names who does what: each unit, or one of its roles, has duties, and a role with duties is in some unit.",
)
BASIS = Text("应急管理部令第 2 号修正的安监总局令第 88 号第八条第（四）项", "Order 88 (amended), article 8(4)")

NO_DUTY = Text("“{unit}”没有职责", "the unit `{unit}` has no duties")
NO_UNIT = Text("“{role}”的职责没有归属机构", "the duties of `{role}` belong to no unit")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each unit, then at each role."""
    member_of: dict[str | None, set[str]] = {}
    for role in plan.of_type("role"):
        member_of[role.id] = {role["unit"]} if role.get("unit") else set()
    for unit in plan.of_type("unit"):
        for role_id in (unit.get("lead"), *(unit.get("members") or [])):
            member_of.setdefault(role_id, set()).add(str(unit.id))
    busy = {unit for role in plan.of_type("role") if role.get("duties") for unit in member_of[role.id]}
    for unit in plan.of_type("unit"):
        if not unit.get("duties") and unit.id not in busy:
            yield Finding(unit.place, NO_DUTY(unit=unit.name))
    for role in plan.of_type("role"):
        if role.get("duties") and not member_of[role.id]:
            yield Finding(role.place, NO_UNIT(role=role.name))
