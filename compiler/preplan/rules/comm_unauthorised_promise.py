"""Text for customers that promises money or a time, and that nobody approves.

What the text promises the organisation owes; refunds, compensation and dates are for a person to confirm, not for
whoever copies the text (GB/T 47746-2026). Looked at are texts without an `approver`: a clause of one promises when it
speaks of money that is given or of a time by which something is done, with a word such as 将, 会 or 保证, and neither
denies it, nor asks for it, nor leaves it to a later decision. A holding statement without an approver is for
comm-no-holding-statement.

Flagged:
    communications:
      templates:
        - {id: refund, name: 退款话术, text: 非常抱歉，我们将为您全额退款。}
        - {id: notice, name: 公告, text: 服务将于24小时内恢复。}
        - {id: reply, name: 回复, text: 我们会在【回复时间】前答复您。, blanks: [回复时间]}
Fine:
    organisation: {roles: [{id: manager, name: 客服经理}]}
    communications:
      templates:
        - {id: refund, name: 退款话术, text: 我们将为您全额退款。, approver: manager}
        - {id: script, name: 应急话术, text: 退款和赔偿须经专员核定，我现在不能承诺金额。}
        - {id: notice, name: 启动通知, text: 请于30分钟内到会议室集合，收到请回复。}
        - {id: sorry, name: 致歉, text: 自3月5日起热线繁忙，我们正在处理，会及时公布进展。}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._texts import part_of

SEVERITY = "warning"
TITLE = Text("没有审批人的话术作了承诺", "text that promises money or a time, and that nobody approves")
WHY = Text(
    "话术承诺了什么，单位就欠了什么；退款、赔偿和期限要由人确认，不能由照念话术的人定。只看没有审批人（approver）的模板："
    "某一分句说到给钱（退款、赔偿、补偿、减免等）或到何时办成，又有“将”“会”“保证”一类的词，且没有否定、"
    "也没有留待核定的，就是承诺。首发声明没有审批人的由 comm-no-holding-statement 报告。",
    "What the text promises the organisation owes. Looked at are texts without an `approver`: a clause promises when "
    "it speaks of money that is given or of a time by which something is done, with a word such as “will”, and neither "
    "denies it nor leaves it to a later decision.",
)
BASIS = Text(
    "GB/T 47746-2026：价格、退款和赔偿由人工确认", "GB/T 47746-2026: a person confirms prices, refunds and compensation"
)

PROMISE = Text(
    "“{template}”承诺了“{promise}”，却没有审批人", "`{template}` promises `{promise}`, and nobody approves it"
)
HOW = Text("写明审批人 approver，或删去承诺", "name an `approver`, or leave the promise out")
# Commas end a clause too: what one clause promises another does not take back.
CLAUSE = re.compile(r"[^，。；！？,;!?\n]+")
MONEY = re.compile(
    r"退款|退费|退还|返还|赔偿|赔付|补偿|理赔|减免|免单|refund|compensat|reimburs|pay you", re.IGNORECASE
)
TIME = re.compile(
    r"(?:\d+ ?|[一二三四五六七八九十两半]+个?)(?:分钟|个?小时|天|日|个?工作日|周)(?:之?内|以内|之?前)"
    r"|【[^】]{0,20}(?:时间|日期|时限|期限)】(?:之?内|之?前|恢复)"
    r"|\b(?:within|by|before) (?:\d+ (?:minutes?|hours?|days?|working days?)|\[[^\]]{0,20}(?:time|date)\])",
    re.IGNORECASE,
)
# 会 is "will", but not in 会议, 机会 and the like.
WILL = re.compile(
    r"将|(?<![机社大协工例晚])会(?![议场员客商谈同计合话])|保证|承诺|确保|一定|予以|给予|全额|\b(?:will|shall|guarantee|promise)",
    re.IGNORECASE,
)
NOT = re.compile(
    r"请|不|未|无法|没有|核定|核实|审核|审批|审定|评估|确认后|另行|争取|力争|\b(?:not|cannot|can't|approv|review|aim|try)",
    re.IGNORECASE,
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each text that nobody approves."""
    for template in plan.of_type("template"):
        if template.get("approver") or template.get("holding"):
            continue
        promise = next((each for each in CLAUSE.finditer(template.get("text", "")) if _promises(each[0])), None)
        if promise:
            start = promise.end() - len(promise[0].lstrip())
            place = part_of(template, "text", start, promise.end())
            yield Finding(place, PROMISE(template=template.name, promise=promise[0].strip()), help=HOW())


def _promises(clause: str) -> bool:
    given = MONEY.search(clause) or TIME.search(clause)
    return bool(given and WILL.search(clause) and not NOT.search(clause))
