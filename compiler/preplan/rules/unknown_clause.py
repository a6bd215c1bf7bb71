"""Clause that no standard has.

The coverage of clauses speaks of clauses by their ids, such as `G-6.1.2`. One that no standard in schema/standards has
says nothing about any clause, and the clause that was meant looks as if nothing were said of it.

Flagged:
    compliance:
      coverage: [{clause: G-6.1.9, where: [响应级别]}]
Fine:
    compliance:
      coverage: [{clause: G-6.1.2, where: [响应级别]}]
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ..diagnostics import Text
from ..model import Plan
from ..standards import clauses, standards
from . import Finding

SEVERITY = "error"
TITLE = Text("没有这个标准条款", "clause that no standard has")
WHY = Text(
    "条款覆盖用条款编号（如 G-6.1.2）说明各条款由什么内容满足。编号写错，说的就不是任何条款。",
    "The coverage names clauses by their ids, such as G-6.1.2; with a wrong id it speaks of no clause at all.",
)
BASIS = Text("schema/standards/ 中的标准目录", "the catalogue of standards in schema/standards/")

UNKNOWN = Text("没有“{clause}”这个条款", "there is no clause `{clause}`")
NEAR = Text("相近的条款：{near}", "near to it: {near}")
STANDARDS = Text(
    "条款编号由标准和条号组成；可用的标准：{names}",
    "an id is that of a standard and a number; the standards are: {names}",
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look up each clause that the coverage speaks of."""
    for entry in plan.entries("compliance", "coverage"):
        clause = str(entry.get("clause"))
        if clause not in clauses():
            near = get_close_matches(clause, clauses(), n=2, cutoff=0.7)
            names = [f"{each.id} ({each.number})" for each in standards()]
            help_ = NEAR(near=near) if near else STANDARDS(names=names)
            yield Finding(entry.at("clause"), UNKNOWN(clause=clause), help=help_)
