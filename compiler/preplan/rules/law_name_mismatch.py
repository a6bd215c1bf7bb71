"""Law whose name and number disagree.

A number belongs to one document, and a document in force has one number. The laws a plan declares itself are held
against those it shares and those before them. Editions that replace each other may share a name; presidential orders
count anew with each term, so a number with another date of issue is another number. Where the other entry has not been
checked against the official text, the finding only warns.

Flagged:
    basis:
      - {id: order-88, name: 生产安全事故应急预案管理办法, number: 令88号, checked: true}
      - {id: order-708, name: 生产安全事故应急条例, number: 令708号}
      - {id: same-number, name: 应急预案管理规定, number: 令 88 号}
      - {id: same-name, name: 《生产安全事故应急条例》, number: 令709号}
Fine:
    basis:
      - {id: guide-2013, name: 应急预案编制导则, number: GB/T 29639-2013, status: replaced, replaced_by: guide-2020}
      - {id: guide-2020, name: 应急预案编制导则, number: GB/T 29639-2020}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Severity, Text
from ..model import Plan
from . import Finding
from ._laws import disagreements

SEVERITY = "error"
TITLE = Text("依据的名称与文号不符", "law whose name and number disagree")
WHY = Text(
    "一个文号只对应一份文件，现行的一份文件只有一个文号。把预案自己登记的依据与共用目录及前面的条目对照；"
    "前后代替的版本可以同名。对照的条目没有核对过原文的只报警告。",
    "A number belongs to one document, and a document in force has one number; editions that replace each other may "
    "share a name.",
)
BASIS = Text("评审惯例", "review practice")

OTHER_NAME = Text(
    "文号“{number}”是“{other}”，不是“{law}”", "the number `{number}` is that of `{other}`, not of `{law}`"
)
OTHER_NUMBER = Text("“{law}”的文号是“{other}”，不是“{number}”", "the number of `{law}` is `{other}`, not `{number}`")
OTHER = Text("另一条在这里", "the other entry is here")


def check(plan: Plan) -> Iterator[Finding]:
    """Hold each of the plan's own laws against the entries before it."""
    for law, other, name in disagreements(plan):
        text = OTHER_NAME if name == "name" else OTHER_NUMBER
        message = text(law=law.name, number=law["number"], other=other[name])
        severity: Severity | None = None if other.get("checked") else "warning"
        yield Finding(law.at(name), message, (Note(OTHER(), other.at(name)),), severity=severity)
