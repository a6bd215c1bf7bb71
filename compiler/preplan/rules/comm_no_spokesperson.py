"""Nobody named to speak to the media.

When reporters call, everybody else stays silent and one role speaks (ISO 22301:2019, 8.4.3.1 e). On-site plans leave
that to the plan above them.

Flagged:
    communications:
      rules: [{text: 未经授权不得接受采访}]
Fine:
    organisation:
      roles: [{id: spokesperson, name: 新闻发言人}]
    communications:
      spokesperson: spokesperson
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._reading import gap, is_type

SEVERITY = "error"
ABSENCE = True
TITLE = Text("没有新闻发言人", "nobody named to speak to the media")
WHY = Text(
    "媒体来电时只由一个岗位对外说话，其他人不发言。没有写新闻发言人（communications.spokesperson）的即报告；"
    "现场处置方案可由上级预案规定。",
    "When reporters call, one role speaks and everybody else stays silent. Flagged is a plan without "
    "`communications.spokesperson`; on-site plans leave that to the plan above them.",
)
BASIS = Text("ISO 22301:2019 第 8.4.3.1 条 e", "ISO 22301:2019, 8.4.3.1 e")

NOBODY = Text("没有写明由谁对媒体发言", "nobody is named to speak to the media")
HOW = Text("在 communications.spokesperson 写明岗位", "name the role in `communications.spokesperson`")


def check(plan: Plan) -> Iterator[Finding]:
    """Look for a spokesperson."""
    if not is_type(plan, "on-site") and not plan.field("communications", "spokesperson"):
        yield Finding(gap(plan, "communications"), NOBODY(), help=HOW())
