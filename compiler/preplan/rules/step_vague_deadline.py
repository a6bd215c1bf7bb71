"""Step that is due "at once", with no time.

立即, 及时, 尽快 or 第一时间 can be neither kept nor checked; a step with such a word says within what time it is done.
Steps that protect people are orders, not deadlines, and a word behind 不 or 未 is none.

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

from ..diagnostics import Text
from ..model import Plan
from . import Finding

SEVERITY = "warning"
TITLE = Text("时限含糊", "step that is due at once, with no time")
WHY = Text(
    "“立即”“及时”“尽快”“第一时间”无法执行也无法检查，出现这些词的步骤要写时限。保护人员安全的步骤是命令，不在此列。",
    "Words like “as soon as possible” can be neither kept nor checked; a step with one says within what time it is done.",
)
BASIS = Text("评审惯例", "review practice")

VAGUE = Text("步骤写了“{word}”，却没有时限", "the step says `{word}` but has no time limit")
HOW = Text("用 within 写明时限，如 within: PT10M", "say it with `within`, such as `within: PT10M`")
SOON, NOT_BEFORE, NOT_BEHIND = "及时", "不未", "性"
WORDS = re.compile(
    rf"立即|立刻|(?<![{NOT_BEFORE}]){SOON}(?!{NOT_BEHIND})|尽快|尽早|马上|第一时间"
    r"|\b(?:immediately|promptly|at once|without delay|as soon as possible)\b",
    re.IGNORECASE,
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each step without a time limit."""
    for step in plan.of_type("step"):
        word = WORDS.search(step["do"])
        if word and not step.get("within") and not step.get("life_safety"):
            yield Finding(step.at("do"), VAGUE(word=word[0]), help=HOW())
