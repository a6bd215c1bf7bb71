"""Drill of a crowded place that was not reported to the authority.

Who runs a crowded place tells the county's authority how each drill went (生产安全事故应急条例, 第八条;
生产安全事故应急预案管理办法, 第三十三条). Whom that binds stands in schema/law/floors.yaml (`submitted`). A drill of the
schedule that was held since the plan took effect has a `submitted_on`; what was tried while the plan was being written
is not looked at. Plans under the law of another country (`jurisdiction`) are left alone.

Flagged:
    plan:
      schema: 1
      name: 商场综合应急预案
      version: "1.0"
      type: comprehensive
      organisation: 示例商场
      profiles: [crowded-place]
      effective_on: 2026-07-01
    basis: [{id: work-safety-emergency-regulation, name: 生产安全事故应急条例}]
    drills:
      schedule: [{id: drill-fire, name: 疏散演练, planned_on: 2026-09-10, done_on: 2026-09-10}]
Fine:
    plan:
      schema: 1
      name: 商场综合应急预案
      version: "1.0"
      type: comprehensive
      organisation: 示例商场
      profiles: [crowded-place]
      effective_on: 2026-07-01
    organisation:
      contacts: [{id: county, name: 示例区应急管理局, kind: authority}]
    drills:
      schedule:
        - {id: drill-pre, name: 发布前推演, planned_on: 2026-06-10, done_on: 2026-06-10}
        - id: drill-fire
          name: 疏散演练
          planned_on: 2026-09-10
          done_on: 2026-09-10
          submitted_to: county
          submitted_on: 2026-09-20
        - {id: drill-crowd, name: 客流演练, planned_on: 2026-12-10}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from ..values import read_date
from . import Finding
from ._drills import binding, held, held_on
from ._laws import law_notes
from ._reading import day

SEVERITY = "error"
TITLE = Text("人员密集场所的演练没有报送", "drill of a crowded place not reported to the authority")
WHY = Text(
    "人员密集场所经营单位要把演练情况报送所在地县级以上人民政府的主管部门；哪些单位适用，记在 schema/law/floors.yaml。"
    "预案生效以后完成的演练要写明报送日期（submitted_on）；生效以前为编制预案做的推演不在此列。",
    "Who runs a crowded place tells the authority how each drill went: a drill held since the plan took effect has a "
    "`submitted_on`. Whom that binds stands in schema/law/floors.yaml.",
)
BASIS = Text(
    "生产安全事故应急条例第八条，安监总局令第 88 号（修正）第三十三条",
    "Order 708, article 8; Order 88 (amended), article 33",
)

NOT_SUBMITTED = Text("“{drill}”的演练情况没有报送主管部门", "how `{drill}` went was not reported to the authority")
SAY_WHEN = Text("报送后写 submitted_to 和 submitted_on", "once it is, write `submitted_to` and `submitted_on`")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each drill that was held since the plan took effect."""
    floor = next((each for each in binding(plan) if each.submitted), None)
    if floor is None:
        return
    effective = day(plan.head, "effective_on")
    for drill, records in held(plan):
        on = held_on(drill, records)
        if not drill.get("submitted_on") and not (effective and read_date(on.data) < effective):
            told, notes = NOT_SUBMITTED(drill=drill.name), law_notes(plan, floor, floor.what)
            yield Finding(on.at(), told, notes, SAY_WHEN(), None if floor.checked else "warning")
