"""Law whose name and number disagree.

A number belongs to one document, and a document in force has one number. The laws a plan declares itself are held
against those it shares and those before them, else against the catalogue that ships with preplan
(schema/law/catalogue.yaml): the document of that number has to be called so, at least in a part of its name, and a name
without a number may not be a known one with 国家 before it. Editions that replace each other may share a name;
presidential orders count anew with each term, so a number with another date of issue is another number. Where the other
entry has not been checked against the official text, the finding only warns.

Flagged:
    basis:
      - {id: order-88, name: 生产安全事故应急预案管理办法, number: 令88号, checked: true}
      - {id: order-708, name: 生产安全事故应急条例, number: 令708号}
      - {id: same-number, name: 应急预案管理规定, number: 令 88 号}
      - {id: same-name, name: 《生产安全事故应急条例》, number: 令709号}
      - {id: event-classes, name: 信息安全技术 信息安全事件分类分级指南, number: GB/T 22239-2019}
      - {id: so-called, name: 国家突发事件应急预案管理办法}
Fine:
    basis:
      - {id: guide-2013, name: 应急预案编制导则, number: GB/T 29639-2013, status: replaced, replaced_by: guide-2020}
      - {id: guide-2020, name: 应急预案编制导则, number: GB/T 29639-2020}
      - {id: event-classes, name: 网络安全事件分类分级指南, number: GB/T 20986-2023}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Severity, Text
from ..model import Item, Plan
from . import Finding
from ._laws import disagreements, even, listed_by_name, listed_by_number, plain

SEVERITY = "error"
TITLE = Text("依据的名称与文号不符", "law whose name and number disagree")
WHY = Text(
    "一个文号只对应一份文件，现行的一份文件只有一个文号。把预案自己登记的依据与共用目录及前面的条目对照，"
    "再与程序自带的目录（schema/law/catalogue.yaml）对照：目录里这个文号的文件不叫这个名称，也不含这个名称的，报告；"
    "没有文号的，名称不能是目录里的名称前面加“国家”。"
    "前后代替的版本可以同名。对照的条目没有核对过原文的只报警告。",
    "A number belongs to one document, and a document in force has one number; editions that replace each other may "
    "share a name. What no entry of the plan contradicts is held against the catalogue that ships with preplan: the "
    "document of that number has to be called so, at least in part.",
)
BASIS = Text("评审惯例", "review practice")

OTHER_NAME = Text(
    "文号“{number}”是“{other}”，不是“{law}”", "the number `{number}` is that of `{other}`, not of `{law}`"
)
OTHER_NUMBER = Text("“{law}”的文号是“{other}”，不是“{number}”", "the number of `{law}` is `{other}`, not `{number}`")
OTHER = Text("另一条在这里", "the other entry is here")
NO_SUCH_NAME = Text("没有“{law}”，应是“{other}”（{number}）", "there is no `{law}`; it is `{other}` ({number})")
ITS_NUMBER = Text("“{law}”的文号是 {numbers}", "the number of `{law}` is {numbers}")


def check(plan: Plan) -> Iterator[Finding]:
    """Hold each of the plan's own laws against the entries before it, else against the catalogue."""
    contradicted = set()
    for law, other, name in disagreements(plan):
        contradicted.add(law.id)
        text = OTHER_NAME if name == "name" else OTHER_NUMBER
        message = text(law=law.name, number=law["number"], other=other[name])
        severity: Severity | None = None if other.get("checked") else "warning"
        yield Finding(law.at(name), message, (Note(OTHER(), other.at(name)),), severity=severity)
    for law in plan.of_type("law"):
        if law.fragment in plan.own and law.id not in contradicted:
            yield from _in_catalogue(law) if law.get("number") else _so_called(law)


def _in_catalogue(law: Item) -> Iterator[Finding]:
    name = plain(law.name)
    named, numbered = listed_by_name().get(name, []), listed_by_number().get(plain(even(law["number"])))
    # Standards are often called by their own title only, without that of their series.
    if numbered and numbered not in named and name not in plain(numbered.name) and not law.name.isascii():
        message = OTHER_NAME(law=law.name, number=law["number"], other=numbered.name)
        notes = (Note(ITS_NUMBER(law=law.name, numbers=[each.number for each in named])),) if named else ()
        yield Finding(law.at("name"), message, notes, severity=None if numbered.checked else "warning")


def _so_called(law: Item) -> Iterator[Finding]:
    """Find a name without a number that is a known one with 国家 before it, as people like to call what Beijing issues."""
    name = plain(law.name)
    meant = [each for each in listed_by_name().get(name.removeprefix("国家"), []) if each.status == "in-force"]
    if meant and name not in listed_by_name():
        message = NO_SUCH_NAME(law=law.name, other=meant[0].name, number=meant[0].number)
        yield Finding(law.at("name"), message, severity=None if meant[0].checked else "warning")
