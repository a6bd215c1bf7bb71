"""How often a plan promises something, and how often its schedule has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..model import Item, Node, Plan
from ..values import add_duration, read_date, read_duration
from ._reading import day

YEAR = "P1Y"


def promised(frequency: Node) -> tuple[int, str]:
    """Return how many times are promised, and in what period: a year, or more where the promise looks further.

    Monthly and quarterly promises are counted over a year, so that a date may slip within it.
    """
    return counted(int(frequency["times"]), str(frequency["per"]))


def counted(times: int, per: str) -> tuple[int, str]:
    """Return how many times a frequency makes in a year, or in its own period where that is longer."""
    year = read_duration(YEAR)
    if read_duration(per) >= year:
        return times, per
    return round(times * (year / read_duration(per))), YEAR


def periods(plan: Plan, items: Sequence[Item], length: str, today: date) -> list[list[Item]]:
    """Return what falls into each period of a length that holds the day, those with the most first.

    The day is today, or the plan's date of effect where that is still to come. Done counts where it is done, else
    where it is planned.
    """
    start = max(today, day(plan.head, "effective_on") or today)
    dates = sorted({when(item) for item in items if when(item) <= start < add_duration(when(item), length)} | {start})
    found = [[item for item in items if first <= when(item) < add_duration(first, length)] for first in dates]
    return sorted(found, key=len, reverse=True)


def when(item: Item) -> date:
    """Return the day something was done, or else is planned for."""
    return read_date(item.get("done_on") or item["planned_on"])
