"""Personal information without a leak scenario.

Whoever handles personal information must be ready for its leak (个人信息保护法, 第五十一条第五项). A plan with the profile
`pi-processor` needs a scenario with `personal_information: true`. Plans under the law of another country
(`jurisdiction`) are left alone.

Flagged:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      profiles: [pi-processor]
Fine:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      profiles: [pi-processor]
    scenarios:
      - {id: scenario-leak, name: 个人信息泄露, personal_information: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._reading import in_china

SEVERITY = "error"
ABSENCE = True
TITLE = Text("处理个人信息却没有泄露情景", "personal information without a leak scenario")
WHY = Text(
    "个人信息处理者要制定个人信息安全事件应急预案。适用身份含 pi-processor 的，至少一个情景写明 personal_information: true。",
    "Whoever handles personal information must be ready for its leak: one scenario with `personal_information: true`.",
)
BASIS = Text("个人信息保护法第五十一条第（五）项", "Personal Information Protection Law, article 51(5)")

NO_SCENARIO = Text(
    "处理个人信息，但没有个人信息泄露情景", "personal information is handled, but there is no scenario for its leak"
)
PROFILE = "pi-processor"


def check(plan: Plan) -> Iterator[Finding]:
    """Look for one scenario."""
    profiles = plan.field("plan", "profiles")
    if profiles is None or PROFILE not in profiles.data or not in_china(plan):
        return
    if not any(each.get("personal_information") for each in plan.of_type("scenario")):
        yield Finding(profiles.at(profiles.data.index(PROFILE)), NO_SCENARIO())
