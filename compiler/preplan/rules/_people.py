"""Who holds what, and what is done together."""

from __future__ import annotations

from ..model import Item, Node, Plan
from ._reading import actors, keepers


def posts_of(role: Item) -> list[tuple[str | None, Node]]:
    """Return each place where a role has a holder: the site, or None where it holds everywhere, and the holder."""
    return [
        (post.get("site"), each.child("holder"))
        for post in role.children("posts") or [role]
        if (each := post if post.get("holder") else role).get("holder")
    ]


def busy_units(plan: Plan) -> set[str]:
    """Return the units that have something to do: one of their roles or teams has, or a unit below them."""
    acting = {role for found in (actors, keepers) for role, _, _ in found(plan)}
    busy = {str(team["unit"]) for team in plan.of_type("team") if team.get("unit")}
    busy |= {str(role["unit"]) for role in plan.of_type("role") if role.id in acting and role.get("unit")}
    parents: dict[str, str | None] = {str(unit.id): unit.get("parent") for unit in plan.of_type("unit")}
    for unit in plan.of_type("unit"):
        if acting & {unit.get("lead"), *(unit.get("members") or [])}:
            busy.add(str(unit.id))
    for below in [*parents]:
        above = parents[below] if below in busy else None
        while above and above not in busy:
            busy.add(above)
            above = parents.get(above)
    return busy


def together(plan: Plan) -> list[list[Item]]:
    """Return each group of steps that run at the same time: a step, and those behind it that say `parallel`."""
    groups: list[list[Item]] = []
    for step in plan.of_type("step"):
        if step.get("parallel") and groups and _follows(groups[-1][-1], step):
            groups[-1].append(step)
        else:
            groups.append([step])
    return [group for group in groups if len(group) > 1]


def _follows(before: Item, step: Item) -> bool:
    """Say whether a step is the next in the list that another is in."""
    *ahead, index = before.path
    return step.fragment is before.fragment and step.path == (*ahead, int(index) + 1)
