"""Backup kept where the system runs.

A fire, a flood or a power cut takes both at once when the backups stand in the same building or zone as the system. A
system's `backup.site` is flagged if it says so in words (同一机房, 本楼, 同可用区 and the like, with no word of distance
beside it), or if every place it names is the one in `location`, floors and rooms left aside. A system that gives no
`location` is judged by the words only.

Flagged:
    resources:
      systems:
        - {id: tickets, name: 工单系统, location: 示例大厦9层机房, backup: {every: PT1H, site: 示例大厦3层档案室}}
        - {id: calls, name: 话务平台, backup: {every: PT1H, site: 同一机房的备用机柜}}
Fine:
    resources:
      systems:
        - {id: tickets, name: 工单系统, location: 示例大厦9层机房, backup: {every: PT1H, site: 异地的云机房}}
        - {id: chat, name: 在线客服, location: 示例大厦9层机房, backup: {every: P1D, site: 示例大厦3层和银行保管箱}}
        - {id: calls, name: 话务平台, location: 示例园区1号楼, backup: {every: PT5M, site: 示例园区2号楼}}
        - {id: base, name: 知识库, backup: {every: P1D, site: 与本机房相距30公里的同城机房}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Node, Plan
from . import Finding

SEVERITY = "warning"
TITLE = Text("备份与系统在同一处", "backup kept where the system runs")
WHY = Text(
    "备份与系统在同一栋楼、同一可用区，一场火灾、水淹或停电会同时失去两者。备份地点（backup.site）自己写明在同一机房、本楼、同可用区一类，"
    "而没有写距离的，或者所列的每一处都与运行地点（location）相同（不计楼层和房间）的，即报告；没有写运行地点的，只看文字。",
    "One fire takes both when the backups stand in the same building or zone. Flagged is a `backup.site` that says so in "
    "words, or names only the place in `location`, floors and rooms left aside.",
)
BASIS = Text("通行做法", "common practice")

SAME = Text("“{system}”的备份与系统在同一处：{place}", "the backups of `{system}` are where it runs: {place}")
SAYS_SO = Text(
    "“{system}”的备份地点“{place}”与系统在同一处", "the backups of `{system}` are at the same place: {place}"
)
RUNS = Text("系统在这里运行：{place}", "it runs here: {place}")
ELSEWHERE = Text("把一份备份放到另一栋楼或另一可用区", "keep one copy in another building or zone")
WORDS = re.compile(
    r"(?:同一?[个座栋]?|本)(?:机房|大楼|楼|建筑|园区|数据中心|机柜|可用区|职场|办公室)"
    r"|(?i:\bsame (?:building|room|site|rack|floor|campus|zone|availability zone|data cent(?:er|re))\b)"
)
DISTANCE = re.compile(r"[不非另异距外]|(?i:\b(?:not|other|another|outside|away|remote)\b)")
AND = re.compile(r"[、，,；;/+＋]|[和与及]|(?i: and )")
# From a floor or a room on, a name no longer says which building it is.
INSIDE = re.compile(
    r"(?:地下|负)?[0-9一二三四五六七八九十]+(?:层|楼|室).*|(?i:,? *(?:\d+(?:st|nd|rd|th) floor|floor \d+|room \d+).*)"
)
BETWEEN = re.compile(r"[\W_]+")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at where the backups of each system are."""
    for system in plan.of_type("system"):
        backup = system.child("backup") if system.get("backup") else None
        if backup is None or not backup.get("site"):
            continue
        site, location = str(backup["site"]), system.get("location")
        if WORDS.search(site) and not DISTANCE.search(site):
            yield _finding(backup, SAYS_SO, system.name, ())
        elif location and _all_at(site, location):
            yield _finding(backup, SAME, system.name, (Note(RUNS(place=location), system.at("location")),))


def _finding(backup: Node, said: Text, system: str, notes: tuple[Note, ...]) -> Finding:
    return Finding(backup.at("site"), said(system=system, place=backup["site"]), notes, ELSEWHERE())


def _all_at(places: str, location: str) -> bool:
    """Say whether every place that is named is in the same building as a location."""
    named = {_building(each) for each in AND.split(places) if each.strip()}
    return places == location or named == {_building(location)}


def _building(place: str) -> str:
    """Return the name of the building, or the whole where it is a floor or a room only."""
    whole = place.strip()
    return BETWEEN.sub("", INSIDE.sub("", whole) or whole).casefold()
