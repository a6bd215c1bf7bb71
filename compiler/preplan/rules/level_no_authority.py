"""Response level that nobody may declare.

Each level names who decides on it and who does when that person can't be reached (GB/T 29639-2020, 6.3.1.2). A level
that starts by itself needs neither.

Flagged:
    organisation:
      roles: [{id: manager, name: 经理}]
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, activated_by: manager}
      - {id: level-2, name: 二级响应, ordinal: 2, activated_by: manager, stand_in: manager}
Fine:
    organisation:
      roles: [{id: manager, name: 经理}, {id: supervisor, name: 值班长}]
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, activated_by: manager, stand_in: supervisor}
      - {id: level-2, name: 二级响应, ordinal: 2, activation: automatic}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding

SEVERITY = "error"
TITLE = Text("响应级别没有启动决定人或代行人", "response level that nobody may declare")
WHY = Text(
    "每个级别要写明由谁决定启动、联系不上时由谁代行，两者不能是同一岗位。达到条件自动启动的除外。",
    "Each level names who decides on it and who stands in, two different roles; one that starts by itself needs neither.",
)
BASIS = Text("GB/T 29639-2020 第 6.3.1.2 条", "GB/T 29639-2020, 6.3.1.2")

PARTS = {"activated_by": Text("启动决定人", "somebody who decides on it"), "stand_in": Text("代行人", "a stand-in")}
MISSING = Text("“{level}”缺少{parts}", "the level `{level}` lacks {parts}")
SAME = Text("“{level}”的代行人就是启动决定人", "the stand-in for `{level}` is the very role that decides")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each level that is decided on."""
    for level in plan.of_type("level"):
        if level.get("activation") == "automatic":
            continue
        parts = [said for name, said in PARTS.items() if not level.get(name)]
        if parts:
            yield Finding(level.place, MISSING(level=level.name, parts=parts))
        elif level["activated_by"] == level["stand_in"]:
            yield Finding(level.at("stand_in"), SAME(level=level.name))
