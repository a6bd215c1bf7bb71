"""Plan that its principal has not approved.

A plan is signed by the person in charge of the organisation, with a date (GB/T 29639-2020, 4.9;
突发事件应急预案管理办法, 第二十五条). Drafts and withdrawn plans are let pass.

Flagged:
    organisation:
      roles: [{id: general-manager, name: 总经理}, {id: deputy, name: 副总经理}]
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      principal: general-manager
    approvals:
      - {stage: approval, role: deputy, on: 2026-07-01}
Fine:
    organisation:
      roles: [{id: general-manager, name: 总经理}]
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      principal: general-manager
    approvals:
      - {stage: approval, role: general-manager, on: 2026-07-01}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._control import in_use
from ._reading import gap, own_entries

SEVERITY = "error"
ABSENCE = True
TITLE = Text("预案没有经主要负责人批准", "plan that its principal has not approved")
WHY = Text(
    "预案由本单位主要负责人签发，并写明日期。批准记录（approvals 中 stage: approval）里要有一条是主要负责人（principal）的，"
    "并且有日期；草案和已废止的预案不在此列。",
    "A plan is signed by the person in charge of the organisation: one of its approvals at the stage `approval` is that "
    "of its `principal` and has a date. Drafts and withdrawn plans are let pass.",
)
BASIS = Text(
    "GB/T 29639-2020 第 4.9 条，突发事件应急预案管理办法第二十五条",
    "GB/T 29639-2020, 4.9; Measures for emergency plans, article 25",
)

NOT_APPROVED = Text("没有批准记录", "there is no record of an approval")
NO_PRINCIPAL = Text("没有写明主要负责人（principal）", "the plan does not say who its principal is")
BY_OTHERS = Text("批准人不是主要负责人“{principal}”", "the approval is not that of the principal, `{principal}`")
NO_DATE = Text("批准记录没有日期", "the approval has no date")


def check(plan: Plan) -> Iterator[Finding]:
    """Look for a dated approval by the principal."""
    if not in_use(plan):
        return
    approvals = [each for each in own_entries(plan, "approvals") if each.get("stage") == "approval"]
    declared = plan.field("plan", "principal")
    principal = declared.data if declared else None
    own = [each for each in approvals if each.get("role") == principal]
    if not approvals:
        yield Finding(gap(plan, "approvals", "plan"), NOT_APPROVED())
    elif principal is None:
        yield Finding(gap(plan, "plan"), NO_PRINCIPAL())
    elif not own:
        yield Finding(approvals[-1].at("role"), BY_OTHERS(principal=plan.name_of(principal)))
    elif not any(each.get("on") for each in own):
        yield Finding(own[-1].at("role"), NO_DATE())
