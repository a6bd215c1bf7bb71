"""No duty phone that is staffed around the clock.

A plan gives one number that is answered at any hour (GB/T 29639-2020, 6.3.1.1). On-site plans may rely on the
number of the plan above them.

Flagged:
    organisation:
      rota: {phone: 010-0000-0000, staffed: service-hours}
Fine:
    organisation:
      rota: {phone: 010-0000-0000, staffed: always}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._reading import gap, is_type

SEVERITY = "error"
ABSENCE = True
TITLE = Text("没有 24 小时值守电话", "no duty phone that is staffed around the clock")
WHY = Text(
    "信息接报要有一个随时有人接听的值班电话。值班安排（organisation.rota）没有电话（phone），或者没有写 staffed: always 的即报告；"
    "现场处置方案可以用上级预案的电话。",
    "Whoever notices an emergency needs one number that is answered at any hour. Flagged is a rota without a `phone` or "
    "without `staffed: always`; on-site plans may rely on the number of the plan above them.",
)
BASIS = Text("GB/T 29639-2020 第 6.3.1.1 条", "GB/T 29639-2020, 6.3.1.1")

NO_PHONE = Text("没有写明 24 小时值守电话", "there is no duty phone that is staffed around the clock")
HOW = Text(
    "在 organisation.rota 写 phone 和 staffed: always",
    "give `phone` and `staffed: always` in `organisation.rota`",
)
NOT_ALWAYS = Text("值守电话不是 24 小时有人接听", "the duty phone is not staffed around the clock")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at the rota."""
    if is_type(plan, "on-site"):
        return
    rota = plan.field("organisation", "rota")
    if rota is None:
        yield Finding(gap(plan, "organisation"), NO_PHONE(), help=HOW())
    elif not rota.get("phone"):
        yield Finding(rota.key_at(), NO_PHONE(), help=HOW())
    elif rota.get("staffed") != "always":
        yield Finding(rota.at("staffed") if "staffed" in rota else rota.at("phone"), NOT_ALWAYS())
