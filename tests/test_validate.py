"""The schemas themselves, and that both validators say the same."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from checking import ROOT, schemas
from preplan.diagnostics import Text
from preplan.model import Fragment, kinds, kinds_of_type
from preplan.parse import parse, read
from preplan.resolve import item_types
from preplan.source import Source
from preplan.validate import FORMATS, LANGUAGE_VERSION, close_to, validate

SCHEMAS = schemas()
OURS = {"x-audience", "x-entity", "x-inherits", "x-label", "x-local", "x-normative", "x-refers-to", "x-values"}
# What jsonschema-rs answers in linear time and jsonschema explains with one message at one place.
KEYWORDS = {
    "$defs", "$id", "$ref", "$schema", "additionalProperties", "const", "description", "enum", "examples", "format",
    "items", "maxLength", "maximum", "minItems", "minLength", "minProperties", "minimum", "pattern", "properties",
    "required", "title", "type",
}  # fmt: skip


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_and_keeps_to_the_keywords_we_can_explain(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    used = {key for schema in _below(SCHEMAS[name]) for key in schema}

    assert set() == used - KEYWORDS - OURS


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_reference_of_a_schema_leads_to_a_definition(name: str) -> None:
    defined = {f"common.schema.json#/$defs/{each}" for each in SCHEMAS["common.schema.json"]["$defs"]}
    used = {schema["$ref"] for schema in _below(SCHEMAS[name]) if "$ref" in schema}

    assert set() == used - defined


@pytest.mark.parametrize("kind", kinds())
def test_every_field_has_a_label_in_both_languages(kind: str) -> None:
    wrong = [
        ".".join(path)
        for path, schema in _fields(kinds()[kind].schema, ())
        if not _is_said(schema.get("x-label")) or not all(map(_is_said, schema.get("x-values", {}).values()))
    ]

    assert [] == wrong


@pytest.mark.parametrize("kind", kinds())
def test_every_fixed_value_has_words(kind: str) -> None:
    fields = [*_fields(kinds()[kind].schema, ())]
    fields += [((*path, "[]"), schema["items"]) for path, schema in fields if "items" in schema]
    wrong = [
        ".".join(path)
        for path, schema in fields
        if "enum" in schema and schema["enum"] != [*schema.get("x-values", {})]
    ]

    assert [] == wrong


@pytest.mark.parametrize("kind", kinds())
def test_mappings_are_closed_and_required_fields_exist(kind: str) -> None:
    mappings = [each for each in _below(kinds()[kind].schema) if each.get("type") == "object"]

    assert mappings
    assert [] == [
        each["x-label"]
        for each in mappings
        if each["additionalProperties"] is not False or not {*each.get("required", ())} <= {*each["properties"]}
    ]
    assert [] == [each["x-label"] for each in mappings if "x-entity" in each and "id" not in each["properties"]]


def test_every_reference_names_types_of_items() -> None:
    named = {
        type_ for kind in kinds().values() for each in _below(kind.schema) for type_ in each.get("x-refers-to", ())
    }

    assert set() == named - set(item_types())
    assert set(item_types()) == set(kinds_of_type())


def test_types_are_never_more_than_two_and_formats_are_ours() -> None:
    below = [each for kind in kinds().values() for each in _below(kind.schema)]

    assert {"date", "duration", "time-of-day"} == set(FORMATS)
    assert set() == {each["format"] for each in below if "format" in each} - set(FORMATS)
    assert [] == [each["type"] for each in below if isinstance(each.get("type"), list) and len(each["type"]) > 2]
    assert [LANGUAGE_VERSION] == [each["const"] for each in below if "const" in each]


def test_patterns_are_anchored_and_linear() -> None:
    patterns = {each["pattern"] for kind in kinds().values() for each in _below(kind.schema) if "pattern" in each}
    # A repeated group that itself begins with a fixed character can't be cut in two ways.
    nested = re.compile(r"\((?:\?:)?[^()]*[*+{][^()]*\)[*+{]")
    fixed_first = re.compile(r"\((?:\?:)?[/.:, -]\[?[^()]*\)[*+{]")

    assert patterns
    assert [] == sorted(each for each in patterns if not each.startswith("^") or not each.endswith("$"))
    assert [] == sorted(each for each in patterns if "$" in each[:-1] or "(?" in each.replace("(?:", ""))
    assert [] == sorted(each for each in patterns if nested.search(each) and not fixed_first.search(each))


@pytest.mark.parametrize("kind", kinds())
def test_no_field_of_a_mapping_hides_a_method_of_dictionaries_in_templates(kind: str) -> None:
    names = {name for each in _below(kinds()[kind].schema) for name in each.get("properties", {})}

    assert [] == sorted(name for name in names if not re.fullmatch("[a-z][a-z0-9_]*", name))


@pytest.mark.parametrize(
    ("word", "words", "expected"),
    [
        ("nmae", ["name", "note"], "name"), ("名", ["name"], None), ("", ["a"], None), ("x", [], None),
        ("n" * 65, ["n" * 64], None), ("levl-1", ["level-2", "level-1"], "level-1"),
        ("ecommerce", ["hotline", "ecommerce-service-centre"], "ecommerce-service-centre"),
        ("centre", ["hotline", "ecommerce-service-centre"], "ecommerce-service-centre"),
        ("ec", ["hotline", "ecommerce-service-centre"], None), ("red-alert", ["red", "blue"], "red"),
        ("红", ["红色", "蓝色"], "红色"), ("现场", ["专项应急预案", "现场处置方案"], "现场处置方案"),
    ],
)  # fmt: skip
def test_what_was_meant_is_guessed(word: str, words: list[str], expected: str | None) -> None:
    assert expected == close_to(word, words)


def _corpus() -> list[Fragment]:
    files = sorted((ROOT / "plans").rglob("*.yaml"))
    return [each for file in files for each in _parsed(file) if each.kind in kinds()]


def _parsed(file: Path) -> list[Fragment]:
    source, _ = read(file, file.name)
    return parse(source)[0] if source else []


CORPUS = _corpus()
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 200), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=8),
    st.sampled_from(["", "\n", "level-1", "level-1\n", "A", "PT30M", "30M", "2026-02-30", "08:30", "x" * 9000, "red"]),
    st.lists(st.sampled_from(["a", 1, None]), max_size=2), st.dictionaries(st.sampled_from(["id", "x", "text"]), st.text()),
)  # fmt: skip


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
def test_both_validators_agree_on_changed_fragments(data: st.DataObject) -> None:
    fragment = data.draw(st.sampled_from(CORPUS))
    value = copy.deepcopy(fragment.data)
    for _ in range(data.draw(st.integers(1, 3))):
        _change(value, data)
    changed = Fragment(fragment.kind, fragment.file, value, fragment.marks, fragment.keys)
    checker = FormatChecker(formats=())
    for name, check in FORMATS.items():
        checker.checks(name)(check)
    oracle = Draft202012Validator(dict(kinds()[fragment.kind].schema), format_checker=checker)
    # The oracle lets a text end in a line end where a pattern ends in `$`.
    strict = all("\n" not in text[-1:] for text in _texts(value))
    found = validate(changed)

    assert not strict or oracle.is_valid(value) == (not found)
    assert [] == [each for each in found if not each.message.show("zh") or not each.message.show("en")]


def test_a_text_that_ends_a_line_fits_no_pattern() -> None:
    (fragment,), _, _ = parse(Source("x.yaml", 'levels: [{id: "a\\n", name: b, ordinal: 1}]\n'))

    assert [Text("“{value}”不能作编号", "`{value}` can't be an id")] == [
        each.message.text for each in validate(fragment)
    ]


def _change(value: Any, data: st.DataObject) -> None:
    """Put something odd into a place below a value."""
    while isinstance(value, dict | list) and value:
        key = data.draw(st.sampled_from(sorted(value) if isinstance(value, dict) else range(len(value))))
        below = value[key]
        if not isinstance(below, dict | list) or not below or data.draw(st.integers(0, 3)) == 0:
            if isinstance(value, dict) and data.draw(st.booleans()):
                value[data.draw(st.sampled_from([f"{key}x", "id", "note"]))] = value.pop(key)
            else:
                value[key] = data.draw(ODD)
            return
        value = below


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _below(schema: Any) -> Iterator[dict[str, Any]]:
    """Visit every schema in a schema, and nothing that only looks like one, such as a map of fields."""
    if not isinstance(schema, dict):
        return
    yield schema
    for name in ("properties", "$defs"):
        for each in schema.get(name, {}).values():
            yield from _below(each)
    yield from _below(schema.get("items"))


def _fields(schema: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    for name, each in schema.get("properties", {}).items():
        yield (*path, name), each
        yield from _fields(each, (*path, name))
    if "items" in schema:
        yield from _fields(schema["items"], path)


def _is_said(words: Any) -> bool:
    return isinstance(words, dict) and {"zh", "en"} == set(words) and all(words.values())
