"""Agreement or contract out of date.

Help that rests on an agreement comes only while it holds (GB/T 29639-2020, 9.8). The last day still counts.

Flagged:
    organisation:
      vendors: [{id: cloud-vendor, name: 云服务商, expires_on: 2026-10-31}]
    resources:
      agreements: [{id: generator-hire, name: 发电机租赁, expires_on: 2026-06-30}]
Fine:
    resources:
      agreements: [{id: generator-hire, name: 发电机租赁, expires_on: 2026-11-24}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._reading import day

SEVERITY = "warning"
TITLE = Text("协议或合同过期", "agreement or contract out of date")
WHY = Text(
    "靠协议取得的支援，协议有效才靠得住。协议、外包方合同的到期日（expires_on）已过的即报告；到期当天仍有效。",
    "Help that rests on an agreement comes only while it holds. Flagged is an agreement, or a vendor's contract, whose "
    "`expires_on` has passed; the last day still counts.",
)
BASIS = Text("GB/T 29639-2020 第 9.8 条", "GB/T 29639-2020, 9.8")

EXPIRED = Text("“{item}”已于{on}到期", "`{item}` ended on {on}")
CONTRACT = Text("与“{item}”的合同已于{on}到期", "the contract with `{item}` ended on {on}")


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at each agreement and each vendor's contract."""
    for item in (*plan.of_type("agreement"), *plan.of_type("vendor")):
        last = day(item, "expires_on")
        if last and last < today:
            text = CONTRACT if item.type == "vendor" else EXPIRED
            yield Finding(item.at("expires_on"), text(item=item.name, on=last))
