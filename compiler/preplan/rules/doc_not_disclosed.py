"""Plan that was not made known in time.

A plan is published to the organisation's own people within 20 working days of being issued, and neighbours who may be
affected are told (国办发〔2024〕5号, 第二十八条). In `distribution.disclosure` each entry is for the staff or for the
neighbours if its `group` says so, else if `to` holds one of the words in schema/law/formalities.yaml; the earliest `on`
of either is no later than the term from `issued_on` (else the last approval), and once the term is over there has to be
one. Neighbours are asked for only where the plan knows any: an outside contact or a linkage of that kind. Drafts are
let pass.

Flagged:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      issued_on: 2026-07-01
      linkage: [{name: 同层商户应急预案, relation: neighbour}]
    distribution:
      disclosure:
        - {to: 全体员工, on: 2026-08-03}
        - {to: 客户, on: 2026-07-15}
Fine:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      issued_on: 2026-07-01
      linkage: [{name: 同层商户应急预案, relation: neighbour}]
    distribution:
      disclosure:
        - {to: 全体员工和派驻人员, on: 2026-07-08}
        - {to: 相邻商户和物业, on: 2026-07-29}
        - {to: 客户, on: 2026-08-15}
        - {to: 园区管委会, group: neighbours}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Text
from ..law import Piece
from ..model import Node, Plan
from . import Finding
from ._control import formality_notes, in_use, published_on, term
from ._reading import day, gap, in_china

SEVERITY = "warning"
ABSENCE = True
TITLE = Text("预案没有按期公布", "plan that was not made known in time")
WHY = Text(
    "预案印发后20个工作日内要向本单位公布，并告知可能受影响的周边单位、居民。公布记录按 group（没有写的按对象名称里的用词）"
    "分出本单位人员和周边单位，两者最早的日期都不能晚于期限，期限过后不能没有；期限从颁布日期（没有的从批准日期）次日起"
    "数工作日。预案没有写相邻单位（外部联系或预案衔接）的，不要求告知周边；草案不检查。",
    "A plan is published to its own people within 20 working days, and neighbours who may be affected are told. An "
    "entry is for either by its `group`, else by the words in `to`; the earliest date is within the term, and there is "
    "one when the term is over. Neighbours are asked for only where the plan knows any.",
)
BASIS = Text("突发事件应急预案管理办法第二十八条", "Measures for emergency plans, article 28")

LATE = Text(
    "{who}{on}才获知预案，期限是{due}", "the plan was made known to {who} on {on}, after the term ended on {due}"
)
NO_DATE = Text("向{who}公布的记录没有日期，期限{due}已过", "nothing says when {who} were told; the term ended on {due}")
NOBODY = Text(
    "没有向{who}公布预案的记录，期限{due}已过",
    "nothing says that the plan was made known to {who}; the term ended on {due}",
)
SAY_WHOM = Text(
    "已经公布的，在那一条写 group（staff 本单位人员，neighbours 周边单位和居民）",
    "where they were, say so with `group` (staff or neighbours) in that entry",
)

RECORD = Text(
    "公布后在 distribution.disclosure 记一条，写明对象和日期",
    "once it is, record it in `distribution.disclosure` with whom and when",
)


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at when the staff and the neighbours were told."""
    published = published_on(plan)
    if published is None or not in_china(plan) or not in_use(plan):
        return
    due, formality = term("disclosure", published)
    notes = formality_notes(plan, formality, published, due)
    entries = plan.entries("distribution", "disclosure")
    untold: list[Piece] = []
    for who in formality.items:
        told = [each for each in entries if _is_for(each, who)]
        in_order = sorted((each for each in told if each.get("on")), key=lambda each: str(each["on"]))
        first = day(in_order[0], "on") if in_order else None
        if who.id == "neighbours" and not told and not _has_neighbours(plan):
            continue
        if first and first > due:
            yield Finding(in_order[0].at("on"), LATE(who=who.name, on=first, due=due), notes)
        elif told and not first and due < today:
            yield Finding(told[0].at("to"), NO_DATE(who=who.name, due=due), notes)
        elif not told and due < today:
            untold.append(who)
    if untold:
        message = NOBODY(who=[each.name for each in untold], due=due)
        yield Finding(gap(plan, "distribution"), message, notes, SAY_WHOM() if entries else RECORD())


def _is_for(entry: Node, who: Piece) -> bool:
    return bool(entry["group"] == who.id if entry.get("group") else who.is_in(str(entry["to"]).casefold()))


def _has_neighbours(plan: Plan) -> bool:
    contacts = (each for each in plan.of_type("contact") if each.fragment not in plan.shared)
    return any(each.get("kind") == "neighbour" for each in contacts) or any(
        each.get("relation") == "neighbour" for each in plan.entries("plan", "linkage")
    )
