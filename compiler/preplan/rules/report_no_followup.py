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

PARTS = {"follow_up": Text("续报", "updates"), "summary_within": Text("总结报告", "a summary")}
MISSING = Text("“{rule}”缺少{parts}", "the report rule `{rule}` lacks {parts}")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each rule that reports to an authority."""
    authorities = {each.id for each in plan.of_type("contact") if each.get("kind") == "authority"}
    levels = plan.of_type("level")
    updated = bool(levels) and all(level.get("update_every") for level in levels)
    for rule in plan.of_type("report-rule"):
        parts = [said for name, said in PARTS.items() if not rule.get(name) and not (updated and name == "follow_up")]
        if parts and rule.get("to") in authorities:
            yield Finding(rule.place, MISSING(rule=rule.name, parts=parts))
