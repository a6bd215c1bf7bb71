"""Count working days by the State Council's calendar: its holidays, and the days worked in lieu of them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

_WEEK = 7
_WORKING = 5
_FRIDAY = 4
_DAY = timedelta(days=1)


class _Calendar(NamedTuple):
    """The days on which the week's own rhythm does not hold, and the years that are published."""

    off: frozenset[date]
    on: frozenset[date]
    years: range


def workdays_after(day: date, count: int) -> date:
    """Return the last day of a term of so many working days; the day itself is not counted.

    In years whose calendar is not published every Monday to Friday is a working day: `is_published` tells.

    >>> workdays_after(date(2026, 9, 30), 1)
    datetime.date(2026, 10, 8)
    """
    while count > 0 and day < date.max:
        day += _DAY
        count -= is_workday(day)
    return day


def workdays_between(start: date, end: date) -> int:
    """Return how many working days there are after one day, up to another and with it; none where it is no later.

    >>> workdays_between(date(2026, 9, 30), date(2026, 10, 8))
    1
    """
    if end <= start:
        return 0
    first = start + _DAY
    weeks, rest = divmod((end - start).days, _WEEK)
    extra = sum((first.weekday() + each) % _WEEK <= _FRIDAY for each in range(rest))
    calendar = _calendar()
    lost, won = (sum(first <= day <= end for day in days) for days in (calendar.off, calendar.on))
    return weeks * _WORKING + extra - lost + won


def is_workday(day: date) -> bool:
    """Say whether a day is a working day, be it in lieu of another.

    >>> is_workday(date(2026, 10, 10)), is_workday(date(2026, 10, 5))
    (True, False)
    """
    calendar = _calendar()
    return day in calendar.on or (day.weekday() <= _FRIDAY and day not in calendar.off)


def is_published(*days: date) -> bool:
    """Say whether the calendar of the years of these days is published; it is in November of the year before."""
    return all(day.year in _calendar().years for day in days)


@cache
def _calendar() -> _Calendar:
    # Only some plans have a term to count.
    from chinese_calendar import constants

    return _Calendar(
        off=frozenset(day for day in constants.holidays if day.weekday() <= _FRIDAY),
        on=frozenset(day for day in constants.workdays if day.weekday() > _FRIDAY),
        years=range(min(constants.holidays).year, max(constants.holidays).year + 1),
    )
