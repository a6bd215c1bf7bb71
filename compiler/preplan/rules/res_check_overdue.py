"""Supply or equipment whose check is overdue.

A cycle of checks is kept (令88号, 第三十八条): the last check plus the cycle is not over. With a cycle and no last
check nothing shows that anybody ever looked.

Flagged:
    resources:
      supplies: [{id: first-aid-kit, name: 急救箱, check_every: P1M, checked_on: 2026-09-30}]
      equipment: [{id: generator, name: 发电机, check_every: P3M}]
Fine:
    resources:
      supplies: [{id: first-aid-kit, name: 急救箱, check_every: P1M, checked_on: 2026-10-24}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Text
from ..model import Plan
from ..values import add_duration
from . import Finding
from ._reading import day

SEVERITY = "error"
TITLE = Text("物资装备检查逾期", "supply or equipment whose check is overdue")
WHY = Text(
    "物资装备要按周期检查：上次检查加检查周期不能早于今天；写了周期而没有上次检查日期的，视为没有检查过。",
    "Supplies and equipment are checked in their cycle: the next check is due one cycle after the last. With a cycle "
    "and no date of a last check, nobody is taken to have looked.",
)
BASIS = Text("安监总局令第 88 号（修正）第三十八条", "Order 88 (amended), article 38")

OVERDUE = Text("“{item}”应于{due}前检查，已逾期", "the check of `{item}` was due on {due}")
NEVER = Text("“{item}”定了检查周期，却没有检查过", "`{item}` has a cycle of checks, but was never checked")


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at everything that has a cycle of checks."""
    for item in (*plan.of_type("supply"), *plan.of_type("equipment")):
        if not item.get("check_every"):
            continue
        checked = day(item, "checked_on")
        if checked is None:
            yield Finding(item.at("check_every"), NEVER(item=item.name))
        elif (due := add_duration(checked, item["check_every"])) < today:
            yield Finding(item.at("checked_on"), OVERDUE(item=item.name, due=due))
