"""Drawings say in boxes what the plan says in words, and stay within their frame."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from composing import document_of, drawn, squeezed
from preplan.chapters._drawing import SMALL, WIDTH, width_of, wrap
from preplan.document import PALETTE, Document, Figure, walk

HEAD = "plan: {schema: 1, name: 预案, version: '1.0', type: comprehensive, organisation: 单位甲}\n"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 100, []),
        ("应急指挥部", 100, ["应急指挥部"]),
        ("应急指挥部统一指挥", 50, ["应急指挥部", "统一指挥"]),
        ("一二三四五，六", 50, ["一二三四", "五，六"]),
        ("一二三（四五）", 40, ["一二三", "（四五）"]),
        ("emergency command centre", 60, ["emergency", "command", "centre"]),
        ("abcdefghijklmnopqrst", 40, ["abcdefg", "hijklmn", "opqrst"]),
        ("用 IT 系统", 100, ["用 IT 系统"]),
    ],
)
def test_text_breaks_where_it_may(text: str, width: float, expected: list[str]) -> None:
    lines = wrap(text, 10, width)

    assert expected == lines
    assert squeezed(text) == squeezed("".join(lines))


def test_chart_shows_every_unit_below_its_own() -> None:
    figure = _figure(
        document_of(
            HEAD + "organisation:\n"
            "  roles: [{id: boss, name: 总经理}]\n"
            "  units:\n"
            "    - {id: a, name: 指挥部, kind: command, lead: boss}\n"
            "    - {id: b, name: 客服部, parent: a}\n"
            "    - {id: c, name: 夜班组, kind: team, parent: b}\n"
            "    - {id: d, name: 技术部, parent: a}\n"
        ),
        "figure-command-chart",
    )

    assert "应急组织机构图" == figure.caption
    assert "指挥部下设客服部、技术部。客服部下设夜班组" == figure.alt
    assert ["指挥部", "总经理", "客服部", "夜班组", "技术部"] == _words(figure)


def test_unit_that_is_not_drawn_hands_on_what_is_below_it() -> None:
    figure = _figure(
        document_of(
            HEAD + "organisation:\n  units:\n"
            "    - {id: a, name: 甲}\n    - {id: b, name: 乙, parent: a, chart: false}\n    - {id: c, name: 丙, parent: b}\n"
        ),
        "figure-command-chart",
    )

    assert "甲下设丙" == figure.alt


def test_one_unit_makes_no_chart() -> None:
    document = document_of(HEAD + "organisation: {units: [{id: a, name: 甲}]}\n")

    assert [] == _figures(document)


@pytest.mark.parametrize(("columns", "depth"), [(1, 1), (3, 2), (4, 1), (5, 2), (9, 3), (23, 1), (2, 7)])
def test_boxes_stay_in_the_frame_and_apart(columns: int, depth: int) -> None:
    units = ["    - {id: top, name: 应急领导小组（总经理任组长）, kind: command}"]
    for column in range(columns):
        for level in range(depth):
            parent = "top" if level == 0 else f"u{column}-{level - 1}"
            name = f"第{column}业务保障部 Team {level}"
            units.append(f"    - {{id: u{column}-{level}, name: {name}, parent: {parent}}}")
    figure = _figure(document_of(HEAD + "organisation:\n  units:\n" + "\n".join(units)), "figure-command-chart")
    boxes = _boxes(figure)

    assert 1 + columns * depth == len(boxes)
    assert [] == [b for b in boxes if b[0] < 0 or b[1] < 0 or b[0] + b[2] > WIDTH or b[1] + b[3] > figure.height]
    assert [] == [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if _overlap(a, b)]


def test_what_no_longer_fits_legibly_in_the_chart_is_counted() -> None:
    top = "    - {id: top, name: 指挥部, kind: command}\n"
    nested = "".join(f"    - {{id: u{n}, name: 组{n}, parent: {f'u{n - 1}' if n else 'top'}}}\n" for n in range(20))
    many = "".join(f"    - {{id: d{n}, name: 部{n}, parent: top}}\n" for n in range(6))
    many += "".join(f"    - {{id: u{n}, name: 组{n}, parent: d{n % 6}}}\n" for n in range(120))
    flat = "".join(f"    - {{id: u{n}, name: 组{n}, parent: top}}\n" for n in range(130))
    figures = [
        _figure(document_of(HEAD + "organisation:\n  units:\n" + top + units), "figure-command-chart")
        for units in (nested, many, flat)
    ]

    assert ["及下级", "13个"] == _words(figures[0])[-2:]
    assert ["及下级20个"] * 6 == [each for each in _words(figures[1]) if each.startswith("及")]
    assert "另有82个机构" == _words(figures[2])[-1]
    assert [] == [each.height for each in figures if each.height > 960]
    assert [] == [b for figure in figures for b in _boxes(figure) if b[0] < 0 or b[0] + b[2] > WIDTH]


def test_flow_says_prepare_only_where_there_is_a_warning_stage() -> None:
    levels = "levels: [{id: l, name: 一级响应, ordinal: 1}]\n"
    without, with_ = (
        "".join(_words(_figure(document_of(HEAD + text), "figure-respond-flow")))
        for text in (levels, levels + "warning: {lift: {text: 解除预警。}}\n")
    )

    assert "预警准备" not in without
    assert "继续监测" in without
    assert "预警准备" in with_


def test_flow_goes_from_the_sign_over_both_decisions_to_the_end() -> None:
    text = HEAD + (
        "organisation: {roles: [{id: boss, name: 总经理}]}\n"
        "levels:\n"
        "  - {id: level-2, name: 二级响应, ordinal: 2, colour: orange}\n"
        "  - {id: level-1, name: 一级响应, ordinal: 1, colour: red, activated_by: boss}\n"
        "response:\n  phases:\n"
        "    - {id: p1, name: 预警阶段}\n    - {id: p2, name: 启动阶段}\n    - {id: p3, name: 处置阶段}\n"
        "    - {id: p4, name: 恢复阶段}\n"
    )
    figure = _figure(document_of(text), "figure-respond-flow")
    said = _words(figure)
    order = [
        *(
            "发现征兆或接到报告",
            "预警阶段",
            "达到启动条件？",
            "启动阶段",
            "研判定级，由决定人启动",
            "一级响应",
            "总经理",
        ),
        *("二级响应", "处置阶段", "满足终止条件？", "恢复阶段", "响应结束，总结归档"),
    ]

    assert order == [each for each in said if each in order]
    assert all(
        a < b for a, b in pairwise(_height(figure, each) for each in order if each not in ("总经理", "二级响应"))
    )
    assert figure.alt.startswith(
        "预警阶段 → 启动阶段 → 处置阶段 → 恢复阶段；研判定级，由决定人启动：一级响应：总经理、二级响应；"
    )
    assert {PALETTE["red"][0], PALETTE["orange"][0]} <= set(re.findall(r'fill="(#\w{6})"', figure.svg))


def test_flow_is_drawn_for_levels_without_phases_and_for_phases_without_levels() -> None:
    levels = document_of(HEAD + "levels: [{id: l, name: 一级响应, ordinal: 1}]\n")
    phases = document_of(HEAD + "response: {phases: [{id: a, name: 发现}, {id: b, name: 总结}]}\n")

    assert "一级响应" in _words(_figure(levels, "figure-respond-flow"))
    assert ["发现征兆或接到报告", "发现", "总结", "响应结束，总结归档"] == _words(
        _figure(phases, "figure-respond-flow")
    )


@pytest.mark.parametrize("name", ["figure-command-chart", "figure-respond-flow"])
def test_drawing_is_one_svg_with_title_words_and_text_large_enough_for_print(name: str) -> None:
    text = HEAD + (
        "organisation: {units: [{id: a, name: 甲 <b>}, {id: b, name: '乙 & \"丙\"', parent: a}]}\n"
        "levels: [{id: l, name: 一级 <script>, ordinal: 1}]\n"
    )
    figure = _figure(document_of(text), name)
    root = drawn(figure.svg)
    sizes = [float(each.attrib["font-size"]) for each in root.iter(f"{SVG}text")]

    assert [figure.caption, figure.alt] == [root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")]
    assert (figure.width, figure.height) == (float(root.attrib["width"]), float(root.attrib["height"]))
    assert min(sizes) * min(1, 600 / figure.width) >= 13
    assert [] == [each.text for each in root.iter(f"{SVG}text") if width_of(each.text or "", SMALL) > WIDTH]


def _figures(document: Document) -> list[Figure]:
    return [block for _, section in walk(document.sections) for block in section.blocks if isinstance(block, Figure)]


def _figure(document: Document, id_: str) -> Figure:
    return next(figure for figure in _figures(document) if figure.id == id_)


def _words(figure: Figure) -> list[str]:
    return [element.text or "" for element in drawn(figure.svg).iter(f"{SVG}text")]


def _height(figure: Figure, text: str) -> float:
    texts = drawn(figure.svg).iter(f"{SVG}text")
    return next(float(element.attrib["y"]) for element in texts if element.text == text)


def _boxes(figure: Figure) -> list[tuple[float, float, float, float]]:
    rects = drawn(figure.svg).iter(f"{SVG}rect")
    return [tuple(float(each.attrib[name]) for name in ("x", "y", "width", "height")) for each in rects]  # type: ignore[misc]


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
