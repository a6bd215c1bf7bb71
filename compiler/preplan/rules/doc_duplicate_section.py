"""Section or paragraph that is there twice.

Of two sections with one heading people read the first and change the second. Reported are: a single field that a plan
gives in two files of one kind, where the later one silently wins; two entries of one list with the same name (chapters'
paragraphs, scenarios, procedures of a scenario, phases, levels, forms, templates, terms, risks), names compared without
spaces and punctuation; and paragraphs of two lists, or of one, with the same text of fifteen characters or more, once
for each pair of lists. Steps, people, supplies, dates and records may repeat, and so may paragraphs of two levels,
units or other items.

Flagged:
    plan:
      schema: 1
      name: 示例预案
      version: "1.0"
      type: special
      organisation: 示例公司
      objectives:
        - {name: 总体目标, text: 危机发生时有序响应。}
        - {name: 总体 目标, text: 改进流程。}
      principles: [{text: 统一指挥、分级负责，先救人后恢复服务。}]
    scenarios:
      - {id: outage, name: 系统中断}
      - {id: outage-again, name: 系统中断}
    recovery:
      measures: [{text: 统一指挥，分级负责；先救人，后恢复服务}]
Fine:
    plan:
      schema: 1
      name: 示例预案
      version: "1.0"
      type: special
      organisation: 示例公司
      objectives: [{name: 总体目标, text: 危机发生时有序响应。}, {name: 改进, text: 改进流程。}]
      principles: [{name: 改进, text: 改进流程。}]
    scenarios:
      - {id: outage, name: 系统中断, procedures: [{id: a, name: 处置, steps: [{do: 签发终止令，通知各班组恢复正常工作。}]}]}
      - {id: fire, name: 火灾, procedures: [{id: b, name: 处置, steps: [{do: 签发终止令，通知各班组恢复正常工作。}]}]}
    organisation: {persons: [{id: p, name: 甲某}, {id: q, name: 甲某}]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Node, Plan, kinds
from . import Finding
from ._reading import called, node_at

SEVERITY = "warning"
TITLE = Text("章节或条款重复", "section or paragraph that is there twice")
WHY = Text(
    "同名的两节，人们看的是前一节，改的是后一节。报告三种情形：同一预案在同类的两个文件里写了同一个单项字段（后写的会悄悄生效）；"
    "同一列表里两条同名（各章条款、情景、同一情景的流程、阶段、级别、表单、模板、术语、风险，比较时不计空格和标点）；"
    "两处条款文字相同且不少于15个字，每两个列表报告一次。步骤、人员、物资、日程、记录，以及各级别、机构等条目自己的条款允许重复。",
    "Of two sections with one heading people read the first and change the second. Reported are a single field given in "
    "two files, two entries of one list with the same name, and paragraphs with the same text of fifteen characters or "
    "more. Steps, people, supplies, dates and records may repeat.",
)
BASIS = Text("评审惯例", "review practice")

FIELD_TWICE = Text("“{field}”在两个文件里各写了一次，后写的生效", "`{field}` is given in two files; the later one wins")
NAME_TWICE = Text("“{name}”写了两遍", "`{name}` is there twice")
TEXT_TWICE = Text("这一条与另一处的文字相同", "this paragraph is the same as another")
FIRST = Text("另一处在这里", "the other one is here")
HELP = Text("合并成一处，或写明两处的区别", "put them together, or say how they differ")
NAMED = "scenario procedure phase level form template term risk".split()
SHORTEST = 15
ASIDE = re.compile("[\\s，。；：、！？“”‘’（）《》·…—,.;:!?()'\"_-]+")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at fields of the plan's own files, then at names, then at paragraphs."""
    yield from _fields(plan)
    named: dict[tuple[object, ...], Node] = {}
    said: dict[str, Node] = {}
    pairs: set[tuple[object, object]] = set()
    for entry in _entries(plan):
        name, place = _plain(entry.get("name")), _list(entry)
        first = named.setdefault((*place, name), entry) if name else entry
        if first is not entry:
            yield Finding(entry.at("name"), NAME_TWICE(name=entry["name"]), (Note(FIRST(), first.at("name")),), HELP())
        elif "id" not in entry and not _is_inside(entry) and len(text := _plain(entry["text"])) >= SHORTEST:
            before = said.setdefault(text, entry)
            if before is not entry and (pair := (_list(before), place)) not in pairs:
                pairs.add(pair)
                yield Finding(entry.at("text"), TEXT_TWICE(), (Note(FIRST(), before.at("text")),), HELP())


def _fields(plan: Plan) -> Iterator[Finding]:
    """Compare the files of one kind of each plan by itself: what a plan takes over, it may give anew."""
    first: dict[tuple[str, str, str], Node] = {}
    for part in plan.fragments:
        kind = kinds()[part.kind]
        if kind.many or not isinstance(part.data, dict):
            continue
        fields = kind.schema["properties"]
        for name, value in part.data.items():
            node = Node(part, (), part.data)
            if name in fields and not isinstance(value, list) and (part, (name,)) not in plan.faulty:
                other = first.setdefault((plan.home.get(part, ""), part.kind, name), node)
                if other is not node and other.fragment is not part:
                    message = FIELD_TWICE(field=called(node, name))
                    yield Finding(node.key_at(name), message, (Note(FIRST(), other.key_at(name)),), HELP())


def _entries(plan: Plan) -> Iterator[Node]:
    """Yield every item whose name is a heading, and every sound paragraph."""
    for type_ in NAMED:
        yield from (item for item in plan.of_type(type_) if item.fragment not in plan.shared)
    for part in plan.fragments:
        for path, _, _ in part.passages if part not in plan.shared else ():
            if path[-1] == "text" and len(path) > 1 and isinstance(path[-2], int):
                entry = node_at(part, path[:-1])
                if "id" not in entry and (part, entry.path) not in plan.faulty:
                    yield entry


def _list(entry: Node) -> tuple[object, ...]:
    """Return what list an entry stands in; a list of a kind may go on in another file."""
    return (entry.fragment if _is_inside(entry) else entry.fragment.kind, entry.path[:-1])


def _is_inside(entry: Node) -> bool:
    """Say whether an entry stands in another, as a criterion does in a level."""
    return any(isinstance(each, int) for each in entry.path[:-1])


def _plain(text: object) -> str:
    return ASIDE.sub("", text).casefold() if isinstance(text, str) else ""
