"""Which authorities have not been verified for long."""

from __future__ import annotations

from datetime import date

from ..model import Item, Plan
from ..values import add_duration
from ._reading import day

KEEPS = "P1Y"


def overdue_authorities(plan: Plan, today: date) -> list[Item]:
    """Return the authorities that were last verified over a year ago."""
    authorities = [each for each in plan.of_type("contact") if each.get("kind") == "authority"]
    return [each for each in authorities if _is_over(day(each, "verified_on"), today)]


def _is_over(verified: date | None, today: date) -> bool:
    return verified is not None and add_duration(verified, KEEPS) < today
