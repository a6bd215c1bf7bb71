"""Lists of steps: which are done together, and how messages call one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from ..model import Fragment, Item, Node, Plan, Where

AnyNode = TypeVar("AnyNode", bound=Node)

_STOPS = re.compile(r"[，。；：！？,;:!?]|[.](?=\s|$)")
_LONGEST = 24


def lists_of_steps(plan: Plan) -> list[list[Item]]:
    """Return the steps of a plan, those of one list together."""
    found: dict[tuple[Fragment, Where], list[Item]] = {}
    for step in plan.of_type("step"):
        found.setdefault((step.fragment, step.path[:-1]), []).append(step)
    return [*found.values()]


def in_groups(steps: Sequence[AnyNode]) -> list[list[AnyNode]]:
    """Put steps that are done at the same time together: a step, and those behind it that say `parallel`."""
    groups: list[list[AnyNode]] = []
    for step in steps:
        if groups and step.get("parallel"):
            groups[-1].append(step)
        else:
            groups.append([step])
    return groups


def brief(step: Node) -> str:
    """Return how a message calls a step: what it says up to the first stop, cut where that is long."""
    text = str(step["do"]).strip()
    first = next((each.strip() for each in _STOPS.split(text) if each.strip()), text)
    return first if len(first) <= _LONGEST or first.isascii() else first[:_LONGEST] + "…"
