"""Cited law that does not bind yet.

A law is cited from the day it takes effect. A plan that takes effect later itself may cite what is then in force.

Flagged:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      basis: [{law: new-norm}, {law: draft-norm}]
    basis:
      - {id: new-norm, name: 客户服务规范, effective_on: 2027-01-01}
      - {id: draft-norm, name: 智能客服规范, status: upcoming}
Fine:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      effective_on: 2027-01-01
      basis: [{law: new-norm}]
    basis:
      - {id: new-norm, name: 客户服务规范, effective_on: 2027-01-01, status: upcoming}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Note, Text
from ..model import Plan
from . import Finding
from ._reading import cited_laws, day

SEVERITY = "warning"
TITLE = Text("引用的依据尚未施行", "cited law that does not bind yet")
WHY = Text(
    "依据自施行之日起才能引用；预案自身生效更晚的，看生效那天。同一依据多处引用合并为一条。",
    "A law is cited from the day it takes effect; a plan that takes effect later may cite what is then in force.",
)
BASIS = Text("通行做法", "common practice")

NOT_YET = Text("“{law}”到{on}才施行", "`{law}` takes effect on {on}")
SOME_DAY = Text("“{law}”尚未施行", "`{law}` is not in force yet")
HERE_TOO = Text("这里也引用了它", "it is cited here too")


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at each law that is cited."""
    start = max(today, day(plan.head, "effective_on") or today)
    for law, places in cited_laws(plan):
        notes = tuple(Note(HERE_TOO(), place.span) for place in places[1:])
        binds = day(law, "effective_on")
        if binds and binds > start:
            yield Finding(places[0].span, NOT_YET(law=law.name, on=binds), notes)
        elif not binds and law.get("status") == "upcoming":
            yield Finding(places[0].span, SOME_DAY(law=law.name), notes)
