"""Body that acts but is not in the organisation.

A plan names who does what (令88号, 第八条第四项); a command body that decides and orders, yet is declared nowhere, has
no members and nobody to call. Sought are the names of bodies that command an emergency, such as 应急指挥部, 指挥中心,
领导小组, 应急办公室 or 应急小组, in what people act on and in the duties of units, roles and teams; a name is known if
it is, or ends, the name of a unit, role, team, contact, vendor, party or the organisation itself, if the glossary gives
it as another name of one of these, or if one of them stands there in full. A body of a government, a rescue service or
a superior, named before it in the same sentence, is not ours to declare. Each is reported once.

Flagged:
    organisation:
      units: [{id: leadership, name: 应急领导小组, duties: [{text: 监督应急指挥部的工作}]}]
    levels:
      - id: level-1
        name: 一级响应
        ordinal: 1
        actions: [{do: 应急指挥部宣布启动}, {do: 报应急指挥部批准后停止服务}]
Fine:
    organisation:
      units:
        - {id: leadership, name: 应急领导小组, duties: [{text: 领导小组决定启动和终止}]}
        - {id: office, name: 应急办公室, duties: [{text: 传达应急指挥部署，修订应急办法}]}
    glossary: [{id: term-office, name: 应急办公室, text: 常设的办事机构, also: [应急办]}]
    levels:
      - id: level-1
        name: 一级响应
        ordinal: 1
        actions:
          - {do: 报应急办备案，分成若干工作组行动}
          - {do: 属地政府启动响应后，服从其现场指挥部指挥}
          - {do: 按应急组织体系、应急小组长名册通知}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..diagnostics import Note, Text
from ..model import Plan, Where
from ..source import Span
from . import Finding

SEVERITY = "error"
ABSENCE = True
TITLE = Text("行使职权的机构没有列入组织机构", "body that acts but is not in the organisation")
WHY = Text(
    "预案里决定、下令的指挥机构，却没有在组织机构里列出，就没有成员，也无人可找。"
    "在执行内容和机构、岗位、队伍的职责里查找指挥部、指挥中心、领导小组、应急办公室、应急小组一类名称；"
    "与已列的机构、岗位、队伍、外部联系、外包方、参与单位或本单位同名，或是其名称的后半部分，或是术语里给它们的别名（also），视为已列。"
    "同一句里写明是政府、救援力量或上级单位的机构，不算。",
    "A command body that decides and orders, yet is declared nowhere, has no members and nobody to call. Names such as "
    "应急指挥部 or 领导小组 in what people act on have to be, or end, the name of something in the organisation, or "
    "be another name for it in the glossary; bodies of governments, rescue services and superiors are left alone.",
)
BASIS = Text("安监总局令第 88 号（修正）第八条第（四）项", "Order 88 (amended), article 8(4)")

UNDEFINED = Text("“{body}”没有列入组织机构", "`{body}` is not in the organisation")
AGAIN = Text("这里也有", "here, too")
DECLARE = Text(
    "在 organisation.units 里列出它和它的成员，或者改用已有机构的名称；只是别名的，写在术语的 also 里",
    "declare it with its members in organisation.units, or use the name of a unit there is; if it is only another name, "
    "write that under `also` in the glossary",
)

# What follows makes another word of it: 指挥部署, 指挥部门, 应急办法, 应急小组长, 应急工作组织.
BODY = re.compile(
    r"(?:现场|应急|危机|事故|抢险|救援|处置|总|前线|联合)*(?:指挥部(?![署门])|指挥中心|领导小组(?!长))"
    r"|(?:应急|危机)(?:管理|处置|响应|工作|指挥|救援)?(?:(?:小组|工作组|处置组)(?![织长])|委员会|办公室|办(?![法理公事]))"
)
# Most texts have none of these, and are done with after one quick look.
SUSPECT = ("指挥", "领导小组", "应急", "危机")
OTHERS = re.compile("政府|上级|属地|主管部门|应急管理部门|公安|消防|救援队|急救|医院|交警|集团|总部|政务|1[12][0-9]")
SENTENCE_ENDS = "。；;！!\n"
ACTED_ON = ("levels", "scenarios", "response", "warning", "reporting", "recovery")
NOT_OURS = {"note", "source", "source_conflict", "example", "allow", "id", "external_support", "support"}
HAVE_NAMES = ("unit", "role", "team", "contact", "vendor", "party")
HAVE_DUTIES = ("unit", "role", "team")


def check(plan: Plan) -> Iterator[Finding]:
    """Look for names of bodies in each text, then for each name in what is declared."""
    known = _known(plan)
    found: dict[str, list[Span]] = {}
    for text, place in _texts(plan):
        for body in _bodies(text, known):
            found.setdefault(body, []).append(place)
    for body, (first, *others) in found.items():
        yield Finding(first, UNDEFINED(body=body), tuple(Note(AGAIN(), each) for each in others), DECLARE())


def _bodies(text: str, known: tuple[str, ...]) -> Iterator[str]:
    """Yield each name in a text that nothing declares, once."""
    if not any(word in text for word in SUSPECT):
        return
    seen: set[str] = set()
    for match in BODY.finditer(text):
        begins = max(text.rfind(end, 0, match.start()) for end in SENTENCE_ENDS) + 1
        in_full = text[begins : match.end()].endswith(known)
        if in_full or match[0] in seen or OTHERS.search(text, begins, match.start()):
            continue
        seen.add(match[0])
        if not any(name.endswith(match[0]) for name in known):
            yield match[0]


def _known(plan: Plan) -> tuple[str, ...]:
    """Return every declared name, and what else the glossary calls those."""
    organisation = [str(plan.head["organisation"])] if plan.head.get("organisation") else []
    declared = organisation + [item.name for type_ in HAVE_NAMES for item in plan.of_type(type_)]
    names = dict.fromkeys(declared)
    for term in plan.of_type("term"):
        called = [term.name, *(term.get("also") or ())]
        if any(name.endswith(tuple(called)) for name in declared):
            names |= dict.fromkeys(called)
    return tuple(names)


def _texts(plan: Plan) -> Iterator[tuple[str, Span]]:
    for kind in ACTED_ON:
        for part in plan.parts(kind):
            for path, text in _strings(part.data, ()):
                if (part, path) not in plan.faulty:
                    yield text, part.span(path)
    for type_ in HAVE_DUTIES:
        for item in plan.of_type(type_):
            for duty in item.children("duties"):
                yield duty["text"], duty.at("text")


def _strings(data: Any, path: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for name, value in data.items():
            if name not in NOT_OURS:
                yield from _strings(value, (*path, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _strings(value, (*path, index))
