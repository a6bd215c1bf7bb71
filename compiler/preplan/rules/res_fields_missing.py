"""Supply or equipment with missing columns.

The list of supplies and equipment has fixed columns (GB/T 29639-2020, 9.4): name, model, performance, quantity, place,
conditions of transport and use, and who keeps it with a phone number. Where the keeper is known, so is a phone: the
keeper's holder has one.

Flagged:
    organisation:
      roles: [{id: keeper, name: 后勤主管, holder: person-a}]
      persons: [{id: person-a, name: 甲某}]
    resources:
      supplies:
        - {id: water, name: 饮用水, quantity: 20, unit: 箱, location: 库房}
        - id: first-aid-kit
          name: 急救箱
          model: A-1
          performance: 外伤包扎
          quantity: 2
          unit: 个
          location: 前台
          conditions: 防潮
          keeper: keeper
Fine:
    organisation:
      roles: [{id: keeper, name: 后勤主管, holder: person-a}]
      persons: [{id: person-a, name: 甲某, contacts: [{kind: mobile, value: 199-0000-9001}]}]
    resources:
      supplies:
        - id: first-aid-kit
          name: 急救箱
          model: A-1
          performance: 外伤包扎
          quantity: 2
          unit: 个
          location: 前台
          conditions: 防潮
          keeper: keeper
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Item, Plan
from . import Finding
from ._reading import lacking

SEVERITY = "error"
TITLE = Text("物资装备清单栏目不全", "supply or equipment with missing columns")
WHY = Text(
    "物资装备清单要写明名称、型号、性能、数量、存放地点、运输及使用条件、管理责任人及其电话。",
    "The list of supplies and equipment has fixed columns, among them who keeps each thing and at what phone number.",
)
BASIS = Text("GB/T 29639-2020 第 9.4 条", "GB/T 29639-2020, 9.4")

MISSING = Text("“{item}”缺少{parts}", "`{item}` lacks {parts}")
NO_PHONE = Text("“{item}”的管理岗位没有电话", "the keeper of `{item}` has no phone number")
COLUMNS = ("model", "performance", "quantity", "unit", "location", "conditions", "keeper")
PHONES = {"mobile", "landline", "extension"}


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each supply and each piece of equipment."""
    for item in (*plan.of_type("supply"), *plan.of_type("equipment")):
        if parts := lacking(item, *COLUMNS):
            yield Finding(item.place, MISSING(item=item.name, parts=parts))
        elif not _has_phone(plan, plan.find(item["keeper"])):
            yield Finding(item.at("keeper"), NO_PHONE(item=item.name))


def _has_phone(plan: Plan, keeper: Item | None) -> bool:
    holder = plan.find(keeper.get("holder")) if keeper else None
    if holder is None or not holder.get("contacts"):
        return True  # That nobody can reach the holder is said of the person.
    return any(each["kind"] in PHONES for each in holder.children("contacts"))
