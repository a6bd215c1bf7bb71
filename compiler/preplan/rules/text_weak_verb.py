"""Statutory duty in weak words.

What the law says must be done, a plan may not leave to whoever is there: 应当 and 必须 do not become 可以, 尽量 or 原则上.
A text states a statutory duty if its entry cites a law (the basis of the plan, a report rule, a compliance check), if it
is a duty of a law in the catalogue, if its clause says 依法 or names a law in 《》, or if it is a step that tells an
authority or an emergency service, and the word is about the telling. It is weak if it says 尽量, 尽可能, 原则上, 酌情, 视情, 力争, 争取 or 如有可能 (as far as
possible, in principle); or 可以 right before an act the law demands, such as 报告, 制定 or 疏散. What a law itself
leaves open (可以不, 可以先) is not weak.

Flagged:
    plan:
      schema: 1
      name: 示例预案
      version: "1.0"
      type: special
      organisation: 示例公司
      basis: [{law: reporting, articles: [第九条], duty: 发生事故可以报告主管部门。}]
    basis: [{id: reporting, name: 事故报告条例, duties: [{article: 第九条, text: 原则上1小时内报告。}]}]
    organisation: {contacts: [{id: mem, name: 应急管理局, kind: authority}]}
    reporting:
      steps:
        - {do: 尽量在1小时内电话报告应急管理局。, notify: [mem]}
      rules: [{id: r, name: 首报, law: reporting, event: 酌情报告较大事故}]
    training: {content: [{text: 依法可以组织演练。}]}
Fine:
    plan:
      schema: 1
      name: 示例预案
      version: "1.0"
      type: special
      organisation: 示例公司
      basis: [{law: reporting, articles: [第九条], duty: 发生事故应当报告主管部门，可以先电话后书面。}]
    basis: [{id: reporting, name: 事故报告条例, duties: [{article: 第五十七条, text: 能避免危害的，可以不通知个人。}]}]
    organisation: {contacts: [{id: mem, name: 应急管理局, kind: authority}]}
    reporting:
      steps:
        - {do: 1小时内电话报告应急管理局。, notify: [mem]}
        - {do: 引导客户离开，尽量减少影响。}
        - {do: 电话报告应急管理局，尽可能守住现场。, notify: [mem]}
      rules: [{id: r, name: 首报, law: reporting, event: 较大事故}]
    recovery: {measures: [{text: 客户可以报告新的问题，依法处理。}]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Item, Node, Plan
from . import Finding
from ._reading import node_at
from ._texts import Found, search

SEVERITY = "warning"
TITLE = Text("法定义务用了弱化的说法", "statutory duty in weak words")
WHY = Text(
    "法律规定“应当”“必须”做的，预案不能写成“可以”“尽量”“原则上”。引用了法规的条目（编制依据、报告要求、合规检查）、"
    "法规目录里的要求、写明“依法”或《法规》的分句、通知主管部门或救援机构的步骤里说怎样通知的，都算法定义务；"
    "其中出现“尽量”“尽可能”“原则上”“酌情”“视情”“力争”“争取”，或者“可以”后面紧跟报告、制定、疏散等法定行为的，即报告。"
    "“可以不”“可以先”不算。",
    "What the law demands is not left to whoever is there. Reported are words such as 尽量 or 原则上, or 可以 right before "
    "an act, in entries that cite a law, in clauses that name one, and in steps that tell an authority.",
)
BASIS = Text("评审惯例", "review practice")

WEAK = Text("法定义务写成了“{word}”", "a statutory duty is made weak by `{word}`")
DUTY = Text("这一条说的是法定义务", "this is about a statutory duty")
HELP = Text("写“应当”“必须”或直接写做什么", "say `must`, or simply what is done")
ACTS = (
    "报告|上报|报送|报警|报案|告知|通知|通报|制定|编制|修订|评审|备案|公布|演练|组织|开展|培训|疏散|撤离|救|停止|"
    "停产|配备|配置|设置|建立|检查|维护|保存|留存|采取|补救|保护|处置|启动"
)
WORDS = re.compile(
    f"尽量|尽可能|原则上|酌情|视情|力争|争取|如有可能|可以(?={ACTS})"
    "|as far as possible|where possible|in principle|if convenient"
)
LAWFUL = re.compile("依法|法定|依照|(?:法|条例|规定|办法|规则|规范|令)》")
TELLS = re.compile("报|通知|通报|告知|拨打|联系|report|notif|tell|call", re.IGNORECASE)
TOLD = frozenset(("authority", "emergency"))


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each weak word, and whether it is about a duty."""
    steps = {(step.fragment, step.path): step for step in plan.of_type("step")}
    for found in search(plan, WORDS):
        entry = found.fragment, found.path[:-1]
        told = _authority(plan, steps.get(entry)) if TELLS.search(found.word + found.after) else None
        cited = _law(found) or told
        if cited or LAWFUL.search(found.before):
            notes = (Note(DUTY(), cited.at()),) if cited else ()
            yield Finding(found.place, WEAK(word=found.word), notes, HELP())


def _law(found: Found) -> Node | None:
    """Return the place where the entry around a text names its law; a text that has a list around it is looked through."""
    for length in range(len(found.path) - 1, 0, -1):
        entry = node_at(found.fragment, found.path[:length])
        if isinstance(entry.data, dict):
            name = "law" if "law" in entry else "article"
            return entry.child(name) if name in entry else None
    return None


def _authority(plan: Plan, step: Item | None) -> Node | None:
    """Return the place where a step names an authority or an emergency service that it tells."""
    for told in step.children("notify") if step else ():
        contact = plan.find(told.data)
        if contact and contact.get("kind") in TOLD:
            return told
    return None
