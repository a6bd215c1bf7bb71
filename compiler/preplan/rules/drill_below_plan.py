"""Fewer drills than the plan promises.

A plan that promises two drills a year has two in its schedule. Counted are the drills of twelve months around today
(or of the promised period where that is longer); where the promise says so, they are on that many different types of
event.

Flagged:
    drills:
      frequency: {times: 2, per: P1Y}
      schedule:
        - {id: drill-fire, name: 消防演练, planned_on: 2026-06-10}
        - {id: drill-old, name: 断网演练, planned_on: 2025-06-10}
Fine:
    drills:
      frequency: {times: 2, per: P1Y, distinct_events: true}
      schedule:
        - {id: drill-fire, name: 消防演练, planned_on: 2026-06-10, scenarios: [fire]}
        - {id: drill-outage, name: 断网演练, planned_on: 2027-03-10, scenarios: [outage]}
    scenarios:
      - {id: fire, name: 火灾, event_type: accident}
      - {id: outage, name: 断网, event_type: network-security}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Note, Text
from ..model import Item, Plan
from ..values import show_duration
from . import Finding
from ._calendar import periods, promised

SEVERITY = "error"
ABSENCE = True
TITLE = Text("演练少于预案的承诺", "fewer drills than the plan promises")
WHY = Text(
    "预案承诺的演练次数要落实到计划里。按包含今天的十二个月计（承诺周期更长的按其周期），要求事件类型不同的，类型数也要够。",
    "The schedule holds what the plan promises, counted over twelve months around today, or over a longer promised "
    "period.",
)
BASIS = Text("预案自身的演练频次", "the plan's own frequency of drills")

TOO_FEW = Text(
    "承诺{zh}内演练 {wanted} 次，计划只有 {found} 次",
    "{wanted} drills are promised in {en}, but the schedule has {found}",
)
TOO_ALIKE = Text(
    "承诺 {wanted} 次演练的事件类型不同，计划只涉及 {found} 类",
    "{wanted} drills on different types of event are promised; those planned are on {found}",
)
COUNTED = Text("计入“{drill}”", "`{drill}` is counted")


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Hold the best period around today against the promise."""
    frequency = plan.field("drills", "frequency")
    if frequency is None:
        return
    wanted, length = promised(frequency)
    best = max(
        periods(plan, plan.of_type("drill"), length, today), key=lambda drills: (len(drills), len(_types(plan, drills)))
    )
    notes = tuple(Note(COUNTED(drill=drill.name), drill.at("planned_on")) for drill in best)
    types = len(_types(plan, best))
    if len(best) < wanted:
        spoken = {"zh": show_duration(length, "zh"), "en": show_duration(length, "en")}
        yield Finding(frequency.at("times"), TOO_FEW(wanted=wanted, found=len(best), **spoken), notes)
    elif frequency.get("distinct_events") and types < wanted:
        yield Finding(frequency.at("distinct_events"), TOO_ALIKE(wanted=wanted, found=types), notes)


def _types(plan: Plan, drills: list[Item]) -> set[str]:
    scenarios = [plan.find(id_) for drill in drills for id_ in drill.get("scenarios") or ()]
    return {str(each.get("event_type", each.id)) for each in scenarios if each}
