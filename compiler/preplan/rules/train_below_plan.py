"""Less training than the plan promises.

A plan that promises a session a quarter has four in its schedule, each as long as promised. Counted are the sessions
of twelve months around today (or of the promised period where that is longer).

Flagged:
    training:
      frequency: {times: 1, per: P3M, length: P2D}
      sessions:
        - {id: session-q1, name: 一季度培训, planned_on: 2026-03-10, length: P1D}
        - {id: session-q2, name: 二季度培训, planned_on: 2026-06-10, length: P2D}
        - {id: session-q3, name: 三季度培训, planned_on: 2026-09-10}
Fine:
    training:
      frequency: {times: 1, per: P6M}
      sessions:
        - {id: session-a, name: 上半年培训, planned_on: 2026-06-10}
        - {id: session-b, name: 下半年培训, planned_on: 2026-12-10}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Note, Text
from ..model import Plan
from ..values import read_duration, show_duration
from . import Finding
from ._calendar import periods, promised

SEVERITY = "error"
ABSENCE = True
TITLE = Text("培训少于预案的承诺", "less training than the plan promises")
WHY = Text(
    "预案承诺的培训次数和每次时长要落实到计划里。按包含今天的十二个月计（承诺周期更长的按其周期）。",
    "The schedule holds what the plan promises, in number and length, counted over twelve months around today.",
)
BASIS = Text("预案自身的培训频次", "the plan's own frequency of training")

TOO_FEW = Text(
    "承诺{zh}内培训 {wanted} 次，计划只有 {found} 次",
    "{wanted} sessions are promised in {en}, but the schedule has {found}",
)
TOO_SHORT = Text("“{session}”只有{length}，承诺每次{wanted}", "`{session}` takes {length}; {wanted} are promised")
COUNTED = Text("计入“{session}”", "`{session}` is counted")
PROMISE = Text("承诺的时长", "the length promised")


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Hold the best period around today, and each session's length, against the promise."""
    frequency = plan.field("training", "frequency")
    if frequency is None:
        return
    wanted, length = promised(frequency)
    best = periods(plan, plan.of_type("training-session"), length, today)[0]
    if len(best) < wanted:
        notes = tuple(Note(COUNTED(session=each.name), each.at("planned_on")) for each in best)
        spoken = {"zh": show_duration(length, "zh"), "en": show_duration(length, "en")}
        yield Finding(frequency.at("times"), TOO_FEW(wanted=wanted, found=len(best), **spoken), notes)
    for session in plan.of_type("training-session"):
        long = frequency.get("length")
        if long and session.get("length") and read_duration(session["length"]) < read_duration(long):
            said = {"length": read_duration(session["length"]), "wanted": read_duration(long)}
            notes = (Note(PROMISE(), frequency.at("length")),)
            yield Finding(session.at("length"), TOO_SHORT(session=session.name, **said), notes)
