"""Durations, dates and times: what is one, how it is read and shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preplan.values import (
    add_duration,
    is_date,
    is_duration,
    is_time,
    read_date,
    read_duration,
    read_time,
    show_date,
    show_duration,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("PT30M", timedelta(minutes=30)), ("PT90M", timedelta(minutes=90)), ("PT1H30M", timedelta(minutes=90)),
        ("P1D", timedelta(days=1)), ("P1DT12H", timedelta(hours=36)), ("P2W", timedelta(days=14)),
        ("P3M", timedelta(days=90)), ("P1Y", timedelta(days=365)), ("PT0S", timedelta()), ("PT45S", timedelta(seconds=45)),
        ("P9999Y", timedelta(days=365 * 9999)),
    ],
)  # fmt: skip
def test_a_duration_is_read(text: str, value: timedelta) -> None:
    assert value == read_duration(text)


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "30M", "T30M", "PT30", "P30M1Y", "P1DT", "PT1.5H", "-PT1H", "pt1h", "PT1H ", "PT1H\n", "P1W\u0661D",
     "PT１H", "P99999Y", "PT99999999S", "30分钟", "P1H", "PT1D"],
)  # fmt: skip
def test_what_is_no_duration_is_refused(text: str) -> None:
    assert not is_duration(text)
    with pytest.raises(ValueError):
        read_duration(text)


@pytest.mark.parametrize(
    "text",
    ["", "2026-02-30", "2026-13-01", "2026-00-10", "0000-01-01", "2026-7-1", "2026/07/01", "20260701", "2026-07-01T00:00",
     "2026-07-01\n", "２０２６-07-01", "2025-02-29"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    assert not is_date(text)
    with pytest.raises(ValueError):
        read_date(text)


@pytest.mark.parametrize("text", ["", "8:30", "25:00", "24:01", "12:60", "12:30:00", "12.30", "１2:30", "12:30\n"])
def test_what_is_no_time_is_refused(text: str) -> None:
    assert not is_time(text)
    with pytest.raises(ValueError):
        read_time(text)


@pytest.mark.parametrize(("text", "minutes"), [("00:00", 0), ("08:30", 510), ("23:59", 1439), ("24:00", 1440)])
def test_a_time_is_minutes_after_midnight(text: str, minutes: int) -> None:
    assert minutes == read_time(text)


@pytest.mark.parametrize("value", [None, 1, 1.5, True, [], {}])
def test_what_is_no_text_is_for_the_type_to_judge(value: object) -> None:
    assert (True, True, True) == (is_date(value), is_duration(value), is_time(value))


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        ("PT30M", "30分钟", "30 minutes"), ("PT90M", "90分钟", "90 minutes"), ("PT1H", "1小时", "1 hour"),
        ("P1DT12H", "1天12小时", "1 day 12 hours"), ("P3M", "3个月", "3 months"), ("P1Y", "1年", "1 year"),
        ("P2W", "2周", "2 weeks"), ("PT0S", "0分钟", "0 minutes"),
        (timedelta(minutes=90), "1小时30分钟", "1 hour 30 minutes"), (timedelta(0), "0分钟", "0 minutes"),
    ],
)  # fmt: skip
def test_a_duration_is_said_in_words(value: timedelta | str, chinese: str, english: str) -> None:
    assert (chinese, english) == (show_duration(value, "zh"), show_duration(value, "en"))


def test_a_date_is_said_in_words() -> None:
    assert ("2026年7月1日", "1 July 2026") == (show_date("2026-07-01", "zh"), show_date(date(2026, 7, 1), "en"))


@pytest.mark.parametrize(
    ("day", "duration", "expected"),
    [
        (date(2026, 8, 31), "P6M", date(2027, 2, 28)), (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (date(2026, 1, 31), "P1M", date(2026, 2, 28)), (date(2026, 12, 1), "P1M", date(2027, 1, 1)),
        (date(2026, 11, 24), "P2W", date(2026, 12, 8)), (date(2026, 11, 24), "PT99H", date(2026, 11, 24)),
        (date(2026, 11, 24), "P9999Y", date.max), (date(9999, 12, 31), "P1D", date.max),
    ],
)  # fmt: skip
def test_a_duration_is_added_by_the_calendar(day: date, duration: str, expected: date) -> None:
    assert expected == add_duration(day, duration)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(alphabet="PTYMWDHS0123456789:-. \n１", max_size=12))
def test_a_text_is_either_refused_or_read_and_said(text: str) -> None:
    if is_duration(text):
        assert read_duration(text) >= timedelta(0)
        assert show_duration(text, "zh")
        assert show_duration(read_duration(text), "en")
        assert add_duration(date(2026, 11, 24), text) >= date(2026, 11, 24)
    if is_date(text):
        assert text == read_date(text).isoformat()
    if is_time(text):
        assert 0 <= read_time(text) <= 1440


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.dates())
def test_every_date_is_read_back(day: date) -> None:
    assert day == read_date(day.isoformat())
