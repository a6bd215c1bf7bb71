"""More serious level that tells fewer parties.

Whoever is told of a lesser event is told of a graver one too. A role also counts as told where its unit is, and who
decides on the level needs no notice of it.

Flagged:
    organisation:
      roles: [{id: manager, name: 经理}, {id: supervisor, name: 值班长}]
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, notify: [{who: manager}]}
      - {id: level-2, name: 二级响应, ordinal: 2, notify: [{who: manager}, {who: supervisor}]}
Fine:
    organisation:
      roles: [{id: manager, name: 经理}, {id: supervisor, name: 值班长}]
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, activated_by: manager, notify: [{who: supervisor}]}
      - {id: level-2, name: 二级响应, ordinal: 2, notify: [{who: manager}, {who: supervisor}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..diagnostics import Note, Text
from ..model import Plan
from . import Finding
from ._reading import most_serious_first

SEVERITY = "warning"
TITLE = Text("级别更高，通知对象反而减少", "more serious level that tells fewer parties")
WHY = Text(
    "较低级别要通知的对象，较高级别也要通知。通知其所在机构、或本来就由其决定启动的，视为已通知。",
    "Whoever is told of a lesser event is told of a graver one, unless their unit is told or they decide on it.",
)
BASIS = Text("通行做法", "common practice")

SHRINKS = Text(
    "“{level}”没有通知{parties}，“{lower}”却要通知", "`{level}` does not notify {parties}, but `{lower}` does"
)
LOWER = Text("较低级别的通知对象", "whom the lower level notifies")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each level and the next one below it."""
    unit_of = {role.id: role.get("unit") for role in plan.of_type("role")}
    for level, lower in pairwise(most_serious_first(plan)):
        told = {each["who"] for each in level.children("notify")} | {level.get("activated_by")}
        parties = dict.fromkeys(str(each["who"]) for each in lower.children("notify"))
        missing = [plan.name_of(who) for who in parties if who not in told and unit_of.get(who) not in told - {None}]
        if missing:
            place = level.key_at("notify") if "notify" in level else level.place
            message = SHRINKS(level=level.name, lower=lower.name, parties=missing)
            yield Finding(place, message, (Note(LOWER(), lower.key_at("notify")),))
