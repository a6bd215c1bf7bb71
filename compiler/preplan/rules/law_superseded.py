"""Cited law that is no longer in force.

A plan that rests on an abolished or replaced document is out of date itself. A law is no longer in force from the day
it ceased, or the day its successor takes effect; without a day its status decides. Several citations of one law are
one finding. What has not been checked against the official text only warns.

Flagged:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      basis: [{law: old-guide}, {law: old-norm}]
    basis:
      - {id: old-guide, name: 应急预案编制导则, status: replaced, replaced_by: new-guide, checked: true}
      - {id: new-guide, name: 应急预案编制导则, effective_on: 2021-04-01}
      - {id: old-norm, name: 客户服务规范, repealed_on: 2026-01-01}
Fine:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      basis: [{law: new-guide}, {law: norm}]
    basis:
      - {id: old-guide, name: 应急预案编制导则, status: replaced, replaced_by: new-guide}
      - {id: new-guide, name: 应急预案编制导则, effective_on: 2021-04-01, status: in-force}
      - {id: norm, name: 客户服务规范, repealed_on: 2027-01-01}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Note, Severity, Text
from ..model import Plan
from . import Finding
from ._reading import cited_laws, day

SEVERITY = "error"
TITLE = Text("引用的依据已失效", "cited law that is no longer in force")
WHY = Text(
    "依据已废止或被代替的预案，内容多半也过时了。从失效日期或新依据施行之日起算失效，没有日期的看状态；"
    "同一依据多处引用合并为一条；没有对照原文核对过的只报警告。",
    "A plan that rests on an abolished or replaced document is out of date itself. It is over from the day it ceased or its "
    "successor took effect, without a day by its status. What has not been checked against the official text only warns.",
)
BASIS = Text("评审惯例", "review practice")

OVER = Text("“{law}”已经失效", "`{law}` is no longer in force")
SINCE = Text("“{law}”自{on}起失效", "`{law}` has not been in force since {on}")
HERE_TOO = Text("这里也引用了它", "it is cited here too")
SUCCESSOR = Text("改引现行的“{law}”", "cite `{law}`, which is in force")
NUMBERED = Text("改引现行的“{law}”（{number}）", "cite `{law}` ({number}), which is in force")


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at each law that is cited."""
    for law, places in cited_laws(plan):
        successor = plan.find(law.get("replaced_by"))
        ended = day(law, "repealed_on") or (day(successor, "effective_on") if successor else None)
        if not (ended <= today if ended else law.get("status") in ("repealed", "replaced")):
            continue
        message = SINCE(law=law.name, on=ended) if ended else OVER(law=law.name)
        notes = tuple(Note(HERE_TOO(), place.span) for place in places[1:])
        severity: Severity | None = None if law.get("checked") else "warning"
        number = successor.get("number") if successor else None
        text = NUMBERED if number else SUCCESSOR
        advice = text(law=successor.name, **({"number": number} if number else {})) if successor else None
        yield Finding(places[0].span, message, notes, advice, severity)
