"""Improvement that is past its date, or closed without anybody having looked.

What a drill or an incident has shown is mended in time, and somebody makes sure (AQ/T 9007-2019, 9.2.2). An improvement
whose `due_on` is over has a `closed_on`; one that is closed names the role that verified it. The last day still counts,
and a `closed_on` that is still to come closes nothing.

Flagged:
    organisation: {roles: [{id: engineer, name: 系统工程师}]}
    monitoring:
      improvements:
        - {id: certificate, name: 证书过期, action: 到期前30日提醒, owner: engineer, due_on: 2026-11-23}
        - {id: roster, name: 清点超时, action: 花名册按班次排列, due_on: 2026-10-31, closed_on: 2026-10-12}
Fine:
    organisation: {roles: [{id: engineer, name: 系统工程师}, {id: auditor, name: 质检主管}]}
    monitoring:
      improvements:
        - {id: certificate, name: 证书过期, action: 到期前30日提醒, owner: engineer, due_on: 2026-11-24}
        - id: roster
          name: 清点超时
          action: 花名册按班次排列
          due_on: 2026-10-31
          closed_on: 2026-11-12
          verified_by: auditor
        - {id: script, name: 手册缺回退步骤, action: 补写回退条件}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._reading import day

SEVERITY = "error"
TITLE = Text("改进项逾期或未经验证", "improvement that is overdue or unverified")
WHY = Text(
    "演练和事件暴露的问题要按期整改，并有人验证。完成期限已过的改进项要有关闭日期，已关闭的要写明验证岗位；"
    "到期当天不算逾期，关闭日期还没有到的不算关闭。",
    "What a drill or an incident has shown is mended in time, and somebody makes sure: an improvement whose `due_on` is "
    "over has a `closed_on`, and one that is closed names the role that verified it.",
)
BASIS = Text("AQ/T 9007-2019 第 9.2.2 条", "AQ/T 9007-2019, 9.2.2")

OVERDUE = Text("“{improvement}”应于{due}前完成，已逾期", "`{improvement}` was due on {due}")
UNVERIFIED = Text("“{improvement}”已关闭，没有写明由谁验证", "`{improvement}` is closed, but nobody has verified it")


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at each improvement."""
    for each in plan.of_type("improvement"):
        due, closed = day(each, "due_on"), day(each, "closed_on")
        if closed and closed <= today:
            if not each.get("verified_by"):
                yield Finding(each.at("closed_on"), UNVERIFIED(improvement=each.name))
        elif due and due < today:
            yield Finding(each.at("due_on"), OVERDUE(improvement=each.name, due=due))
