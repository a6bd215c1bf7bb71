"""Serious response level without a first statement that is ready to go out.

In the first minutes nobody has the time to write, and what is improvised then is quoted for years (ISO 22301:2019,
8.4.3.1 e). Each level of the more serious half needs a template with `holding: true` that names it, or no level at
all; and each such template needs its text and who approves it. On-site plans leave that to the plan above them.

Flagged:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1}
      - {id: level-2, name: 二级响应, ordinal: 2}
      - {id: level-3, name: 三级响应, ordinal: 3}
    communications:
      templates:
        - {id: holding, name: 首发声明, levels: [level-1], holding: true, text: 我们正在处理。}
Fine:
    organisation: {roles: [{id: manager, name: 总经理}]}
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1}
      - {id: level-2, name: 二级响应, ordinal: 2}
      - {id: level-3, name: 三级响应, ordinal: 3}
    communications:
      templates:
        - id: holding
          name: 首发声明
          levels: [level-1, level-2]
          holding: true
          text: 我们正在处理。
          approver: manager
        - {id: reply, name: 投诉回应, levels: [level-3], text: 我们正在核实。}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._reading import gap, is_type, lacking, upper_levels

SEVERITY = "warning"
ABSENCE = True
TITLE = Text("高级别响应没有备好的首发声明", "serious response level without a first statement ready to go out")
WHY = Text(
    "事发头几分钟没有时间写稿，临时说的话会被反复引用。较高的一半级别（奇数时多算一级）各要有一份 holding: true 的模板，"
    "模板的 levels 写明该级别，或不写级别；首发声明要有文本和审批人。现场处置方案可由上级预案规定。",
    "In the first minutes nobody has the time to write. Each level of the more serious half needs a template with "
    "`holding: true` that names it, or no level at all; and each such template needs its text and who approves it.",
)
BASIS = Text("ISO 22301:2019 第 8.4.3.1 条 e", "ISO 22301:2019, 8.4.3.1 e")

NONE = Text("{levels}没有首发声明", "there is no holding statement for {levels}")
HOLLOW = Text("首发声明“{template}”缺少{parts}", "the holding statement `{template}` lacks {parts}")
HOW = Text("备好文本，写 holding: true 和 levels", "write the text beforehand, with `holding: true` and `levels`")


def check(plan: Plan) -> Iterator[Finding]:
    """Look for the holding statements of the upper levels."""
    if is_type(plan, "on-site"):
        return
    statements = [each for each in plan.of_type("template") if each.get("holding")]
    for each in statements:
        parts = lacking(each, "text", "approver")
        if parts:
            yield Finding(each.place, HOLLOW(template=each.name, parts=parts))
    without = [
        level
        for level in upper_levels(plan)
        if not any(not each.get("levels") or level.id in each["levels"] for each in statements)
    ]
    if without:
        yield Finding(gap(plan, "communications"), NONE(levels=[each.name for each in without]), help=HOW())
