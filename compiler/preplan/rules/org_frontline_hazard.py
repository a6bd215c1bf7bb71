"""Front-line post sent into danger without a safety condition.

Somebody who is told to fight a fire or to stop an offender has to know when not to (GB/T 29639-2020, 8.4). Looked at
are the steps of roles with `frontline: true` whose words are of fighting a fire (灭火, 扑救, 扑灭) or of facing an
offender (制止, 制服, 抓捕, 追赶, 夺刀 and the like), unless a not (不, 勿, 严禁), a whether (是否) or firefighters and the
police stand before it in the same clause. Such a step says when to stop (`stop_condition`), or it or a caution of its
procedure names one's own safety (安全, 退路, 不得靠近, 时撤离).

Flagged:
    organisation:
      roles: [{id: guard, name: 秩序员, frontline: true}]
    scenarios:
      - id: fire
        name: 火灾
        procedures:
          - {id: proc-fire, name: 灭火, steps: [{do: 用灭火器扑救初起火灾，引导人员从安全出口撤离, role: guard}]}
      - id: theft
        name: 盗抢
        procedures:
          - {id: proc-theft, name: 处置, steps: [{do: 当场制止行为人, role: guard}], cautions: [{text: 保护现场}]}
Fine:
    organisation:
      roles: [{id: guard, name: 秩序员, frontline: true}, {id: chief, name: 秩序主管}]
    scenarios:
      - id: fire
        name: 火灾
        procedures:
          - id: proc-fire
            name: 灭火
            steps:
              - {do: 取来灭火器，检查压力, role: guard}
              - {do: 用灭火器扑救初起火灾, role: guard, stop_condition: 烟气弥漫或退路受威胁时撤离}
              - {do: 引导消防员灭火，疏导围观的人，制止谣言传播, role: guard}
      - id: theft
        name: 盗抢
        procedures:
          - id: proc-theft
            name: 处置
            steps:
              - {do: 不追赶、不制止，记下去向, role: guard}
              - {do: 判断能否在保证自身安全的情况下制止, role: guard}
              - {do: 决定是否制止, role: chief}
          - id: proc-brawl
            name: 斗殴
            steps: [{do: 两人以上到场制止, role: guard}]
            cautions: [{text: 对方持械时不得靠近。}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Item, Plan
from . import Finding
from ._texts import part_of

SEVERITY = "error"
TITLE = Text("要一线岗位冒险，却没有安全条件", "front-line post sent into danger without a safety condition")
WHY = Text(
    "要一线人员灭火或制止违法犯罪的，必须写明什么时候不做。检查一线岗位（frontline: true）的步骤，"
    "写有灭火、扑救、制止、制服、抓捕、追赶、夺刀等行动的，要有停止条件（stop_condition），"
    "或在步骤、注意事项里写明自身安全、撤离、不得靠近之类的条件。只是取灭火器，以及由消防员、民警做的，不算。",
    "Somebody told to fight a fire or to stop an offender has to know when not to. Steps of roles with "
    "`frontline: true` that do so need a `stop_condition`, or words on their own safety there or in the procedure's "
    "cautions. What firefighters or the police do is no danger of ours.",
)
BASIS = Text("GB/T 29639-2020 第 8.4 条", "GB/T 29639-2020, 8.4")

NO_CONDITION = Text(
    "让“{role}”去{action}，却没有写安全条件", "`{role}` is told to face danger ({action}) without a safety condition"
)
SAY_WHEN = Text(
    "用 stop_condition 写明什么情况下停止并撤离",
    "say in `stop_condition` when to stop and withdraw",
)

# 灭火器 is a thing, 制服 also a uniform, and one may stop a rumour without danger.
OFFENDER = "行为人|嫌疑|歹徒|凶手|违法|犯罪|不法|侵害|暴力|行凶|施暴|持械|打斗|打砸|斗殴|殴打|盗|抢|破坏|伤害|滋事|闹事|肇事|冲突"
DANGER = re.compile(
    r"灭火(?![器毯弹演知培设系预方组])|扑救|扑灭|救火|抓捕|抓获|追捕|夺[刀下]|搏斗|追赶(?=[，。；、]|$)"
    rf"|(?:追赶|制止|制服|拦截|擒)(?=[^，。；]{{0,10}}(?:{OFFENDER}))|[将把][^，。；]{{0,10}}(?:制止|制服|拦截|擒)|制止(?=[，。；、]|$)"
    r"|(?i:\b(?:fight(?:s|ing)?|put(?:s|ting)? out) (?:the |a )?(?:\w+ )?fire|\b(?:restrain|overpower|tackle)s?\b"
    r"|\bchases? (?:after )?(?:the |an? )?(?:offender|thief|thieves|robber|suspect|attacker|aggressor|intruder)s?\b)"
)
# Before it, in the same clause: not to be done, or done by others.
NOT_OURS = re.compile(
    r"不|勿|避免|禁止|严禁|是否|消防员|消防队|消防救援|民警|警察|公安|(?i:\b(?:not|never|firefighters|police)\b)"
)
SAFE = re.compile(
    r"安全(?![出通员帽带])|退路|背[向对]出口|避险|(?:放弃|停止)(?:扑救|灭火|施救|追)|(?:火势|烟气|烟雾)[^。；]{0,12}撤|"
    r"(?:[时即则就先]|立刻)撤[离出到]|不与[^，。；]{0,8}(?:对抗|冲突|对峙|搏斗)"
    r"|不(?:得|要|可|应|能)?(?:承担|参与)?(?:靠近|上前|追|制止|制服|冒险|硬拼|对抗|争夺|夺|独自)"
    r"|(?i:\b(?:safe|safely|safety|withdraw|retreat|if it is small)\b)"
)
CLAUSE_ENDS = "，。；;,！!\n：:"


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each step of a front-line role."""
    front = {str(role.id): role for role in plan.of_type("role") if role.get("frontline")}
    for step in plan.of_type("step"):
        role = front.get(step.get("role", ""))
        action = _danger(step["do"]) if role else None
        if role and action and not _has_condition(plan, step):
            place = part_of(step, "do", *action.span())
            yield Finding(place, NO_CONDITION(role=role.name, action=action[0]), (), SAY_WHEN())


def _danger(text: str) -> re.Match[str] | None:
    """Return what is dangerous in what one is told to do."""
    for match in DANGER.finditer(text):
        begins = max(text.rfind(end, 0, match.start()) for end in CLAUSE_ENDS) + 1
        if not NOT_OURS.search(text, begins, match.start()):
            return match
    return None


def _has_condition(plan: Plan, step: Item) -> bool:
    cautions = step.owner.children("cautions") if step.owner else []
    if any((each.fragment, each.path) in plan.faulty for each in cautions):
        return True  # What is broken there may be the condition.
    said = (step["do"], *(each["text"] for each in cautions))
    return bool(step.get("stop_condition")) or any(SAFE.search(each) for each in said)
