"""Response level without a measurable criterion.

Whoever decides at night needs a figure, not an adjective (GB/T 29639-2020, 6.1.2). At least one criterion has a
metric, a comparison and a value.

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
from . import Finding

SEVERITY = "error"
TITLE = Text("响应级别没有可衡量的启动条件", "response level without a measurable criterion")
WHY = Text(
    "夜里做决定的人需要数字，而不是形容词。每个级别至少一条启动条件写明指标、比较和数值。",
    "Whoever decides at night needs a figure, not an adjective: a criterion with a metric, a comparison and a value.",
)
BASIS = Text("GB/T 29639-2020 第 6.1.2 条", "GB/T 29639-2020, 6.1.2")

NOTHING_MEASURED = Text("“{level}”没有可衡量的启动条件", "the level `{level}` has no measurable criterion")
PARTS = {"metric", "op", "value"}


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each level."""
    for level in plan.of_type("level"):
        if not any(PARTS <= set(each.data) or each.get("ratings") for each in level.children("criteria")):
            place = level.key_at("criteria") if "criteria" in level else level.place
            yield Finding(place, NOTHING_MEASURED(level=level.name))
