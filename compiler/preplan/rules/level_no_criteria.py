"""Response level without a measurable criterion.

Whoever decides at night needs a figure, not an adjective (GB/T 29639-2020, 6.1.2). At least one criterion has a
metric, a comparison and a value. A comprehensive or special plan with scenarios but no level at all is reported too,
unless its texts speak of levels, which level-undefined reports.

Flagged:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, criteria: [{text: 服务受到严重影响}]}
Fine:
    levels:
      - id: level-1
        name: 一级响应
        ordinal: 1
        criteria:
          - {text: 服务受到严重影响}
          - {metric: service-unavailable, op: ">=", value: PT30M}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding, level_undefined
from ._reading import gap, is_type

SEVERITY = "error"
TITLE = Text("响应级别没有可衡量的启动条件", "response level without a measurable criterion")
WHY = Text(
    "夜里做决定的人需要数字，而不是形容词。每个级别至少一条启动条件写明指标、比较和数值。"
    "综合预案和专项预案写了情景却一个级别都没有的，也报告；文字里提到级别的，由 level-undefined 报告。",
    "Whoever decides at night needs a figure, not an adjective: a criterion with a metric, a comparison and a value. A "
    "comprehensive or special plan with scenarios but no level is reported too.",
)
BASIS = Text("GB/T 29639-2020 第 6.1.2 条", "GB/T 29639-2020, 6.1.2")

NOTHING_MEASURED = Text("“{level}”没有可衡量的启动条件", "the level `{level}` has no measurable criterion")
NO_LEVEL = Text("没有响应级别，也就没有启动条件", "there is no response level, so nothing says when to activate")
PARTS = {"metric", "op", "value"}


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each level."""
    levels = plan.of_type("level")
    wanted = is_type(plan, "comprehensive", "special") and plan.of_type("scenario") and not plan.unsound
    if wanted and not levels and not any(level_undefined.check(plan)):
        yield Finding(gap(plan, "scenarios"), NO_LEVEL())
    for level in levels:
        if not any(PARTS <= set(each.data) or each.get("ratings") for each in level.children("criteria")):
            place = level.key_at("criteria") if "criteria" in level else level.place
            yield Finding(place, NOTHING_MEASURED(level=level.name))
