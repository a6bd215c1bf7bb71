"""Supply or equipment past its date.

What has expired fails when it is needed (令88号, 第三十八条; 突发事件应对法, 第九十六条第三项). What expires within
the next 30 days is a warning, so that there is time to replace it. The last day still counts.

Flagged:
    resources:
      supplies:
        - {id: first-aid-kit, name: 急救箱, expires_on: 2026-11-23}
        - {id: water, name: 饮用水, expires_on: 2026-12-20}
Fine:
    resources:
      supplies: [{id: first-aid-kit, name: 急救箱, expires_on: 2027-06-30}]
      equipment: [{id: generator, name: 发电机}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._reading import day

SEVERITY = "error"
TITLE = Text("物资装备过期", "supply or equipment past its date")
WHY = Text(
    "过期的物资用时失效。已过有效期的报错误，30 天内到期的报警告，以便及时更换；到期当天仍有效。",
    "What has expired fails when it is needed; what expires within 30 days is a warning. The last day still counts.",
)
BASIS = Text(
    "安监总局令第 88 号（修正）第三十八条，突发事件应对法第九十六条第（三）项",
    "Order 88 (amended), article 38; Emergency Response Law, article 96(3)",
)

EXPIRED = Text("“{item}”已于{on}过期", "`{item}` expired on {on}")
EXPIRES = Text("“{item}”将于{on}到期", "`{item}` expires on {on}")
NOTICE = timedelta(days=30)


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at everything that has a date."""
    for item in (*plan.of_type("supply"), *plan.of_type("equipment")):
        last = day(item, "expires_on")
        if last and last < today:
            yield Finding(item.at("expires_on"), EXPIRED(item=item.name, on=last))
        elif last and last - today <= NOTICE:
            yield Finding(item.at("expires_on"), EXPIRES(item=item.name, on=last), severity="warning")
