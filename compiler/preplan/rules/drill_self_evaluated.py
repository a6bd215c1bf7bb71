"""Drill that only its participants evaluate.

Participants don't see what goes wrong beside them (AQ/T 9009-2015, 4.5): at least one evaluator takes no part.
A role takes part where its unit does.

Flagged:
    organisation:
      units: [{id: service, name: 客户服务部}]
      roles: [{id: supervisor, name: 值班长, unit: service}]
    drills:
      schedule:
        - {id: drill-a, name: 断网演练, planned_on: 2026-03-01, participants: [service], evaluators: [supervisor]}
Fine:
    organisation:
      units: [{id: service, name: 客户服务部}]
      roles: [{id: supervisor, name: 值班长, unit: service}, {id: auditor, name: 质检主管}]
    drills:
      schedule:
        - {id: drill-a, name: 断网演练, planned_on: 2026-03-01, participants: [service], evaluators: [supervisor, auditor]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding

SEVERITY = "warning"
TITLE = Text("演练只由参演人员评估", "drill that only its participants evaluate")
WHY = Text(
    "参演的人看不到身边的问题，评估人员至少有一个不是参演单位或人员。岗位所在机构参演的，该岗位视为参演。",
    "Participants don't see what goes wrong beside them: at least one evaluator neither takes part nor belongs to a "
    "unit that does.",
)
BASIS = Text("AQ/T 9009-2015 第 4.5 条", "AQ/T 9009-2015, 4.5")

SELF = Text("“{drill}”的评估人员都是参演人员", "all evaluators of `{drill}` take part in it")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each drill with evaluators."""
    unit_of = {each.id: each.get("unit") for type_ in ("role", "team") for each in plan.of_type(type_)}
    for drill in plan.of_type("drill"):
        taking_part = set(drill.get("participants") or ())
        evaluators = drill.get("evaluators") or ()
        if evaluators and all(each in taking_part or unit_of.get(each) in taking_part for each in evaluators):
            yield Finding(drill.key_at("evaluators"), SELF(drill=drill.name))
