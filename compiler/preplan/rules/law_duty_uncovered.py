"""Law in the basis that nothing in the plan answers.

A law that is only listed is decoration: what it asks has to be done somewhere. A law in the plan's `basis` whose entry
lists `duties` is answered when a report rule, a compliance check or another place names it, or when its clauses stand
in schema/standards, where coverage judges them. Laws without listed duties ask nothing yet; one that was abolished or
replaced is for law-superseded.

Flagged:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      basis: [{law: consumer-regulation, articles: [第四十四条]}]
    basis:
      - id: consumer-regulation
        name: 消费者权益保护法实施条例
        duties: [{article: 第四十四条, text: 建立便捷、高效的投诉处理机制}]
Fine:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      basis: [{law: consumer-regulation}, {law: emergency-plan-measures}, {law: hotline-norm}]
    basis:
      - id: consumer-regulation
        name: 消费者权益保护法实施条例
        duties: [{article: 第四十四条, text: 建立便捷、高效的投诉处理机制}]
      - id: emergency-plan-measures
        name: 突发事件应急预案管理办法
        number: 国办发〔2024〕5号
        duties: [{article: 第二十五条, text: 由主要负责人签发}]
      - {id: hotline-norm, name: 政府热线服务规范}
    compliance:
      checks: [{id: check-complaints, name: 投诉处理机制, law: consumer-regulation, article: 第四十四条}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from ..standards import standards
from . import Finding
from ._laws import plain

SEVERITY = "warning"
ABSENCE = True
TITLE = Text("列为依据而没有落实", "law in the basis that nothing in the plan answers")
WHY = Text(
    "只列名的依据是摆设，它的要求总要有地方落实。编制依据里的法规登记了要求（duties）的，要有报告要求、合规检查等处引用它；"
    "条款已列入 schema/standards 的由条款覆盖判断，不在此列。没有登记要求的不检查。",
    "A law that is only listed is decoration. A law in the plan's basis whose entry lists duties is answered when a "
    "report rule, a compliance check or another place names it, or when its clauses stand in schema/standards, where "
    "coverage judges them.",
)
BASIS = Text("条款对照表", "the crosswalks of clauses")

NOWHERE = Text(
    "“{law}”列为依据，预案里却没有内容落实它的要求",
    "`{law}` is in the basis, but nothing in the plan answers what it asks",
)
HOW = Text("用一条合规检查或报告要求写明怎样落实", "say how with a compliance check or a report rule")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each law of the plan's own basis."""
    judged = {plain(each.number) for each in standards()}
    named = {
        each.target for each in plan.references if "law" in each.types and each.fragment.kind not in ("plan", "basis")
    }
    for kind in ("compliance", "reporting"):
        plan.parts(kind)  # What is broken there may be the answer.
    for entry in plan.head.children("basis"):
        law = plan.find(entry["law"])
        if not law or law.get("replaced_by") or law.get("status") in ("repealed", "replaced"):
            continue
        if law.get("duties") and law.id not in named and plain(law.get("number", "")) not in judged:
            yield Finding(entry.at("law"), NOWHERE(law=law.name), help=HOW())
