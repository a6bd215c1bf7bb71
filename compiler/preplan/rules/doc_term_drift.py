"""One body under several names.

Readers under stress take two names for two bodies. A unit, role, team, party or vendor goes by the name it is declared
under, by short forms of that (its characters in their order, such as 领导小组 for 应急领导小组) and by Latin
abbreviations. Reported, once for each name, are texts that use another name which the glossary gives it (`also`), and
texts that put another ending behind the stem of a unit's or team's name: 技术支持部门 or 技术支持团队 where 技术支持部
is declared. What is declared under that very name, is part of a longer declared name, or belongs to somebody else
(总部, 供应商 and the like stand before it in the clause) is left alone; names of command bodies that nothing declares are
the business of org-undefined-unit.

Flagged:
    glossary:
      - {id: term-centre, name: 应急指挥中心, text: 全面指挥响应的机构, also: [应急指挥部]}
    organisation:
      units:
        - {id: centre, name: 应急指挥中心, duties: [{text: 指挥处置}]}
        - {id: technical, name: 技术支持部, duties: [{text: 抢修系统}]}
    reporting:
      steps: [{do: 报应急指挥部批准，通知技术支持团队。}]
Fine:
    glossary:
      - {id: term-centre, name: 应急指挥中心, text: 全面指挥响应的机构, also: [指挥中心, 应急指挥部, CSIRT]}
      - {id: term-card, name: 处置卡, text: 写明先做什么的卡片, also: [应急提示单]}
    organisation:
      units:
        - {id: centre, name: 应急指挥中心, duties: [{text: 指挥处置}]}
        - {id: technical, name: 技术支持部, duties: [{text: 抢修系统}]}
        - {id: desk, name: 技术支持中心值班室, duties: [{text: 接听电话}]}
    reporting:
      steps:
        - {do: 报指挥中心批准，由技术支持部抢修，CSIRT配合，填应急提示单。}
        - {do: 联系云服务商的技术支持团队和技术支持中心值班室。}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..diagnostics import Note, Text
from ..model import Item, Plan
from . import Finding
from ._texts import Found, search

SEVERITY = "warning"
ABSENCE = True
TITLE = Text("同一机构用了几个名称", "one body under several names")
WHY = Text(
    "紧急时，两个名称会被当成两个机构。机构、岗位、队伍、参与单位、外包方只用声明的名称、它的简称（按原有次序取字）或字母缩写。"
    "文字里用了术语 also 给它的其他名称，或把机构、队伍名称的后缀换掉（声明的是“技术支持部”，写成“技术支持部门”“技术支持团队”），"
    "每个名称报告一次；本身另有声明的、属于更长名称的、同一分句里写明是总部、供应商等别人的，不算。",
    "A body goes by its declared name, short forms and Latin abbreviations. Reported are texts that use another name the "
    "glossary gives it, or another ending behind the stem of its name, unless that is declared, part of a longer name, "
    "or somebody else's.",
)
BASIS = Text("评审惯例", "review practice")

OTHER_NAME = Text("“{name}”就是“{body}”，用了另一个名称", "`{name}` is another name for `{body}`")
DECLARED = Text("声明的名称是“{body}”", "it is declared as `{body}`")
AGAIN = Text("这里也是", "here, too")
HELP = Text(
    "全文统一写“{body}”；确是另一个机构的，在 organisation 里声明",
    "call it `{body}` throughout; declare it if it is another body",
)
BODIES = ("unit", "role", "team", "party", "vendor")
STEMS = ("unit", "team")
KNOWN = (*BODIES, "contact", "person", "scenario", "system", "equipment", "site", "area", "activity", "channel")
SUFFIXES = "部门 办公室 工作组 小组 团队 中心 部 处 科 组 队 办".split()
ENDING = "|".join(SUFFIXES)
SHORTEST_STEM = 3
# Whoever looks for undeclared command bodies has these.
COMMAND = re.compile("应急|危机|指挥|领导小组")
OTHERS = re.compile(
    "政府|上级|集团|总部|公司|供应商|服务商|运营商|厂商|厂家|医院|公安|消防|对方|委托|业主|转为|转由|预案"
)
SAYS_SO = frozenset({"glossary", "basis", "revisions", "records", "compliance"})


@dataclass(frozen=True, slots=True)
class _Names:
    """What is declared: every name, and for each that is only another name the body it means."""

    known: tuple[str, ...]
    aliases: dict[str, Item]
    stems: dict[str, Item]


def check(plan: Plan) -> Iterator[Finding]:
    """Look for other names of what is declared."""
    names = _names(plan)
    patterns = [re.escape(name) for name in sorted(names.aliases, key=len, reverse=True)]
    patterns += [f"{re.escape(stem)}(?:{ENDING})" for stem in sorted(names.stems, key=len, reverse=True)]
    if not patterns:
        return
    found: dict[str, list[Found]] = {}
    kinds = {part.kind for part in plan.fragments} - SAYS_SO
    for each in search(plan, re.compile("|".join(patterns)), kinds):
        if _body(names, each.word) and not _is_part(names.known, each) and not OTHERS.search(each.before):
            found.setdefault(each.word, []).append(each)
    for name, places in found.items():
        body = _body(names, name)
        if body:
            notes = (Note(DECLARED(body=body.name), body.place), *(Note(AGAIN(), each.place) for each in places[1:]))
            yield Finding(places[0].place, OTHER_NAME(name=name, body=body.name), notes, HELP(body=body.name))


def _names(plan: Plan) -> _Names:
    bodies = {item.name: item for type_ in reversed(BODIES) for item in plan.of_type(type_)}
    known = dict.fromkeys(item.name for type_ in KNOWN for item in plan.of_type(type_))
    known |= dict.fromkeys([str(plan.head.get("organisation", "")), str(plan.head.get("name", ""))])
    aliases: dict[str, Item] = {}
    for term in plan.of_type("term"):
        called = [term.name, *(term.get("also") or ())]
        body = next((bodies[name] for name in called if name in bodies), None)
        for name in called if body else ():
            if body and name not in known and not name.isascii() and not _shortens(name, body.name):
                aliases[name] = body
        known |= {} if body else dict.fromkeys(called)
    stems: dict[str, Item] = {}
    for type_ in STEMS:
        for item in plan.of_type(type_):
            stem = _stem(item.name)
            if len(stem) >= SHORTEST_STEM and stem != item.name and not COMMAND.search(stem):
                stems.setdefault(stem, item)
    return _Names(tuple(name for name in known if name), aliases, stems)


def _stem(name: str) -> str:
    return name.removesuffix(next((each for each in SUFFIXES if name.endswith(each)), ""))


def _shortens(name: str, body: str) -> bool:
    """Say whether a name is made of characters of the body's name, in their order."""
    rest = iter(body)
    return all(sign in rest for sign in name)


def _body(names: _Names, name: str) -> Item | None:
    """Return whose other name it is; nothing where it is declared itself, or is a short form."""
    body = names.aliases.get(name) or names.stems.get(_stem(name))
    return body if body and name not in names.known and not _shortens(name, body.name) else None


def _is_part(known: Sequence[str], found: Found) -> bool:
    """Say whether a longer declared name stands there, or one that ends with what was found is meant."""
    for name in known:
        at = name.find(found.word)
        while at >= 0:
            if found.text.startswith(name, found.start - at) or name.endswith(found.word):
                return True
            at = name.find(found.word, at + 1)
    return False
