"""Record of training with missing entries.

A record of training says when, where, in what, by whom, for whom and with what result (生产安全事故应急预案管理办法,
第三十一条). Each of the six fields is given; the date always is. Plans under the law of another country
(`jurisdiction`) are left alone.

Flagged:
    records:
      trainings:
        - {id: record-a, name: 三季度培训记录, held_on: 2026-08-20, place: 培训室, content: 报告要求, attendees: []}
Fine:
    records:
      trainings:
        - id: record-a
          name: 三季度培训记录
          held_on: 2026-08-20
          place: 培训室
          content: 报告要求
          teacher: 应急办公室
          attendees: [客服部18人]
          result: 全部合格
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._reading import in_china, lacking

SEVERITY = "error"
TITLE = Text("培训记录不全", "record of training with missing entries")
WHY = Text(
    "培训档案要如实记录时间、地点、内容、师资、参加人员和考核结果，每条培训记录这六项都要有。",
    "A record of training says when, where, in what, by whom, for whom and with what result: none of the six is missing.",
)
BASIS = Text("安监总局令第 88 号（修正）第三十一条", "Order 88 (amended), article 31")

MISSING = Text("“{record}”缺少{parts}", "`{record}` lacks {parts}")
FIELDS = ("held_on", "place", "content", "teacher", "attendees", "result")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each record of training."""
    for record in plan.of_type("training-record") if in_china(plan) else ():
        if parts := lacking(record, *FIELDS):
            yield Finding(record.place, MISSING(record=record.name, parts=parts))
