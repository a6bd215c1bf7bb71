"""Procedures that need more than there is.

What a plan counts on has to be there (GB/T 29639-2020, annex B.3: needs against stock). What the procedures of one
scenario need is added up for each level they are for, a procedure without levels being for all, and the highest sum of
any scenario may not be above the quantity of the supply or equipment or the size of the team; scenarios are not added
up, since they are not taken to happen at once. Where no quantity is given, nothing is said here.

Flagged:
    resources:
      supplies: [{id: smoke-hoods, name: 防烟面罩, quantity: 300, unit: 只}]
      teams: [{id: first-aid-team, name: 急救队, size: 6}]
    scenarios:
      - id: fire
        name: 火灾
        procedures:
          - {id: proc-evacuate, name: 人员疏散, needs: [{resource: smoke-hoods, quantity: 320}]}
          - {id: proc-rescue, name: 现场救护, needs: [{resource: first-aid-team, quantity: 4}]}
          - {id: proc-count, name: 集合点清点, needs: [{resource: first-aid-team, quantity: 3}]}
Fine:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1}
      - {id: level-2, name: 二级响应, ordinal: 2}
    resources:
      supplies: [{id: smoke-hoods, name: 防烟面罩, quantity: 320, unit: 只}, {id: sandbags, name: 沙袋}]
      equipment: [{id: laptops, name: 应急电脑, quantity: 40, unit: 台}]
    scenarios:
      - id: fire
        name: 火灾
        procedures:
          - id: proc-evacuate
            name: 人员疏散
            needs: [{resource: smoke-hoods, quantity: 320}, {resource: laptops, quantity: 30}]
      - id: flood
        name: 内涝
        procedures:
          - id: proc-part
            name: 局部转移
            levels: [level-2]
            needs: [{resource: laptops, quantity: 20}, {resource: sandbags, quantity: 200}]
          - {id: proc-whole, name: 全部转移, levels: [level-1], needs: [{resource: laptops, quantity: 40}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..diagnostics import Note, Text
from ..model import Item, Node, Plan
from ..source import Span
from . import Finding

SEVERITY = "error"
TITLE = Text("资源少于流程所需", "procedures that need more than there is")
WHY = Text(
    "流程要用的物资、设备和人手，平时就要备足。同一情景的各流程可能同时进行，需求（needs）按适用级别相加，没有写级别的流程适用于各级；"
    "取需求最大的情景与资源数量或队伍人数比较。不同情景不视为同时发生，不相加。",
    "What a procedure counts on has to be there. The needs of the procedures of one scenario are added up for each "
    "level, and the highest sum of any scenario is held against the quantity of the resource or the size of the team; "
    "different scenarios are not added up.",
)
BASIS = Text("GB/T 29639-2020 附录 B.3", "GB/T 29639-2020, annex B.3")

SHORT = Text(
    "“{scenario}”需要“{item}” {needed}{unit}，只有 {stock}{unit}",
    "`{scenario}` needs {needed} of `{item}`, but there are {stock}",
)
NEEDED = Text("“{procedure}”需要 {quantity}{unit}", "`{procedure}` needs {quantity}")
STOCK = {"supply": "quantity", "equipment": "quantity", "team": "size"}


def check(plan: Plan) -> Iterator[Finding]:
    """Hold what each scenario needs at most against what there is."""
    most: dict[str, tuple[Decimal, Item, list[tuple[Item, Node]]]] = {}
    for scenario, resource, needs in _needs(plan):
        total = sum((_number(need["quantity"]) for _, need in needs), Decimal())
        if resource not in most or total > most[resource][0]:
            most[resource] = total, scenario, needs
    for resource, (total, scenario, needs) in most.items():
        item = plan.find(resource)
        stock = item.get(STOCK[item.type]) if item else None
        if item is None or stock is None or total <= _number(stock):
            continue
        counted_in = "人" if item.type == "team" else item.get("unit")
        unit = f" {counted_in}" if counted_in else ""
        told = {"scenario": scenario.name, "item": item.name, "needed": _said(total), "stock": stock, "unit": unit}
        notes = [
            Note(NEEDED(procedure=each.name, quantity=need["quantity"], unit=unit), need.at("quantity"))
            for each, need in needs
        ]
        yield Finding(_place(plan, item, [need for _, need in needs]), SHORT(**told), tuple(notes))


def _place(plan: Plan, item: Item, needs: list[Node]) -> Span:
    """Return where to mend it: at the stock, but at the need where the stock is that of a plan this one builds on."""
    own = [each for each in needs if each.fragment in plan.own]
    return own[-1].at("quantity") if own and item.fragment not in plan.own else item.at(STOCK[item.type])


def _needs(plan: Plan) -> Iterator[tuple[Item, str, list[tuple[Item, Node]]]]:
    """Yield what is needed at one time: the scenario, the resource, and each procedure with its need of it."""
    by_scenario: dict[Item, list[Item]] = {}
    for procedure in plan.of_type("procedure"):
        if procedure.owner and procedure.get("needs"):
            by_scenario.setdefault(procedure.owner, []).append(procedure)
    for scenario, procedures in by_scenario.items():
        levels = dict.fromkeys(level for each in procedures for level in each.get("levels") or ())
        for level in levels or (None,):
            found: dict[str, list[tuple[Item, Node]]] = {}
            for procedure in procedures:
                if level is None or level in (procedure.get("levels") or levels):
                    for need in procedure.children("needs"):
                        found.setdefault(need["resource"], []).append((procedure, need))
            for resource, needs in found.items():
                yield scenario, resource, needs


def _number(value: float) -> Decimal:
    # As it is written: 0.1 and 0.2 are 0.3.
    return Decimal(str(value))


def _said(total: Decimal) -> str:
    return f"{total.normalize():f}"
