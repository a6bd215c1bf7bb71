"""Plan that stands alone.

A plan says how it links with the plans above, below and beside it (令88号, 第十八条; GB/T 29639-2020, 9.3). A plan that
extends another is linked with it.

Flagged:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
Fine:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      linkage: [{name: 公司综合应急预案, relation: upper}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._reading import gap

SEVERITY = "error"
ABSENCE = True
TITLE = Text("预案没有与其他预案衔接", "plan that stands alone")
WHY = Text(
    "预案要写明与上级、下级和相邻预案怎样衔接：衔接（plan.linkage）一条都没有的即报告；扩展（extends）其他预案的，视为已衔接。",
    "A plan says how it links with the plans above, below and beside it. Flagged is one without any `linkage`; one that "
    "extends another is linked with it.",
)
BASIS = Text(
    "安监总局令第 88 号（修正）第十八条，GB/T 29639-2020 第 9.3 条",
    "Order 88 (amended), article 18; GB/T 29639-2020, 9.3",
)

ALONE = Text("没有写明与其他预案的衔接", "nothing says how the plan links with others")
HOW = Text("在 plan.linkage 逐个写明预案名称和怎样衔接", "list them in `plan.linkage`, each with how they link")


def check(plan: Plan) -> Iterator[Finding]:
    """Look for a link."""
    if not plan.head.get("linkage") and not plan.head.get("extends"):
        yield Finding(gap(plan, "plan"), ALONE(), help=HOW())
