"""Reason to revise the plan that came after its last revision.

A plan is revised in time when the law it rests on, the command structure, the risks or the resources change, or when a
drill or a real response shows that it doesn't work (国办发〔2024〕5号, 第三十五条; 令88号, 第三十六条). Held against the
date of the last revision (else `issued_on`) are: the date in force of each law that the plan cites and that binds by
now, unless the plan itself takes effect no earlier; each entry of `records.changes` and each incident, unless they say
`revision: not-needed`; and each drill held that says `revision: needed`. What is replaced by now is left to
law-superseded, a law that a change names to that change. A law that has not been checked against its official text only
makes it a warning; drafts and withdrawn plans are let pass.

Flagged:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      effective_on: 2026-08-01
      basis: [{law: new-norm}]
    basis:
      - {id: new-norm, name: 客户服务规范, effective_on: 2026-09-01, checked: true}
    revisions:
      - {version: "1.0", on: 2026-07-01, summary: 首次发布}
    records:
      changes: [{name: 客服部与技术部合并, kind: structure-change, on: 2026-10-08}]
      drills: [{id: drill-a, name: 断网演练, held_on: 2026-09-22, revision: needed}]
      incidents: [{id: outage, name: 机房停电, started_on: 2026-10-30}]
Fine:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      effective_on: 2026-08-01
      basis: [{law: new-norm}, {law: next-norm}, {law: call-norm}]
    basis:
      - {id: call-norm, name: 话务规范, effective_on: 2026-09-01, checked: true}
      - {id: new-norm, name: 客户服务规范, effective_on: 2026-08-01, checked: true}
      - {id: next-norm, name: 热线运营规范, effective_on: 2027-01-01, checked: true}
    revisions:
      - {version: "1.0", on: 2026-07-01, summary: 首次发布}
    records:
      changes:
        - {name: 话务规范施行, kind: law-change, law: call-norm, on: 2026-09-01, revision: not-needed}
        - {name: 总经理调整, kind: structure-change, on: 2026-07-01}
      drills: [{id: drill-a, name: 断网演练, held_on: 2026-09-22}]
      incidents: [{id: outage, name: 机房停电, started_on: 2026-10-30, revision: not-needed}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Note, Severity, Text
from ..model import Node, Plan
from ..values import read_date
from . import Finding
from ._control import in_use, last_revised
from ._reading import cited_laws, day

SEVERITY = "error"
ABSENCE = True
TITLE = Text("出现修订情形后预案没有修订", "reason to revise the plan that came after its last revision")
WHY = Text(
    "依据的法规、指挥机构、风险、资源有变化，或演练、实战发现问题的，预案要及时修订。与最近一次修订的日期"
    "（没有的看颁布日期）比较：引用的法规的施行日期（预案自身同日或更晚生效的、变化记录里已登记的除外）、变化记录和事件记录"
    "（写明 revision: not-needed 的除外）、写明 revision: needed 的演练记录。法规没有对照原文核对过的，只作警告；"
    "草案和已废止的预案不检查。",
    "A plan is revised when the law, the structure, the risks or the resources change, or a drill or an incident shows "
    "a fault. Held against the last revision are: the date in force of each cited law, unless the plan takes effect no "
    "earlier; changes and incidents, unless `revision: not-needed`; drills with `revision: needed`.",
)
BASIS = Text(
    "突发事件应急预案管理办法第三十五条，安监总局令第 88 号（修正）第三十六条",
    "Measures for emergency plans, article 35; Order 88 (amended), article 36",
)

LAW = Text("“{what}”{on}施行，之后预案没有修订", "`{what}` took effect on {on}; the plan has not been revised since")
CHANGE = Text("“{what}”（{on}）之后预案没有修订", "the plan has not been revised since `{what}` of {on}")
CITED = Text("这里引用了它", "it is cited here")
LAST = Text("最近一次修订是{on}", "the last revision was on {on}")
DECIDE = Text(
    "修订后写入修订记录；评估后不需修订的，在这一条写 revision: not-needed",
    "record the revision, or write `revision: not-needed` here if a review found none necessary",
)
RECORD = Text(
    "修订后写入修订记录；评估后不需修订的，登记到 records.changes，写 law 和 revision: not-needed",
    "record the revision; if a review found none necessary, enter the law in `records.changes` with `revision: not-needed`",
)
# What is recorded, the fields that hold its day (the first that is there), and what its silence means.
_RECORDS = (
    ("changes", ("on",), "needed"),
    ("drills", ("held_on",), "not-needed"),
    ("incidents", ("ended_on", "started_on"), "needed"),
)


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Hold each reason against the last revision."""
    revision = last_revised(plan)
    last = day(revision, "on") if revision else day(plan.head, "issued_on")
    if last is None or not in_use(plan):
        return
    notes = (Note(LAST(on=last), revision.at("on") if revision else plan.head.at("issued_on")),)
    known = max(last, day(plan.head, "effective_on") or last)
    recorded = {each.get("law") for each in plan.entries("records", "changes")}
    for law, places in cited_laws(plan):
        since = day(law, "effective_on")
        if since and known < since <= today and law.id not in recorded and not _is_over(law, today):
            cited = tuple(Note(CITED(), each.span) for each in places[1:])
            severity: Severity | None = None if law.get("checked") else "warning"
            yield Finding(places[0].span, LAW(what=law.name, on=since), (*notes, *cited), RECORD(), severity)
    for name, fields, silence in _RECORDS:
        for record in plan.entries("records", name):
            field = next((each for each in fields if record.get(each)), fields[-1])
            on = read_date(record[field])
            if last < on <= today and record.get("revision", silence) == "needed":
                yield Finding(record.at(field), CHANGE(what=record["name"], on=on), notes, DECIDE())


def _is_over(law: Node, today: date) -> bool:
    ended = day(law, "repealed_on")
    return ended <= today if ended else law.get("status") in ("repealed", "replaced")
