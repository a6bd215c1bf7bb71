"""Role without a deputy.

A role that must act in an emergency needs a second person who can (ISO 22301:2019, 8.4.2.4). It is a role that
owns a step, decides a level, reports, stands on the duty rota or commands. Its holder and deputies together must
be two different people; a post without a fixed holder needs two deputies by name. Where a role has `posts`, this
holds at each site; deputies of the role itself stand in at all of them.

Flagged:
    organisation:
      roles:
        - {id: duty-supervisor, name: 值班长, holder: person-a, deputies: [person-a]}
        - {id: spokesperson, name: 新闻发言人, holder: person-a}
        - {id: clerk, name: 文员, holder: person-a}
      persons: [{id: person-a, name: 甲某}]
    reporting:
      steps:
        - {do: 通知各班组待命, role: duty-supervisor}
        - {do: 准备首发声明, role: spokesperson}
Fine:
    organisation:
      roles:
        - {id: duty-supervisor, name: 值班长, holder: person-a, deputies: [person-b]}
        - {id: agent, name: 坐席, deputies: [person-a, person-b]}
      persons:
        - {id: person-a, name: 甲某}
        - {id: person-b, name: 乙某}
    reporting:
      steps:
        - {do: 通知各班组待命, role: duty-supervisor}
        - {do: 切换话术, role: agent}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Plan
from . import Finding
from ._reading import actors, holders

SEVERITY = "error"
TITLE = Text("责任岗位没有替补", "role without a deputy")
WHY = Text(
    "紧急时刻要行动的岗位，至少要有两个不同的人能顶上。承担步骤、决定级别、报告、值班或指挥的岗位都算；"
    "没有固定任职人的岗位，要写明两名替补。",
    "A role that owns a step, decides a level, reports, is on duty or commands needs two different people who can act.",
)
BASIS = Text("ISO 22301:2019 第 8.4.2.4 条", "ISO 22301:2019, 8.4.2.4")

NO_DEPUTY = Text("“{role}”没有替补", "the role `{role}` has no deputy")
SAME_PERSON = Text("“{role}”的替补就是任职人自己", "the deputy of `{role}` is its own holder")
NOBODY = Text("“{role}”没有任职人，替补不足两名", "the role `{role}` has no holder and fewer than two deputies")
AT = Text("{role}（{site}）", "{role} ({site})")
ACTS_HERE = Text("这个岗位在这里要行动（{what}）", "the role acts here ({what})")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each role that acts."""
    first = {role: (span, what) for role, span, what in reversed([*actors(plan)])}
    for role in plan.of_type("role"):
        if role.id not in first:
            continue
        span, what = first[role.id]
        notes = (Note(ACTS_HERE(what=what), span),)
        for post, people in holders(role):
            holder, deputies = post.get("holder") or role.get("holder"), post.get("deputies")
            name = role.name if post is role else AT(role=role.name, site=plan.name_of(post["site"]))
            if len(people) > 1:
                continue
            if holder and deputies:
                yield Finding(post.at("deputies", 0), SAME_PERSON(role=name), notes)
            else:
                place = role.place if post is role else post.at("site")
                yield Finding(place, (NO_DEPUTY if holder else NOBODY)(role=name), notes)
