"""More serious level with a longer limit.

The graver the event, the sooner people meet, report and are told. Each limit is held against that of the next less
serious level that has it; notices are held against those to the same party.

Flagged:
    organisation:
      roles: [{id: manager, name: 经理}]
    levels:
      - id: level-1
        name: 一级响应
        ordinal: 1
        report_within: PT1H
        notify: [{who: manager, within: PT30M}]
      - id: level-2
        name: 二级响应
        ordinal: 2
        report_within: PT30M
        notify: [{who: manager, within: PT10M}]
Fine:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, report_within: PT30M, update_every: PT30M}
      - {id: level-2, name: 二级响应, ordinal: 2, report_within: PT30M}
      - {id: level-3, name: 三级响应, ordinal: 3, report_within: PT2H, update_every: PT1H}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Said, Text
from ..model import Item, Node, Plan
from ..values import read_duration
from . import Finding
from ._reading import called, most_serious_first

SEVERITY = "error"
TITLE = Text("级别更高，时限反而更长", "more serious level with a longer limit")
WHY = Text(
    "事件越严重，到位、首报、续报和通知越要快。每个时限与下一个写有该时限的较低级别比较，通知按同一对象比较。",
    "The graver the event, the sooner people meet, report and are told; limits are held against the next lower level.",
)
BASIS = Text("通行做法", "common practice")

LONGER = Text(
    "“{level}”{what}是{longer}，比“{lower}”的{shorter}还长",
    "{what} of `{level}` is {longer}, longer than the {shorter} of `{lower}`",
)
FIELD = Text("的{name}", "`{name}`")
NOTICE = Text("通知“{who}”的时限", "the notice to `{who}`")
REPORT = Text("“{rule}”的时限", "the limit of `{rule}`")
SHORTER = Text("较低级别的时限", "the limit of the lower level")
LIMITS = ("convene_within", "report_within", "update_every")


def check(plan: Plan) -> Iterator[Finding]:
    """Walk up from the least serious level, keeping the last limit of each sort."""
    below: dict[str, tuple[Item, Node, str]] = {}
    for level in reversed(most_serious_first(plan)):
        for key, what, node, name in _limits(plan, level):
            limit = read_duration(node[name])
            if key in below:
                lower, other, field = below[key]
                shorter = read_duration(other[field])
                if limit > shorter:
                    message = LONGER(level=level.name, what=what, longer=limit, lower=lower.name, shorter=shorter)
                    yield Finding(node.at(name), message, (Note(SHORTER(), other.at(field)),))
            below[key] = (level, node, name)


def _limits(plan: Plan, level: Item) -> Iterator[tuple[str, Said, Node, str]]:
    for name in LIMITS:
        if level.get(name):
            yield name, FIELD(name=called(level, name)), level, name
    for notice in level.children("notify"):
        if notice.get("within"):
            yield f"notify {notice['who']}", NOTICE(who=plan.name_of(notice["who"])), notice, "within"
    for rule in plan.of_type("report-rule"):
        for limit in rule.children("within_by_level"):
            if limit["level"] == level.id:
                yield f"report {rule.id}", REPORT(rule=rule.name), limit, "within"
