"""Who holds what, and which units have something to do."""

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
