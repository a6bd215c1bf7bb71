"""Report by word of mouth that nothing in writing follows.

What was said on the telephone can't be proved afterwards, neither that it was said nor when. A report rule to an
outside body whose `channel` is the telephone, the radio or a meeting has to say in `written_within` when the written
report follows. A call to an emergency service is a call for help and no report.

Flagged:
    organisation:
      contacts: [{id: headquarters, name: 公司总部值班室, kind: superior}]
    communications:
      channels: [{id: phone, name: 值班电话, kind: phone}]
    reporting:
      rules: [{id: report-headquarters, name: 报告总部, to: headquarters, channel: phone, within: PT30M}]
Fine:
    organisation:
      roles: [{id: manager, name: 经理}]
      contacts:
        - {id: headquarters, name: 公司总部值班室, kind: superior}
        - {id: fire-brigade, name: 消防救援, kind: emergency, phone: "119"}
    communications:
      channels: [{id: phone, name: 值班电话, kind: phone}, {id: mail, name: 邮件, kind: email}]
    reporting:
      rules:
        - id: report-headquarters
          name: 报告总部
          to: headquarters
          channel: phone
          within: PT30M
          written_within: PT4H
        - {id: report-by-mail, name: 书面报告总部, to: headquarters, channel: mail, within: PT4H}
        - {id: report-manager, name: 报告经理, to: manager, channel: phone, within: PT5M}
        - {id: report-fire, name: 报火警, to: fire-brigade, channel: phone, at_once: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding

SEVERITY = "warning"
TITLE = Text("口头报告没有书面补报", "report by word of mouth that nothing in writing follows")
WHY = Text(
    "电话里说过什么、几时说的，事后无法证明。报给单位以外、渠道（channel）是电话、对讲机或会议的报告要求，"
    "要用 written_within 写明多久补书面报告；拨打紧急救援电话是求助，不在此列。",
    "What was said can't be proved afterwards. A report rule to an outside body whose channel is the telephone, the "
    "radio or a meeting says in `written_within` when the written report follows; a call for help is no report.",
)
BASIS = Text("通行做法", "common practice")

SPOKEN = Text(
    "“{rule}”用“{channel}”口头报告，没有书面补报的时限", "`{rule}` is made by {channel}, and nothing in writing follows"
)
HOW = Text(
    "用 written_within 写明，如 written_within: PT4H", "say it with `written_within`, such as `written_within: PT4H`"
)
ORAL = ("phone", "radio", "meeting")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each report to an outside body."""
    bodies = {each.id for each in plan.of_type("contact") if each.get("kind") != "emergency"}
    for rule in plan.of_type("report-rule"):
        channel = plan.find(rule.get("channel"))
        if channel and channel.get("kind") in ORAL and rule.get("to") in bodies and not rule.get("written_within"):
            yield Finding(rule.at("channel"), SPOKEN(rule=rule.name, channel=channel.name), help=HOW())
