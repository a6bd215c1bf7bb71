"""Degraded service without a least number of seats.

How little service is enough is only kept if somebody says how many people that takes (ISO 22301:2019, 8.4.4.2 c). An
activity with a `minimum` in words has `seats` as well; 0 says that nobody is needed.

Flagged:
    continuity:
      activities:
        - {id: hotline, name: 热线受理, minimum: 接通率不低于60%，其余登记回呼}
Fine:
    continuity:
      activities:
        - {id: hotline, name: 热线受理, minimum: 接通率不低于60%，其余登记回呼, seats: 24}
        - {id: website, name: 自助查询, minimum: 只读查询可用, seats: 0}
        - {id: survey, name: 满意度回访, mtpd: P7D}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding

SEVERITY = "info"
TITLE = Text("降级服务没有最少坐席", "degraded service without a least number of seats")
WHY = Text(
    "最低服务能力要落实到人数，才排得出班。写了最低服务能力（minimum）的业务，还要写最少坐席（seats）；不需要人的写 0。",
    "How little service is enough is only kept if somebody says how many people that takes: an activity with a "
    "`minimum` has `seats` as well, 0 where nobody is needed.",
)
BASIS = Text("ISO 22301:2019 第 8.4.4.2 条 c", "ISO 22301:2019, 8.4.4.2 c")

NO_SEATS = Text(
    "“{activity}”写了最低服务能力，没有写最少坐席",
    "`{activity}` says how little service is enough, but not how many seats it takes",
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each activity whose least service is described."""
    for activity in plan.of_type("activity"):
        if activity.get("minimum") and activity.get("seats") is None:
            yield Finding(activity.at("minimum"), NO_SEATS(activity=activity.name))
