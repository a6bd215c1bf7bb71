"""Step that must leave a record, without a form.

Some moments are asked about later and need a form (GB/T 29639-2020, 9.6; ISO 22301:2019, 8.4.3.1 f): taking the first
report (the first step of reporting), declaring a level (the first action of each level), releasing information (steps
over an announcement channel) and ending (steps with `ends`).

Flagged:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, actions: [{do: 签发启动令}, {do: 召集指挥部}]}
    reporting:
      steps: [{do: 接听并登记}, {do: 报告经理}]
Fine:
    forms: [{id: form-order, name: 启动令}, {id: form-intake, name: 接报记录}]
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, actions: [{do: 签发启动令, form: form-order}, {do: 召集指挥部}]}
    reporting:
      steps: [{do: 接听并登记, form: form-intake}, {do: 报告经理}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Item, Plan
from . import Finding
from ._steps import brief

SEVERITY = "warning"
TITLE = Text("应留记录的步骤没有表单", "step that must leave a record, without a form")
WHY = Text(
    "接报、启动、信息发布和终止事后都要查证，应有记录表单：报告流程的第一步、每个级别的第一项措施、用公告渠道发布的步骤、结束步骤。",
    "Taking the first report, declaring a level, releasing information and ending are asked about later: these steps "
    "need a form.",
)
BASIS = Text(
    "GB/T 29639-2020 第 9.6 条，ISO 22301:2019 第 8.4.3.1 条 f", "GB/T 29639-2020, 9.6; ISO 22301:2019, 8.4.3.1 f"
)

NO_FORM = Text("{moment}步骤“{step}”没有记录表单", "the step `{step}` ({moment}) has no form")
INTAKE = Text("接报", "first report")
ACTIVATION = Text("启动", "activation")
RELEASE = Text("信息发布", "release of information")
END = Text("结束", "end")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each step of one of the four moments."""
    public = {each.id for each in plan.of_type("channel") if each.get("kind") == "announcement"}
    for step in plan.of_type("step"):
        moment = _moment(step, public)
        if moment and not step.get("form"):
            yield Finding(step.place, NO_FORM(moment=moment, step=brief(step)))


def _moment(step: Item, public: set[str | None]) -> Text | None:
    first = step.path[-1] == 0
    if first and step.fragment.kind == "reporting":
        return INTAKE
    if first and step.owner and step.owner.type == "level":
        return ACTIVATION
    if step.get("channel") in public:
        return RELEASE
    return END if step.get("ends") else None
