"""Reading files and YAML: which values come out, and where they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from preplan.parse import parse, read
from preplan.source import Source


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None), ("~", None), ("null", None), ("NULL", None), ("nULL", "nULL"),
        ("true", True), ("False", False), ("TRUE", True), ("yes", "yes"), ("no", "no"), ("on", "on"), ("y", "y"),
        ("0", 0), ("12", 12), ("-3", -3), ("+4", 4), ("007", "007"), ("0x10", "0x10"), ("0o7", "0o7"), ("1_000", "1_000"),
        ("123456789012345678", 123456789012345678), ("1234567890123456789", "1234567890123456789"),
        ("1.5", 1.5), ("-.5", -0.5), ("1e3", 1000.0), ("1.", "1."), (".", "."), ("+", "+"), ("e1", "e1"),
        ("1e999", "1e999"), (".inf", ".inf"), (".nan", ".nan"),
        ("08:30", "08:30"), ("12:30", "12:30"), ("2026-07-01", "2026-07-01"), ("1.10.2", "1.10.2"),
        ("\"12\"", "12"), ("'true'", "true"), ("'it''s'", "it's"), ("\"a\\tb\\u4e00\"", "a\tb一"),
        ("=", "="), ("一级 # 注", "一级"), ("a#b", "a#b"), ("|\n  两行\n  文字", "两行\n文字\n"), (">-\n  折\n  行", "折 行"),
        ("<script>", "<script>"), ("=1+1", "=1+1"), ("#eval", None), ("'#eval'", "#eval"), ("$x$", "$x$"),
        ("[]", []), ("{}", {}), ("[a, 1]", ["a", 1]), ("{a: {b: [c]}}", {"a": {"b": ["c"]}}),
    ],
)  # fmt: skip
def test_a_value_is_read_as_the_core_schema_has_it(written: str, value: object) -> None:
    fragments, found, wreck = parse(Source("x.yaml", f"kind: {written}\n"))

    assert ([value], [type(value)], [], None) == (
        [each.data for each in fragments],
        [type(each.data) for each in fragments],
        found,
        wreck,
    )


def test_every_value_and_key_has_its_place() -> None:
    text = "一:\n  - 名: 甲\n    列: [a, {b: 'c d'}]\n  - |\n    多行\n    文字\n"
    (fragment,), _, _ = parse(Source("x.yaml", text))
    lines = text.split("\n")

    def cut(path: tuple[Any, ...], key: bool = False) -> str:
        span = fragment.key_span(path) if key else fragment.span(path)
        assert span.line == span.end_line
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]

    assert ["甲", "[a, {b: 'c d'}]", "a", "{b: 'c d'}", "'c d'"] == [
        cut(path) for path in [(0, "名"), (0, "列"), (0, "列", 0), (0, "列", 1), (0, "列", 1, "b")]
    ]
    assert ["一", "名", "列", "b"] == [cut(path, True) for path in [(), (0, "名"), (0, "列"), (0, "列", 1, "b")]]
    assert "x.yaml:4:5" == str(fragment.span((1,)))


def test_a_place_that_is_not_written_down_is_the_nearest_one_around_it() -> None:
    (fragment,), _, _ = parse(Source("x.yaml", "levels:\n  - id: a\n"))

    assert "x.yaml:2:5" == str(fragment.span((0, "name")))
    assert "x.yaml:2:9" == str(fragment.head((0,)))


def test_one_file_may_hold_many_kinds() -> None:
    fragments, found, _ = parse(Source("x.yaml", "levels: []\nplan: {}\nforms: []\n"))

    assert ([("levels", []), ("plan", {}), ("forms", [])], []) == (
        [(each.kind, each.data) for each in fragments],
        found,
    )


def test_a_wreck_still_knows_ids_and_kinds() -> None:
    text = "levels:\n  - id: level-1\n  - {name: x, id: 'level-2'}\nforms:\n  - id: form-1\n    x: [\n"
    fragments, _, wreck = parse(Source("x.yaml", text))

    assert wreck is not None
    assert [] == fragments
    assert {"level-1", "level-2", "form-1"} == wreck.ids
    assert {"levels", "forms"} == wreck.kinds


def test_the_first_of_two_equal_keys_counts() -> None:
    (fragment,), found, wreck = parse(Source("x.yaml", "plan:\n  a: 1\n  a: {id: lost}\n"))

    assert wreck is not None
    assert {"a": 1} == fragment.data
    assert ["given-twice"] == [each.code for each in found]
    assert {"lost"} == wreck.ids


def test_a_byte_order_mark_is_dropped_and_line_ends_stay(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes("\ufeffplan: {}\r\n".encode())

    assert (Source("name.yaml", "plan: {}\r\n"), []) == read(path, "name.yaml")


def test_what_the_machine_cannot_read_is_raised(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none.yaml", "none.yaml")


@pytest.mark.parametrize("text", ["'name'", "?", "@x", "- - -", "&a", "!", "|", ">", "[", "]", "{", "}", "%", "`", "'", "\"", "*", ",", ":", "#", "\\", "\t", "---", "...", "--- |", "? [", "a: b: c", "a:\n b\nc", "!!", "!<", "&", "*a", "<<: a", "a: [b", "\x00", "\x85", "\u2028", "\ufffe", "\U0001ffff", "a: \"\\x\"", "a: \"\\U00110000\"", "\x0c", "a\x0b", "- \ufeff"])  # fmt: skip
def test_any_short_text_is_answered_with_findings_at_places_in_it(text: str) -> None:
    source = Source("x.yaml", text)
    _, found, _ = parse(source)

    assert found
    assert [] == [str(each.span) for each in found if not _inside(each.span.line, each.span.column, source)]


def _inside(line: int, column: int, source: Source) -> bool:
    return 1 <= line <= len(source.lines) and 1 <= column <= len(source.line(line)) + 1
