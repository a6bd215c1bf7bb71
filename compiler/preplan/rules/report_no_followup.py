"""Report to an authority that ends with the first one.

After the first report come updates, and a summary when the handling ends (生产安全事故报告和调查处理条例, 第十三条;
国家网络安全事件报告管理办法, 第八条). Updates may be given by the rule or by every response level.

Flagged:
    organisation:
      contacts: [{id: cac, name: 网信部门, kind: authority}]
    reporting:
      rules: [{id: report-cac, name: 报告网信部门, to: cac, follow_up: PT4H}]
Fine:
    organisation:
      contacts: [{id: cac, name: 网信部门, kind: authority}]
    reporting:
      rules:
        - {id: report-cac, name: 报告网信部门, to: cac, follow_up: PT4H, summary_within: P20D}
        - {id: report-people, name: 告知个人, affected: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._reading import lacking

SEVERITY = "error"
TITLE = Text("报告主管部门没有续报或总结", "report to an authority that ends with the first one")
WHY = Text(
    "首报之后要续报，处置结束后要交总结报告。续报间隔可以写在报告要求里，也可以由各响应级别统一规定。",
    "After the first report come updates and a summary; updates may be given by the rule or by every response level.",
)
BASIS = Text(
    "生产安全事故报告和调查处理条例第十三条，国家网络安全事件报告管理办法第八条",
    "Order 493, article 13; Measures for reporting national cybersecurity incidents, article 8",
)

MISSING = Text("“{rule}”缺少{parts}", "the report rule `{rule}` lacks {parts}")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each rule that reports to an authority."""
    authorities = {each.id for each in plan.of_type("contact") if each.get("kind") == "authority"}
    levels = plan.of_type("level")
    updated = bool(levels) and all(level.get("update_every") for level in levels)
    for rule in plan.of_type("report-rule"):
        names = ("summary_within",) if updated else ("follow_up", "summary_within")
        parts = lacking(rule, *names) if rule.get("to") in authorities else []
        if parts:
            yield Finding(rule.place, MISSING(rule=rule.name, parts=parts))
