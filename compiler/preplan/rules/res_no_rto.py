"""System without recovery objectives, or with ones that contradict each other.

For each system the plan says how long it may be down (MTPD), when it is back (RTO) and how much data may be lost
(RPO) (ISO 22301:2019, 8.2.2). It is back before its absence becomes intolerable, and backups are made at least as
often as data may be lost.

Flagged:
    resources:
      systems:
        - {id: tickets, name: 工单系统, rto: PT4H}
        - {id: chat, name: 在线客服, rto: PT4H, rpo: PT1H, mtpd: PT2H, backup: {every: P1D}}
Fine:
    resources:
      systems: [{id: tickets, name: 工单系统, rto: PT1H, rpo: PT1H, mtpd: PT4H, backup: {every: PT30M}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Plan
from ..values import read_duration
from . import Finding

SEVERITY = "error"
TITLE = Text("系统没有恢复目标或恢复目标自相矛盾", "system without sound recovery objectives")
WHY = Text(
    "每个系统要写明 RTO、RPO 和 MTPD；RTO 不能大于 MTPD，备份间隔不能大于 RPO。",
    "Each system has RTO, RPO and MTPD; RTO is not above MTPD, and backups are made at least as often as RPO says.",
)
BASIS = Text("ISO 22301:2019 第 8.2.2 条", "ISO 22301:2019, 8.2.2")

MISSING = Text("“{system}”缺少{parts}", "the system `{system}` lacks {parts}")
TOO_LATE = Text(
    "“{system}”的 RTO（{rto}）大于 MTPD（{mtpd}）", "the RTO of `{system}` ({rto}) is above its MTPD ({mtpd})"
)
TOO_RARE = Text(
    "“{system}”的备份间隔是{every}，长于 RPO（{rpo}）",
    "the backups of `{system}` are {every} apart, more than its RPO ({rpo})",
)
LIMIT = Text("上限在这里", "the limit is here")
OBJECTIVES = ("rto", "rpo", "mtpd")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each system."""
    for system in plan.of_type("system"):
        missing = [name.upper() for name in OBJECTIVES if not system.get(name)]
        times = {name: read_duration(system[name]) for name in OBJECTIVES if system.get(name)}
        if missing:
            yield Finding(system.place, MISSING(system=system.name, parts=missing))
        if {"rto", "mtpd"} <= set(times) and times["rto"] > times["mtpd"]:
            message = TOO_LATE(system=system.name, rto=times["rto"], mtpd=times["mtpd"])
            yield Finding(system.at("rto"), message, (Note(LIMIT(), system.at("mtpd")),))
        backup = system.get("backup") or {}
        if "rpo" in times and backup.get("every") and (every := read_duration(backup["every"])) > times["rpo"]:
            message = TOO_RARE(system=system.name, every=every, rpo=times["rpo"])
            yield Finding(system.at("backup", "every"), message, (Note(LIMIT(), system.at("rpo")),))
