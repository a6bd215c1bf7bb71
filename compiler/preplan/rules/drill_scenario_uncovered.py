"""Scenario that is not exercised.

Over time every procedure is tried (ISO 22301:2019, 8.5 d). A scenario with procedures counts as exercised when a drill
on it was held in the last twelve months or is planned in the next twelve; a planned day that has passed without the
drill counts for nothing. Where no scenario at all is exercised, that is one finding.

Flagged:
    scenarios:
      - {id: fire, name: 火灾, procedures: [{id: proc-fire, name: 火灾处置}]}
      - {id: outage, name: 断网, procedures: [{id: proc-outage, name: 断网处置}]}
    drills:
      schedule:
        - {id: drill-a, name: 消防演练, planned_on: 2027-03-01, scenarios: [fire]}
        - {id: drill-b, name: 断网演练, planned_on: 2026-03-01, scenarios: [outage]}
Fine:
    scenarios:
      - {id: fire, name: 火灾, procedures: [{id: proc-fire, name: 火灾处置}]}
      - {id: outage, name: 断网}
    drills:
      schedule:
        - {id: drill-a, name: 消防演练, planned_on: 2026-03-01, done_on: 2026-03-02, scenarios: [fire]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Text
from ..model import Item, Plan
from ..values import add_duration, read_date
from . import Finding
from ._calendar import YEAR
from ._reading import day, gap

SEVERITY = "error"
ABSENCE = True
TITLE = Text("情景没有演练", "scenario that is not exercised")
WHY = Text(
    "每个流程都要轮到演练。情景在过去十二个月演练过、或未来十二个月有计划即可；计划日期已过而没有完成的不算。",
    "A scenario counts as exercised when a drill was held in the last twelve months or is planned in the next twelve.",
)
BASIS = Text("ISO 22301:2019 第 8.5 条 d", "ISO 22301:2019, 8.5 d")

UNCOVERED = Text(
    "“{scenario}”过去和未来十二个月都没有演练",
    "`{scenario}` is exercised neither in the past nor the next twelve months",
)
NONE = Text("{count} 个情景都没有演练", "none of the {count} scenarios is exercised")


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at each scenario that has procedures."""
    counted = [drill for drill in plan.of_type("drill") if _counts(drill, today)]
    held = [plan.find(record.get("drill")) for record in plan.of_type("drill-record") if _recent(record, today)]
    exercised = {id_ for drill in (*counted, *held) if drill for id_ in drill.get("scenarios") or ()}
    scenarios = [each for each in plan.of_type("scenario") if each.get("procedures")]
    uncovered = [each for each in scenarios if each.id not in exercised]
    if len(uncovered) > 1 and len(uncovered) == len(scenarios):
        yield Finding(gap(plan, "drills", "scenarios"), NONE(count=len(scenarios)))
        return
    for scenario in uncovered:
        yield Finding(scenario.place, UNCOVERED(scenario=scenario.name))


def _counts(drill: Item, today: date) -> bool:
    done = day(drill, "done_on")
    planned = read_date(drill["planned_on"])
    return add_duration(done, YEAR) >= today if done else today <= planned <= add_duration(today, YEAR)


def _recent(record: Item, today: date) -> bool:
    return read_date(record["held_on"]) <= today <= add_duration(read_date(record["held_on"]), YEAR)
