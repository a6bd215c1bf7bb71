"""Report to an authority that ends with the first one.

After the first report come updates, given by the rule or by every response level, and a summary when the handling ends
(生产安全事故报告和调查处理条例, 第十三条; 国家网络安全事件报告管理办法, 第八条). A summary is asked for in scenarios of accidents
and of network security; one rule to an authority that gives it is enough for a scenario. A rule that names no
scenario holds for all. Plans under the law of another country (`jurisdiction`) are asked for updates only.

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
from ..model import Item, Plan
from . import Finding
from ._reading import in_china

SEVERITY = "error"
ABSENCE = True
TITLE = Text("报告主管部门没有续报或总结", "report to an authority that ends with the first one")
WHY = Text(
    "首报之后要续报，处置结束后要交总结报告。续报间隔可以写在报告要求里，也可以由各响应级别统一规定；"
    "事故和网络安全情景要有总结报告，同一情景有一条报告要求写明即可。",
    "Updates follow the first report; how often stands in the rule or in every response level. Accidents and network "
    "security also need a summary at the end, in one rule to an authority for each scenario.",
)
BASIS = Text(
    "生产安全事故报告和调查处理条例第十三条，国家网络安全事件报告管理办法第八条",
    "Order 493, article 13; Measures for reporting national cybersecurity incidents, article 8",
)

UPDATES = Text("续报", "updates")
SUMMARY = Text("总结报告", "a summary")
ASKED = ("accident", "network-security")
MISSING = Text("“{rule}”缺少{parts}", "the report rule `{rule}` lacks {parts}")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each rule that reports to an authority."""
    authorities = {each.id for each in plan.of_type("contact") if each.get("kind") == "authority"}
    rules = [rule for rule in plan.of_type("report-rule") if rule.get("to") in authorities]
    levels = plan.of_type("level")
    updated = bool(levels) and all(level.get("update_every") for level in levels)
    for rule in rules:
        missing = [] if updated or rule.get("follow_up") else [UPDATES]
        missing += [SUMMARY] if in_china(plan) and _lacks_summary(plan, rule, rules) else []
        if missing:
            yield Finding(rule.place, MISSING(rule=rule.name, parts=missing))


def _lacks_summary(plan: Plan, rule: Item, rules: list[Item]) -> bool:
    given = [each.get("scenarios") for each in rules if each.get("summary_within")]
    if not rule.get("scenarios"):
        return not given
    asked = [each for each in map(plan.find, rule["scenarios"]) if each and each.get("event_type") in ASKED]
    return any(not any(scenarios is None or each.id in scenarios for scenarios in given) for each in asked)
