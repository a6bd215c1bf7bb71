"""Vendor without a duty to report incidents.

Whoever runs a service for others learns of an incident first; the contract must bind them to say so at once
(国家网络安全事件报告管理办法). The clause is written into the vendor's entry.

Flagged:
    organisation:
      vendors: [{id: cloud-vendor, name: 云服务商}]
Fine:
    organisation:
      vendors: [{id: cloud-vendor, name: 云服务商, report_clause: 发现故障 15 分钟内电话通知值班长}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding

SEVERITY = "error"
TITLE = Text("服务商没有事件报告义务", "vendor without a duty to report incidents")
WHY = Text(
    "服务商往往最先知道事件，合同要约定其报告义务，并把条款写进预案：外包方没有写报告义务条款（report_clause）的即报告。",
    "A vendor often learns of an incident first; the contract must bind it to report. Flagged is a vendor without a "
    "`report_clause`.",
)
BASIS = Text("国家网络安全事件报告管理办法", "Measures for reporting national cybersecurity incidents")

NO_CLAUSE = Text("“{vendor}”没有报告义务条款", "the vendor `{vendor}` has no report clause")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each vendor."""
    for vendor in plan.of_type("vendor"):
        if not vendor.get("report_clause"):
            yield Finding(vendor.place, NO_CLAUSE(vendor=vendor.name))
