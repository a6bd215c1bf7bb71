"""Backup that was never restored from, or not in the last twelve months.

A backup is worth what a restore shows (GB/T 20988-2025, 9). A system with a `backup` has a date of its last restore
test, and that date plus the plan's own cycle of tests, or plus twelve months where the cycle is longer or not given, is
not over. The last day still counts.

Flagged:
    resources:
      systems:
        - {id: tickets, name: 工单系统, backup: {every: P1D, tested_on: 2025-11-23}}
        - {id: chat, name: 在线客服, backup: {every: P1D, tested_on: 2026-06-30, test_every: P3M}}
        - {id: calls, name: 话务平台, backup: {every: PT1H}}
Fine:
    resources:
      systems:
        - {id: tickets, name: 工单系统, backup: {every: P1D, tested_on: 2025-11-24}}
        - {id: chat, name: 在线客服, backup: {every: P1D, tested_on: 2026-08-24, test_every: P3M}}
        - {id: site, name: 公司网站}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Text
from ..model import Plan
from ..values import add_duration
from . import Finding
from ._calendar import YEAR
from ._reading import day

SEVERITY = "warning"
TITLE = Text("备份没有做过恢复测试", "backup that no restore has tested")
WHY = Text(
    "备份能不能用，恢复一次才知道。有备份的系统要写明上次恢复测试的日期，并且没有超过预案自己定的测试周期；"
    "没有定周期或周期长于一年的，按十二个月。到期当天仍算有效。",
    "A backup is worth what a restore shows. A system with a backup has a date of its last restore test, which is not "
    "older than the plan's own cycle, or twelve months where the cycle is longer or not given.",
)
BASIS = Text("GB/T 20988-2025 第 9 章", "GB/T 20988-2025, 9")

NEVER = Text("“{system}”有备份，没有做过恢复测试", "`{system}` has a backup from which nothing was ever restored")
OVERDUE = Text("“{system}”应于{due}前做恢复测试，已逾期", "the restore test of `{system}` was due on {due}")


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at each system with a backup."""
    for system in plan.of_type("system"):
        if not system.get("backup"):
            continue
        backup = system.child("backup")
        tested = day(backup, "tested_on")
        if tested is None:
            yield Finding(system.key_at("backup"), NEVER(system=system.name))
            continue
        due = min(add_duration(tested, each) for each in (YEAR, backup.get("test_every", YEAR)))
        if due < today:
            yield Finding(backup.at("tested_on"), OVERDUE(system=system.name, due=due))
