"""Risk assessment that is out of date.

A risk is assessed again every year and after a change of risks or structure (令88号, 第三十六条). Risks assessed on
the same day are one finding.

Flagged:
    risks:
      register:
        - {id: risk-fire, name: 火灾, assessed_on: 2025-06-01}
        - {id: risk-flood, name: 内涝, assessed_on: 2025-06-01}
        - {id: risk-attack, name: 网络攻击, assessed_on: 2026-02-01}
    revisions:
      - {version: "1.1", on: 2026-05-01, summary: 机房搬迁, trigger: risk-change}
Fine:
    risks:
      register: [{id: risk-fire, name: 火灾, assessed_on: 2026-06-01}]
    revisions:
      - {version: "1.0", on: 2026-07-01, summary: 首次编制, trigger: initial}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from ..diagnostics import Note, Text
from ..model import Plan
from ..values import add_duration, read_date
from . import Finding
from ._reading import day

SEVERITY = "warning"
TITLE = Text("风险评估过期", "risk assessment that is out of date")
WHY = Text(
    "风险每年要重新评估一次；风险或机构发生变化并因此修订预案后也要重新评估。同一天评估的风险合并为一条。",
    "A risk is assessed again every year, and after a revision because risks or structure changed.",
)
BASIS = Text("安监总局令第 88 号（修正）第三十六条", "Order 88 (amended), article 36")

OLD = Text("{on}的评估已超过一年（涉及风险：{count} 个）", "the assessment of {on} is over a year old (risks: {count})")
BEFORE_CHANGE = Text(
    "{on}的评估早于最近的变化（涉及风险：{count} 个）",
    "the assessment of {on} is older than the last change (risks: {count})",
)
CHANGED = Text("这次修订因风险或机构变化", "this revision was made because risks or structure changed")
KEEPS = "P1Y"


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at each day on which risks were assessed."""
    changes = [
        each
        for each in plan.entries("revisions")
        if each.get("trigger") in ("risk-change", "structure-change") and read_date(each["on"]) <= today
    ]
    change = max(changes, key=lambda each: str(each["on"]), default=None)
    dated = sorted(
        (risk for risk in plan.of_type("risk") if risk.get("assessed_on")), key=lambda r: str(r["assessed_on"])
    )
    for on, group in groupby(dated, key=lambda risk: day(risk, "assessed_on")):
        risks = [*group]
        place = risks[0].at("assessed_on")
        if on and add_duration(on, KEEPS) < today:
            yield Finding(place, OLD(count=len(risks), on=on))
        elif on and change and on < read_date(change["on"]):
            yield Finding(place, BEFORE_CHANGE(count=len(risks), on=on), (Note(CHANGED(), change.at("on")),))
