"""Step that is due "at once", with no time.

立即, 及时, 尽快 or 第一时间 can be neither kept nor checked; a step with such a word says within what time it is done.
Steps that protect people are orders, not deadlines, and a word behind 不 or 未 is none. A step that tells a body to
which the law wants a report of that scenario within a number of hours is an error, unless nobody has compared the
number with the official text.

Flagged:
    reporting:
      steps: [{do: 尽快通知各班组}]
Fine:
    reporting:
      steps:
        - {do: 尽快通知各班组, within: PT10M}
        - {do: 立即撤离, life_safety: true}
        - {do: 登记答复不及时的投诉}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Note, Severity, Text
from ..law import Clock
from ..model import Item, Plan
from . import Finding
from ._clocks import clock_notes, statutory_reports
from ._texts import part_of

SEVERITY = "warning"
TITLE = Text("时限含糊", "step that is due at once, with no time")
WHY = Text(
    "“立即”“及时”“尽快”“第一时间”无法执行也无法检查，出现这些词的步骤要写时限（within）；"
    "情景的报告对象，法律规定了几小时内要报、又已与官方文本核对的，通知他的步骤是错误，其余是警告。保护人员安全的步骤是命令，不在此列。",
    "Words like “as soon as possible” can be neither kept nor checked; a step with one says within what time it is done. "
    "It is an error where the step tells a body to which the law wants a report of that scenario within a number of hours, "
    "as compared with the official text, else a warning.",
)
BASIS = Text("评审惯例", "review practice")

VAGUE = Text("写了“{word}”，却没有时限", "the step says `{word}` but has no time limit")
LIMIT = Text("法定时限是{limit}", "the law gives {limit}")
HOW = Text("用 within 写明时限，如 within: PT10M", "say it with `within`, such as `within: PT10M`")
SOON, NOT_BEFORE, NOT_BEHIND = "及时", "不未", "性"
WORDS = re.compile(
    rf"立即|立刻|(?<![{NOT_BEFORE}]){SOON}(?!{NOT_BEHIND})|尽快|尽早|马上|第一时间"
    r"|\b(?:immediately|promptly|at once|without delay|as soon as possible)\b",
    re.IGNORECASE,
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each step without a time limit."""
    reports = statutory_reports(plan)
    limits = [(rule, each) for rule, clocks in reports for each in clocks if each.within and each.bounds == "within"]
    for step in plan.of_type("step"):
        word = WORDS.search(step["do"])
        if word and not step.get("within") and not step.get("life_safety"):
            clock = _limit(limits, step)
            notes = (Note(LIMIT(limit=clock.within)), *clock_notes(plan, clock)) if clock else ()
            severity: Severity | None = "error" if clock and clock.checked else None
            yield Finding(part_of(step, "do", *word.span()), VAGUE(word=word[0]), notes, HOW(), severity)


def _limit(limits: list[tuple[Item, Clock]], step: Item) -> Clock | None:
    """Return the shortest time that the law gives for telling one of those whom a step tells."""
    told, scenario = step.get("notify") or (), step.owner.owner if step.owner else None
    own = [
        clock
        for rule, clock in limits
        if rule.get("to") in told and (not rule.get("scenarios") or (scenario and scenario.id in rule["scenarios"]))
    ]
    return min(own, key=lambda each: (not each.checked, each.within, each.id), default=None)
