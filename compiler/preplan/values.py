"""Read and show durations, dates and times: the only conversions."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

_DURATION = re.compile(
    r"P(?!$)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?!$)(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?"
)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00")
_YEAR, _MONTH, _WEEK = timedelta(days=365), timedelta(days=30), timedelta(days=7)
_UNITS = {
    "zh": (
        ("年", "年"),
        ("个月", "个月"),
        ("周", "周"),
        ("天", "天"),
        ("小时", "小时"),
        ("分钟", "分钟"),
        ("秒", "秒"),
    ),
    "en": (
        ("year", "years"),
        ("month", "months"),
        ("week", "weeks"),
        ("day", "days"),
        ("hour", "hours"),
        ("minute", "minutes"),
        ("second", "seconds"),
    ),
}


def read_duration(text: str) -> timedelta:
    """Read an ISO 8601 duration; a year counts 365 days and a month 30.

    Raises ValueError for anything else.

    >>> read_duration("PT1H30M")
    datetime.timedelta(seconds=5400)
    """
    years, months, weeks, days, hours, minutes, seconds = _duration_parts(text)
    return (
        years * _YEAR
        + months * _MONTH
        + weeks * _WEEK
        + timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    )


def show_duration(value: timedelta | str, lang: str) -> str:
    """Say a duration in words, largest unit first; a text is an ISO 8601 duration and keeps its own units.

    >>> show_duration(timedelta(minutes=90), "zh")
    '1小时30分钟'
    >>> show_duration("P3M", "en")
    '3 months'
    """
    counts = _duration_parts(value) if isinstance(value, str) else _split(value)
    said = [
        f"{count}{units[0]}" if lang == "zh" else f"{count} {units[count != 1]}"
        for count, units in zip(counts, _UNITS[lang], strict=True)
        if count
    ]
    nothing = "0分钟" if lang == "zh" else "0 minutes"
    return ("" if lang == "zh" else " ").join(said) or nothing


def read_date(text: str) -> date:
    """Read an ISO 8601 calendar date; raises ValueError for anything else.

    >>> read_date("2026-07-01")
    datetime.date(2026, 7, 1)
    """
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(text)
    return date(*map(int, match.groups()))


def add_duration(day: date, duration: str) -> date:
    """Return the day a duration after another; months and years go by the calendar, hours are dropped.

    >>> add_duration(date(2026, 8, 31), "P6M")
    datetime.date(2027, 2, 28)
    """
    years, months, weeks, days, *_ = _duration_parts(duration)
    year, month = divmod(day.year * 12 + day.month - 1 + years * 12 + months, 12)
    if year > date.max.year:
        return date.max
    start = day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))
    return date.fromordinal(min(start.toordinal() + weeks * 7 + days, date.max.toordinal()))


def total(*durations: timedelta) -> timedelta:
    """Add durations up; what is more than can be counted is the longest there is.

    >>> total(timedelta.max, timedelta(days=1)) == timedelta.max
    True
    """
    try:
        return sum(durations, timedelta())
    except OverflowError:
        return timedelta.max


def show_date(value: date | str, lang: str) -> str:
    """Say a date in words.

    >>> show_date("2026-07-01", "zh")
    '2026年7月1日'
    """
    day = read_date(value) if isinstance(value, str) else value
    months = "January February March April May June July August September October November December".split()
    return f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else f"{day.day} {months[day.month - 1]} {day.year}"


def read_time(text: str) -> int:
    """Read a time of day as minutes after midnight; `24:00` is 1440. Raises ValueError for anything else.

    >>> read_time("08:30")
    510
    """
    if not _TIME.fullmatch(text):
        raise ValueError(text)
    return int(text[:2]) * 60 + int(text[3:])


def is_duration(value: object) -> bool:
    """Say whether a value is an ISO 8601 duration; values that are no text pass, as JSON Schema wants."""
    return not isinstance(value, str) or _reads(read_duration, value)


def is_date(value: object) -> bool:
    """Say whether a value is an ISO 8601 calendar date; values that are no text pass."""
    return not isinstance(value, str) or _reads(read_date, value)


def is_time(value: object) -> bool:
    """Say whether a value is a time of day; values that are no text pass."""
    return not isinstance(value, str) or _reads(read_time, value)


# Rules read the same few again and again.
@lru_cache(4096)
def _duration_parts(text: str) -> tuple[int, ...]:
    match = _DURATION.fullmatch(text) if text.isascii() else None
    if not match:
        raise ValueError(text)
    return tuple(int(part or 0) for part in match.groups())


def _split(value: timedelta) -> tuple[int, ...]:
    seconds = int(value.total_seconds())
    days, seconds = divmod(seconds, 86400)
    hours, seconds = divmod(seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    return (0, 0, 0, days, hours, minutes, seconds)


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True
