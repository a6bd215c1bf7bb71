"""Scale of other than four levels without a national grade.

Events are graded 特别重大, 重大, 较大 and 一般 (突发事件应对法, 第三条). A plan with four levels follows that of itself;
one with another number of levels says for each which national grade it answers, or which ones. Plans under the law
of another country (`jurisdiction`) are left alone.

Flagged:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, national_grade: i}
      - {id: level-2, name: 二级响应, ordinal: 2}
      - {id: level-3, name: 三级响应, ordinal: 3}
Fine:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1, national_grade: ii}
      - {id: level-2, name: 二级响应, ordinal: 2, national_grades: [iii]}
      - {id: level-3, name: 三级响应, ordinal: 3, national_grade: iv}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan, schema_at
from . import Finding
from ._reading import in_china, most_serious_first

SEVERITY = "warning"
TITLE = Text("响应级别没有对应国家分级", "levels without a national grade")
WHY = Text(
    "国家把突发事件分为特别重大、重大、较大和一般四级。级别不是四个的，要写明各级对应哪一级。",
    "The State grades events in four; a plan with another number of levels says which national grade each of them answers.",
)
BASIS = Text("突发事件应对法第三条", "Emergency Response Law, article 3")

UNMAPPED = Text(
    "响应分 {count} 级，{levels}没有写明对应的国家分级", "there are {count} levels, and {levels} name no national grade"
)
# The grades there are stand in the schema.
GRADE = (0, "national_grade")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at the levels together."""
    levels = most_serious_first(plan)
    unmapped = [level for level in levels if not level.get("national_grade") and not level.get("national_grades")]
    if in_china(plan) and unmapped and len(levels) not in (1, len(schema_at("levels", GRADE)["enum"])):
        message = UNMAPPED(count=len(levels), levels=[level.name for level in unmapped])
        yield Finding(unmapped[0].place, message)
