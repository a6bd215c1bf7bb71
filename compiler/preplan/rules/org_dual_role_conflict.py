"""One person, two roles, at the same time.

Nobody can be in two places at once: steps that run together (`parallel`) need as many people as roles. Steps that are
done at the same time are those of one list in which each but the first says `parallel: true`; a finding is a role whose
holder also holds another role with a step in the same such group, at the same site where roles have `posts`. Whoever
decides a step (`decider`) does it too. Two steps of one role, and people who only deputise, are left alone.

Flagged:
    organisation:
      roles:
        - {id: deputy-head, name: 领导小组副组长, holder: person-a}
        - {id: team-leader, name: 应急小组组长, holder: person-a}
      persons: [{id: person-a, name: 甲某}]
    scenarios:
      - id: fire
        name: 火灾
        procedures:
          - id: proc-fire
            name: 火灾处置
            steps:
              - {do: 在集合点设指挥位置, role: deputy-head}
              - {do: 带队清场, role: team-leader, parallel: true}
Fine:
    organisation:
      roles:
        - {id: deputy-head, name: 领导小组副组长, holder: person-a}
        - {id: team-leader, name: 应急小组组长, holder: person-a}
        - id: guide
          name: 疏散引导员
          posts:
            - {site: north, holder: person-b}
            - {site: south, holder: person-c}
        - id: counter
          name: 清点员
          posts:
            - {site: north, holder: person-c}
            - {site: south, holder: person-b}
      persons:
        - {id: person-a, name: 甲某}
        - {id: person-b, name: 乙某}
        - {id: person-c, name: 丙某}
    premises: {sites: [{id: north, name: 北楼}, {id: south, name: 南楼}]}
    scenarios:
      - id: fire
        name: 火灾
        procedures:
          - id: proc-fire
            name: 火灾处置
            steps:
              - {do: 带队清场, role: team-leader}
              - {do: 引导撤离, role: guide, parallel: true}
              - {do: 清点人数, role: counter, parallel: true}
              - {do: 报警, role: team-leader, parallel: true}
              - {do: 到集合点指挥, role: deputy-head}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Item, Node, Plan
from . import Finding
from ._people import posts_of
from ._steps import in_groups, lists_of_steps

SEVERITY = "error"
TITLE = Text("一人担任的两个岗位要同时行动", "one person, two roles, at the same time")
WHY = Text(
    "一个人不能同时在两处行动。同一组并行步骤（parallel: true）分给两个岗位，而两个岗位由同一个人担任的，即为冲突；"
    "岗位分场所任职的，只比较同一场所。同一岗位的两个步骤、只作替补的人，不算。",
    "Nobody can act in two places at once. Steps that run together (`parallel`) conflict where their roles are held by "
    "the same person, at the same site. Two steps of one role, and people who only deputise, are left alone.",
)
BASIS = Text("通行做法", "common practice")

CONFLICT = Text(
    "{person}同时担任“{first}”和“{second}”，而这两个岗位要同时行动",
    "{person} holds both `{first}` and `{second}`, which act at the same time",
)
ALSO = Text("这里担任“{role}”", "holds `{role}` here")
ACTS = Text("“{role}”在这一步行动", "`{role}` acts in this step")
APART = Text(
    "让其中一个岗位改由他人担任，或者把两个步骤改为先后进行",
    "give one of the roles to somebody else, or let one step follow the other",
)


def check(plan: Plan) -> Iterator[Finding]:
    """Compare the holders of roles that act together; a role is reported once, with the first it conflicts with."""
    meetings = _meetings(plan)
    acting = {role for pair in meetings for role in pair}
    roles = [role for role in plan.of_type("role") if role.id in acting]
    for index, second in enumerate(roles):
        for first in roles[:index]:
            steps = meetings.get((str(first.id), str(second.id)))
            held = _both(first, second) if steps else None
            if steps and held:
                yield _finding(plan, (first, second), held, steps)
                break


def _finding(plan: Plan, roles: tuple[Item, Item], held: tuple[Node, Node], steps: tuple[Node, Node]) -> Finding:
    first, second = roles
    person = plan.name_of(str(held[1].data))
    notes = (
        Note(ALSO(role=first.name), held[0].at()),
        *(Note(ACTS(role=role.name), step.fragment.head(step.path)) for role, step in zip(roles, steps, strict=True)),
    )
    return Finding(held[1].at(), CONFLICT(person=person, first=first.name, second=second.name), notes, APART())


def _both(first: Item, second: Item) -> tuple[Node, Node] | None:
    """Return where the same person holds both roles; one without a site holds them at every site."""
    for site, holder in posts_of(first):
        for other, again in posts_of(second):
            if holder.data == again.data and (site == other or None in (site, other)):
                return holder, again
    return None


def _meetings(plan: Plan) -> dict[tuple[str, str], tuple[Node, Node]]:
    """Return each two roles that act at the same time, in either order, with the steps where they first do."""
    found: dict[tuple[str, str], tuple[Node, Node]] = {}
    for group in (group for steps in lists_of_steps(plan) for group in in_groups(steps)):
        doers = [(role, step) for step in group for role in _doers(plan, step)]
        for one, at in doers:
            for other, there in doers:
                if one != other and at is not there:
                    found.setdefault((one, other), (at, there))
    return found


def _doers(plan: Plan, step: Item) -> list[str]:
    decides = [role for _, role in plan.deciders(step)] if step.get("decider") else []
    return [*dict.fromkeys([*([step["role"]] if step.get("role") else []), *decides])]
