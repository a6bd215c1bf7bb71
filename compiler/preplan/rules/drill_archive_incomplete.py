"""Drill whose papers are not all kept.

What a drill was to be, what came of it and what it looked like is kept (AQ/T 9007-2019, 8.2.2). The `archive` of a
drill that was held names, in words that are looked for in its entries, the plan of the drill, the summary, which a
record of the drill may hold instead, and photos or recordings. A drill without an evaluation report, which belongs to
the papers too, is not looked at: that is said elsewhere. Plans under the law of another country are left alone.

Flagged:
    drills:
      schedule:
        - id: drill-a
          name: 断网推演
          planned_on: 2026-03-01
          done_on: 2026-03-02
          report: 断网推演评估报告
          archive: [演练方案, 评估报告]
        - {id: drill-b, name: 消防演练, planned_on: 2026-09-01, done_on: 2026-09-01, report: 消防演练评估报告}
Fine:
    drills:
      schedule:
        - id: drill-a
          name: 断网推演
          planned_on: 2026-03-01
          done_on: 2026-03-02
          archive: [演练方案, 评估总结报告, 现场照片和录像]
        - {id: drill-b, name: 消防演练, planned_on: 2026-09-01, done_on: 2026-09-01}
        - {id: drill-c, name: 停电演练, planned_on: 2026-12-01, archive: [演练方案]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Item, Plan
from . import Finding
from ._drills import held, held_on, is_evaluated
from ._reading import in_china

SEVERITY = "warning"
ABSENCE = True
TITLE = Text("演练归档不全", "drill whose papers are not all kept")
WHY = Text(
    "演练的方案、评估报告、总结报告和影像资料要归档。已经完成的演练，归档材料（archive）里按字样查找方案、总结和影像；"
    "演练记录写了总结的，总结视为已有。没有评估报告的由 drill-no-report 报告，不再重复。",
    "The plan of a drill, its report, summary and photos or recordings are kept: each is looked for by its word in the "
    "`archive` of a drill that was held; a record of the drill may hold the summary.",
)
BASIS = Text("AQ/T 9007-2019 第 8.2.2 条", "AQ/T 9007-2019, 8.2.2")

INCOMPLETE = Text("“{drill}”的归档缺少{parts}", "the archive of `{drill}` lacks {parts}")
DRILL_PLAN = Text("演练方案", "the plan of the drill")
SUMMARY = Text("总结报告", "the summary")
MEDIA = Text("影像资料", "photos or recordings")
WORDS = {
    DRILL_PLAN: re.compile(r"方案|脚本|\bplans?\b|\bscripts?\b", re.IGNORECASE),
    SUMMARY: re.compile(r"总结|\bsummar|\bdebrief|\bafter-action\b", re.IGNORECASE),
    MEDIA: re.compile(
        r"影像|照片|图片|视频|录像|录音|音像|\bphoto|\bpicture|\bvideo|\brecording|\bimage|\bmedia\b|\bfootage\b",
        re.IGNORECASE,
    ),
}


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each drill that was held and evaluated."""
    for drill, records in held(plan) if in_china(plan) else ():
        missing = _missing(drill, records)
        if missing and is_evaluated(drill, records):
            place = drill.key_at("archive") if drill.get("archive") else held_on(drill, records).at()
            yield Finding(place, INCOMPLETE(drill=drill.name, parts=missing))


def _missing(drill: Item, records: list[Item]) -> list[Text]:
    kept = [str(each) for each in drill.get("archive") or ()]
    found = {part for part, words in WORDS.items() if any(words.search(each) for each in kept)}
    if any(each.get("summary") for each in records):
        found.add(SUMMARY)
    return [part for part in WORDS if part not in found]
