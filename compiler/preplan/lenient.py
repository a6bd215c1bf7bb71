"""Read what is written almost as it should be, where it can only mean one thing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from fractions import Fraction

from .values import read_date, read_duration, read_time

_DATE = re.compile(r"(\d{4}) ?(?:年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?|([-/.]) ?(\d{1,2}) ?\4 ?(\d{1,2})|(\d\d)(\d\d))")
_TIME = re.compile(r"(\d{1,2}) ?(?:: ?(\d\d)(?::00)?|[时点] ?(?:(\d{1,2})分?|(半)|整)?)|(\d\d)(\d\d)")
# The units of a duration, the largest first, with the letter and what people write for them.
_UNITS = {
    "Y": "年|years?|yrs?|y",
    "M": "个月|months?",
    "W": "周|个?星期|weeks?|w",
    "D": "天|日|days?|d",
    "TH": "个?小时|hours?|hrs?|h",
    "TM": "分钟|分|minutes?|mins?",
    "TS": "秒钟?|seconds?|secs?|s",
}
_NUMERAL = "[零一二两三四五六七八九十]+"
_NUMBER = rf"(?:\d{{1,5}}(?:\.\d{{1,3}})?|{_NUMERAL})"
_WORDS = re.compile(" ?".join(rf"(?:({_NUMBER}) ?(?:{words}))?" for words in _UNITS.values()))
_N = r"(\d{1,5}(?:\.\d{1,3})?)"
# ISO 8601 with a T, days after it too. Without a T, M may be meant as minutes, but after years or hours.
_ISO = (
    re.compile(rf"P?(?:{_N}Y)?(?:{_N}M)?(?:{_N}W)?(?:{_N}D)?T(?:{_N}H)?(?:{_N}M)?(?:{_N}S)?"),
    re.compile(rf"P(?:{_N}Y(?:{_N}M)?)?(?:{_N}W)?(?:{_N}D)?()()()"),
    re.compile(rf"P?()()()T?(?:{_N}D)()()()"),
    re.compile(rf"P()()()(?:{_N}D)?(?:{_N}H)(?:{_N}M)?(?:{_N}S)?"),
)
_HALVES = {
    "半小时": "PT30M", "半个小时": "PT30M", "一个半小时": "PT90M", "1个半小时": "PT90M", "半年": "P6M", "半分钟": "PT30S",
}  # fmt: skip
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "on", "是", "对"), "true"), **dict.fromkeys(("false", "no", "off", "否", "不是"), "false"),
}  # fmt: skip
_INTEGER = re.compile(r"-?(0|[1-9]\d{0,8})")
_NOT_ID = re.compile(r"[\s_-]+")
_PARTS = re.compile(r"[\s_-]")
# A letter too many, too few or in the wrong place shows in words from this length on.
_SHORTEST = 4


def mend_date(text: str) -> str | None:
    """Return a date as it should be written.

    >>> mend_date("2026年1月5日"), mend_date("2026/1/5"), mend_date("2026-02-30"), mend_date("1/5/2026")
    ('2026-01-05', '2026-01-05', None, None)
    """
    match = _DATE.fullmatch(_plain(text))
    if not match:
        return None
    year, month, day = (part for part in match.groups() if part and part.isdigit())
    return _if_right(f"{year}-{month:0>2}-{day:0>2}", read_date)


def mend_time(text: str) -> str | None:
    """Return a time of day as it should be written.

    >>> mend_time("8：30"), mend_time("8点半"), mend_time("0830"), mend_time("830")
    ('08:30', '08:30', '08:30', None)
    """
    match = _TIME.fullmatch(_plain(text))
    if not match:
        return None
    hours, minutes, said, half, hours_too, minutes_too = match.groups()
    shown = minutes or said or minutes_too or ("30" if half else "00")
    return _if_right(f"{hours or hours_too:0>2}:{shown:0>2}", read_time)


def mend_duration(text: str) -> str | None:
    """Return a duration as it should be written; `30m` could be minutes or months.

    >>> mend_duration("30分钟"), mend_duration("pt1.5h"), mend_duration("2 hours"), mend_duration("30m")
    ('PT30M', 'PT90M', 'PT2H', None)
    """
    said = _plain(text).casefold()
    if said in _HALVES:
        return _HALVES[said]
    iso = said.replace(" ", "").upper()
    for pattern in _ISO if iso.startswith(("P", "T")) else [_WORDS]:
        if (match := pattern.fullmatch(said if pattern is _WORDS else iso)) and any(match.groups()):
            return _duration(match.groups())
    return None


def mend_integer(text: str) -> str | None:
    """Return a whole number as it should be written.

    >>> mend_integer("２"), mend_integer("三"), mend_integer("2.5")
    ('2', '3', None)
    """
    said = _plain(text)
    number = _numeral(said)
    return said if _INTEGER.fullmatch(said) else None if number is None else str(number)


def mend_boolean(text: str) -> str | None:
    """Return a yes or no as it should be written.

    >>> mend_boolean("是"), mend_boolean("No"), mend_boolean("maybe")
    ('true', 'false', None)
    """
    return _BOOLEANS.get(_plain(text).casefold())


def mend_id(text: str) -> str:
    """Return an id as it should be written, if it can be one.

    >>> mend_id("Level_1")
    'level-1'
    """
    return _NOT_ID.sub("-", _plain(text).casefold())


def surely(word: str, names: Iterable[str], called: Iterable[tuple[str, str]] = (), *, open_ended: bool) -> str | None:
    """Return the name that was meant if only one can have been: the same but for its writing, or a slip of one letter.

    `called` are pairs of what people call a thing and its name. In an open-ended set, what was meant may not be there
    at all: a letter in the place of another is then taken for a slip in long words only.

    >>> surely("Genral_manager", ["general-manager", "deputy-manager"], open_ended=True)
    'general-manager'
    >>> surely("level-5", ["level-1"], open_ended=True)
    >>> surely("person-zheng", ["person-zhang"], open_ended=True)
    """
    known, meant = dict.fromkeys(names), _bare(word)
    same = {name for name in known if _bare(name) == meant}
    same |= {name for said, name in called if said and _bare(said) == meant}
    near = same or {name for name in known if _is_slip(meant, _bare(name), 7 if open_ended else 5)}
    return near.pop() if len(near) == 1 else None


def same(word: str, others: Iterable[str]) -> bool:
    """Say whether a word is one of some others but for its writing: width, case, hyphens."""
    return _bare(word) in map(_bare, others)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _if_right(text: str, read: Callable[[str], object]) -> str | None:
    try:
        read(text)
    except ValueError:
        return None
    return text


def _duration(counts: Iterable[str | None]) -> str | None:
    """Put counts of units together; half an hour becomes minutes, other fractions have no name of their own."""
    parts: dict[str, Fraction] = {}
    for unit, said in zip(_UNITS, counts, strict=True):
        if not said:
            continue
        number = _numeral(said)
        value = Fraction(said) if number is None else Fraction(number)
        if value.denominator != 1:
            if unit not in ("TH", "TM"):
                return None
            unit, value = ("TM", value * 60) if unit == "TH" else ("TS", value * 60)
        parts[unit] = parts.get(unit, Fraction(0)) + value
    if any(value.denominator != 1 for value in parts.values()):
        return None
    days = "".join(f"{parts[unit]}{unit}" for unit in "YMWD" if unit in parts)
    hours = "".join(f"{parts[unit]}{unit[-1]}" for unit in ("TH", "TM", "TS") if unit in parts)
    return _if_right(f"P{days}{'T' if hours else ''}{hours}", read_duration)


def _numeral(text: str) -> int | None:
    """Read a Chinese numeral up to 99."""
    match = re.fullmatch("([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)|([零两])", text)
    if not match or not text:
        return None
    tens, ten, ones, alone = match.groups()
    if alone:
        return _DIGITS[alone]
    if not ten:
        return None if tens and ones else _DIGITS[tens or ones]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _bare(name: str) -> str:
    return _NOT_ID.sub("-", _plain(name).casefold())


def _is_slip(one: str, other: str, replaced_from: int) -> bool:
    """Say whether two names differ by one slip in one word, and not in a digit."""
    if "".join(filter(str.isdigit, one)) != "".join(filter(str.isdigit, other)):
        return False
    ours, theirs = _PARTS.split(one), _PARTS.split(other)
    if "".join(ours) == "".join(theirs):
        return True
    different = [(a, b) for a, b in zip(ours, theirs, strict=False) if a != b]
    if len(ours) != len(theirs) or len(different) != 1:
        return False
    short, long = sorted(different[0], key=len)
    if len(short) < _SHORTEST or not (short + long).isascii():
        return False
    if len(long) > len(short):
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    at = [index for index in range(len(short)) if short[index] != long[index]]
    if len(at) == 1:
        return len(short) >= replaced_from
    return len(at) == 2 and at[1] == at[0] + 1 and short[at[0]] == long[at[1]] and short[at[1]] == long[at[0]]
