"""Plan without an annex that it has to have.

What to report, whom to call and what is in store stand in annexes, which are kept up to date (令88号, 第十六条); the
guide for drafting asks for more (GB/T 29639-2020, 9). An annex of schema/law/annexes.yaml is there if one of its places,
a kind and its field, holds anything in the plan or in one that it extends; what all plans share does not count. Those
that bind the plan's `profiles` are one finding, an error; the others are one warning, which on-site plans don't get.
Drafts and withdrawn plans are let pass.

Flagged:
    plan:
      schema: 1
      name: 仓库火灾专项应急预案
      version: "1.0"
      type: special
      organisation: 示例公司
      profiles: [work-safety]
      profile: [{text: 仓库两座，员工 60 人。}]
    organisation:
      contacts: [{id: police, name: 派出所, phone: 010-0000-0001}]
    reporting: {content: [{text: 时间、地点、伤亡和已采取的措施。}]}
    risks: {register: [{id: fire, name: 火灾}]}
    forms: [{id: intake, name: 接报记录}]
Fine:
    plan:
      schema: 1
      name: 仓库火灾专项应急预案
      version: "1.0"
      type: special
      organisation: 示例公司
      profiles: [work-safety]
      profile: [{text: 仓库两座，员工 60 人。}]
    organisation:
      contacts: [{id: police, name: 派出所, phone: 010-0000-0001}]
    reporting: {content: [{text: 时间、地点、伤亡和已采取的措施。}]}
    resources: {equipment: [{id: pump, name: 消防泵}]}
    risks: {register: [{id: fire, name: 火灾}]}
    forms: [{id: intake, name: 接报记录}]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..diagnostics import Severity, Text
from ..law import Annex, annexes
from ..model import Plan
from . import Finding
from ._control import in_use, is_bound
from ._laws import law_notes
from ._reading import gap, in_china, is_type

SEVERITY = "error"
ABSENCE = True
TITLE = Text("预案缺少附件", "plan without an annex that it has to have")
WHY = Text(
    "报什么、找谁、有什么物资，都写在附件里并及时更新。schema/law/annexes.yaml 的每种附件，只要它的一个位置"
    "（种类和字段）在本预案或所扩展的预案里有内容，就算有；共用的内容不算。法规对本单位身份（profiles）有要求的，"
    "缺少的合并为一条错误；其余的合并为一条警告，现场处置方案不提这条警告。草案和已废止的预案不检查。",
    "An annex of schema/law/annexes.yaml is there if one of its places holds anything in the plan or in one it extends; "
    "what all plans share does not count. Those that bind the plan's profiles are one error, the others one warning, "
    "which on-site plans don't get.",
)
BASIS = Text(
    "安监总局令第 88 号（修正）第十六条，GB/T 29639-2020 第 9 章",
    "Order 88 (amended), article 16; GB/T 29639-2020, 9",
)

MISSING = Text("预案没有{annexes}", "the plan has no {annexes}")
WANTED = Text("{annex}，写在 {where}", "{annex}; in {where}")


def check(plan: Plan) -> Iterator[Finding]:
    """Look for each annex."""
    if not in_china(plan) or not in_use(plan):
        return
    missing = [each for each in annexes() if not any(_is_there(plan, where) for where in each.where)]
    binding = [each for each in missing if each.profiles and each.checked and is_bound(plan, each.profiles)]
    others = [each for each in missing if each not in binding]
    if binding:
        yield _finding(plan, binding, None)
    if others and not is_type(plan, "on-site"):
        yield _finding(plan, others, "warning")


def _finding(plan: Plan, missing: list[Annex], severity: Severity | None) -> Finding:
    notes = tuple(
        note
        for each in missing
        for note in law_notes(plan, each, WANTED(annex=each.name, where=[".".join(where) for where in each.where]))
    )
    return Finding(gap(plan, "plan"), MISSING(annexes=[each.name for each in missing]), notes, severity=severity)


def _is_there(plan: Plan, where: tuple[str, ...]) -> bool:
    kind, *path = where
    return any(_holds(part.data, path) for part in plan.parts(kind) if part not in plan.shared)


def _holds(data: Any, path: list[str]) -> bool:
    """Say whether a field holds anything, in one entry of a list at least."""
    if isinstance(data, list):
        return any(_holds(each, path) for each in data)
    if not path:
        return bool(data)
    return isinstance(data, dict) and _holds(data.get(path[0]), path[1:])
