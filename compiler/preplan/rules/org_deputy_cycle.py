"""Deputies who only stand in for each other.

Where two people are each other's only deputies, one who is absent leaves both roles to the other, and two who are
absent together leave both empty. Followed are the people who hold a role that acts: from each, over all such roles they
hold, to the one other person who deputises; a loop is a way back to the start on which nobody has a second deputy. One
more deputy anywhere on it breaks the loop. A role without any deputy is another matter (`org-role-no-deputy`).

Flagged:
    organisation:
      roles:
        - {id: duty-supervisor, name: 值班长, holder: person-a, deputies: [person-b]}
        - {id: engineer, name: 工程师, holder: person-b, deputies: [person-a]}
      persons:
        - {id: person-a, name: 甲某}
        - {id: person-b, name: 乙某}
    reporting:
      steps:
        - {do: 通知各班组待命, role: duty-supervisor}
        - {do: 切换备用平台, role: engineer}
Fine:
    organisation:
      roles:
        - {id: duty-supervisor, name: 值班长, holder: person-a, deputies: [person-b, person-c]}
        - {id: engineer, name: 工程师, holder: person-b, deputies: [person-a]}
        - {id: clerk, name: 文员, holder: person-c, deputies: [person-d]}
        - {id: librarian, name: 档案员, holder: person-d, deputies: [person-c]}
      persons:
        - {id: person-a, name: 甲某}
        - {id: person-b, name: 乙某}
        - {id: person-c, name: 丙某}
        - {id: person-d, name: 丁某}
    reporting:
      steps:
        - {do: 通知各班组待命, role: duty-supervisor}
        - {do: 切换备用平台, role: engineer}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Node, Plan
from . import Finding
from ._reading import actors, holders

SEVERITY = "warning"
TITLE = Text("替补互相循环，没有第三人", "deputies who only stand in for each other")
WHY = Text(
    "两个人互为唯一替补，一人缺勤，另一人就要顶两个岗位；同时缺勤，两个岗位都没有人。"
    "从要行动的岗位的任职人出发，沿其唯一的替补人一路查下去，又回到起点而途中没有人有第二名替补的，即为循环；"
    "循环上任何一处增加一名替补即可。没有替补的岗位由 org-role-no-deputy 检查。",
    "Where people are each other's only deputies, one who is absent leaves two roles to one person. From the holders of "
    "roles that act, the one other person who deputises is followed; a way back to the start on which nobody has a "
    "second deputy is a loop. One more deputy anywhere breaks it.",
)
BASIS = Text("通行做法", "common practice")

LOOP = Text("{people}只互为替补，没有第三人", "{people} only stand in for each other")
LONGER = Text("{people}的替补首尾相接，没有其他人", "the deputies {people} form a loop with nobody else in it")
NEXT = Text("“{role}”由{person}替补", "{person} deputises in `{role}`")
ONE_MORE = Text("给其中一个岗位增加一名替补", "name one more deputy in one of these roles")


def check(plan: Plan) -> Iterator[Finding]:
    """Follow the deputies from each holder; a loop is reported once, where it first begins."""
    only = _only_deputies(plan)
    done: set[str] = set()
    for start in only:
        way: dict[str, None] = {}
        person = start
        while person in only and person not in done and person not in way:
            way[person] = None
            person = only[person][1]
        if person in way:
            people = [*way][[*way].index(person) :]
            yield _finding(plan, people, only)
        done |= {*way}


def _finding(plan: Plan, people: list[str], only: dict[str, tuple[str, str, Node]]) -> Finding:
    names = [plan.name_of(each) for each in people]
    steps = [(role, plan.name_of(deputy), place) for role, deputy, place in (only[each] for each in people)]
    notes = tuple(Note(NEXT(role=role, person=deputy), place.at()) for role, deputy, place in steps[1:])
    return Finding(steps[0][2].at(), (LOOP if len(people) == 2 else LONGER)(people=names), notes, ONE_MORE())


def _only_deputies(plan: Plan) -> dict[str, tuple[str, str, Node]]:
    """Return, for each holder with one deputy in all, the first role of theirs, the deputy, and where that is said."""
    acting = {role for role, _, _ in actors(plan)}
    found: dict[str, dict[str, tuple[str, str, Node]]] = {}
    for role in plan.of_type("role"):
        if role.id not in acting:
            continue
        for post, people in holders(role):
            holder = post.get("holder") or role.get("holder")
            # The holder of a role stands in at each of its posts, too.
            places = {str(each.data): each for each in ([role.child("holder")] if role.get("holder") else [])}
            places |= {str(each.data): each for node in (role, post) for each in node.children("deputies")}
            for person in people:
                if holder and person != holder:
                    found.setdefault(holder, {}).setdefault(person, (role.name, person, places[person]))
    return {holder: next(iter(deputies.values())) for holder, deputies in found.items() if len(deputies) == 1}
