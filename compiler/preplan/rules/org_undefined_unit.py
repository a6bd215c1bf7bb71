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

from ..diagnostics import Note, Text
from ..model import Plan
from ..source import Span
from . import Finding
from ._texts import Found, search

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
    r"(?=[现应危事抢救处总前联指领])(?:(?:现场|应急|危机|事故|抢险|救援|处置|总|前线|联合)*(?:指挥部(?![署门])|指挥中心|领导小组(?!长))"
    r"|(?:应急|危机)(?:管理|处置|响应|工作|指挥|救援)?(?:(?:小组|工作组|处置组)(?![织长])|委员会|办公室|办(?![法理公事])))"
)
OTHERS = re.compile(
    "政府|上级|属地|主管部门|应急管理部门|公安|消防|救援队|急救|医院|交警|集团|总部|政务|园区|街道|社区|物业|业主|委托|甲方|1[12][0-9]"
)
SENTENCE_ENDS = "。；;！!\n"
ACTED_ON = ("levels", "scenarios", "response", "warning", "reporting", "recovery")
HAVE_DUTIES = ("organisation", "resources")
NOT_OURS = {"external_support", "support"}
HAVE_NAMES = ("unit", "role", "team", "contact", "vendor", "party")


def check(plan: Plan) -> Iterator[Finding]:
    """Look for names of bodies in what people act on, then for each name in what is declared."""
    known = _known(plan)
    declared: dict[str, bool] = {}
    found: dict[str, list[Span]] = {}
    for each in search(plan, BODY, {*ACTED_ON, *HAVE_DUTIES}):
        if each.word not in declared:
            declared[each.word] = any(name.endswith(each.word) for name in known)
        if not declared[each.word] and _is_ours(each) and not each.text.endswith(known, 0, each.end):
            found.setdefault(each.word, []).append(each.place)
    for body, places in found.items():
        first, *others = sorted(dict.fromkeys(places))
        yield Finding(first, UNDEFINED(body=body), tuple(Note(AGAIN(), each) for each in others), DECLARE())


def _is_ours(found: Found) -> bool:
    """Say whether a name stands in what our own people do, and the sentence names nobody else before it."""
    if NOT_OURS & {*found.path} or (found.fragment.kind in HAVE_DUTIES and "duties" not in found.path):
        return False
    begins = max(found.text.rfind(end, 0, found.start) for end in SENTENCE_ENDS) + 1
    return not OTHERS.search(found.text, begins, found.start)


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
