"""Call tree that no drill tests.

Whether people can be reached at night is known once they have been called (ISO 22301:2019, 8.4.3.2 and 8.5). Of the
drills of a plan that has any, at least one with `tests_call_tree: true` was held or is still to come; a planned day
that has passed without the drill counts for nothing.

Flagged:
    drills:
      schedule:
        - {id: drill-a, name: 断网推演, planned_on: 2026-03-01, done_on: 2026-03-01}
        - {id: drill-b, name: 夜间召集演练, planned_on: 2026-09-01, tests_call_tree: true}
        - {id: drill-c, name: 消防演练, planned_on: 2027-03-01, tests_call_tree: false}
Fine:
    drills:
      schedule:
        - {id: drill-a, name: 断网推演, planned_on: 2026-03-01, done_on: 2026-03-01}
        - {id: drill-b, name: 夜间召集演练, planned_on: 2026-12-01, tests_call_tree: true}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Note, Text
from ..model import Plan
from ..values import read_date
from . import Finding
from ._drills import held
from ._reading import gap

SEVERITY = "warning"
ABSENCE = True
TITLE = Text("通讯联络没有演练过", "call tree that no drill tests")
WHY = Text(
    "夜里叫不叫得到人，叫过才知道。有演练的预案，至少有一次检验通讯的演练（tests_call_tree: true）已经完成或尚在计划中；"
    "计划日期已过而没有完成的不算。",
    "Whether people can be reached at night is known once they have been called. Of the drills of a plan at least one "
    "with `tests_call_tree: true` was held or is still to come.",
)
BASIS = Text("ISO 22301:2019 第 8.4.3.2 条", "ISO 22301:2019, 8.4.3.2")

UNTESTED = Text("{count} 次演练都没有检验通讯联络", "none of the {count} drills tests the call tree")
ONLY = Text("唯一的一次演练没有检验通讯联络", "the only drill does not test the call tree")
MISSED = Text("“{drill}”检验通讯，但没有按计划完成", "`{drill}` tests it, but was not held as planned")
SAY_SO = Text(
    "在检验通讯联络的演练里写 tests_call_tree: true", "write `tests_call_tree: true` in a drill that calls people"
)


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look for a drill that calls people."""
    drills = plan.of_type("drill")
    done = {drill.id for drill, _ in held(plan)}
    testing = [each for each in drills if each.get("tests_call_tree")]
    if not drills or any(each.id in done or read_date(each["planned_on"]) >= today for each in testing):
        return
    message = UNTESTED(count=len(drills)) if len(drills) > 1 else ONLY()
    notes = [Note(MISSED(drill=each.name), each.at("planned_on")) for each in testing]
    yield Finding(gap(plan, "drills"), message, tuple(notes), SAY_SO() if not testing else None)
