"""Working days follow the State Council's calendar, and the week where there is none yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from preplan.workdays import is_published, is_workday, workdays_after, workdays_between

DAY = timedelta(days=1)
# As the State Council's notice of 4 November 2025 has it.
OFF_2026 = [
    (date(2026, 1, 1), date(2026, 1, 3)),
    (date(2026, 2, 15), date(2026, 2, 23)),
    (date(2026, 4, 4), date(2026, 4, 6)),
    (date(2026, 5, 1), date(2026, 5, 5)),
    (date(2026, 6, 19), date(2026, 6, 21)),
    (date(2026, 9, 25), date(2026, 9, 27)),
    (date(2026, 10, 1), date(2026, 10, 7)),
]
ON_2026 = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def test_year_is_as_the_state_council_has_it() -> None:
    off = {first + each * DAY for first, last in OFF_2026 for each in range((last - first).days + 1)}
    on = {date.fromisoformat(f"2026-{each}") for each in ON_2026}
    year = [date(2026, 1, 1) + each * DAY for each in range(365)]

    assert [day in on or (day.weekday() < 5 and day not in off) for day in year] == [is_workday(day) for day in year]


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 7, 1), 20, date(2026, 7, 29)),  # nothing in between but weekends
        (date(2026, 7, 4), 1, date(2026, 7, 6)),  # from a Saturday
        (date(2026, 9, 18), 20, date(2026, 10, 22)),  # two festivals, and two Sundays and Saturdays that are worked
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # a Saturday in lieu
        (date(2026, 7, 1), 0, date(2026, 7, 1)),
        (date(2030, 9, 30), 2, date(2030, 10, 2)),  # a year that is not published
        (date(9999, 12, 30), 20, date.max),
    ],
)
def test_term_ends_on_its_last_working_day(start: date, count: int, end: date) -> None:
    assert end == workdays_after(start, count)


def test_days_between_are_those_that_a_walk_counts() -> None:
    for start in (date(2025, 12, 27), date(2026, 2, 14), date(2026, 9, 20), date(2026, 10, 1), date(2026, 12, 31)):
        for length in range(420):
            walked = sum(is_workday(start + each * DAY) for each in range(1, length + 1))
            assert walked == workdays_between(start, start + length * DAY)


def test_no_days_lie_between_a_day_and_an_earlier_one() -> None:
    assert 0 == workdays_between(date(2026, 7, 2), date(2026, 7, 1))


def test_calendar_knows_which_years_it_has() -> None:
    assert is_published(date(2025, 12, 31), date(2026, 12, 31))
    assert not is_published(date(2026, 12, 31), date(2030, 1, 1))
    assert not is_published(date(1999, 1, 1))
