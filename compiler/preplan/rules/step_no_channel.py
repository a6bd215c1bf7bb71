"""Step that notifies without a channel.

Whoever must tell somebody needs to know how (GB/T 29639-2020, 6.3.1.1). Outside contacts that have a phone number are
called, so their steps need no channel.

Flagged:
    organisation:
      roles: [{id: manager, name: 经理}]
    reporting:
      steps: [{do: 报告经理, notify: [manager]}]
Fine:
    organisation:
      roles: [{id: manager, name: 经理}]
      contacts: [{id: fire-brigade, name: 消防救援, kind: emergency, phone: "119"}]
    communications:
      channels: [{id: mobile, name: 手机, kind: phone}]
    reporting:
      steps:
        - {do: 报告经理, notify: [manager], channel: mobile}
        - {do: 报警, notify: [fire-brigade]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._steps import brief

SEVERITY = "warning"
TITLE = Text("通知步骤没有渠道", "step that notifies without a channel")
WHY = Text(
    "要通知人的步骤要写明用什么渠道。写了 notify 而没有 channel 的即报告；通知的都是有电话的外部联系单位的，直接拨打即可，不必写。",
    "Whoever must tell somebody needs to know how; outside contacts with a phone number are simply called.",
)
BASIS = Text("GB/T 29639-2020 第 6.3.1.1 条", "GB/T 29639-2020, 6.3.1.1")

NO_CHANNEL = Text("步骤“{step}”要通知人，却没有写用什么渠道", "the step `{step}` notifies, but does not say how")
HOW = Text(
    "用 channel 写明渠道，渠道在 communications.channels 里声明",
    "name a channel of `communications.channels` in `channel`",
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each step that notifies."""
    phones = {contact.id for contact in plan.of_type("contact") if contact.get("phone")}
    for step in plan.of_type("step"):
        told = {who for who in step.get("notify") or () if who not in phones and plan.find(who)}
        if told and not step.get("channel"):
            yield Finding(step.key_at("notify"), NO_CHANNEL(step=brief(step)), help=HOW())
