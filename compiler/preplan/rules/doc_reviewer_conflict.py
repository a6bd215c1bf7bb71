"""Reviewer with an interest in the plan.

Who drafted a plan, or sells to those who did, does not see its faults: a reviewer with an interest withdraws (令88号,
第二十二条). Looked at is each approval at the stage `expert-review`: its role is not one of `plan.drafting.group` nor of
an approval at the stage `drafting`, its person has not drafted nor holds such a role, and neither belongs to a vendor,
be it by the kind of the role's unit, by a party of the kind `vendor`, or by the party of a vendor.

Flagged:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      drafting: {group: [{role: office, task: 统稿, leads: true}]}
    organisation:
      units: [{id: outsourcer, name: 外包客服公司, kind: vendor}]
      roles:
        - {id: office, name: 应急办公室主任, holder: person-a}
        - {id: expert, name: 评审专家}
        - {id: agent, name: 外包项目经理, unit: outsourcer}
      persons: [{id: person-a, name: 甲某}]
    approvals:
      - {stage: expert-review, role: expert, person: person-a}
      - {stage: expert-review, role: agent}
Fine:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      drafting: {group: [{role: office, task: 统稿, leads: true}]}
    organisation:
      roles:
        - {id: office, name: 应急办公室主任, holder: person-a}
        - {id: expert, name: 评审专家, holder: person-b}
      persons: [{id: person-a, name: 甲某}, {id: person-b, name: 乙某}]
    approvals:
      - {stage: drafting, role: office, person: person-a}
      - {stage: review, role: office, person: person-a}
      - {stage: expert-review, role: expert, person: person-b}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Item, Node, Plan
from ..source import Span
from . import Finding
from ._reading import holders, own_entries

SEVERITY = "warning"
TITLE = Text("评审人与预案有利害关系", "reviewer with an interest in the plan")
WHY = Text(
    "编预案的人和外包方看不出自己的毛病，有利害关系的评审人要回避。评审（expert-review）记录里的岗位不能在编制工作组，"
    "也不能有编制记录；签署人不能参加过编制，也不能担任工作组的岗位；岗位和签署人都不能属于外包方"
    "（所属机构的类别、参与单位的地位或外包方登记的单位）。",
    "Who drafted a plan, or sells to those who did, withdraws. The role of an `expert-review` is not in the drafting "
    "group and has not drafted, its person has not drafted nor holds such a role, and neither belongs to a vendor.",
)
BASIS = Text("安监总局令第 88 号（修正）第二十二条", "Order 88 (amended), article 22")

DRAFTED = Text("评审人“{who}”参加了编制", "the reviewer `{who}` took part in drafting")
SELLS = Text("评审人“{who}”属于外包方“{vendor}”", "the reviewer `{who}` belongs to the vendor `{vendor}`")
HERE = Text("编制人写在这里", "the drafter is named here")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each reviewer."""
    drafters = _drafters(plan)
    vendors = {each["party"] for each in plan.of_type("vendor") if each.get("party")}
    vendors |= {each.id for each in plan.of_type("party") if each.get("kind") == "vendor"}
    for review in own_entries(plan, "approvals"):
        if review.get("stage") != "expert-review":
            continue
        reviewers = [(each, review.at(name)) for name in ("person", "role") if (each := plan.find(review.get(name)))]
        for reviewer, span in reviewers:
            if reviewer.id in drafters:
                yield Finding(span, DRAFTED(who=reviewer.name), (Note(HERE(), drafters[reviewer.id]),))
                break
            if vendor := _vendor(plan, reviewer, vendors):
                yield Finding(span, SELLS(who=reviewer.name, vendor=vendor))
                break


def _drafters(plan: Plan) -> dict[str | None, Span]:
    """Return the roles and the people who drafted the plan, and where that is said."""
    drafting = plan.field("plan", "drafting")
    members: list[Node] = [*(drafting.children("group") if drafting else ())]
    members += [each for each in own_entries(plan, "approvals") if each.get("stage") == "drafting"]
    found: dict[str | None, Span] = {}
    for member in members:
        found.setdefault(member["role"], member.at("role"))
        if member.get("person"):
            found.setdefault(member["person"], member.at("person"))
        elif role := plan.find(member["role"]):
            for post, _ in holders(role):
                holder = post.get("holder") or role.get("holder")
                if holder:
                    found.setdefault(holder, member.at("role"))
    return found


def _vendor(plan: Plan, reviewer: Item, vendors: set[str | None]) -> str | None:
    """Return what the vendor is called that somebody belongs to, if there is one."""
    unit = plan.find(reviewer.get("unit"))
    if unit and unit.get("kind") == "vendor":
        return unit.name
    party = reviewer.get("party") or (unit.get("party") if unit else None)
    return plan.name_of(str(party)) if party in vendors else None
