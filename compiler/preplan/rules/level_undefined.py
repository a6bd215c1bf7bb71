"""Text that speaks of a response level which is not declared.

A procedure that starts 四级响应 in a plan of three levels, or 相应级别 in a plan of none, cannot be carried out. In the
texts of levels, procedures, warning, reports, response, recovery, communication and duties, a numeral before 级响应,
级启动 or 级启动令 and the like, or behind 启动, 升为 or 降为, has to be that of a declared level: the one in its name,
or its ordinal. Where no level is declared at all, 响应级别, 相应级别的响应 and the like are reported too, all in one.
A clause that names somebody else's response (政府, 集团, 上级, 预案 …) before the level is left alone. One finding for
each level that is missing.

Flagged:
    levels:
      - {id: level-1, name: 一级响应, ordinal: 1}
      - {id: level-2, name: 二级响应, ordinal: 2}
    reporting:
      steps:
        - {do: 启动三级响应的，由值班长电话报告应急办公室。}
        - {do: 一至三级响应都要登记。}
        - {do: 影响扩大的，升为四级。}
Fine:
    levels:
      - {id: level-1, name: 红色响应, ordinal: 1}
      - {id: level-2, name: 橙色响应, ordinal: 2}
    reporting:
      steps:
        - {do: 启动相应级别的响应；一、二级响应报总值班室，二级启动30分钟后仍未控制的升为一级。}
        - {do: 政府启动四级响应的，服从统一指挥；按综合预案启动三级响应的除外。}
        - {do: 三级教育和四级风险另行规定，升为三级预警时做好准备。}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Item, Plan
from . import Finding
from ._ranks import ANY_NUMERAL, NAMED, NUMERALS
from ._texts import Found, search

SEVERITY = "error"
ABSENCE = True
TITLE = Text("提到的响应级别没有定义", "text that speaks of an undeclared level")
WHY = Text(
    "只有三个级别的预案写“启动四级响应”，没有分级的预案写“启动相应级别的响应”，都无法执行。"
    "在级别、流程、预警、报告、响应、恢复、沟通和职责的文字里，“X级响应”“X级启动”“启动X级”“升为（降为）X级”的X，"
    "要是某个级别名称里的数字或它的序次；一个级别都没有时，“响应级别”“相应级别”也算。"
    "同一分句里先提到政府、集团、上级、其他预案的不算；每个缺少的级别报告一次。",
    "A numeral before 级响应 or 级启动, or behind 启动, 升为 or 降为, has to be that of a declared level: the one in its "
    "name or its ordinal. Where none is declared, any talk of response levels is reported. Clauses about the response of "
    "somebody else are left alone.",
)
BASIS = Text("安监总局令第 88 号（修正）第八条；评审惯例", "Order 88 (amended), article 8; review practice")

UNDECLARED = Text("没有定义{level}响应", "no response level {level} is declared")
NO_LEVELS = Text("写了“{word}”，但没有定义任何响应级别", "the text says `{word}`, but no response level is declared")
ALSO = Text("这里也提到了", "it is spoken of here too")
DECLARED = Text("定义的级别：{levels}", "the levels declared are {levels}")
DECLARE = Text(
    "在 levels 中写明各级别的启动条件和决定人；由其他预案分级的，写明是哪个预案",
    "declare the levels, with criteria and who decides, under `levels`; if another plan has them, say which",
)
KINDS = frozenset(
    "levels scenarios warning reporting response recovery communications organisation resources risks monitoring".split()
)
SAID = "一二三四五"
_N = "(?:[一二三四五ⅠⅡⅢⅣⅤ1-5]|IV|I{1,3}|V)"
SIGN = re.compile(ANY_NUMERAL)
_RANGE = f"{_N}(?:级?[、和或及至到~～－-]{_N}){{0,4}}级"
# Each begins with plain characters, so that most texts are passed over quickly.
CITED = (
    re.compile(f"{_RANGE}(?:及?以上|及?以下)?的?(?:应急)?(?:响应|启动)"),
    re.compile(f"(?:启动|升[为至到]|降[为至到]|[升降]级[为至到]){_RANGE}(?=[\0，。；：、）)的或和,.;\n]|响应|应急|$)"),
    re.compile("[Ll]evel [1-5] response"),
)
LEVELS = re.compile("响应(?:级别|等级)|(?:相应|对应)的?(?:应急)?(?:响应)?(?:级别|等级)的?(?:应急)?(?:响应|预案)?")
RANGE = re.compile(f"({_N})级?[至到~～－-]({_N})")
OTHERS = re.compile("政府|气象|防汛|应急管理|国家|集团|总部|公司|上级|委托|业主|物业|甲方|预案|》|网信|主管部门")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at what the texts call response levels."""
    levels = plan.of_type("level")
    known = {int(each["ordinal"]) for each in levels} | {number for each in levels for number in _numbers(each.name)}
    missing: dict[int, list[Found]] = {}
    for found in _all_cited(plan):
        for number in _cited(found.word):
            if number not in known:
                missing.setdefault(number, []).append(found)
    if not levels:
        places = [*(each for some in missing.values() for each in some), *_spoken_of(plan)]
        if places:
            first = min(places, key=lambda each: each.place)
            yield Finding(first.place, NO_LEVELS(word=first.word), help=DECLARE())
        return
    for number, places in missing.items():
        yield _finding(levels, number, places)


def _finding(levels: tuple[Item, ...], number: int, places: list[Found]) -> Finding:
    message = UNDECLARED(level=Text(f"{SAID[number - 1]}级", str(number)))
    others = tuple(Note(ALSO(), each.place) for each in places[1:])
    declared = Note(DECLARED(levels=[each.name for each in levels]), levels[0].place)
    return Finding(places[0].place, message, (declared, *others))


def _all_cited(plan: Plan) -> list[Found]:
    """Return every place that names levels by number, in order; what one pattern finds inside another's, once."""
    found = {(each.place, each.word): each for pattern in CITED for each in search(plan, pattern, KINDS)}
    kept: list[Found] = []
    for each in sorted(found.values(), key=lambda each: (each.place, -each.end)):
        last = kept[-1] if kept else None
        inside = last and (last.fragment, last.path) == (each.fragment, each.path) and each.start < last.end
        if not inside and not OTHERS.search(each.before):
            kept.append(each)
    return kept


def _spoken_of(plan: Plan) -> Iterator[Found]:
    for found in search(plan, LEVELS, KINDS):
        if not OTHERS.search(found.before) and "响应" in found.before + found.word + found.after:
            yield found


def _cited(text: str) -> list[int]:
    """Return the numbers that a text names, with those between where it names a range."""
    found = {NUMERALS[sign] for sign in SIGN.findall(text)}
    for first, last in RANGE.findall(text):
        found |= {*range(NUMERALS[first], NUMERALS[last])}
    return sorted(found)


def _numbers(name: str) -> list[int]:
    return [NUMERALS[first or second] for first, second in NAMED.findall(name)]
