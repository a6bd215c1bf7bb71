"""Leak of personal information that neither authority nor people are told of.

When personal information leaks, the authority and the people it belongs to are both told (个人信息保护法,
第五十七条). A scenario with `personal_information` needs a report rule to an authority and one with `affected`. A rule
that names no scenario holds for all. Plans under the law of another country (`jurisdiction`) are left alone.

Flagged:
    organisation:
      contacts: [{id: cac, name: 网信部门, kind: authority}]
    scenarios:
      - {id: scenario-leak, name: 个人信息泄露, personal_information: true}
    reporting:
      rules: [{id: report-cac, name: 报告网信部门, to: cac, scenarios: [scenario-leak]}]
Fine:
    organisation:
      contacts: [{id: cac, name: 网信部门, kind: authority}]
    scenarios:
      - {id: scenario-leak, name: 个人信息泄露, personal_information: true}
    reporting:
      rules:
        - {id: report-cac, name: 报告网信部门, to: cac}
        - {id: report-people, name: 告知个人, affected: true, scenarios: [scenario-leak]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._reading import in_china

SEVERITY = "error"
ABSENCE = True
TITLE = Text("个人信息泄露没有报告主管部门或告知个人", "leak that neither authority nor people are told of")
WHY = Text(
    "发生或可能发生个人信息泄露，要通知履行个人信息保护职责的部门和个人。涉及个人信息（personal_information: true）的情景，"
    "要有一条报给主管部门（kind: authority 的外部联系）和一条告知受影响个人（affected: true）的报告要求；"
    "没有列出情景的报告要求适用于所有情景。",
    "When personal information leaks, the authority and the people concerned are told: a scenario with "
    "`personal_information: true` needs a report rule to an authority and one with `affected: true`; a rule without "
    "scenarios holds for all.",
)
BASIS = Text("个人信息保护法第五十七条", "Personal Information Protection Law, article 57")

MISSING = Text(
    "“{scenario}”涉及个人信息，报告要求缺少{parts}",
    "`{scenario}` concerns personal information, but no rule covers {parts}",
)
AUTHORITY = Text("报告主管部门", "a report to the authority")
PEOPLE = Text("告知受影响个人", "telling the people affected")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each scenario that concerns personal information."""
    rules = plan.of_type("report-rule")
    authorities = {each.id for each in plan.of_type("contact") if each.get("kind") == "authority"}
    for scenario in plan.of_type("scenario") if in_china(plan) else ():
        if scenario.get("personal_information"):
            own = [rule for rule in rules if not rule.get("scenarios") or scenario.id in rule["scenarios"]]
            missing = [] if any(rule.get("to") in authorities for rule in own) else [AUTHORITY]
            missing += [] if any(rule.get("affected") for rule in own) else [PEOPLE]
            if missing:
                yield Finding(scenario.place, MISSING(scenario=scenario.name, parts=missing))
