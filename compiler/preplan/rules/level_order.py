"""Response levels whose order, name and colour disagree.

一级 is the highest, then 二级, 三级, 四级; red stands above orange, yellow and blue (突发事件应对法, 第六十三条). A
numeral in the name is the level's ordinal, no two levels share an ordinal, and colours follow the order.

Flagged:
    levels:
      - {id: level-a, name: 一级响应, ordinal: 1, colour: orange}
      - {id: level-b, name: Ⅱ级响应, ordinal: 3, colour: red}
      - {id: level-c, name: 蓝色响应, ordinal: 4, colour: blue}
      - {id: level-d, name: 日常响应, ordinal: 4}
Fine:
    levels:
      - {id: level-a, name: 一级响应, ordinal: 1, colour: red}
      - {id: level-b, name: Ⅱ级响应, ordinal: 2, colour: yellow}
      - {id: level-c, name: 日常响应, ordinal: 3, colour: blue}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Item, Plan
from . import Finding
from ._ranks import rank

SEVERITY = "error"
TITLE = Text("响应级别的序次、名称和颜色不一致", "response levels whose order, name and colour disagree")
WHY = Text(
    "一级最高，其后为二、三、四级；红色高于橙色、黄色、蓝色。名称里的数字就是序次，序次不能重复，颜色按序次递减。",
    "一级 is the highest; red stands above orange, yellow and blue. A numeral in the name is the ordinal, ordinals are "
    "used once, and colours follow the order.",
)
BASIS = Text("突发事件应对法第六十三条、第七十一条", "Emergency Response Law, articles 63 and 71")

NUMERAL = Text("“{level}”的序次写成了 {ordinal}", "the level `{level}` has ordinal {ordinal}")
TWICE = Text("序次 {ordinal} 用了两次", "the ordinal {ordinal} is used twice")
COLOUR = Text(
    "“{level}”是{colour}，不低于更高级别的{other}",
    "`{level}` is {colour}, which does not stand below the {other} above it",
)
OTHER = Text("“{level}”在这里", "`{level}` is here")
COLOURS = {
    "red": Text("红色", "red"), "orange": Text("橙色", "orange"), "yellow": Text("黄色", "yellow"),
    "blue": Text("蓝色", "blue"), "green": Text("绿色", "green"), "grey": Text("灰色", "grey"),
}  # fmt: skip


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each level's numeral, then at ordinals and colours from the highest down."""
    levels, place = plan.of_type("level"), {}
    for level in levels:
        place[level.id] = rank(level)
        if place[level.id] != level["ordinal"]:
            yield Finding(level.at("ordinal"), NUMERAL(level=level.name, ordinal=level["ordinal"]))
    above: dict[int, Item] = {}
    coloured: Item | None = None
    ranks = [*COLOURS]
    for level in sorted(levels, key=lambda each: place[each.id]):
        first = above.setdefault(place[level.id], level)
        if first is not level:
            notes = (Note(OTHER(level=first.name), first.at("ordinal")),)
            yield Finding(level.at("ordinal"), TWICE(ordinal=place[level.id]), notes)
        elif level.get("colour"):
            if coloured and ranks.index(level["colour"]) <= ranks.index(coloured["colour"]):
                said = {"colour": COLOURS[level["colour"]], "other": COLOURS[coloured["colour"]]}
                notes = (Note(OTHER(level=coloured.name), coloured.at("colour")),)
                yield Finding(level.at("colour"), COLOUR(level=level.name, **said), notes)
            coloured = level
