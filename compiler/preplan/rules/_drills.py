"""What several rules ask about drills: which law wants them, whether one was held, whether it was evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..law import Floor, floors
from ..model import Item, Node, Plan
from ._reading import in_china, is_type

_EVALUATION = re.compile(r"评估|evaluation|assessment", re.IGNORECASE)


def binding(plan: Plan) -> list[Floor]:
    """Return how often each law that binds a plan wants drills."""
    profiles = {*plan.head.get("profiles", ())}
    evacuates = bool(plan.of_type("area") or plan.of_type("muster-point"))
    return [
        floor
        for floor in (floors() if in_china(plan) else ())
        if (floor.profiles is None or profiles & {*floor.profiles})
        and (floor.plan_types is None or is_type(plan, *floor.plan_types))
        and (evacuates or not floor.premises)
    ]


def held(plan: Plan) -> Iterator[tuple[Item, list[Item]]]:
    """Yield each drill of the schedule that was held, with the records of it: it says so itself, or has a record."""
    records = records_by_drill(plan)
    for drill in plan.of_type("drill"):
        found = records.get(str(drill.id), [])
        if drill.get("done_on") or found:
            yield drill, found


def held_on(drill: Item, records: list[Item]) -> Node:
    """Return the date on which a drill was held, where it says so, else where its last record does."""
    return drill.child("done_on") if drill.get("done_on") else records[-1].child("held_on")


def records_by_drill(plan: Plan) -> dict[str | None, list[Item]]:
    """Return the records of drills held, by the drill of the schedule; None stands for those outside it."""
    found: dict[str | None, list[Item]] = {}
    for record in plan.of_type("drill-record"):
        drill = plan.find(record["drill"]) if record.get("drill") else None
        found.setdefault(drill.id if drill else None, []).append(record)
    return found


def is_evaluated(drill: Item, records: list[Item]) -> bool:
    """Say whether a drill or a record of it names its evaluation report, be it among what is archived."""
    archived = any(_EVALUATION.search(each) for each in drill.get("archive") or ())
    return archived or any(each.get("report") for each in (drill, *records))
