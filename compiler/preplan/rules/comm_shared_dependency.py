"""Fallback channel that fails together with the main one.

A fallback helps only if it does not hang on the same carrier, exchange or platform (GB/T 29639-2020, 6.5.1;
ISO 22301:2019, 8.4.3.1 c). The dependencies of a channel and of its fallback are compared word by word.

Flagged:
    communications:
      channels:
        - {id: hotline, name: 固定电话, depends_on: [语音交换机, 运营商甲], fallback: extension}
        - {id: extension, name: 分机, depends_on: [语音交换机]}
        - {id: chat, name: 企业微信, fallback: chat}
Fine:
    communications:
      channels:
        - {id: hotline, name: 固定电话, depends_on: [语音交换机, 运营商甲], fallback: mobile}
        - {id: mobile, name: 手机, depends_on: [运营商乙]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Plan
from . import Finding

SEVERITY = "error"
TITLE = Text("备用渠道与主渠道同时失效", "fallback channel that fails together with the main one")
WHY = Text(
    "备用渠道不能依赖同一运营商、交换机或平台，也不能就是它自己。两个渠道的依赖（depends_on）有一项文字相同的即报告。",
    "A fallback helps only if it does not hang on the same carrier, exchange or platform as the main channel: flagged is "
    "one that has a `depends_on` in the same words, or is the channel itself.",
)
BASIS = Text(
    "GB/T 29639-2020 第 6.5.1 条，ISO 22301:2019 第 8.4.3.1 条 c", "GB/T 29639-2020, 6.5.1; ISO 22301:2019, 8.4.3.1 c"
)

SHARED = Text(
    "“{channel}”和备用渠道“{fallback}”都依赖{shared}",
    "`{channel}` and its fallback `{fallback}` both depend on {shared}",
)
ITSELF = Text("“{channel}”的备用渠道是它自己", "`{channel}` is its own fallback")
OTHER = Text("备用渠道的依赖", "what the fallback depends on")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each channel with a fallback."""
    for channel in plan.of_type("channel"):
        fallback = plan.find(channel.get("fallback"))
        if fallback is channel:
            yield Finding(channel.at("fallback"), ITSELF(channel=channel.name))
        elif fallback:
            theirs = {each.strip() for each in fallback.get("depends_on") or ()}
            shared = [each for each in channel.get("depends_on") or () if each.strip() in theirs]
            if shared:
                message = SHARED(channel=channel.name, fallback=fallback.name, shared=shared)
                yield Finding(channel.at("fallback"), message, (Note(OTHER(), fallback.key_at("depends_on")),))
