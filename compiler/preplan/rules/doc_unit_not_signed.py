"""Department that has to act and has not signed.

A plan has a page on which the units that carry it out sign (GB/T 29639-2020, C.3): who has signed knows what it will
be asked for. Once the plan is approved, each unit of the kind `department` with a role that acts (a step, a level, a
report, the duty rota or command) has an approval at the stage `countersign` or `approval`, with a date, by its `lead` or
by another of its roles. Where several have not and no countersignature has a date, that is one finding.

Flagged:
    organisation:
      units:
        - {id: service, name: 客户服务部, kind: department, lead: service-head}
        - {id: tech, name: 技术部, kind: department, lead: tech-head}
      roles:
        - {id: manager, name: 总经理}
        - {id: service-head, name: 客服经理, unit: service}
        - {id: tech-head, name: 技术经理, unit: tech}
    response: {phases: [{id: handling, name: 处置, steps: [{do: 切换线路, role: tech-head}]}]}
    approvals:
      - {stage: countersign, role: service-head, on: 2026-06-26}
      - {stage: countersign, role: tech-head}
      - {stage: approval, role: manager, on: 2026-07-01}
Fine:
    organisation:
      units:
        - {id: service, name: 客户服务部, kind: department, lead: service-head}
        - {id: tech, name: 技术部, kind: department, lead: tech-head}
        - {id: shop, name: 门市部, kind: department, lead: shop-head}
        - {id: experts, name: 专家组, kind: team}
      roles:
        - {id: manager, name: 总经理}
        - {id: service-head, name: 客服经理, unit: service}
        - {id: tech-head, name: 技术经理, unit: tech}
        - {id: engineer, name: 值班工程师, unit: tech}
        - {id: shop-head, name: 店长, unit: shop}
        - {id: expert, name: 专家, unit: experts}
    response:
      phases:
        - {id: handling, name: 处置, steps: [{do: 切换线路, role: engineer}, {do: 提出建议, role: expert}]}
    approvals:
      - {stage: countersign, role: tech-head, on: 2026-06-26}
      - {stage: approval, role: manager, on: 2026-07-01}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Item, Plan
from . import Finding
from ._control import dated, in_use
from ._reading import actors, gap, own_entries

SEVERITY = "warning"
ABSENCE = True
TITLE = Text("执行部门没有签署", "department that has to act and has not signed")
WHY = Text(
    "预案有执行部门签署页，签过的部门才清楚要自己做什么。预案批准后，有岗位要行动（承担步骤、决定级别、报告、值班或指挥）"
    "的部门（类别为 department），要有其负责岗位或部门内其他岗位注明日期的会签或批准；几个部门都没签、会签又都没有日期的，合并为一条。",
    "Units that carry a plan out sign it. Once it is approved, each department with a role that acts has a dated "
    "countersignature or approval by its lead or by another of its roles; where there is none at all, that is one "
    "finding.",
)
BASIS = Text("GB/T 29639-2020 附录 C.3", "GB/T 29639-2020, C.3")

UNSIGNED = Text("“{unit}”要按预案行动，但没有签署", "`{unit}` has to act by the plan, but has not signed")
NOBODY = Text("{count} 个执行部门都没有签署", "none of the {count} departments that have to act has signed")
ACTS = Text("“{role}”在这里要行动（{what}）", "`{role}` acts here ({what})")
NO_DATE = Text("会签没有日期", "this countersignature has no date")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each department that acts."""
    if not in_use(plan) or not dated(plan, "approval"):
        return
    first = {role: (span, what) for role, span, what in reversed([*actors(plan)])}
    members: dict[str, list[Item]] = {}
    for role in plan.of_type("role"):
        members.setdefault(str(role.get("unit")), []).append(role)
    signed = {each["role"] for each in dated(plan, "countersign", "approval")}
    unsigned: list[tuple[Item, Item, set[str]]] = []
    for unit in plan.of_type("unit"):
        inside = members.get(str(unit.id), [])
        signers = {each for each in [unit.get("lead"), *(role.id for role in inside)] if each}
        acting = next((role for role in inside if role.id in first), None)
        if unit.get("kind") == "department" and acting and signers.isdisjoint(signed):
            unsigned.append((unit, acting, signers))
    if len(unsigned) > 1 and not dated(plan, "countersign"):
        yield Finding(gap(plan, "approvals"), NOBODY(count=len(unsigned)))
        return
    pending = [each for each in own_entries(plan, "approvals") if each.get("stage") == "countersign"]
    for unit, acting, signers in unsigned:
        span, what = first[str(acting.id)]
        undated = [Note(NO_DATE(), each.at("role")) for each in pending if each["role"] in signers]
        yield Finding(unit.place, UNSIGNED(unit=unit.name), (Note(ACTS(role=acting.name, what=what), span), *undated))
