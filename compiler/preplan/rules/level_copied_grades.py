"""Response levels that copy the statutory grades of accidents.

The State's grades say how much harm an accident has done; a level says what the organisation must do, and starts long
before thirty people have died (GB/T 29639-2020, 6.1.2: levels need not be copied from the grades). A level copies a
grade of schema/law/grades.yaml if its criteria, in words (“30人以上死亡”) or as measures, hold two or more bounds of
that one grade: deaths, serious injuries or direct loss, from or below. Plans under the law of another country are left
alone.

Flagged:
    levels:
      - id: level-1
        name: 一级响应
        ordinal: 1
        criteria: [{text: 造成30人以上死亡，或100人以上重伤，或1亿元以上直接经济损失。}]
      - id: level-2
        name: 二级响应
        ordinal: 2
        criteria:
          - {metric: deaths, metric_name: 死亡人数, op: ">=", value: 10, unit: 人}
          - {metric: deaths, metric_name: 死亡人数, op: "<", value: 30, unit: 人}
Fine:
    levels:
      - id: level-1
        name: 一级响应
        ordinal: 1
        criteria:
          - {text: 有人死亡，或者3人以上重伤，或者直接经济损失100万元以上。}
          - {metric: injured, metric_name: 送医人数, op: ">=", value: 10, unit: 人}
      - id: level-2
        name: 二级响应
        ordinal: 2
        criteria: [{text: 客户30人以上聚集，或者10人以下轻伤。}, {text: 死亡3人以上。}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Text
from ..law import grades
from ..model import Node, Plan
from . import Finding
from ._laws import law_notes
from ._reading import in_china

SEVERITY = "info"
TITLE = Text("响应级别照搬事故等级", "response levels that copy the grades of accidents")
WHY = Text(
    "事故等级说的是损失有多大，响应级别说的是本单位该做什么，不能等到死亡30人才启动。"
    "一个级别的启动条件里，有两个以上数值与 schema/law/grades.yaml 中同一事故等级的死亡、重伤、直接经济损失界限相同，就算照搬。",
    "Grades say how much harm was done, levels what the organisation does about it. A level copies a grade of "
    "schema/law/grades.yaml if its criteria hold two or more of that grade's bounds on deaths, serious injuries or loss.",
)
BASIS = Text("GB/T 29639-2020 第 6.1.2 条（不必照搬）", "GB/T 29639-2020, 6.1.2 (levels need not be copied)")

COPIES = Text(
    "“{level}”的启动条件照搬了{grade}的界限", "the criteria of `{level}` copy the bounds of the grade `{grade}`"
)
HELP = Text(
    "按事件对本单位的影响和本单位处置得了处置不了来分级",
    "set levels by what the event does to the organisation, and by whether it can cope",
)
HARMS = {"死亡": "deaths", "重伤": "injuries", "损失": "loss"}
CLAUSE = re.compile("[，,；;。或\n]")
BOUND = re.compile("([0-9]{1,6})(万|亿)?(人|名|元)及?(以上|以下)")
WORTH = {"": 1, "万": 10_000, "亿": 100_000_000}
SIDES = {"以上": "from", "以下": "below", ">=": "from", "<": "below"}
TWO = 2


def check(plan: Plan) -> Iterator[Finding]:
    """Look at the criteria of each level."""
    if not in_china(plan):
        return
    for level in plan.of_type("level"):
        bounds = [(each, bound) for each in level.children("criteria") for bound in _bounds(each)]
        for grade in grades():
            copied = [each for each, bound in bounds if bound in grade.harms]
            if len({bound for _, bound in bounds} & grade.harms) >= TWO:
                message = COPIES(level=level.name, grade=grade.name)
                yield Finding(copied[0].at(_field(copied[0])), message, law_notes(plan, grade, grade.name), HELP())
                break


def _bounds(criterion: Node) -> Iterator[tuple[str, str, int]]:
    for clause in CLAUSE.split(criterion.get("text", "")):
        harm = _harm(clause)
        for number, scale, unit, side in BOUND.findall(clause) if harm else ():
            if (unit == "元") == (harm == "loss"):
                yield str(harm), SIDES[side], int(number) * WORTH[scale]
    harm = _harm(criterion.get("metric_name", ""))
    value, side, scale = criterion.get("value"), SIDES.get(criterion.get("op", "")), criterion.get("unit", "")[:1]
    if harm and side and isinstance(value, int):
        yield harm, side, value * WORTH.get(scale, 1)


def _harm(text: str) -> str | None:
    return next((harm for word, harm in HARMS.items() if word in text), None)


def _field(criterion: Node) -> str:
    return "text" if "text" in criterion else "value"
