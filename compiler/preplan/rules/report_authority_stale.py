"""Authority that nobody has called for a year.

A report within the limit is of no use if the number is dead: authorities merge, move and change their duty phones
(令88号, 第十六条). Looked at are contacts of kind `authority`: `verified_on` may not be more than 12 months ago. Those of
one list that were last verified on the same day are one finding. What is over 90 days old or was never verified is for
doc-contacts-stale, which leaves out what is found here.

Flagged:
    organisation:
      contacts:
        - {id: cac, name: 省级网信部门, kind: authority, phone: 010-0000-0001, verified_on: 2025-06-01}
        - {id: county, name: 县人民政府, kind: authority, phone: 010-0000-0002, verified_on: 2025-06-01}
Fine:
    organisation:
      contacts:
        - {id: cac, name: 省级网信部门, kind: authority, phone: 010-0000-0001, verified_on: 2025-11-24}
        - {id: county, name: 县人民政府, kind: authority, phone: 010-0000-0002}
        - {id: owner, name: 业主, kind: partner, phone: 010-0000-0003, verified_on: 2025-06-01}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Text
from ..model import Fragment, Item, Plan
from . import Finding
from ._contacts import overdue_authorities
from ._reading import day

SEVERITY = "warning"
TITLE = Text("主管部门的联系方式超过一年没有核实", "authority that nobody has called for a year")
WHY = Text(
    "机构会合并、搬迁、更换值班电话；号码打不通，报告再快也送不到。主管部门（kind: authority）的 verified_on "
    "不得早于 12 个月前；同一天核实的合并为一条。超过 90 天和从未核实的由 doc-contacts-stale 报告。",
    "A report within the limit is of no use if the number is dead. An authority may not have been verified more than "
    "12 months ago; those verified on the same day are one finding. What is over 90 days old or was never verified is "
    "for doc-contacts-stale.",
)
BASIS = Text("安监总局令第 88 号（修正）第十六条", "Order 88 (amended), article 16")

ONE = Text("“{name}”的联系方式上次核实是{on}，已超过 12 个月", "`{name}` was last verified on {on}, over 12 months ago")
MANY = Text(
    "{names}的联系方式上次核实是{on}，已超过 12 个月", "these were last verified on {on}, over 12 months ago: {names}"
)
HOW = Text("拨打核实，改 verified_on", "call them and bring `verified_on` up to date")


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at each day on which authorities were verified."""
    verified: dict[tuple[Fragment, date | None], list[Item]] = {}
    for each in overdue_authorities(plan, today):
        verified.setdefault((each.fragment, day(each, "verified_on")), []).append(each)
    for (_, on), group in verified.items():
        names = [each.name for each in group]
        message = ONE(name=names[0], on=on) if len(group) == 1 else MANY(names=names, on=on)
        yield Finding(group[0].at("verified_on"), message, help=HOW())
