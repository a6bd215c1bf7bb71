"""Same duty given to two units.

A duty that two units have in the same words, with none of them in the lead, is done twice or by nobody (突发事件应急
预案管理办法, 第二十四条第四项). Duties of units are compared without punctuation, spaces and a leading 负责; one that
only assists (配合, 协助, 参与, 参加) may be the same for several. Where one unit leads, its duty says so, and is no
longer the same; a task of the responsibility matrix (`raci`) in the same words, which names who answers for it, settles
it too.

Flagged:
    organisation:
      units:
        - {id: management, name: 热线管理部门, duties: [{text: 负责制定、修订应急预案。}, {text: 核查服务质量}]}
        - {id: team, name: 应急小组, duties: [{text: 制定、修订应急预案}]}
Fine:
    organisation:
      units:
        - {id: management, name: 热线管理部门, duties: [{text: 牵头制定应急预案}, {text: 参加演练}, {text: 保管档案}]}
        - {id: team, name: 应急小组, duties: [{text: 制定应急预案}, {text: 参加演练}, {text: 保管档案}]}
      roles: [{id: archivist, name: 档案员, unit: team}]
      raci: [{task: 保管档案, accountable: archivist, responsible: [management, team]}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Item, Node, Plan
from . import Finding

SEVERITY = "warning"
TITLE = Text("同一职责给了两个机构", "same duty given to two units")
WHY = Text(
    "两个机构有同一项职责而不分主次，要么重复做，要么都不做。比较各机构的职责，不计标点、空格和开头的“负责”；"
    "写明配合、协助、参与、参加的，不算。由一方牵头的，写“牵头”；"
    "或者在责任分配（raci）里列出同名任务，写明由谁担责。",
    "A duty that two units have in the same words is done twice or by nobody. Duties are compared without punctuation "
    "and spaces; those that only assist are left alone. Let one unit lead and say so, or list the task in `raci` with "
    "the role that answers for it.",
)
BASIS = Text("突发事件应急预案管理办法第二十四条第（四）项", "Measures for emergency plans, article 24(4)")

OVERLAP = Text(
    "“{unit}”的这项职责与“{other}”的相同，没有分主次",
    "`{unit}` has this duty in common with `{other}`, and neither leads",
)
FIRST = Text("“{unit}”的职责在这里", "the duty of `{unit}` is here")
LEAD = Text(
    "写明一方牵头、一方配合，或者只留给一个机构",
    "say which of them leads and which assists, or leave it to one of them",
)
ASSISTS = re.compile(r"配合|协助|参与|参加|(?i:\b(?:assist|support|take part|help)s?\b)")
LEADING = re.compile(r"^(?:具体|主要|全面)?负责|^(?i:(?:is )?responsible for )")
BETWEEN = re.compile(r"[\W_]+")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each duty of each unit; the first unit that has it is named in a note."""
    settled = {_bare(str(task["task"])) for task in plan.entries("organisation", "raci")}
    first: dict[str, tuple[Item, Node]] = {}
    for unit in plan.of_type("unit"):
        for duty in unit.children("duties"):
            bare = _bare(duty["text"])
            if not bare or bare in settled or ASSISTS.search(duty["text"]):
                continue
            other, place = first.setdefault(bare, (unit, duty))
            if other is not unit:
                note = Note(FIRST(unit=other.name), place.at("text"))
                yield Finding(duty.at("text"), OVERLAP(unit=unit.name, other=other.name), (note,), LEAD())


def _bare(text: str) -> str:
    return BETWEEN.sub("", LEADING.sub("", text.strip())).casefold()
