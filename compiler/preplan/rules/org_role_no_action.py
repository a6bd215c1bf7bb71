"""Unit on the chart that never acts.

A unit that is drawn on the chart but has no step, level, report, resource or duty slot anywhere is there for show
(GB/T 29639-2020, 6.2). A unit acts when one of its roles or teams does, or a unit below it.

Flagged:
    organisation:
      units: [{id: finance, name: 财务部}, {id: technical-support, name: 技术支持部}]
      roles: [{id: engineer, name: 工程师, unit: technical-support}]
    reporting:
      steps: [{do: 检查备机, role: engineer}]
Fine:
    organisation:
      units:
        - {id: technical-support, name: 技术支持部}
        - {id: shareholders, name: 股东会, chart: false}
      roles: [{id: engineer, name: 工程师, unit: technical-support}]
    reporting:
      steps: [{do: 检查备机, role: engineer}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._people import busy_units

SEVERITY = "warning"
ABSENCE = True
TITLE = Text("机构图上的机构没有任务", "unit on the chart that never acts")
WHY = Text(
    "画在机构图上、却没有任何步骤、级别、报告、资源或值班任务的机构形同虚设。其岗位、队伍或下级机构有任务即可。",
    "A unit on the chart should have a step, level, report, resource or duty slot: its own roles and teams or those "
    "of a unit below it.",
)
BASIS = Text("GB/T 29639-2020 第 6.2 条", "GB/T 29639-2020, 6.2")

IDLE = Text("“{unit}”在整个预案里没有任务", "the unit `{unit}` has nothing to do anywhere in the plan")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each unit on the chart."""
    busy = busy_units(plan)
    for unit in plan.of_type("unit"):
        if unit.get("chart", True) and unit.id not in busy:
            yield Finding(unit.place, IDLE(unit=unit.name))
