"""Chatbot that goes on as usual while the service is down.

A bot that sells and soothes in a crisis makes it worse, and the organisation answers for what it says (GB/T
47746-2026). Each level of the more serious half needs an entry in `bot_switch` that does not say that the usual
scripts stay. A plan without any entry is asked for one where a channel, a system or a template of its own is called
智能客服, a robot or a chatbot.

Flagged:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1}
      - {id: level-2, name: 二级响应, ordinal: 2}
      - {id: level-3, name: 三级响应, ordinal: 3}
    communications:
      bot_switch: [{level: level-2, text: 沿用日常话术。}]
Fine:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1}
      - {id: level-2, name: 二级响应, ordinal: 2}
      - {id: level-3, name: 三级响应, ordinal: 3}
    communications:
      bot_switch:
        - {level: level-1, text: 停用办理类场景，首屏改为应急提示，一键转人工。}
        - {level: level-2, text: 停用日常话术，插入应急提示。}
        - {level: level-3, text: 沿用日常话术。}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Item, Plan
from . import Finding
from ._reading import gap, upper_levels

SEVERITY = "warning"
ABSENCE = True
TITLE = Text("高级别响应时智能客服没有切换", "chatbot that goes on as usual while the service is down")
WHY = Text(
    "服务中断时智能客服照旧应答，只会添乱，答错了由单位负责。较高的一半级别（奇数时多算一级）各要有一条 bot_switch，"
    "且不能写沿用日常话术；一条都没有的，预案自己的渠道、系统或模板名称里有智能客服、机器人的才报告。",
    "A bot that goes on as usual in a crisis makes it worse, and the organisation answers for it. Each level of the "
    "more serious half needs an entry in `bot_switch` that does not say that the usual scripts stay; a plan without "
    "any entry is asked for one where a channel, a system or a template is called a chatbot.",
)
BASIS = Text("GB/T 47746-2026：企业对智能客服的答复负责", "GB/T 47746-2026: the company answers for its chatbot")

LEFT_OUT = Text("{levels}没有写智能客服怎样切换", "nothing says what the chatbot does at {levels}")
AS_USUAL = Text("“{level}”时智能客服仍用日常话术", "the chatbot keeps its usual scripts at `{level}`")
NOTHING = Text(
    "有“{bot}”，却没有写各级响应时怎样切换", "there is `{bot}`, but nothing says what it does at a response level"
)
HOW = Text("在 bot_switch 里写明各级别改用什么内容", "say in `bot_switch` what it says at each level")
BOT = re.compile(r"智能客服|智能助手|机器人|chat ?bot|virtual (?:agent|assistant)", re.IGNORECASE)
USUAL = re.compile(
    r"(?<!不)(?:沿用|照旧|照常|不作调整|不切换|不变|保持(?:原|日常|正常))|keeps? (?:its|the) (?:usual|normal)|as usual",
    re.IGNORECASE,
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look at what the chatbot does at the upper levels."""
    switches = plan.entries("communications", "bot_switch")
    upper = upper_levels(plan)
    if not switches:
        bot = next(_bots(plan), None)
        if bot and upper:
            yield Finding(bot.place, NOTHING(bot=bot.name), help=HOW())
        return
    names, switched = {level.id: level.name for level in upper}, {each.get("level") for each in switches}
    without = [name for id_, name in names.items() if id_ not in switched]
    if without:
        place = plan.field("communications", "bot_switch")
        span = place.fragment.key_span(place.path) if place else gap(plan, "communications")
        yield Finding(span, LEFT_OUT(levels=without), help=HOW())
    for each in switches:
        if each.get("level") in names and USUAL.search(str(each.get("text", ""))):
            yield Finding(each.at("text"), AS_USUAL(level=names[each["level"]]))


def _bots(plan: Plan) -> Iterator[Item]:
    for type_ in ("channel", "system", "template"):
        yield from (each for each in plan.of_type(type_) if each.fragment in plan.own and BOT.search(each.name))
