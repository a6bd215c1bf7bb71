"""Drills that are all of a kind.

Table-top drills alone never move anybody, and drills on one type of event alone leave the others untried. Looked at
are plans with two drills or more; a drill without a form or an event type counts as another kind.

Flagged:
    drills:
      schedule:
        - {id: drill-a, name: 断网推演, planned_on: 2026-03-01, form: tabletop}
        - {id: drill-b, name: 火灾推演, planned_on: 2026-09-01, form: tabletop}
Fine:
    drills:
      schedule:
        - {id: drill-a, name: 断网推演, planned_on: 2026-03-01, form: tabletop}
        - {id: drill-b, name: 疏散演练, planned_on: 2026-09-01, form: functional}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Item, Plan
from . import Finding

SEVERITY = "warning"
TITLE = Text("演练形式或事件类型单一", "drills that are all of a kind")
WHY = Text(
    "只做桌面演练，谁都没有真正动起来；只演一类事件，其他类型没有检验。有两次以上演练的，全部是桌面演练，或者情景有几类而只演其中一类的，即报告。",
    "Table-top drills alone never move anybody, and drills on one type of event alone leave the others untried. Flagged "
    "are two drills or more that are all table-top, or all on one of several types of event.",
)
BASIS = Text("AQ/T 9007-2019 第 4.2 条", "AQ/T 9007-2019, 4.2")

ALL_TABLETOP = Text("{count} 次演练都是桌面演练", "all {count} drills are table-top")
ONE_TYPE = Text("{count} 次演练都是同一类事件", "all {count} drills are on one type of event")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at the drills together."""
    drills = plan.of_type("drill")
    if len(drills) < 2:
        return
    if {drill.get("form") for drill in drills} == {"tabletop"}:
        yield Finding(drills[0].at("form"), ALL_TABLETOP(count=len(drills)))
    types = [_types(plan, drill) for drill in drills]
    known = {scenario["event_type"] for scenario in plan.of_type("scenario") if scenario.get("event_type")}
    if all(types) and len(set().union(*types)) == 1 < len(known):
        yield Finding(drills[0].at("scenarios"), ONE_TYPE(count=len(drills)))


def _types(plan: Plan, drill: Item) -> set[str]:
    scenarios = [plan.find(id_) for id_ in drill.get("scenarios") or ()]
    return {str(each["event_type"]) for each in scenarios if each and each.get("event_type")}
