"""Drill that was held and not evaluated.

What a drill has shown stands in an evaluation report (生产安全事故应急预案管理办法, 第三十四条; ISO 22301:2019, 8.5 e).
A drill that has a `done_on` or a record, and a record that belongs to no drill of the schedule, names a `report`,
itself or in one of its records, or has it among what is archived.

Flagged:
    drills:
      schedule:
        - {id: drill-a, name: 断网推演, planned_on: 2026-03-01, done_on: 2026-03-02, archive: [演练方案, 总结报告]}
        - {id: drill-b, name: 消防演练, planned_on: 2026-09-01}
    records:
      drills:
        - {id: record-b, name: 消防演练记录, drill: drill-b, held_on: 2026-09-01}
        - {id: record-c, name: 临时演练记录, held_on: 2026-10-01, summary: 15分钟完成切换}
Fine:
    drills:
      schedule:
        - {id: drill-a, name: 断网推演, planned_on: 2026-03-01, done_on: 2026-03-02, report: 断网推演评估报告}
        - {id: drill-b, name: 消防演练, planned_on: 2026-09-01, done_on: 2026-09-01}
        - {id: drill-c, name: 泄露推演, planned_on: 2026-10-01, done_on: 2026-10-01, archive: [评估报告]}
        - {id: drill-d, name: 停电演练, planned_on: 2026-12-01}
    records:
      drills:
        - {id: record-b, name: 消防演练记录, drill: drill-b, held_on: 2026-09-01, report: 消防演练评估报告}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._drills import held, held_on, is_evaluated, records_by_drill

SEVERITY = "error"
ABSENCE = True
TITLE = Text("演练没有评估报告", "drill that was held and not evaluated")
WHY = Text(
    "演练结束后要评估并写出报告。已经完成（有 done_on 或演练记录）的演练，要在演练、演练记录或归档材料里写明评估报告；"
    "不在计划里的演练记录也要写明。",
    "What a drill has shown stands in a report. A drill that was held, and a record outside the schedule, names its "
    "evaluation report, in the drill, in a record of it or among what is archived.",
)
BASIS = Text(
    "安监总局令第 88 号（修正）第三十四条，ISO 22301:2019 第 8.5 条 e",
    "Order 88 (amended), article 34; ISO 22301:2019, 8.5 e",
)

NO_REPORT = Text("“{drill}”已经完成，没有评估报告", "`{drill}` was held, but there is no evaluation report")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each drill that was held, then at the records outside the schedule."""
    for drill, records in held(plan):
        if not is_evaluated(drill, records):
            yield Finding(held_on(drill, records).at(), NO_REPORT(drill=drill.name))
    for record in records_by_drill(plan).get(None, ()):
        if not record.get("report"):
            yield Finding(record.at("held_on"), NO_REPORT(drill=record.name))
