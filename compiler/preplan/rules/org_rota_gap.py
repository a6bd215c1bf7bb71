"""Duty rota with hours when nobody is on duty.

A rota that says somebody is always there has to show who (GB/T 29639-2020, 6.3.1.1). A slot that ends at or before
its start runs into the next day. Two workdays and two rest days, round and round, show every night there can be.
Where slots name a site, each site is looked at by itself, together with the slots that name none.

Flagged:
    organisation:
      roles: [{id: duty-supervisor, name: 值班长}]
      rota:
        phone: 010-0000-0000
        staffed: always
        slots:
          - {name: 白班, days: daily, start: "08:00", end: "20:00", role: duty-supervisor}
          - {name: 夜班, days: workdays, start: "20:00", end: "08:00", role: duty-supervisor}
Fine:
    organisation:
      roles: [{id: duty-supervisor, name: 值班长}]
      rota:
        phone: 010-0000-0000
        staffed: always
        slots:
          - {name: 白班, days: daily, start: "08:00", end: "20:00", role: duty-supervisor}
          - {name: 夜班, days: daily, start: "20:00", end: "08:00", role: duty-supervisor}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Said, Text
from ..model import Node, Plan
from ..values import read_time
from . import Finding
from ._reading import rota_slots

SEVERITY = "error"
TITLE = Text("值班表有空档", "duty rota with a gap")
WHY = Text(
    "写明 24 小时值守的，值班表要覆盖工作日和休息日的每一分钟。结束不晚于开始的班次视为跨到次日。",
    "A rota that is staffed always must cover every minute of workdays and rest days; a slot that ends at or before its "
    "start runs into the next day.",
)
BASIS = Text("GB/T 29639-2020 第 6.3.1.1 条", "GB/T 29639-2020, 6.3.1.1")

GAP = Text("{days} {start} 至{next} {end} 无人值班", "nobody is on duty from {start} to {end}{next} on {days}")
WHOLE_DAY = Text("{days}全天无人值班", "nobody is on duty on {days}")
AT = Text("“{site}”{gap}", "`{site}`: {gap}")
NO_SLOTS = Text("写明 24 小时值守，但没有班次", "the phone is said to be always staffed, but there are no slots")
DAYS = {"workdays": Text("工作日", "workdays"), "rest-days": Text("休息日", "rest days")}
EVERY_DAY = Text("每天", "all days")
NEXT_DAY = Text("次日", " of the next day")
SAME_DAY = Text("", "")
WEEK = ("workdays", "workdays", "rest-days", "rest-days")
DAY = 24 * 60
ROUND = len(WEEK) * DAY


def check(plan: Plan) -> Iterator[Finding]:
    """Look for uncovered minutes."""
    rota = plan.field("organisation", "rota")
    if rota is None or rota.get("staffed") != "always":
        return
    slots = rota_slots(plan)
    if not slots:
        yield Finding(rota.at("staffed"), NO_SLOTS())
        return
    sites = [*dict.fromkeys(slot["site"] for slot in slots if slot.get("site"))]
    for site in sites or [None]:
        # Who is on duty for all sites is so at each of them.
        here = [slot for slot in slots if slot.get("site") in (None, site)]
        for message in _said(here):
            yield Finding(rota.key_at("slots"), AT(site=plan.name_of(site), gap=message) if site else message)


def _said(slots: list[Node]) -> Iterator[Said]:
    gaps = {(WEEK[start // DAY], start % DAY, min(end - start, DAY)) for start, end in _gaps(slots)}
    for start, length in sorted({gap[1:] for gap in gaps}):
        days = [DAYS[each] for each in DAYS if (each, start, length) in gaps]
        said = EVERY_DAY if len(days) == 2 else days[0]
        following = NEXT_DAY if start + length > DAY else SAME_DAY
        message = GAP(days=said, start=_clock(start), end=_clock(start + length), next=following)
        yield WHOLE_DAY(days=said) if length == DAY else message


def _gaps(slots: list[Node]) -> list[tuple[int, int]]:
    """Return uncovered stretches that begin in a round, in minutes after its first midnight."""
    found, covered = list[tuple[int, int]](), 0
    for start, end in sorted(_covered(slots)):
        if start > covered:
            found.append((covered, start))
        covered = max(covered, end)
    # Of three rounds the middle one has neighbours on both sides.
    return [(start - ROUND, end - ROUND) for start, end in found if ROUND <= start < 2 * ROUND]


def _covered(slots: list[Node]) -> Iterator[tuple[int, int]]:
    for number, kind in enumerate(WEEK * 3):
        for slot in slots:
            start, end = read_time(slot["start"]), read_time(slot["end"])
            if slot.get("days", "daily") in ("daily", kind):
                yield number * DAY + start, number * DAY + end + (DAY if end <= start else 0)


def _clock(minutes: int) -> str:
    minutes = minutes if minutes == DAY else minutes % DAY
    return f"{minutes // 60:02}:{minutes % 60:02}"
