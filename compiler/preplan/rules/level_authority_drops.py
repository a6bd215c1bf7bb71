"""More serious level decided by a lower rank.

The graver the level, the higher the rank that decides on it; 1 is the highest rank. Roles without a rank are not
compared.

Flagged:
    organisation:
      roles: [{id: manager, name: 经理, rank: 2}, {id: supervisor, name: 值班长, rank: 3}]
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, activated_by: supervisor}
      - {id: level-2, name: 二级响应, ordinal: 2, activated_by: manager}
Fine:
    organisation:
      roles: [{id: manager, name: 经理, rank: 2}, {id: supervisor, name: 值班长, rank: 3}]
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, activated_by: manager}
      - {id: level-2, name: 二级响应, ordinal: 2, activated_by: supervisor}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..diagnostics import Note, Text
from ..model import Plan
from . import Finding
from ._reading import most_serious_first

SEVERITY = "warning"
TITLE = Text("级别更高，决定人职级反而更低", "more serious level decided by a lower rank")
WHY = Text(
    "响应级别越高，决定启动的岗位职级应越高（1 为最高）。没有写职级的岗位不比较。",
    "The graver the level, the higher the rank that decides on it; roles without a rank are not compared.",
)
BASIS = Text("通行做法", "common practice")

DROPS = Text(
    "“{level}”由{role}（职级 {rank}）决定，“{lower}”却由职级更高的{other}（{better}）决定",
    "`{level}` is decided by {role} (rank {rank}), the lesser `{lower}` by {other} (rank {better})",
)
LOWER = Text("较低级别的决定人", "who decides on the lower level")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each level and the next one below it that has a ranked decider."""
    ranked = []
    for level in most_serious_first(plan):
        role = plan.find(level.get("activated_by"))
        if role and role.get("rank"):
            ranked.append((level, role))
    for (level, role), (lower, other) in pairwise(ranked):
        if role["rank"] > other["rank"]:
            names = {"role": role.name, "rank": role["rank"], "other": other.name, "better": other["rank"]}
            notes = (Note(LOWER(), lower.at("activated_by")),)
            yield Finding(level.at("activated_by"), DROPS(level=level.name, lower=lower.name, **names), notes)
