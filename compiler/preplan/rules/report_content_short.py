"""Statutory report that leaves out what the law asks for.

Under pressure people report what the form asks; what it does not ask is missing from the report (生产安全事故报告和调查处理
条例, 第十二条; 国家网络安全事件报告管理办法, 第七条; 个人信息保护法, 第五十七条). Each report rule that has to keep a
statutory limit is searched for the items that schema/law/contents.yaml lists for that limit: one is there when one of
its words stands in the rule's `content` or in a field of its form, or, for a rule that has neither, in the content of
all reports. A list that nobody has compared with the official text only warns.

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
      - {id: pipl, name: 中华人民共和国个人信息保护法}
    organisation:
      contacts: [{id: cac, name: 省级网信部门, kind: authority}]
    forms:
      - {id: notice, name: 告知书, fields: [{name: 信息种类和原因}, {name: 可能的危害}, {name: 咨询电话}]}
    reporting:
      rules:
        - {id: a, name: 网络安全事件, to: cac, law: network-incident-reporting, content: [时间、地点和类型, 影响, 原因]}
        - {id: b, name: 告知个人, affected: true, law: pipl, article: 第五十七条, form: notice}
Fine:
    plan:
      schema: 1
      name: 示例预案
      version: "1.0"
      type: special
      organisation: 示例公司
      profiles: [pi-processor, work-safety]
    basis:
      - {id: accident-reporting-regulation, name: 生产安全事故报告和调查处理条例}
      - {id: pipl, name: 中华人民共和国个人信息保护法}
    organisation:
      contacts:
        - {id: safety, name: 县应急管理局, kind: authority}
        - {id: owner, name: 业主, kind: partner}
    forms:
      - {id: notice, name: 告知书, fields: [{name: 信息种类, help: 写明原因和可能的危害}, {name: 补救措施}, {name: 咨询电话}]}
    reporting:
      rules:
        - {id: a, name: 告知个人, affected: true, law: pipl, article: 第五十七条, form: notice, content: [个人防范建议]}
        - id: b
          name: 报告事故
          to: safety
          law: accident-reporting-regulation
          article: 第九条
          content: [单位概况, 时间地点和现场情况, 简要经过, 伤亡和损失, 已采取的措施]
        - {id: c, name: 通报业主, to: owner, content: [时间]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..law import Asked, Content, contents
from ..model import Item, Plan
from . import Finding
from ._clocks import statutory_reports
from ._laws import law_notes

SEVERITY = "error"
ABSENCE = True
TITLE = Text("法定报告缺少法定内容", "statutory report that leaves out what the law asks for")
WHY = Text(
    "紧急时人们照表单报告，表单没有的就会漏报。要守法定报告时限的报告要求，逐项对照 schema/law/contents.yaml 中该法规列出的内容："
    "在它的 content 或表单栏目里找到该项的任一关键词就算有；两样都没有写的，看各项报告共用的“报告内容”（reporting.content）。内容未与官方文本核对的，只作警告。",
    "Under pressure people report what the form asks. Each report rule that has to keep a statutory limit is searched "
    "for the items of schema/law/contents.yaml: one is there when one of its words stands in the rule's content or in "
    "a field of its form, or, for a rule with neither, in the content of all reports. An unchecked list only warns.",
)
BASIS = Text(
    "生产安全事故报告和调查处理条例第十二条，国家网络安全事件报告管理办法第七条，个人信息保护法第五十七条",
    "Order 493, article 12; Measures for reporting national cybersecurity incidents, article 7; Personal Information "
    "Protection Law, article 57",
)

SHORT = Text("“{rule}”缺少法定内容：{items}", "`{rule}` leaves out what the law asks for: {items}")
LISTS = Text("报告应有的内容", "what a report has to hold")
HOW = Text("补进 content，或补进表单的栏目", "add it to `content`, or to the fields of the form")


def check(plan: Plan) -> Iterator[Finding]:
    """Search each report that the law has limits for."""
    for rule, clocks in statutory_reports(plan):
        form = plan.find(rule.get("form"))
        if rule.get("form") and not form:
            continue  # What it asks is not known.
        kept, text = {clock.id for clock in clocks}, _said(plan, rule, form)
        for content in contents():
            items = [each.name for each in content.items if not _holds(text, each)]
            if items and kept & {*content.clocks}:
                yield _finding(plan, rule, content, items)


def _finding(plan: Plan, rule: Item, content: Content, items: list[Text]) -> Finding:
    place = rule.key_at("content") if rule.get("content") else rule.at("form") if rule.get("form") else rule.place
    message, notes = SHORT(rule=rule.name, items=items), law_notes(plan, content, LISTS)
    return Finding(place, message, notes, HOW(), None if content.checked else "warning")


def _said(plan: Plan, rule: Item, form: Item | None) -> str:
    """Return all that a rule and its form say of what is reported, else what the chapter says of all reports."""
    said = [str(each.data) for each in rule.children("content")]
    said += [str(each.get(name, "")) for each in form.children("fields") for name in ("name", "help")] if form else []
    if not said:
        general = plan.entries("reporting", "content")
        said = [str(each.get(name, "")) for each in general for name in ("name", "text")]
    return "\n".join(said).casefold()


def _holds(text: str, item: Asked) -> bool:
    for other in item.but_not:
        text = text.replace(other, "")
    return any(word in text for word in item.words)
