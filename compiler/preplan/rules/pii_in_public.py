"""Personal data in what the public may read.

Who has personal information keeps it from those who need not know it (个人信息保护法, 第五十一条; 突发事件应对法,
第八十四条). A text or number is public if neither it nor anything around it has an audience, of its own or by its kind,
that is narrower. Reported are a mobile number, an identity card number (with a sound date of birth and check digit), a
home address (住址, 家住 and the like, and then a street, house or village), and any number of a person of the
organisation. Duty phones of the rota are meant for callers, unless they are a person's own number.

Flagged:
    organisation:
      persons: [{id: person-a, name: 甲某, contacts: [{kind: landline, value: 010-0000-0001}]}]
      contacts: [{id: authority, name: 应急管理局, kind: authority, phone: "199-0000-9002"}]
      units: [{id: office, name: 应急办公室, text: 值班员甲某，手机19900009001。}]
    communications:
      rules: [{text: 夜间打010-0000-0001找甲某，家庭住址示例市示例路1号。}]
Fine:
    organisation:
      persons:
        - id: person-a
          name: 甲某
          contacts: [{kind: mobile, value: 199-0000-9001}, {kind: landline, value: 010-0000-0001}]
      contacts:
        - {id: authority, name: 应急管理局, kind: authority, phone: "010-0000-0002"}
        - {id: vendor, name: 云服务商, kind: supplier, phone: "199-0000-9003"}
        - {id: rescue, name: 救援队, kind: emergency, phone: "199-0000-9005", audience: internal}
      roles: [{id: duty, name: 值班长, authority: 联系不上时打199-0000-9001。, audience: internal}]
      rota: {phone: 199-0000-9004}
    communications:
      rules: [{text: 登记来电人住址和联系电话，工单号202611241990000900123；热线400-000-0000。}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..diagnostics import Note, Said, Text
from ..model import Item, Plan, audience_of, schema_at
from . import Finding
from ._texts import Found, search

SEVERITY = "error"
TITLE = Text("公开内容里有个人信息", "personal data in what the public may read")
WHY = Text(
    "手机号、身份证号、家庭住址不该让不需要知道的人看到。文字或号码本身、所在条目和所属种类都没有收窄可见范围（audience）的，"
    "就会进入公开版；其中有手机号、身份证号（出生日期和校验码都对）、住址（“住址”“家住”后面写着路、号、村等）、"
    "或本单位人员的任何号码，即报告。值班表的值班电话本来就是给人打的，除非就是某个人的号码。",
    "A text or number is public if nothing narrows its audience. Reported there are mobile numbers, identity card "
    "numbers, home addresses, and any number of a person of the organisation; duty phones are meant for callers.",
)
BASIS = Text(
    "个人信息保护法第五十一条，突发事件应对法第八十四条", "PIPL, article 51; Emergency Response Law, article 84"
)

IN_PUBLIC = Text("公开内容里有{what}", "{what} can be read by the public")
MOBILE = Text("手机号", "a mobile number")
IDENTITY = Text("身份证号", "an identity card number")
HOME = Text("家庭住址", "a home address")
PERSONAL = Text("“{person}”的号码", "a number of `{person}`")
OWN = Text("这是“{person}”的号码", "it is the number of `{person}`")
HELP = Text(
    "删去，改写岗位；确需保留的，给这一条写 audience: internal",
    "leave it out and name the role; if it must stay, give the entry `audience: internal`",
)
NUMBER = re.compile("[0-9][0-9 -]{5,20}[0-9Xx](?![0-9A-Za-z-])")
ADDRESS = re.compile(
    "(?:住址|家住|现住|住在|家庭地址)(?:为|是)?[：: ]?(?=[^\0，。；、]{2,30}?(?:路|街|巷|号|村|栋|幢|单元|室))"
)
INSIDE = re.compile("[0-9A-Za-z.-]$")
MOBILE_DIGITS = re.compile("(?:86)?1[3-9][0-9]{9}")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
PUBLIC, SHORTEST = "public", 7


def check(plan: Plan) -> Iterator[Finding]:
    """Look at public texts, then at the phones that stand in fields of their own."""
    people = {
        _digits(means["value"]): person
        for person in plan.of_type("person")
        for means in person.children("contacts")
        if len(_digits(means["value"])) >= SHORTEST
    }
    for found in search(plan, ADDRESS):
        if found.audience == PUBLIC:
            yield Finding(found.place, IN_PUBLIC(what=HOME), (), HELP())
    for found in search(plan, NUMBER):
        if found.audience != PUBLIC or INSIDE.search(found.text[: found.start]):
            continue
        what = _what(found)
        # That a person's own landline is public may be meant, and is said where it stands.
        owner = None if found.path[0] == "persons" else people.get(_digits(found.word))
        if what or owner:
            yield Finding(found.place, IN_PUBLIC(what=what or _owned(owner)), _notes(owner), HELP())
    schema = schema_at("organisation", ("contacts", 0))
    for contact in plan.of_type("contact"):
        phone = contact.get("phone", "")
        owner = people.get(_digits(phone))
        mobile = MOBILE_DIGITS.fullmatch(_digits(phone))
        if (mobile or owner) and audience_of(contact.data, schema) == PUBLIC:
            message = IN_PUBLIC(what=MOBILE if mobile else _owned(owner))
            yield Finding(contact.at("phone"), message, _notes(owner), HELP())
    rota = plan.field("organisation", "rota")
    owner = people.get(_digits(rota.get("phone", ""))) if rota else None
    if rota and owner:
        yield Finding(rota.at("phone"), IN_PUBLIC(what=_owned(owner)), _notes(owner), HELP())


def _what(found: Found) -> Text | None:
    """Return what a word found is; nothing where it is some other number."""
    if MOBILE_DIGITS.fullmatch(_digits(found.word)):
        return MOBILE
    return IDENTITY if _is_identity(found.word.replace(" ", "").replace("-", "").upper()) else None


def _is_identity(number: str) -> bool:
    if len(number) != len(WEIGHTS) + 1 or not number[:-1].isdigit():
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:-1], WEIGHTS, strict=True))
    return born.year >= 1900 and CHECK_DIGITS[total % len(CHECK_DIGITS)] == number[-1]


def _owned(person: Item | None) -> Said:
    return PERSONAL(person=person.name if person else "")


def _notes(person: Item | None) -> tuple[Note, ...]:
    return (Note(OWN(person=person.name), person.place),) if person else ()


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign in "0123456789")
