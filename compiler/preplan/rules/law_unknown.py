"""Number of a law or standard that no document has.

A wrong number sends readers to nothing, or to another document: handbooks cite a "GB/Z 20986-2019" that was never
issued. The numbers of a plan's laws are held against the catalogue that ships with preplan (schema/law/catalogue.yaml):
a number that it does not have is reported only if it has the same standard with another year or letter, or a document
of the same name with another number. What the catalogue knows nothing near to may well exist and is left alone, and so
is a year after the catalogue's own. Where no near document has been compared with the official text, it only warns.
What contradicts another entry of the plan's laws is for law-name-mismatch.

Flagged:
    basis:
      - {id: event-classes, name: 信息安全技术 信息安全事件分类分级指南, number: GB/Z 20986-2019}
      - {id: guide, name: 生产经营单位生产安全事故应急预案编制导则, number: GB/T 29639—2021}
      - {id: measures, name: 《突发事件应急预案管理办法》, number: 国办发〔2024〕6号}
Fine:
    basis:
      - {id: event-classes, name: 网络安全事件分类分级指南, number: GB/T20986—2023}
      - {id: guide, name: 生产经营单位生产安全事故应急预案编制导则, number: GB/T 29639-2027}
      - {id: measures, name: 突发事件应急预案管理办法, number: "国办发[2024]5号"}
      - {id: order-88, name: 生产安全事故应急预案管理办法, number: 应急管理部令第2号}
      - {id: part, name: 客户联络中心 第1部分, number: GB/T 35780.1-2017}
      - {id: building, name: 建筑设计防火规范, number: GB 50016-2014}
      - {id: own-rules, name: 客户服务管理制度, number: KF-ZD-01}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..diagnostics import Note, Severity, Text
from ..law import Listed, catalogue, catalogue_checked_on
from ..model import Item, Plan
from . import Finding
from ._laws import disagreements, even, listed_by_name, listed_by_number, plain

SEVERITY = "error"
TITLE = Text("查无此文号", "number of a law or standard that no document has")
WHY = Text(
    "文号写错，读者查不到，或查到别的文件：有手册引用从未发布过的“GB/Z 20986-2019”。依据的文号对照程序自带的目录"
    "（schema/law/catalogue.yaml）：目录里没有，而有同号不同年份或不同字母的标准，或有同名而文号不同的文件，才报告；"
    "没有相近文件的可能确实存在，不报告，晚于目录年份的也不报告。相近文件都没有核对过原文的，只作警告。",
    "A wrong number sends readers to nothing. A number that the catalogue that ships with preplan does not have is "
    "reported only if it has the same standard with another year or letter, or a document of the same name with "
    "another number; a year after the catalogue's own is left alone. Where nothing near is checked, it only warns.",
)
BASIS = Text("评审惯例", "review practice")

UNKNOWN = Text("目录里没有“{number}”这个文号", "the catalogue has no number `{number}`")
NEAR = Text("相近的有{near}", "near to it: {near}")
ENTRY = Text("{number}《{name}》", "{number} ({name})")
IN_FORCE = Text("核对文号；现行的是“{number}”", "look the number up; {number} is in force")
LOOK = Text("核对文号", "look the number up")
# A standard: its family, its number, its year.
STANDARD = re.compile(r"([A-Z]{2,4})(?:/[TZ])? ?(\d+(?:\.\d+)?(?:-\d+)?) ?[-:] ?((?:19|20)\d\d)")
# A document of a year, or an order; presidential orders are not listed.
DOCUMENT = re.compile(r"[\u4e00-\u9fff]+[\[(]((?:19|20)\d\d)[\])]\d+号")
ORDER = re.compile(r"(?!主席)[\u4e00-\u9fff]*令第?(\d+)号")


def check(plan: Plan) -> Iterator[Finding]:
    """Look up the number of each law."""
    contradicted = {law.id for law, _, _ in disagreements(plan)}
    for law in plan.of_type("law"):
        if law.get("number") and law.id not in contradicted and law.get("kind") != "internal":
            near = _near(law)
            if near:
                yield _finding(law, near)


def _finding(law: Item, near: list[Listed]) -> Finding:
    note = Note(NEAR(near=[ENTRY(number=each.number, name=each.name) for each in near]))
    current = [each.number for each in near if each.status == "in-force"]
    advice = IN_FORCE(number=current[0]) if len(current) == 1 else LOOK()
    severity: Severity | None = None if any(each.checked for each in near) else "warning"
    return Finding(law.at("number"), UNKNOWN(number=law["number"]), (note,), advice, severity)


def _near(law: Item) -> list[Listed]:
    """Return what a number may be a slip for; nothing where it is known, or of a sort that can't be judged."""
    number, named = even(law["number"]), listed_by_name().get(plain(law.name), [])
    if plain(number) in listed_by_number():
        return []
    if standard := STANDARD.fullmatch(number):
        family, digits, year = standard.groups()
        return [] if _is_later(year) else _by_standard().get((family, digits), named)
    if document := DOCUMENT.fullmatch(number):
        return [] if _is_later(document[1]) else named
    if order := ORDER.fullmatch(number):
        # People leave out whose order it is.
        orders = [ORDER.fullmatch(even(each)) for listed in named for each in (listed.number, *listed.also)]
        return [] if order[1] in {each[1] for each in orders if each} else named
    return []


def _is_later(year: str) -> bool:
    return int(year) > catalogue_checked_on().year


@cache
def _by_standard() -> dict[tuple[str, str], list[Listed]]:
    found: dict[tuple[str, str], list[Listed]] = {}
    for each in catalogue():
        standard = STANDARD.fullmatch(even(each.number))
        if standard:
            found.setdefault((standard[1], standard[2]), []).append(each)
    return found
