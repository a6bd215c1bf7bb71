"""Procedure with a step that is never reached, or with no way out.

Steps follow each other; one with two or more branches goes only where they lead, one with a single branch may also go
on, and one with `ends` is the last. In a procedure that branches every step can be reached, from every step an end
can be reached, and some step says that it ends.

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
          - {id: proc-line, name: 没有分支, steps: [{do: 登记}, {do: 答复}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Item, Node, Plan
from . import Finding

SEVERITY = "error"
TITLE = Text("流程有走不到的步骤或没有出口", "procedure with a step never reached, or with no way out")
WHY = Text(
    "步骤依次执行；有两个以上分支的只去分支所指，只有一个分支的也可继续下一步，写 ends 的到此为止。"
    "有分支的流程，每一步都要走得到、走得出去，并写明在哪里结束。",
    "In a procedure that branches, every step can be reached, an end can be reached from every step, and some step says "
    "that it ends.",
)
BASIS = Text("通行做法", "common practice")

UNREACHED = Text("没有任何一步会走到“{step}”", "no step leads to `{step}`")
NO_WAY_OUT = Text("从“{step}”走不到结束", "no end can be reached from `{step}`")
NO_END = Text(
    "“{procedure}”有分支，但没有结束步骤", "the procedure `{procedure}` branches, but no step says that it ends"
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each procedure that branches."""
    for procedure in plan.of_type("procedure"):
        steps = procedure.children("steps")
        if any(step.get("next") for step in steps):
            yield from _faults(procedure, steps)


def _faults(procedure: Item, steps: list[Node]) -> Iterator[Finding]:
    follows = [[*_next(steps, index)] for index in range(len(steps))]
    reached = _from(follows, {0})
    for index, step in enumerate(steps):
        # Of steps that are cut off together only the first is the mistake.
        if index not in reached:
            yield Finding(procedure.fragment.head(step.path), UNREACHED(step=step["do"]))
            reached |= _from(follows, {index})
    if not any(step.get("ends") for step in steps):
        yield Finding(procedure.place, NO_END(procedure=procedure.name))
        return
    leads = [[before for before, after in enumerate(follows) if index in after] for index in range(len(steps))]
    leaving = _from(leads, {index for index in range(len(steps)) if _is_end(steps, index)})
    for index, step in enumerate(steps):
        if index not in leaving:
            yield Finding(procedure.fragment.head(step.path), NO_WAY_OUT(step=step["do"]))
            return


def _next(steps: list[Node], index: int) -> Iterator[int]:
    step = steps[index]
    branches = {each["to"] for each in step.get("next") or ()}
    yield from (number for number, other in enumerate(steps) if other.get("id") in branches)
    if len(branches) < 2 and not step.get("ends") and index + 1 < len(steps):
        yield index + 1


def _is_end(steps: list[Node], index: int) -> bool:
    return bool(steps[index].get("ends")) or (index == len(steps) - 1 and not steps[index].get("next"))


def _from(follows: list[list[int]], start: set[int]) -> set[int]:
    reached, todo = set(start), [*start]
    while todo:
        new = set(follows[todo.pop()]) - reached
        reached |= new
        todo += new
    return reached
