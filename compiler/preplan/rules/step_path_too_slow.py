"""Steps that take longer together than there is time.

Each limit may look right and the way through them still be too long (ISO 22301:2019, 8.4.4.2 a). The limits of the steps
that lead to a step, one after the other, are added up: a step counted from the one before starts when that one is done,
of steps done at the same time and of branches the slowest counts, one counted from a moment of its own (activation when
not given) is done then, one without a limit takes no time, and a branch back is not followed. Reported is a step that
is due before the steps in front of it are through; one that `restores` a system or activity after its RTO; and, among
the actions of a level, a first report to a superior body after the level's `report_within`. Times are compared only
where the limit is counted from the same moment, or from an earlier one.

Flagged:
    levels:
      - id: level-1
        name: 一级响应
        ordinal: 1
        report_within: PT1H
        actions: [{do: 召集会商。, within: PT90M}, {do: 报告总部。, counted_from: previous, notify: [head-office], within: PT5M}]
    organisation: {contacts: [{id: head-office, name: 总部值班室, kind: superior}]}
    resources: {systems: [{id: tickets, name: 工单系统, rto: PT1H}]}
    scenarios:
      - id: outage
        name: 中断
        procedures:
          - id: proc-outage
            name: 中断处置
            levels: [level-1]
            steps:
              - {id: find, do: 查明原因。, within: PT20M}
              - {id: repair, do: 修复。, within: PT50M, counted_from: previous, next: [{when: 没有修好, to: find}]}
              - {id: check, do: 核验数据。, within: PT1H}
              - {id: back, do: 恢复工单。, within: PT10M, counted_from: previous, restores: [tickets]}
Fine:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, report_within: PT30M, actions: [{do: 报总部。, within: PT30M, notify: [head-office]}]}
    organisation: {contacts: [{id: head-office, name: 总部值班室, kind: superior}]}
    resources: {systems: [{id: tickets, name: 工单系统, rto: PT1H}]}
    scenarios:
      - id: outage
        name: 中断
        procedures:
          - id: proc-outage
            name: 中断处置
            levels: [level-1]
            steps:
              - {id: find, do: 查明原因。, within: PT20M}
              - {do: 首报总部。, within: PT30M, parallel: true, notify: [head-office]}
              - {id: repair, do: 修复。, within: PT30M, counted_from: previous, next: [{when: 没有修好, to: find}]}
              - {id: back, do: 恢复工单。, within: PT1H, restores: [tickets]}
              - {do: 公告。, within: PT30M}
              - {do: 续报总部。, within: PT2H, notify: [head-office]}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from ..diagnostics import Note, Text
from ..model import Item, Plan
from ..values import read_duration, total
from . import Finding
from ._steps import brief, in_groups, lists_of_steps

SEVERITY = "error"
ABSENCE = True
TITLE = Text("步骤时限加起来来不及", "steps that take longer together than there is time")
WHY = Text(
    "每一步的时限看着都合理，走完全程却可能来不及。通向某一步的各步时限依次累加：从上一步起算的在上一步完成后开始，"
    "同时做的和有分支的取最慢的，另有起算点的按自己的时限，没有时限的不计，往回的分支不走。"
    "一步的时限早于前面各步走完的时间，恢复系统或业务（restores）晚于其 RTO，级别的措施里最早一次报上级单位晚于首报时限，"
    "都要报告；只在起算点相同或更早时比较。",
    "The limits of the steps that lead to a step are added up, the slowest branch counts, and branches back are not "
    "followed. Reported is a step due before those in front of it are through, one that `restores` something after its "
    "RTO, and a first report to a superior body after its level's limit.",
)
BASIS = Text("ISO 22301:2019 第 8.4.4.2 条 a 项", "ISO 22301:2019, 8.4.4.2 a")

DUE = Text("“{step}”限{limit}，而前面的步骤要{path}", "`{step}` is due in {limit}, but the steps before it take {path}")
RESTORED = Text("“{name}”要{path}才恢复，RTO是{rto}", "`{name}` is back after {path}; its RTO is {rto}")
REPORTED = Text(
    "“{level}”的措施里最早{path}才报上级，首报时限是{limit}",
    "among the actions of `{level}` the first report is made after {path}; the limit is {limit}",
)
SLOWEST = Text("前面最后完成的一步", "the last of the steps before")
RTO = Text("RTO在这里", "the RTO is here")
LIMIT = Text("首报时限在这里", "the limit for the first report is here")
ACTIVATION, PREVIOUS, TERMINATION = "activation", "previous", "termination"
SUPERIOR = "superior"
NONE = timedelta(0)
# What is sooner comes first: a limit counted from there is over before the same limit from a later moment.
MOMENTS = ("discovery", "request", ACTIVATION)


@dataclass(frozen=True, slots=True)
class _Done:
    """When a step is done at the latest: how long after which moment; `last` is where its time was last limited.

    `added` says whether that is a sum.
    """

    step: Item
    after: timedelta
    moment: str
    last: Item
    added: bool = False


def check(plan: Plan) -> Iterator[Finding]:
    """Go through each list of steps."""
    for steps in lists_of_steps(plan):
        # Of a level with a mistake in it, the limit may be the mistake.
        owner = plan.find(steps[0].owner.id) if steps[0].owner else None
        reports = owner if owner and owner.type == "level" and owner.get("report_within") else None
        if not reports and not any(step.get("counted_from") == PREVIOUS or "restores" in step for step in steps):
            continue
        done: list[_Done] = []
        yield from _walk(steps, done)
        for each in done:
            yield from _restored(plan, each)
        if reports:
            yield from _reported(plan, reports, done)


def _walk(steps: Sequence[Item], done: list[_Done]) -> Iterator[Finding]:
    """Find out in one pass when each step is done, and report those that are due before those in front of them."""
    groups = in_groups(steps)
    place = {step["id"]: index for index, group in enumerate(groups) for step in group if "id" in step}
    before: list[list[_Done]] = [[] for _ in groups]
    for index, group in enumerate(groups):
        start = max(before[index], key=lambda each: each.after, default=None)
        now = [_done(step, start) for step in group]
        done += now
        for step, each in zip(group, now, strict=True):
            if start and start.added and _late(start, each):
                message = DUE(step=brief(step), limit=each.after, path=start.after)
                yield Finding(step.at("within"), message, (Note(SLOWEST(), start.last.at("within")),))
        last = max(now, key=lambda each: each.after)
        for target in _next(groups, index, place):
            before[target].append(last)


def _done(step: Item, start: _Done | None) -> _Done:
    within = read_duration(step["within"]) if "within" in step else None
    moment = step.get("counted_from", ACTIVATION)
    if within is not None and moment != PREVIOUS:
        return _Done(step, within, moment, step)
    before = start or _Done(step, NONE, ACTIVATION, step)
    if within is None:
        return replace(before, step=step)
    return _Done(step, total(before.after, within), before.moment, step, added=True)


def _late(start: _Done, each: _Done) -> bool:
    """Say whether a step with a limit of its own is due before what leads to it is done."""
    own = "within" in each.step and each.step.get("counted_from", ACTIVATION) != PREVIOUS
    return own and start.after > each.after and _comparable(start.moment, each.moment)


def _comparable(moment: str, limit: str) -> bool:
    """Say whether what is too late counted from one moment is so for a limit counted from another."""
    return moment == limit or (moment in MOMENTS and limit in MOMENTS and MOMENTS.index(limit) < MOMENTS.index(moment))


def _next(groups: Sequence[Sequence[Item]], index: int, place: Mapping[str, int]) -> set[int]:
    """Return the groups that follow one, without those it goes back to."""
    branches = [each for step in groups[index] for each in step.get("next") or ()]
    found = {place[each["to"]] for each in branches if each["to"] in place}
    stays = any(step.get("ends") for step in groups[index]) or any("when" not in each for each in branches)
    if index + 1 < len(groups) and not stays and len({each["to"] for each in branches}) < 2:
        found.add(index + 1)
    return {each for each in found if each > index}


def _restored(plan: Plan, done: _Done) -> Iterator[Finding]:
    for restored in done.step.children("restores") if done.moment in MOMENTS else ():
        item = plan.find(restored.data)
        if item and item.get("rto") and done.after > read_duration(item["rto"]):
            message = RESTORED(name=item.name, path=done.after, rto=read_duration(item["rto"]))
            yield Finding(restored.at(), message, (Note(RTO(), item.at("rto")),))


def _reported(plan: Plan, level: Item, done: Sequence[_Done]) -> Iterator[Finding]:
    """Hold the first report to a superior body among the actions of a level against its limit."""
    reports = [each for each in done if each.moment in MOMENTS and _tells_superior(plan, each.step)]
    first = min(reports, key=lambda each: each.after, default=None)
    limit = read_duration(level["report_within"])
    if first and first.after > limit:
        message = REPORTED(level=level.name, path=first.after, limit=limit)
        yield Finding(first.last.at("within"), message, (Note(LIMIT(), level.at("report_within")),))


def _tells_superior(plan: Plan, step: Item) -> bool:
    return any((told := plan.find(each)) and told.get("kind") == SUPERIOR for each in step.get("notify", ()))
