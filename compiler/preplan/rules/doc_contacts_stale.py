"""Contacts that have not been verified for 90 days.

People leave and numbers change; a dead number is found out by calling it beforehand (令88号, 第十六条). Looked at are
outside contacts and the people who hold or deputise for a role. Entries last verified on the same day are one finding,
and so are those never verified. National emergency numbers need no verifying; authorities that have not been
verified for a year are for report-authority-stale.

Flagged:
    organisation:
      roles: [{id: manager, name: 经理, holder: person-a}]
      persons: [{id: person-a, name: 甲某}]
      contacts:
        - {id: cac, name: 网信部门, kind: authority, phone: 010-0000-0001, verified_on: 2026-06-01}
        - {id: repair, name: 维修单位, phone: 010-0000-0002, verified_on: 2026-06-01}
Fine:
    organisation:
      roles: [{id: manager, name: 经理, holder: person-a}]
      persons: [{id: person-a, name: 甲某, verified_on: 2026-11-01}]
      contacts:
        - {id: fire-brigade, name: 消防救援, kind: emergency, phone: "119"}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..diagnostics import Text
from ..model import Item, Plan
from . import Finding
from ._contacts import overdue_authorities
from ._reading import day, people_acting

SEVERITY = "warning"
TITLE = Text("联系方式超过 90 天没有核实", "contacts that have not been verified for 90 days")
WHY = Text(
    "人员会变动，号码会停用，要定期拨打核实。外部联系单位、任职人和替补，上次核实超过 90 天或从未核实的，即报告；同一天核实的合并为一条，"
    "从未核实的也合并为一条；110、119 等应急电话不必核实，超过一年没有核实的主管部门另有一条。",
    "People leave and numbers change. Flagged are outside contacts, holders and deputies that were last verified over 90 "
    "days ago, or never; those of one day are one finding. National emergency numbers need no verifying.",
)
BASIS = Text("安监总局令第 88 号（修正）第十六条", "Order 88 (amended), article 16")

OLD = Text(
    "{count} 个人员或单位的联系方式上次核实是{on}，已超过 90 天",
    "the contacts of {count} persons or bodies were last verified on {on}, over 90 days ago",
)
NEVER = Text(
    "{count} 个人员或单位没有写联系方式的核实日期，如“{name}”",
    "persons or bodies without a date on which their contacts were verified: {count}, such as `{name}`",
)
KEEPS = timedelta(days=90)


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at each day on which contacts were verified."""
    acting = people_acting(plan)
    staff = [person for person in plan.of_type("person") if person.id in acting]
    # Who has left is not to be verified, but to be taken out: pii-leaver says so.
    people = [person for person in staff if (day(person, "leaves_on") or today) >= today]
    said = {contact.id for contact in overdue_authorities(plan, today)}
    contacts = [contact for contact in plan.of_type("contact") if contact.id not in said]
    outside = [contact for contact in contacts if contact.get("kind") != "emergency"]
    verified: dict[date | None, list[Item]] = {}
    for each in (*people, *outside):
        verified.setdefault(day(each, "verified_on"), []).append(each)
    for on, group in verified.items():
        if on is None:
            yield Finding(group[0].place, NEVER(count=len(group), name=group[0].name))
        elif today - on > KEEPS:
            yield Finding(group[0].at("verified_on"), OLD(count=len(group), on=on))
