"""Filing without all of its materials.

What is filed is the application form, the opinion of the review, the plan as an electronic document, and the results of
the risk assessment with the list of resources (令88号, 第二十七条). A filing that says `required: true` and has been
submitted, or lists `materials`, has to name each of the four: one is there if its words in schema/law/formalities.yaml
stand anywhere in the list. Plans of organisations that the order doesn't bind are warned.

Flagged:
    plan:
      schema: 1
      name: 商场火灾专项应急预案
      version: "1.0"
      type: special
      organisation: 示例商场
      profiles: [crowded-place]
    distribution:
      filing: {required: true, materials: [备案申报表, 专家评审意见, 风险评估报告]}
Fine:
    plan:
      schema: 1
      name: 商场火灾专项应急预案
      version: "1.0"
      type: special
      organisation: 示例商场
      profiles: [crowded-place]
    distribution:
      filing:
        required: true
        materials: [应急预案备案申报表, 评审意见及签到表, 预案电子文档（光盘）, 风险评估报告, 应急资源调查报告]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..law import formalities
from ..model import Plan
from . import Finding
from ._control import formality_notes, severity_of
from ._reading import in_china

SEVERITY = "error"
TITLE = Text("备案材料不全", "filing without all of its materials")
WHY = Text(
    "备案要提交申报表、评审或论证意见、预案电子文档、风险评估结果和应急资源调查清单四项。备案写明 required: true，"
    "且已提交或列了材料的，逐项在材料清单里查找 schema/law/formalities.yaml 中该项的用词，找不到即为缺少。"
    "本单位身份（profiles）不受该办法约束的，只作警告。",
    "Four items are filed. A filing that is required and has been submitted, or lists `materials`, has to name each: "
    "one is there if its words in schema/law/formalities.yaml stand in the list. Organisations that the order doesn't "
    "bind are warned.",
)
BASIS = Text("安监总局令第 88 号（修正）第二十七条", "Order 88 (amended), article 27")

LACKING = Text("备案材料缺少：{parts}", "the filing lacks {parts}")


def check(plan: Plan) -> Iterator[Finding]:
    """Look for each item among the materials."""
    filing = plan.field("distribution", "filing")
    if filing is None or not filing["required"] or not in_china(plan):
        return
    materials = filing.get("materials")
    if materials is None and not filing.get("submitted_on"):
        return
    formality = formalities()["filing-materials"]
    said = "\n".join(materials or ()).casefold()
    if missing := [each.name for each in formality.items if not each.is_in(said)]:
        span = filing.key_at("materials") if materials is not None else filing.at("submitted_on")
        severity = severity_of(plan, formality)
        yield Finding(span, LACKING(parts=missing), formality_notes(plan, formality), severity=severity)
