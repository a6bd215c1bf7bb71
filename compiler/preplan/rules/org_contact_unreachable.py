"""Person who may be out of reach.

When the office network or the building is lost, people must still be called. Whoever holds or deputises for a role
needs two means of contact, one of which works without the office network: a mobile phone or a radio
(GB/T 29639-2020, 6.5.1 and 9.5).

Flagged:
    organisation:
      roles: [{id: duty-supervisor, name: 值班长, holder: person-a, deputies: [person-b]}]
      persons:
        - {id: person-a, name: 甲某, contacts: [{kind: mobile, value: 199-0000-9001}]}
        - {id: person-b, name: 乙某, contacts: [{kind: extension, value: "8001"}, {kind: im, value: b}]}
Fine:
    organisation:
      roles: [{id: duty-supervisor, name: 值班长, holder: person-a}]
      persons:
        - id: person-a
          name: 甲某
          contacts: [{kind: mobile, value: 199-0000-9001}, {kind: extension, value: "8001"}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._reading import people_acting

SEVERITY = "error"
TITLE = Text("人员可能联系不上", "person who may be out of reach")
WHY = Text(
    "办公网络或职场不能用时，仍要找得到人。任职人和替补每人至少两种联系方式，其中一种是手机或对讲机。",
    "When the office network is lost, people must still be reached: each holder and deputy needs two means of contact, "
    "one of them a mobile phone or a radio.",
)
BASIS = Text("GB/T 29639-2020 第 6.5.1、9.5 条", "GB/T 29639-2020, 6.5.1 and 9.5")

TOO_FEW = Text("“{person}”只有一种联系方式，至少要两种", "`{person}` has one means of contact; two are needed")
NONE = Text("“{person}”没有联系方式，至少要两种", "`{person}` has no means of contact; two are needed")
ALL_OFFICE = Text(
    "“{person}”的联系方式都依赖办公网络，没有手机或对讲机",
    "all contacts of `{person}` hang on the office network: no mobile phone, no radio",
)
OUTSIDE = {"mobile", "radio"}


def check(plan: Plan) -> Iterator[Finding]:
    """Look at everybody who holds a role or deputises."""
    acting = people_acting(plan)
    for person in plan.of_type("person"):
        means = person.children("contacts")
        if person.id not in acting:
            continue
        if not means:
            yield Finding(person.place, NONE(person=person.name))
        elif len({each["value"] for each in means}) < 2:
            yield Finding(person.key_at("contacts"), TOO_FEW(person=person.name))
        elif not any(each["kind"] in OUTSIDE for each in means):
            yield Finding(person.key_at("contacts"), ALL_OFFICE(person=person.name))
