"""What can be made out of a text that is being typed: as much as the parser finds, and where the cursor is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from preplan.lsp.positions import Positions
from preplan.lsp.scan import cursor, scan
from preplan.model import Where
from preplan.parse import MAX_BYTES, parse, read
from preplan.source import Source

ROOT = Path(__file__).parents[1]
CORPUS = sorted([*ROOT.glob("plans/**/*.yaml"), *ROOT.glob("tests/foreign/**/*.yaml")])

LEVELS = """\
levels:
  - id: level-1
    name: 一级响应
    notify: [office, desk]
    actions:
      - do: 通知
        role: chief
      - {do: 上报, role: clerk}
"""


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sound_text_is_read_as_the_parser_reads_it(path: Path) -> None:
    source, _ = read(path, path.name)
    assert source is not None
    parsed, _, _ = parse(source)
    found = scan(source)
    marks = {where: mark for fragment in found.fragments for where, mark in fragment.marks.items()}
    keys = {where: mark for fragment in found.fragments for where, mark in fragment.keys.items()}
    said = {where: text for fragment in found.fragments for where, text in _leaves(fragment.data, (fragment.kind,))}

    expected = [
        (where, fragment.span(where[1:]), text if isinstance(text, str) and "\n" not in text else None)
        for fragment in parsed
        for where, text in _leaves(fragment.data, (fragment.kind,))
        if where in fragment.marks and fragment.span(where[1:]).line == fragment.span(where[1:]).end_line
    ]
    assert expected == [(where, marks.get(where), text and said.get(where)) for where, _, text in expected]
    named = {
        where: fragment.key_span(where[1:])
        for fragment in parsed
        for where in fragment.keys
        if where[0] == fragment.kind
    }
    assert named == {where: keys.get(where) for where in named}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("|", "entry of the file"),
        ("le|", "entry of the file"),
        ("levels:\n  |", "entry levels"),
        ("levels:\n  -|", "entry levels.0, after a blank"),
        ("levels:\n  - |", "entry levels.0"),
        ("levels:\n  - i|", "entry levels.0 instead of `i`"),
        ("levels:\n- i|", "entry levels.0 instead of `i`"),
        ("levels:\n  - id: a\n    |", "field levels.0"),
        ("levels:\n  - id: a\n    na|", "field levels.0 instead of `na`"),
        ("levels:\n  - id: a\n    na|me: b", "field levels.0 instead of `name`, before a colon"),
        ("levels:\n  - id: a\n  |", "entry levels.1"),
        ("levels:\n  - id: a\n|", "field of the file"),
        ("levels:\n  - id: a\n      |", "nothing"),
        ("levels:\n  - id:|", "value levels.0.id, after a blank"),
        ("levels:\n  - id: |", "value levels.0.id"),
        ("levels:\n  - id: a|b", "value levels.0.id instead of `ab`"),
        ("levels:\n  - id: 'a|b'", "value levels.0.id instead of `ab`"),
        ("levels:\n  - id: a|b  # why", "value levels.0.id instead of `ab`"),
        ("levels:\n  - id: a |", "nothing"),
        ("levels:\n  - id: a  # wh|y", "nothing"),
        ("# a|", "nothing"),
        ("levels:\n  - text: |\n      on|e", "nothing"),
        ("levels:\n  - notify: [|", "value levels.0.notify.0"),
        ("levels:\n  - notify: [a, |", "value levels.0.notify.1"),
        ("levels:\n  - notify: [a, b|]", "value levels.0.notify.1 instead of `b`"),
        ("levels:\n  - notify: [a |", "nothing"),
        ("levels:\n  - notify:\n      - a\n      - |", "entry levels.0.notify.1"),
        ("levels:\n  - notify:\n      [a,\n       |", "value levels.0.notify.1"),
        ("levels:\n  - actions:\n      - {|", "field levels.0.actions.0"),
        ("levels:\n  - actions:\n      - {do: x, r|", "field levels.0.actions.0 instead of `r`"),
        ("levels:\n  - actions:\n      - {do: x, role: |", "value levels.0.actions.0.role"),
        ("levels:\n  - actions:\n      - {do: x, role: c|, within: P1D}", "value levels.0.actions.0.role instead of `c`"),
        ("levels:\n  - actions:\n      - {do: x}\n      - |", "entry levels.0.actions.1"),
        # What was left open above ends where the indentation does.
        ("levels:\n  - name: \"open\n    notify: [a, b\n    role: |", "value levels.0.role"),
        ("levels:\n  - notify: [a, {b\n  - id: x\n    |", "field levels.1"),
        ("levels:\n  - name: 'x\n  - i|", "entry levels.1 instead of `i`"),
        ("levels:\n  - text: |\n      a\n    |", "field levels.0"),
        ("scope: [\nlevels:\n  - |", "entry levels.0"),
        # Wrong indentation belongs to what is around it.
        ("levels:\n    - id: a\n   name: x\n   |", "field levels"),
        ("levels:\n  - id: a\n\n    nam|\n\n  - id: b", "field levels.0 instead of `nam`"),
        ("- |", "entry 0"),
        ("---\nlevels:\n  - |", "entry levels.0"),
        ("levels: &a\n  - |", "entry levels.0"),
        ("levels:\n  - name: 一级𠮷\n    summary: 😀|", "value levels.0.summary instead of `😀`"),
    ],
)  # fmt: skip
def test_cursor_is_found_in_a_text_that_is_cut_off(text: str, expected: str) -> None:
    before, after = text.rsplit("|", 1) if text.count("|") > 1 else text.split("|")
    lines = f"{before}{after}".split("\n")
    line = before.count("\n")

    assert expected == _said(lines, line, len(before.rpartition("\n")[2]))


def test_every_prefix_of_a_text_is_read_up_to_its_end() -> None:
    for end in range(len(LEVELS)):
        text = LEVELS[:end]
        found = scan(Source("levels.yaml", text))
        lines = text.split("\n")
        here = cursor(lines, len(lines) - 1, len(lines[-1]))

        assert here.end <= len(lines[-1])
        assert [] == [each for each in found.entries if each.span.line > len(lines)]
        # What stands in lines that are finished is known whatever comes after.
        whole = [each for each in scan(Source("levels.yaml", LEVELS)).entries if each.span.line < len(lines)]
        assert whole == [each for each in found.entries if each.span.line < len(lines)]


@pytest.mark.parametrize(
    "line",
    ["a: [" + "a," * 9, "- " * 9, "[", "a:", "\n", "-\n", "a:\n", 'a: "x\\"', " #", "a: [[]," * 3, "{", "a: {b: ", "'"],
)
def test_no_text_takes_long(line: str) -> None:
    text = line * (MAX_BYTES // len(line))
    found = scan(Source("levels.yaml", text))
    lines = text.split("\n")
    cursor(lines, len(lines) - 1, len(lines[-1]))

    # It has come back, and has not kept more than it should.
    assert len(found.entries) <= 50_001


@pytest.mark.parametrize(
    ("encoding", "units"),
    [
        (types.PositionEncodingKind.Utf8, [0, 1, 4, 8, 12, 13]),
        (types.PositionEncodingKind.Utf16, [0, 1, 2, 4, 6, 7]),
        (types.PositionEncodingKind.Utf32, [0, 1, 2, 3, 4, 5]),
    ],
)
def test_columns_are_counted_as_the_editor_does(encoding: types.PositionEncodingKind, units: list[int]) -> None:
    line, positions = "a级𠮷😀b", Positions(encoding)

    assert units == [positions.units(line, count) for count in range(6)]
    assert [0, 1, 2, 3, 4, 5, 5] == [positions.characters(line, unit) for unit in [*units, 99]]


def test_a_column_inside_a_character_is_that_before_it() -> None:
    assert 2 == Positions(types.PositionEncodingKind.Utf16).characters("a级𠮷b", 3)


def _said(lines: list[str], line: int, column: int) -> str:
    here = cursor(lines, line, column)
    if here.role == "nothing":
        return "nothing"
    said = f"{here.role} {'.'.join(map(str, here.path)) or 'of the file'}"
    word = lines[line][here.start : here.end]
    said += f" instead of `{word}`" if word and here.path else ""
    return said + (", after a blank" if here.glued else "") + (", before a colon" if here.followed else "")


def _leaves(data: Any, path: Where) -> Iterator[tuple[Where, Any]]:
    if isinstance(data, dict | list):
        for step, each in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _leaves(each, (*path, step))
    else:
        yield path, data
