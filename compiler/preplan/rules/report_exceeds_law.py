"""Report limit longer than the law's.

A report that is made within the plan's own limit but after the law's is late (生产安全事故报告和调查处理条例, 第九条;
国家网络安全事件报告管理办法, 第四条; 突发公共卫生事件应急条例, 第二十条). The limits stand in
schema/law/clocks.yaml, each for the organisations it binds, which the plan's `profiles` name. A rule is held
against a limit if it cites its law and article, or if it cites no law and its scenarios are of the limit's type of
event; and if it reports to whom the limit names. Where the law says at once, a limit has to say `at_once` too. A limit
that nobody has compared with the official text makes it a warning. Of limits by level the longest counts. Plans under
the law of another country (`jurisdiction`) are left alone.

Flagged:
    plan:
      schema: 1
      name: 示例预案
      version: "1.0"
      type: special
      organisation: 示例公司
      profiles: [network-operator, pi-processor]
    basis:
      - {id: network-incident-reporting, name: 国家网络安全事件报告管理办法}
      - {id: public-health-emergency-regulation, name: 突发公共卫生事件应急条例}
      - {id: pipl, name: 中华人民共和国个人信息保护法}
    organisation:
      contacts:
        - {id: cac, name: 省级网信部门, kind: authority}
        - {id: health, name: 县级卫生健康部门, kind: authority}
    scenarios: [{id: illness, name: 聚集性疫情, event_type: public-health}]
    reporting:
      rules:
        - {id: a, name: 网络安全事件, to: cac, within: PT6H, law: network-incident-reporting, article: 第四条}
        - {id: b, name: 总结, to: cac, summary_within: P60D, law: network-incident-reporting}
        - {id: c, name: 疫情, to: health, within: P1D, scenarios: [illness]}
        - {id: d, name: 告知个人, affected: true, within: P2D, law: pipl, article: 第五十七条第一款}
Fine:
    plan:
      schema: 1
      name: 示例预案
      version: "1.0"
      type: special
      organisation: 示例公司
      profiles: [network-operator, pi-processor]
    basis:
      - {id: network-incident-reporting, name: 国家网络安全事件报告管理办法}
      - {id: pipl, name: 中华人民共和国个人信息保护法}
    organisation:
      contacts:
        - {id: cac, name: 省级网信部门, kind: authority}
        - {id: police, name: 公安机关, kind: authority}
        - {id: health, name: 县级卫生健康部门, kind: authority}
        - {id: owner, name: 业主, kind: partner}
    scenarios: [{id: illness, name: 聚集性疫情, event_type: public-health}]
    reporting:
      rules:
        - {id: a, name: 网络安全事件, to: cac, within: PT4H, law: network-incident-reporting, article: 第四条}
        - {id: b, name: 涉嫌犯罪, to: police, within: P1D, law: network-incident-reporting, article: 第四条}
        - {id: c, name: 疫情, to: health, within: PT2H, scenarios: [illness], summary_within: P60D}
        - {id: d, name: 告知个人, affected: true, within: P2D, at_once: true, law: pipl, article: 第五十七条}
        - {id: e, name: 通报业主, to: owner, within: P1D, scenarios: [illness]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..law import Clock
from ..model import Item, Node, Plan
from ..values import read_duration
from . import Finding
from ._clocks import clock_notes, statutory_reports
from ._reading import called

SEVERITY = "error"
TITLE = Text("报告时限长于法定时限", "report limit longer than the law's")
WHY = Text(
    "按预案的时限报告却超过了法定时限，就是迟报。报告要求引用了法定时限的条款，或没有引用法规但情景属于同类事件，且报告对象相同，"
    "即与 schema/law/clocks.yaml 中适用于本单位身份（profiles）的时限比较；法律写“立即”的，要写 at_once。"
    "时限未与官方文本核对的，只作警告。",
    "A report within the plan's limit but after the law's is late. A rule is held against the limits of "
    "schema/law/clocks.yaml that bind the plan's profiles, if it cites the article, or cites no law and is about "
    "that type of event, and reports to the same. Where the law says at once, `at_once` is needed. A limit not yet "
    "compared with the official text makes it a warning.",
)
BASIS = Text(
    "生产安全事故报告和调查处理条例第九条，国家网络安全事件报告管理办法第四条、第八条，突发公共卫生事件应急条例第二十条，"
    "个人信息保护法第五十七条，突发事件应对法第七十八条",
    "Order 493, article 9; Measures for reporting national cybersecurity incidents, articles 4 and 8; Regulation on "
    "public-health emergencies, article 20; Personal Information Protection Law, article 57; Emergency Response Law, "
    "article 78",
)

LONGER = Text(
    "“{rule}”的{field}是{given}，长于法定的{limit}", "`{field}` of `{rule}` is {given}, longer than the law's {limit}"
)
AT_ONCE = Text("“{rule}”的{field}是{given}，法律要求立即", "`{field}` of `{rule}` is {given}; the law says at once")
SAY_AT_ONCE = Text("写 at_once: true，时限只作上限", "write `at_once: true`; the limit is then the latest")


def check(plan: Plan) -> Iterator[Finding]:
    """Hold each report rule against the limits that bind the plan."""
    for rule, limits in statutory_reports(plan):
        over = [each for each in limits if _exceeds(rule, each)]
        for field in dict.fromkeys(each.bounds for each in over):
            yield _finding(plan, rule, _shortest([each for each in over if each.bounds == field]))


def _finding(plan: Plan, rule: Item, clock: Clock) -> Finding:
    longest = _longest(rule, clock.bounds) or rule
    about = {"rule": rule.name, "field": called(rule, clock.bounds), "given": read_duration(longest.data)}
    message = LONGER(limit=clock.within, **about) if clock.within else AT_ONCE(**about)
    help_ = None if clock.within else SAY_AT_ONCE()
    return Finding(longest.at(), message, clock_notes(plan, clock), help_, None if clock.checked else "warning")


def _exceeds(rule: Item, clock: Clock) -> bool:
    longest = _longest(rule, clock.bounds)
    if longest is None:
        return False
    if clock.within is None:
        return clock.at_once and not rule.get("at_once")
    return read_duration(longest.data) > clock.within


def _longest(rule: Item, field: str) -> Node | None:
    """Return the longest limit of a rule, be it that of one level; the law knows no levels."""
    limits = [rule.child(field)] if field in rule else []
    if field == "within":
        limits += [each.child("within") for each in rule.children("within_by_level")]
    return max(limits, key=lambda each: read_duration(each.data), default=None)


def _shortest(over: list[Clock]) -> Clock:
    """Return the strictest: at once before any number."""
    return min(over, key=lambda each: (each.within is not None, each.within, each.id))
