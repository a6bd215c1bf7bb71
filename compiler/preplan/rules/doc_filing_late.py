"""Plan that was filed late, or not at all.

A plan that has to be filed is filed with the authority within 20 working days of its publication (令88号, 第二十六条).
A plan whose `distribution.filing` says `required: true` is late if `submitted_on` is after the term, or if there is no
`submitted_on` and the term is over; the term is counted from `issued_on` (else the last approval) by the State
Council's calendar of holidays, not counting the day itself. That a crowded place says nothing at all of filing is a
warning; on-site plans and drafts are let pass.

Flagged:
    plan:
      schema: 1
      name: 商场火灾专项应急预案
      version: "1.0"
      type: special
      organisation: 示例商场
      profiles: [crowded-place]
      issued_on: 2026-07-01
    distribution:
      filing: {required: true, submitted_on: 2026-07-30}
Fine:
    plan:
      schema: 1
      name: 商场火灾专项应急预案
      version: "1.0"
      type: special
      organisation: 示例商场
      profiles: [crowded-place]
      issued_on: 2026-09-18
    distribution:
      filing: {required: true, submitted_on: 2026-10-22}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._control import formality_notes, in_use, is_bound, published_on, term
from ._reading import day, gap, in_china, is_type

SEVERITY = "error"
ABSENCE = True
TITLE = Text("预案没有按期备案", "plan that was filed late, or not at all")
WHY = Text(
    "须备案的预案，要在公布之日起20个工作日内报主管部门备案。备案写明 required: true 的，提交日期晚于期限、"
    "或期限已过仍没有提交日期的，为逾期；期限从颁布日期（没有的从批准日期）次日起算，按国务院公布的放假调休安排数工作日。"
    "人员密集场所的综合、专项预案根本没有写备案的，只作警告；草案不检查。",
    "A plan that has to be filed is filed within 20 working days of its publication: late is a `submitted_on` after "
    "the term, or none when the term is over. The term runs from `issued_on`, else the last approval, by the State "
    "Council's calendar. That a crowded place says nothing of filing is a warning.",
)
BASIS = Text("安监总局令第 88 号（修正）第二十六条", "Order 88 (amended), article 26")

LATE = Text("备案提交于{on}，晚于期限{due}", "the plan was filed on {on}, after the term ended on {due}")
OVERDUE = Text("预案应于{due}前备案，还没有提交", "the plan was to be filed by {due} and is not")
SILENT = Text(
    "没有写明是否备案；须备案的，期限是{due}",
    "nothing says whether the plan is filed; the term, if it has to be, ended on {due}",
)
SAY_WHICH = Text(
    "在 distribution.filing 写 required；不须备案的写明理由",
    "write `required` in `distribution.filing`, with the reason if it is false",
)


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Hold the day of filing against the term."""
    published = published_on(plan)
    filing = plan.field("distribution", "filing")
    if published is None or not in_china(plan) or not in_use(plan):
        return
    due, formality = term("filing", published)
    notes = formality_notes(plan, formality, published, due)
    if filing is None:
        if due < today and is_bound(plan, formality.profiles) and is_type(plan, "comprehensive", "special"):
            yield Finding(gap(plan, "distribution"), SILENT(due=due), notes, SAY_WHICH(), "warning")
        return
    submitted = day(filing, "submitted_on")
    if not filing["required"]:
        return
    if submitted and submitted > due:
        yield Finding(filing.at("submitted_on"), LATE(on=submitted, due=due), notes)
    elif submitted is None and due < today:
        yield Finding(filing.at("required"), OVERDUE(due=due), notes)
