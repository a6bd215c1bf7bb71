"""Event that outlasts a shift, and nothing about handing over.

Who takes over at night must know what is open, whom has been told and what was promised. A procedure outlasts a shift if
one of its steps has a limit longer than the shortest slot of the duty rota, counted from anything but the end of the
response. It is reported, once for the plan, where neither the rota has a `handover` nor a step of the procedure speaks
of handing over (交接, 接班, 交班, 换班, 轮换, 接替). A plan without a rota has no shifts.

Flagged:
    organisation:
      roles: [{id: duty-supervisor, name: 值班长}]
      rota:
        slots:
          - {name: 白班, start: "08:00", end: "20:00", role: duty-supervisor}
          - {name: 夜班, start: "20:00", end: "08:00", role: duty-supervisor}
    scenarios:
      - id: attack
        name: 网络攻击
        procedures: [{id: proc-attack, name: 网络攻击处置, steps: [{do: 清除后门并核验。, within: P2D}]}]
Fine:
    organisation:
      roles: [{id: duty-supervisor, name: 值班长}]
      rota:
        slots:
          - {name: 白班, start: "08:00", end: "20:00", role: duty-supervisor}
          - {name: 夜班, start: "20:00", end: "08:00", role: duty-supervisor}
    scenarios:
      - id: attack
        name: 网络攻击
        procedures:
          - {id: proc-attack, name: 网络攻击处置, steps: [{do: 清除后门。, within: P2D}, {do: 跨班时交接证据位置。}]}
          - {id: proc-crash, name: 故障处置, steps: [{do: 重启。, within: PT12H}]}
          - {id: proc-after, name: 善后, steps: [{do: 补偿客户。, within: P9D, counted_from: termination}]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from ..diagnostics import Note, Text
from ..model import Item, Node, Plan
from ..values import read_duration, read_time
from . import Finding
from ._reading import rota_slots

SEVERITY = "info"
ABSENCE = True
TITLE = Text("事件可能跨班，却没有交接", "event that outlasts a shift, and nothing about handing over")
WHY = Text(
    "接班的人要知道还有什么没了结、报过谁、答应过什么。处置流程有一步的时限长于值班表里最短的班次（终止后起算的不算），"
    "值班安排没有写交接，流程里也没有一步提到交接、交班、接班、换班、轮换或接替的，整个预案报告一次。",
    "Who takes over must know what is open. Reported once for a plan whose rota has no `handover`, if a procedure has a "
    "step with a limit longer than the shortest shift and no step about handing over.",
)
BASIS = Text("通行做法", "common practice")

NO_HANDOVER = Text(
    "“{procedure}”可能超过一个班次（{shift}），但值班安排和流程都没有写交接",
    "`{procedure}` may outlast a shift of {shift}, but neither the rota nor the procedure says how to hand over",
)
LONG = Text("这一步限{limit}", "this step may take {limit}")
HELP = Text(
    "在值班安排的 handover 写明交接什么、怎样交接，或在流程里加一步",
    "say in `handover` of the rota what is handed over and how, or add a step to the procedure",
)
HANDOVER = re.compile("交接|交班|接班|换班|轮换|接替|hand(?:s|ed)? ?over|change of shift|relie[fv]", re.IGNORECASE)
TERMINATION = "termination"
DAY = 24 * 60


def check(plan: Plan) -> Iterator[Finding]:
    """Look for the first procedure that outlasts a shift."""
    rota, slots = plan.field("organisation", "rota"), rota_slots(plan)
    if not rota or not slots or rota.get("handover"):
        return
    shift = min(_length(each) for each in slots)
    steps: dict[Item, list[Item]] = {}
    for step in plan.of_type("step"):
        if step.owner and step.owner.type == "procedure":
            steps.setdefault(step.owner, []).append(step)
    for procedure, each in steps.items():
        long = next((step for step in each if _limit(step) > shift), None)
        if long and not any(HANDOVER.search(step["do"]) for step in each):
            message = NO_HANDOVER(procedure=procedure.name, shift=shift)
            notes = (Note(LONG(limit=_limit(long)), long.at("within")),)
            yield Finding(rota.key_at(), message, notes, HELP())
            return


def _length(slot: Node) -> timedelta:
    minutes = (read_time(slot["end"]) - read_time(slot["start"])) % DAY
    return timedelta(minutes=minutes or DAY)


def _limit(step: Item) -> timedelta:
    ends = step.get("counted_from") == TERMINATION or "within" not in step
    return timedelta(0) if ends else read_duration(step["within"])
