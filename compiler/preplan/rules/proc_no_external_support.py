"""No way to ask others for help.

A plan says how help from outside is asked for and who commands when it arrives (GB/T 29639-2020, 6.3.5): once for the
whole plan under `response.support`, or in each procedure. A plan without procedures, levels or a response says
nothing to judge.

Flagged:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1}
    response:
      support: {request: 由总指挥向总部请求}
Fine:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1}
    response:
      support: {request: 由总指挥向总部请求, command: 总部人员到场后接替指挥}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._reading import gap, lacking

SEVERITY = "error"
ABSENCE = True
TITLE = Text("没有外部支援安排", "no way to ask others for help")
WHY = Text(
    "预案要写明怎样请求外部支援、到场后由谁指挥：在 response.support 统一写，或在每个流程里写 external_support。",
    "A plan says how help is asked for and who commands when it arrives: once under `response.support`, or in each "
    "procedure.",
)
BASIS = Text("GB/T 29639-2020 第 6.3.5 条", "GB/T 29639-2020, 6.3.5")

MISSING = Text("应急支援缺少{parts}", "the external support lacks {parts}")
NOWHERE = Text("没有写明怎样请求外部支援和由谁指挥", "nothing says how help is asked for and who commands it")
NOT_HERE = Text(
    "“{procedure}”没有写明外部支援与指挥关系", "the procedure `{procedure}` does not say how help is asked for"
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look at the support of the whole plan, else at each procedure."""
    support = plan.field("response", "support")
    procedures = plan.of_type("procedure")
    without = [each for each in procedures if not each.get("external_support")]
    if support:
        if parts := lacking(support, "request", "command"):
            yield Finding(support.key_at(), MISSING(parts=parts))
    elif procedures and len(without) < len(procedures):
        for procedure in without:
            yield Finding(procedure.place, NOT_HERE(procedure=procedure.name))
    elif procedures or plan.of_type("level"):
        yield Finding(gap(plan, "response", "scenarios", "levels"), NOWHERE())
