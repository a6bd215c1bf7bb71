"""Sign-off that takes as long as the report may.

A report that waits for signatures until its limit has passed is late, whoever signs it (突发事件应对法, 第六十一条). The
times of a report rule's `sign_off` are added up and held against its shortest limit, or against the law's in
schema/law/clocks.yaml where that is shorter: there has to be time left. A limit of the law that nobody has compared
with the official text only warns.

Flagged:
    organisation: {roles: [{id: legal, name: 法务经理}, {id: manager, name: 总经理}]}
    reporting:
      rules:
        - id: report-headquarters
          name: 报告总部
          within: PT1H
          sign_off: [{role: legal, within: PT30M}, {role: manager, within: PT30M}]
Fine:
    organisation: {roles: [{id: legal, name: 法务经理}, {id: manager, name: 总经理}]}
    reporting:
      rules:
        - id: report-headquarters
          name: 报告总部
          within: PT1H
          sign_off: [{role: legal, within: PT15M}, {role: manager, within: PT15M}]
        - {id: report-board, name: 报告董事会, sign_off: [{role: manager, within: P1D}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ..diagnostics import Severity, Text
from ..law import Clock
from ..model import Item, Plan
from ..values import read_duration, total
from . import Finding
from ._clocks import clock_notes, statutory_reports

SEVERITY = "error"
TITLE = Text("审签用完了报告时限", "sign-off that takes as long as the report may")
WHY = Text(
    "等签字等到超过时限，就是迟报，不论最后由谁签。把报告要求的 sign_off 各环节时限相加，与它自己最短的时限比较，"
    "schema/law/clocks.yaml 中的法定时限更短的与法定时限比较，必须还有剩余；法定时限未与官方文本核对的，只作警告。",
    "A report that waits for signatures until its limit has passed is late. The times of a rule's `sign_off` are added "
    "up and held against its shortest limit, or the law's where that is shorter: there has to be time left. An "
    "unchecked limit of the law only warns.",
)
BASIS = Text("突发事件应对法第六十一条", "Emergency Response Law, article 61")

OWN = Text("“{rule}”报出前审签共{total}，而时限只有{limit}", "signing `{rule}` takes {total}, and its limit is {limit}")
LAWS = Text(
    "“{rule}”报出前审签共{total}，而法定时限只有{limit}",
    "signing `{rule}` takes {total}, and the law's limit is {limit}",
)
HOW = Text("缩短审签；逾时没有审完的，先行报出", "sign faster; what is not signed in time goes out unsigned")


def check(plan: Plan) -> Iterator[Finding]:
    """Add up the sign-off of each report rule."""
    statutory = {rule.id: clocks for rule, clocks in statutory_reports(plan)}
    for rule in plan.of_type("report-rule"):
        signing = [read_duration(each["within"]) for each in rule.children("sign_off")]
        needed, own, law = total(*signing), _own(rule), _shortest(statutory.get(rule.id, []))
        if not signing:
            continue
        if law and law.within and (own is None or law.within < own):
            if needed >= law.within:
                yield _finding(plan, rule, needed, law)
        elif own is not None and needed >= own:
            message = OWN(rule=rule.name, total=needed, limit=own)
            yield Finding(rule.key_at("sign_off"), message, help=HOW())


def _finding(plan: Plan, rule: Item, needed: timedelta, clock: Clock) -> Finding:
    message = LAWS(rule=rule.name, total=needed, limit=clock.within)
    severity: Severity | None = None if clock.checked else "warning"
    return Finding(rule.key_at("sign_off"), message, clock_notes(plan, clock), HOW(), severity)


def _own(rule: Item) -> timedelta | None:
    limits = [rule["within"]] if "within" in rule else []
    limits += [each["within"] for each in rule.children("within_by_level")]
    return min(map(read_duration, limits), default=None)


def _shortest(clocks: list[Clock]) -> Clock | None:
    """Return the strictest limit with a number for the first report."""
    counted = [each for each in clocks if each.within and each.bounds == "within"]
    return min(counted, key=lambda each: (each.within or timedelta(), not each.checked, each.id), default=None)
