"""Procedure that nothing leads to.

A procedure stands in a scenario, and whoever sees an event finds it by what sets the scenario off or by the risk it
comes from. Flagged is a scenario that has procedures with steps, but neither a `trigger` nor any of the `risks`, unless
a branch (`next`) of another procedure leads to one of them. A procedure that is a title only is another matter
(`proc-placeholder`).

Flagged:
    scenarios:
      - id: outage
        name: 系统中断
        procedures: [{id: proc-outage, name: 切换备用平台, steps: [{do: 切换}]}]
Fine:
    risks: {register: [{id: risk-fire, name: 火灾}]}
    scenarios:
      - id: fire
        name: 火灾
        risks: [risk-fire]
        procedures: [{id: proc-fire, name: 灭火, steps: [{do: 报警, next: [{when: 有人受伤, to: proc-injury}]}]}]
      - id: outage
        name: 系统中断
        trigger: 坐席无法登录
        procedures: [{id: proc-outage, name: 切换备用平台, steps: [{do: 切换}]}]
      - id: injury
        name: 人员受伤
        procedures: [{id: proc-injury, name: 救护, steps: [{do: 呼叫急救}]}]
      - {id: later, name: 断水, procedures: [{id: proc-water, name: 断水处置}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Plan
from . import Finding

SEVERITY = "warning"
ABSENCE = True
TITLE = Text("没有情形通向的处置流程", "procedure that nothing leads to")
WHY = Text(
    "处置流程写在情景里，看见事件的人凭触发情形或对应风险找到它。情景有带步骤的流程，"
    "却没有触发情形（trigger），也没有对应风险（risks），又没有其他流程的分支（next）转到这里的，其流程无从启动。",
    "Whoever sees an event finds a procedure by what sets its scenario off or by its risk. Flagged is a scenario with "
    "procedures but neither a `trigger` nor `risks`, unless a branch of another procedure leads there.",
)
BASIS = Text("通行做法", "common practice")

ORPHAN = Text(
    "“{scenario}”没有触发情形，也没有对应风险，它的流程无从启动",
    "`{scenario}` has neither a trigger nor a risk, so nothing leads to its procedures",
)
PROCEDURE = Text("流程“{procedure}”在这里", "the procedure `{procedure}` is here")
LINK = Text(
    "用 trigger 写明看到什么时启动，或用 risks 写明对应的风险",
    "say in `trigger` what sets it off, or in `risks` what it comes from",
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each scenario that has neither a trigger nor a risk."""
    for scenario in plan.of_type("scenario"):
        procedures = [each for each in scenario.children("procedures") if each.get("steps")]
        if not procedures or scenario.get("trigger") or scenario.get("risks"):
            continue
        # A branch within the scenario leads nowhere new.
        branches = (each for procedure in procedures for each in plan.references_to(procedure["id"]))
        if all(_is_within(scenario.path, each.path) for each in branches):
            notes = tuple(Note(PROCEDURE(procedure=each["name"]), each.at("id")) for each in procedures)
            yield Finding(scenario.place, ORPHAN(scenario=scenario.name), notes, LINK())


def _is_within(outer: tuple[str | int, ...], inner: tuple[str | int, ...]) -> bool:
    return inner[: len(outer)] == outer
