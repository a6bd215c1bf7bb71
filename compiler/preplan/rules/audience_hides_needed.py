"""Audience that hides what a chapter needs.

Who decides, who acts and who reports must be read by everybody who reads the level, the step or the report. An item
with an `audience` of its own leaves a blank there in every edition for a wider audience: the finding stands at that
`audience` and names the first such place. What the schema itself keeps from an audience, such as persons, is meant.

Flagged:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, activated_by: general-manager}
    organisation:
      roles: [{id: general-manager, name: 总经理, audience: controlled}]
Fine:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, activated_by: general-manager}
    organisation:
      roles: [{id: general-manager, name: 总经理}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import AUDIENCES, Plan, Reference
from . import Finding
from ._reading import called, node_at

SEVERITY = "warning"
TITLE = Text("可见范围藏住了章节要用的内容", "audience that hides what a chapter needs")
WHY = Text(
    "谁决定、谁执行、谁报告，凡是看得到级别、步骤和报告要求的人都要看得到，否则范围更宽的版本里这些地方就是空白。"
    "岗位、机构、外部联系自己写了 audience，而用到它的级别、步骤、报告要求或预案首部给更多人看的，即报告。",
    "Whoever reads a level, a step or a report must see who decides, acts and reports; else wider editions have a blank. "
    "Flagged is a role, unit or contact with an `audience` narrower than that of what names it.",
)
BASIS = Text("通行做法", "common practice")

HIDES = Text(
    "“{name}”只给这一范围的人看，而更多人看得到的“{field}”要用它",
    "`{name}` is for this audience only, but `{field}`, which more people read, needs it",
)
HERE = Text("用在这里", "it is needed here")
HELP = Text("放宽这一条的可见范围，或收紧用到它的那一条", "widen this audience, or narrow that of what needs it")

NEEDED = frozenset("activated_by terminated_by role from to principal commander".split())


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each item that has an audience of its own, and who needs it."""
    for type_ in ("role", "unit", "contact"):
        for item in plan.of_type(type_):
            if "audience" not in item:
                continue
            needed = [each for each in plan.references_to(str(item.id)) if _leaves_a_blank(each, item["audience"])]
            if needed:
                *around, name = needed[0].path
                field = called(node_at(needed[0].fragment, tuple(around)), str(name))
                message = HIDES(name=item.name, field=field)
                yield Finding(item.at("audience"), message, (Note(HERE(), needed[0].span),), HELP())


def _leaves_a_blank(reference: Reference, audience: str) -> bool:
    around = reference.item
    while around and "audience" not in around:
        around = around.owner
    seen_by = around["audience"] if around else AUDIENCES[0]
    return reference.path[-1] in NEEDED and AUDIENCES.index(seen_by) < AUDIENCES.index(audience)
