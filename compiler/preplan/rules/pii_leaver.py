"""Person who has left, but is still in the plan.

Who has left does not answer the phone in an emergency, and the number is personal data that nobody needs any more
(个人信息保护法, 第五十一条). A person whose `leaves_on` has passed holds no role, deputises in none, stands on no rota and
has no `contacts`; in records, revisions and approvals of the past the name may stay.

Flagged:
    organisation:
      roles: [{id: duty-supervisor, name: 值班长, holder: person-a, deputies: [person-b]}]
      persons:
        - {id: person-a, name: 甲某}
        - id: person-b
          name: 乙某
          contacts: [{kind: mobile, value: 199-0000-9002}]
          leaves_on: 2026-10-31
Fine:
    organisation:
      roles: [{id: duty-supervisor, name: 值班长, holder: person-a, deputies: [person-b]}]
      persons:
        - {id: person-a, name: 甲某}
        - {id: person-b, name: 乙某, contacts: [{kind: mobile, value: 199-0000-9002}], leaves_on: 2026-11-24}
        - {id: person-c, name: 丙某, leaves_on: 2026-03-31}
    revisions: [{version: "1.0", on: 2026-03-01, summary: 首次编制, author: person-c}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Note, Text
from ..model import Item, Plan
from ..source import Span
from . import Finding
from ._reading import day

SEVERITY = "error"
TITLE = Text("离岗人员还留在预案里", "person who has left, but is still in the plan")
WHY = Text(
    "离岗的人紧急时不会接电话，其号码也成了不该再留的个人信息。离岗日期（leaves_on）已过的人，"
    "不得仍是任职人、替补或值班人员，也不得留有联系方式；过去的记录、修订和编审里的姓名可以保留。",
    "Who has left does not answer the phone, and the number is personal data that nobody needs any more. A person whose "
    "`leaves_on` has passed holds no role, deputises in none, stands on no rota and has no `contacts`.",
)
BASIS = Text("个人信息保护法第五十一条", "Personal Information Protection Law, article 51")

STILL_ACTS = Text(
    "“{person}”{left}离岗，仍在岗位或值班表上", "`{person}` left on {left}, but still has a role or a turn on the rota"
)
STILL_LISTED = Text(
    "“{person}”{left}离岗，联系方式仍在通讯录里", "`{person}` left on {left}, but the contacts are still here"
)
HERE = Text("这里写着“{person}”", "`{person}` is named here")
CONTACTS = Text("联系方式在这里", "the contacts are here")
REPLACE = Text("换上接任的人，删去离岗人员的联系方式", "name the successor and delete the contacts of who has left")
DELETE = Text("删去联系方式；不再提到的，删去整条", "delete the contacts, or the whole entry where nothing names it")


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at everybody whose last day has passed."""
    for person in plan.of_type("person"):
        left = day(person, "leaves_on")
        if left is None or left >= today:
            continue
        acts = tuple(Note(HERE(person=person.name), place) for place in _acts(plan, person))
        listed = (Note(CONTACTS(), person.key_at("contacts")),) if person.get("contacts") else ()
        place, about = person.at("leaves_on"), {"person": person.name, "left": left}
        if acts:
            yield Finding(place, STILL_ACTS(**about), acts + listed, REPLACE())
        elif listed:
            yield Finding(place, STILL_LISTED(**about), listed, DELETE())


def _acts(plan: Plan, person: Item) -> Iterator[Span]:
    """Yield each place that makes a person act: in a role, in a post, or on the rota."""
    for reference in plan.references_to(str(person.id)):
        if reference.fragment.kind == "organisation" and "allow" not in reference.path:
            yield reference.span
