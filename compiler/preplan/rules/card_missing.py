"""Front-line post without an action card.

Front-line posts carry a card that says what they do (安监总局令第88号, 第十九条). The cards are made from the
procedures: a role with `frontline: true` has one if it does a step of any procedure, or decides one (`decider`). Where
no procedure has a step, and where the whole unit has nothing to do (`org-role-no-action`), nothing more is said.

Flagged:
    organisation:
      roles:
        - {id: duty-supervisor, name: 值班长, frontline: true}
        - {id: guard, name: 门岗, frontline: true}
    scenarios:
      - id: fire
        name: 火灾
        procedures: [{id: proc-fire, name: 灭火, steps: [{do: 报警, role: duty-supervisor}]}]
    reporting: {steps: [{do: 登记来访, role: guard}]}
Fine:
    organisation:
      units: [{id: yard, name: 停车场}]
      roles:
        - {id: duty-supervisor, name: 值班长, frontline: true}
        - {id: shift-leader, name: 当班组长, frontline: true}
        - {id: manager, name: 经理}
        - {id: attendant, name: 停车管理员, unit: yard, frontline: true}
    levels: [{id: level-1, name: 一级响应, ordinal: 1, activated_by: shift-leader}]
    scenarios:
      - id: fire
        name: 火灾
        procedures:
          - id: proc-fire
            name: 灭火
            steps: [{do: 报警, role: duty-supervisor}, {do: 宣布响应级别, decider: activation}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._people import busy_units

SEVERITY = "warning"
# The measures bind those who have to keep plans for work-safety accidents; for others a card is good practice.
FOR_PROFILES = {"work-safety": "error"}
ABSENCE = True
TITLE = Text("一线岗位没有应急处置卡", "front-line post without an action card")
WHY = Text(
    "一线岗位要有应急处置卡。处置卡由处置流程生成：一线岗位（frontline: true）在任一处置流程里承担步骤，或作为决定人做某一步的，就有卡。"
    "没有任何流程步骤的预案，以及整个机构都没有任务的（由 org-role-no-action 检查），不算。",
    "Front-line posts carry a card. The cards are made from the procedures: a role with `frontline: true` has one if it "
    "does or decides a step of any procedure.",
)
BASIS = Text("安监总局令第 88 号（修正）第十九条", "Order 88 (amended), article 19")

NO_CARD = Text(
    "“{role}”是一线岗位，却没有处置卡：处置流程里没有它的步骤",
    "`{role}` is on the front line, but has no action card: no procedure has a step for it",
)
GIVE_STEP = Text(
    "在处置流程里写明它做哪一步；不在一线的，去掉 frontline", "give it a step in a procedure, or take `frontline` away"
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look for a step of each front-line role."""
    steps = [step for step in plan.of_type("step") if step.owner and step.owner.type == "procedure"]
    carded = {step.get("role") for step in steps}
    carded |= {role for step in steps if step.get("decider") for _, role in plan.deciders(step)}
    lacking = [role for role in plan.of_type("role") if role.get("frontline") and role.id not in carded]
    if not (steps and lacking):
        return
    busy = busy_units(plan)
    for role in lacking:
        if not role.get("unit") or role["unit"] in busy:
            yield Finding(role.at("frontline"), NO_CARD(role=role.name), (), GIVE_STEP())
