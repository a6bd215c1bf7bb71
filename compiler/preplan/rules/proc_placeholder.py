"""Text that is still to be written.

A plan that says 待定, ××, TODO or only an ellipsis where people look for what to do is not finished; nor is a
procedure that is a title only. Looked at are the parts that people act on: levels, scenarios, response, warning,
reporting and recovery.

Flagged:
    scenarios:
      - id: scenario-fire
        name: 火灾
        trigger: 待定
        procedures:
          - {id: proc-title, name: 人员疏散}
          - {id: proc-fire, name: 灭火, steps: [{do: 拨打××报警}]}
Fine:
    scenarios:
      - id: scenario-fire
        name: 火灾
        trigger: 发现明火,等待定位期间同样适用
        procedures: [{id: proc-fire, name: 灭火, steps: [{do: 拨打 119 报警}]}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..diagnostics import Text
from ..model import Plan, Where
from . import Finding
from ._texts import Found

SEVERITY = "error"
TITLE = Text("还没有写完的内容", "text that is still to be written")
WHY = Text(
    "执行内容写着“待定”“××”“TODO”或只有省略号，以及只有标题没有步骤的流程，到用时无从执行。"
    "检查响应级别、情景、响应程序、预警、报告和恢复。",
    "A plan that says 待定, ××, TODO or only an ellipsis where people look for what to do is not finished, nor is a procedure "
    "without steps. Looked at are levels, scenarios, response, warning, reporting and recovery.",
)
BASIS = Text("通行做法", "common practice")

UNWRITTEN = Text("“{word}”还没有写明", "`{word}` still has to be written")
TITLE_ONLY = Text("“{procedure}”只有标题，没有步骤", "the procedure `{procedure}` has a title and no steps")
UNDECIDED, NOT_BEFORE, NOT_BEHIND = "待定", "等", "位级点期价"
PLACEHOLDER = re.compile(
    rf"{UNDECIDED}(?<!{NOT_BEFORE}{UNDECIDED})(?![{NOT_BEHIND}])|待补(?![报录办缴签交])|待完善|待编写|待填写|[（(]略[）)]|[×✕]{{2,}}|_{{3,}}"
    r"|(?a:\b(?:[Xx]{2,}|TODO|TBD|FIXME)\b)"
)
# Most texts have none of these, and are done with after one quick look.
SUSPECT = re.compile("[待略×✕_XxTF]")
NOTHING, SHORT = "…。.-— ", 20
ACTED_ON = ("levels", "scenarios", "response", "warning", "reporting", "recovery")
NOT_TEXT = {"note", "source", "example", "id"}


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each text, then at each procedure."""
    for kind in ACTED_ON:
        for part in plan.parts(kind):
            for path, text in _texts(part.data, ()):
                word = _placeholder(text)
                if word and (part, path) not in plan.faulty:
                    start = text.index(word)
                    place = Found(part, path, text, start, start + len(word), "public").place
                    yield Finding(place, UNWRITTEN(word=word))
    for procedure in plan.of_type("procedure"):
        if not procedure.get("steps"):
            yield Finding(procedure.place, TITLE_ONLY(procedure=procedure.name))


def _placeholder(text: str) -> str | None:
    found = PLACEHOLDER.search(text) if SUSPECT.search(text) else None
    if found:
        return found[0]
    return text if len(text) < SHORT and text.strip(NOTHING) in ("", "略") else None


def _texts(data: Any, path: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for name, value in data.items():
            if name not in NOT_TEXT:
                yield from _texts(value, (*path, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*path, index))
