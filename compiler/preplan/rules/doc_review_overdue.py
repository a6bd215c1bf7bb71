"""Plan whose review is overdue.

A plan is reviewed when it says it will be (令88号, 第三十五条): on the day it names, or else one cycle after it took
effect or was last revised. Drafts and withdrawn plans are let pass.

Flagged:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      review: {every: P1Y, next_on: 2026-11-01}
Fine:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      effective_on: 2025-12-01
      review: {every: P1Y}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Text
from ..model import Plan
from ..values import add_duration, read_date
from . import Finding
from ._control import in_use
from ._reading import day, own_entries

SEVERITY = "error"
TITLE = Text("预案评估逾期", "plan whose review is overdue")
WHY = Text(
    "预案要按自己写明的日期评估：下次评估（review.next_on）的日期已过即为逾期；只写周期（every）的，从生效或最近一次修订起算。"
    "草案和已废止的预案不检查。",
    "A plan is reviewed on the day it names, or else one cycle after it took effect or was last revised; overdue is one "
    "whose day has passed. Drafts and withdrawn plans are let pass.",
)
BASIS = Text("安监总局令第 88 号（修正）第三十五条", "Order 88 (amended), article 35")

OVERDUE = Text("预案应于{due}前评估，已逾期", "the review was due on {due}")


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at the day of the next review."""
    head = plan.head
    review = head.child("review") if head.get("review") else None
    if review is None or not in_use(plan):
        return
    due = day(review, "next_on")
    place = review.at("next_on") if due else review.at("every")
    if due is None and review.get("every"):
        revised = [read_date(each["on"]) for each in own_entries(plan, "revisions")]
        start = max([*revised, *filter(None, [day(head, "effective_on")])], default=None)
        due = add_duration(start, review["every"]) if start else None
    if due and due < today:
        yield Finding(place, OVERDUE(due=due))
