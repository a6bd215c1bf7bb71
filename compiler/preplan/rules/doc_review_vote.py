"""Review that the experts did not pass, or whose vote nobody recorded.

A plan passes its review when two thirds of the experts agree, and the ballot is kept (GB/T 29639-2020, 4.8.3). Of each
approval at the stage `expert-review`, `vote.for` is at least two thirds of `vote.present` and no more than all of them;
a plan with such approvals has a vote in one of them; and a work-safety plan that is approved has been reviewed (令88号,
第二十一条), though that is a warning only, since small organisations may argue it out themselves. For organisations that the standard isn't made for, a vote that is missing is a warning; while a plan is a
draft nothing is missing.

Flagged:
    organisation:
      roles: [{id: expert-leader, name: 专家组组长}]
    approvals:
      - {stage: expert-review, role: expert-leader, on: 2026-06-20, vote: {present: 5, for: 3}}
Fine:
    organisation:
      roles: [{id: expert-leader, name: 专家组组长}, {id: expert, name: 专家}, {id: deputy, name: 副总经理}]
    approvals:
      - {stage: review, role: deputy, on: 2026-06-18}
      - {stage: expert-review, role: expert, on: 2026-06-20}
      - {stage: expert-review, role: expert-leader, on: 2026-06-20, vote: {present: 3, for: 2}}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..law import Formality, formalities
from ..model import Node, Plan
from . import Finding
from ._control import dated, formality_notes, in_use, is_bound, severity_of
from ._reading import gap, in_china, own_entries

SEVERITY = "error"
ABSENCE = True
TITLE = Text("评审没有通过或没有表决记录", "review that the experts did not pass, or whose vote nobody recorded")
WHY = Text(
    "评审专家三分之二以上同意才算通过，并要留下表决记录。评审（expert-review）记录里，同意人数不能少于到会人数的三分之二，"
    "也不能多于到会人数；有评审记录的，至少一条要有表决；生产安全预案已批准的，要有评审记录，没有的只作警告（规模较小的单位可以自行论证）。导则不是为本单位身份制定的，"
    "缺少表决只作警告；草案不要求齐全。",
    "Two thirds of the experts have to agree, and the ballot is kept. Each vote of an `expert-review` is held against "
    "that, at least one such record has a vote, and a work-safety plan that is approved has been reviewed; that "
    "is a warning, since small organisations need no experts. For others a missing vote is a warning.",
)
BASIS = Text(
    "GB/T 29639-2020 第 4.8.3 条，安监总局令第 88 号（修正）第二十一条",
    "GB/T 29639-2020, 4.8.3; Order 88 (amended), article 21",
)

BELOW = Text(
    "到会{present}人，同意{agree}人，不到{votes}/{of}", "{agree} of {present} agreed, fewer than {votes} in {of}"
)
MORE = Text("同意{agree}人，多于到会的{present}人", "{agree} agreed, but only {present} were present")
NO_VOTE = Text("评审没有表决记录", "the review has no record of its vote")
NO_REVIEW = Text("预案已批准，但没有评审记录", "the plan is approved, but there is no record of a review")
SMALL = Text(
    "规模较小、不属于须评审行业的单位可以自行论证，论证也要留记录（stage: expert-review，并写表决）",
    "a small organisation of no dangerous trade may argue it out itself; record that (`stage: expert-review`, with the vote)",
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each vote, then for one."""
    if not in_china(plan):
        return
    reviews = [each for each in own_entries(plan, "approvals") if each.get("stage") == "expert-review"]
    votes = [each.child("vote") for each in reviews if each.get("vote")]
    review, passing = formalities()["review"], formalities()["review-vote"]
    for vote in votes:
        yield from _judge(plan, vote, passing)
    if not in_use(plan) or votes:
        return
    if reviews:
        notes = formality_notes(plan, passing)
        yield Finding(reviews[-1].at("stage"), NO_VOTE(), notes, severity=severity_of(plan, passing))
    elif dated(plan, "approval") and is_bound(plan, review.profiles):
        yield Finding(gap(plan, "approvals"), NO_REVIEW(), formality_notes(plan, review), SMALL(), "warning")


def _judge(plan: Plan, vote: Node, passing: Formality) -> Iterator[Finding]:
    votes, of = passing.share or (0, 1)
    if vote["for"] > vote["present"]:
        yield Finding(vote.at("for"), MORE(agree=vote["for"], present=vote["present"]))
    elif vote["present"] == 0 or vote["for"] * of < vote["present"] * votes:
        message = BELOW(agree=vote["for"], present=vote["present"], votes=votes, of=of)
        yield Finding(vote.at("for"), message, formality_notes(plan, passing))
