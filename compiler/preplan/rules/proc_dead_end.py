"""Procedure with a step that is never reached, or with no way out.

Steps follow each other; one with two or more branches goes only where they lead, one with a single branch may also go
on, and one with `ends` is the last. A branch without `when` is always taken when no other is; one to another procedure
leaves this one. Steps that are done in parallel count as one. In a procedure that branches every step can be reached,
from every step an end can be reached, and some step says that it ends or leads to another procedure; procedures that
only lead to each other never end.

Flagged:
    scenarios:
      - id: scenario-outage
        name: 中断
        procedures:
          - id: proc-outage
            name: 中断处置
            steps:
              - {id: assess, do: 判断原因, next: [{when: 本地故障, to: repair}, {when: 误报, to: close}]}
              - {id: call, do: 联系供应商}
              - {id: repair, do: 修复, next: [{when: 修好, to: close}]}
              - {id: close, do: 结束, ends: true}
          - id: proc-open
            name: 没有结束的处置
            steps:
              - {id: one, do: 判断, next: [{when: 是, to: two}, {when: 否, to: one}]}
              - {id: two, do: 处理}
          - {id: proc-to, name: 转去, steps: [{do: 判断, next: [{to: proc-fro}]}]}
          - {id: proc-fro, name: 转回, steps: [{do: 处理, next: [{to: proc-to}]}]}
Fine:
    scenarios:
      - id: scenario-outage
        name: 中断
        procedures:
          - id: proc-outage
            name: 中断处置
            steps:
              - {id: assess, do: 判断原因, next: [{when: 本地故障, to: repair}, {when: 误报, to: close}]}
              - {id: repair, do: 修复, next: [{when: 没有修好, to: assess}]}
              - {id: close, do: 结束, ends: true}
          - id: proc-away
            name: 转到其他流程
            steps:
              - {do: 报告, next: [{when: 有人受伤, to: proc-line}, {to: wait}]}
              - {id: wait, do: 等候}
              - {do: 守护现场, parallel: true, next: [{to: proc-outage}]}
          - {id: proc-line, name: 没有分支, steps: [{do: 登记}, {do: 答复}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Item, Node, Plan
from . import Finding
from ._steps import brief, in_groups

SEVERITY = "error"
TITLE = Text("流程有走不到的步骤或没有出口", "procedure with a step never reached, or with no way out")
WHY = Text(
    "步骤依次执行；有两个以上分支的只去分支所指，只有一个分支的也可继续下一步，写 ends 的到此为止。"
    "没有条件的分支做完即转；同时做的几步算一步。有分支的流程，每一步都要走得到、走得出去，并写明在哪里结束或转到哪个流程；"
    "几个流程不能只是互相转。",
    "In a procedure that branches, every step can be reached, an end can be reached from every step, and some step says "
    "that it ends or leads to another procedure; procedures that only lead to each other never end.",
)
BASIS = Text("通行做法", "common practice")

UNREACHED = Text("没有任何一步会走到“{step}”", "no step leads to `{step}`")
NO_WAY_OUT = Text("从“{step}”走不到结束", "no end can be reached from `{step}`")
CIRCLE = Text("{procedures}只是互相转，没有一处结束", "{procedures} only lead to each other and never end")
NO_END = Text(
    "“{procedure}”有分支，但没有结束步骤", "the procedure `{procedure}` branches, but no step says that it ends"
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each procedure that branches, then at those that lead to each other."""
    procedures = {str(each.id): each for each in plan.of_type("procedure")}
    onward: dict[str, set[str]] = {}
    for id_, procedure in procedures.items():
        steps = procedure.children("steps")
        if any(step.get("next") for step in steps):
            here = {step.get("id") for step in steps}
            targets = {str(each["to"]) for step in steps for each in step.get("next") or ()}
            away = {target for target in targets if target not in here and target != id_}
            if away and not any(step.get("ends") for step in steps):
                onward[id_] = away
            yield from _faults(procedure, in_groups(steps), here, bool(away))
    yield from _circles(procedures, onward)


def _faults(procedure: Item, groups: list[list[Node]], here: set[str | None], leaves: bool) -> Iterator[Finding]:
    follows = [[*_next(procedure, groups, index)] for index in range(len(groups))]
    reached = _from(follows, {0})
    for index, (step, *_) in enumerate(groups):
        # Of steps that are cut off together only the first is the mistake.
        if index not in reached:
            yield Finding(procedure.fragment.head(step.path), UNREACHED(step=brief(step)))
            reached |= _from(follows, {index})
    if not leaves and not any(step.get("ends") for group in groups for step in group):
        yield Finding(procedure.place, NO_END(procedure=procedure.name))
        return
    leads = [[before for before, after in enumerate(follows) if index in after] for index in range(len(groups))]
    outside = here | {procedure.id}
    ends = {index for index in range(len(groups)) if _is_end(groups, index, outside)}
    leaving = _from(leads, ends)
    for index, (step, *_) in enumerate(groups):
        # Steps before a circle lead into it; the circle is the mistake.
        if index not in leaving and all(index in _from(follows, {other}) for other in _from(follows, {index})):
            yield Finding(procedure.fragment.head(step.path), NO_WAY_OUT(step=brief(step)))
            return


def _next(procedure: Item, groups: list[list[Node]], index: int) -> Iterator[int]:
    branches = {each["to"] for step in groups[index] for each in step.get("next") or ()}
    if procedure.id in branches:
        yield 0
    yield from (number for number, group in enumerate(groups) if branches & {step.get("id") for step in group} - {None})
    if index + 1 < len(groups) and not any(_stays(step) for step in groups[index]):
        yield index + 1


def _stays(step: Node) -> bool:
    """Say whether a step never goes on to the next one."""
    branches = step.get("next") or ()
    always = any("when" not in each for each in branches)
    return bool(step.get("ends")) or always or len({each["to"] for each in branches}) > 1


def _is_end(groups: list[list[Node]], index: int, here: set[str | None]) -> bool:
    branches = {each["to"] for step in groups[index] for each in step.get("next") or ()}
    last = index == len(groups) - 1 and not branches
    return last or bool(branches - here) or any(step.get("ends") for step in groups[index])


def _circles(procedures: dict[str, Item], onward: dict[str, set[str]]) -> Iterator[Finding]:
    """Report procedures from which one only comes to procedures that do not end either, once for each circle."""
    endless = set(onward)
    while ending := {id_ for id_ in endless if onward[id_] - endless}:
        endless -= ending
    for id_ in procedures:
        if id_ in endless:
            circle, todo = set[str](), {id_}
            while todo:
                circle |= todo
                todo = {other for each in todo for other in onward[each]} - circle
            endless -= circle
            names = [procedures[each].name for each in procedures if each in circle]
            yield Finding(procedures[id_].place, CIRCLE(procedures=names))


def _from(follows: list[list[int]], start: set[int]) -> set[int]:
    reached, todo = set(start), [*start]
    while todo:
        new = set(follows[todo.pop()]) - reached
        reached |= new
        todo += new
    return reached
