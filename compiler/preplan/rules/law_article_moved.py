"""Article number of a version that is no longer in force.

A revised law counts its articles anew: the plan duty of 网络安全法 was 第二十五条 and is 第二十七条. Each cited article
is looked up in schema/law/articles.yaml: it is taken for the old number if what is said beside it (name, event, duty,
what is checked) holds one of the words of the matter that moved, or if nothing is said and the article of today is no
business of an organisation's plan. What nobody has compared with the official text only warns. A law that was replaced
altogether is for law-superseded.

Flagged:
    plan:
      schema: 1
      name: 示例预案
      version: "1.0"
      type: special
      organisation: 示例公司
      basis:
        - {law: cybersecurity-law, articles: [第二十五条]}
        - {law: work-safety-law, articles: [第94条], duty: 未制定预案的处罚}
    basis:
      - {id: cybersecurity-law, name: 中华人民共和国网络安全法}
      - {id: work-safety-law, name: 中华人民共和国安全生产法}
Fine:
    plan:
      schema: 1
      name: 示例预案
      version: "1.0"
      type: special
      organisation: 示例公司
      basis:
        - {law: cybersecurity-law, articles: [第二十七条, 第二十一条]}
        - {law: emergency-response-law, articles: [第三十九条], duty: 建立专职或者兼职应急救援队伍}
        - {law: pipl, articles: [第二十五条]}
    basis:
      - {id: cybersecurity-law, name: 中华人民共和国网络安全法}
      - {id: emergency-response-law, name: 中华人民共和国突发事件应对法}
      - {id: pipl, name: 中华人民共和国个人信息保护法}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..diagnostics import Edit, Fix, Note, Text
from ..law import Moved, moved
from ..model import Plan
from . import Finding
from ._laws import UNCHECKED, Cited, article_number, cited_articles

SEVERITY = "error"
TITLE = Text("引用的条号不是现行版本的", "article number of a version that is no longer in force")
WHY = Text(
    "法律修订后条文重新编号，如网络安全法的预案义务由第二十五条改为第二十七条。引用的条号对照 schema/law/articles.yaml："
    "旁边的说明（名称、事件、要求、检查内容）含有该事项的关键词，或没有说明、而现在的这一条与单位预案无关的，就是旧条号；"
    "没有与官方文本核对的，只作警告。",
    "A revised law counts its articles anew. A cited article is taken for the old number if what is said beside it holds "
    "one of the words that schema/law/articles.yaml has for the matter that moved, or if nothing is said and the article "
    "of today is no business of an organisation's plan. What is not checked only warns.",
)
BASIS = Text("各法律的修订，如网络安全法第二十七条", "the revisions of the laws, such as Cybersecurity Law, article 27")

OLD = Text("“{law}”的{was}自{since}起是{now}", "{was} of `{law}` has been {now} since {since}")
CHANGE = Text("改为{now}", "write {now}")
# What may stand without quotes in any place of a YAML file.
BARE = re.compile(r"第[\u4e00-\u9fff\d]+")


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look up each article that is cited."""
    old = {(each.law, article_number(each.was)): each for each in moved() if each.since <= today}
    for cited in cited_articles(plan, {law for law, _ in old}):
        renumbered = old.get((cited.law, cited.number))
        if renumbered and _is_meant(cited, renumbered):
            yield _finding(plan, cited, renumbered)


def _finding(plan: Plan, cited: Cited, renumbered: Moved) -> Finding:
    since, now = renumbered.since, renumbered.now
    message = OLD(law=plan.name_of(cited.law), was=cited.text, since=since, now=now)
    if not renumbered.checked:
        return Finding(cited.span, message, (Note(UNCHECKED()),), CHANGE(now=now), "warning")
    text = cited.whole.replace(cited.text, now)
    fix = Fix(CHANGE(now=now), (Edit(cited.span, text),)) if BARE.fullmatch(text) else None
    return Finding(cited.span, message, help=CHANGE(now=now), fix=fix)


def _is_meant(cited: Cited, renumbered: Moved) -> bool:
    return any(word in cited.said for word in renumbered.words) if cited.said else renumbered.alone
