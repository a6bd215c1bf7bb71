"""Catalogue of laws that nobody has looked through for half a year.

Laws are revised and standards replaced while the plan stands still. Each entry of the plan's and the shared catalogue
that is in force has to have been looked up within the last 6 months (`checked_on`); entries of one file last looked up
on the same day are one finding, and so are those that never were. Internal rules are their owner's to keep, and what
is abolished or replaced stays so.

Flagged:
    basis:
      - {id: fire-law, name: 中华人民共和国消防法, checked_on: 2026-05-23}
      - {id: pipl, name: 中华人民共和国个人信息保护法, checked_on: 2026-05-23}
      - {id: consumer-law, name: 中华人民共和国消费者权益保护法}
Fine:
    basis:
      - {id: fire-law, name: 中华人民共和国消防法, checked_on: 2026-05-24}
      - {id: guide-2013, name: 应急预案编制导则, status: replaced, checked_on: 2021-04-01}
      - {id: own-rules, name: 客户服务管理制度, kind: internal}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Note, Text
from ..law import catalogue_checked_on
from ..model import Fragment, Item, Plan
from ..values import add_duration
from . import Finding
from ._reading import day

SEVERITY = "warning"
TITLE = Text("依据目录超过六个月没有核对", "catalogue of laws that nobody has looked through for half a year")
WHY = Text(
    "预案不动，法规会修订、标准会换版。预案自己和共用目录里现行的依据，6 个月内要核对过（checked_on）；同一文件里同一天核对的"
    "合并为一条，从未核对的也合并为一条。内部制度由制定部门维护，已废止、被代替的不必再核对。",
    "Laws are revised while the plan stands still. Each entry in force has to have been looked up within the last 6 "
    "months; entries of one file last looked up on the same day are one finding, and so are those that never were.",
)
BASIS = Text("通行做法", "common practice")

OLD = Text(
    "{count} 项依据上次核对是{on}，已超过 6 个月，如“{law}”",
    "laws last looked up on {on}, over 6 months ago: {count}, such as `{law}`",
)
NEVER = Text(
    "{count} 项依据没有核对日期，如“{law}”", "laws without a date of looking them up: {count}, such as `{law}`"
)
SHIPPED = Text(
    "程序自带的目录核对到{on}，也要更新", "the catalogue that ships with preplan is of {on}: bring it up to date too"
)
HOW = Text("查是否仍然现行，改 checked_on", "see whether they are still in force, and bring `checked_on` up to date")
KEEPS = "P6M"


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at each day on which laws of a file were looked up."""
    looked_up: dict[tuple[Fragment, date | None], list[Item]] = {}
    for law in plan.of_type("law"):
        if law.get("kind") != "internal" and law.get("status") not in ("repealed", "replaced"):
            looked_up.setdefault((law.fragment, day(law, "checked_on")), []).append(law)
    shipped = catalogue_checked_on()
    notes = (Note(SHIPPED(on=shipped)),) if _is_over(shipped, today) else ()
    for (_, on), laws in looked_up.items():
        about = {"count": len(laws), "law": laws[0].name}
        if on is None:
            yield Finding(laws[0].place, NEVER(**about), notes, HOW())
        elif _is_over(on, today):
            yield Finding(laws[0].at("checked_on"), OLD(on=on, **about), notes, HOW())


def _is_over(checked: date, today: date) -> bool:
    return add_duration(checked, KEEPS) < today
