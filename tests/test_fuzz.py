"""Whatever stands in the files, the answer is findings at places in them, and never an exception."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checking import HEAD, ROOT, write
from preplan.diagnostics import Diagnostic
from preplan.export import as_json
from preplan.model import kinds
from preplan.parse import read
from preplan.pipeline import Compiled, Session
from preplan.reports.github import report as github
from preplan.reports.text import report as text
from preplan.source import Source

FILES = {path.name: path.read_bytes() for path in sorted((ROOT / "plans").glob("*/*.yaml"))}
TODAY = date(2026, 11, 24)
SPECIAL = [b"\t", b"\r", b"\n", b" ", b":", b"- ", b"[", b"]", b"{", b"}", b"&a", b"*a", b"!", b"|", b">", b"'", b'"', b"#",
           b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"---\n", b"...\n", b"? ", b"<<: ", b"1e999", b"~", b"\\u"]  # fmt: skip
SETTINGS = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SETTINGS
@given(st.data())
def test_changed_fragments(tmp_path: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    content = _changed(FILES[name], data)

    _prove(tmp_path, {name: content} if name == "plan.yaml" else {"plan.yaml": FILES["plan.yaml"], name: content})


@SETTINGS
@given(st.binary(max_size=200))
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    _prove(tmp_path, {"levels.yaml": content})


@SETTINGS
@given(st.text(alphabet="ab1:-?[]{},&*!|>'\"%@`#~ \n\t\r\\\u0000\u202e一：", max_size=60))
def test_any_text_of_what_yaml_is_made_of(tmp_path: Path, content: str) -> None:
    _prove(tmp_path, {"levels.yaml": content.encode()})


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["level-1", "PT30M", "2026-07-01", "red"]),
    lambda below: st.lists(below, max_size=3)
    | st.dictionaries(st.sampled_from(["id", "name", "units", "parent", "roles", "actions", "steps", "{x}"]), below, max_size=4),
    max_leaves=12,
)  # fmt: skip


@SETTINGS
@given(st.dictionaries(st.sampled_from([*kinds(), "odd"]), ANY, max_size=4))
def test_any_structure(tmp_path: Path, content: dict[str, Any]) -> None:
    _prove(
        tmp_path,
        {"plan.yaml": HEAD.encode() if "plan" not in content else b"", "x.yaml": yaml.safe_dump(content).encode()},
    )


@settings(SETTINGS, max_examples=40)
@given(st.sampled_from(sorted(kinds())), st.data())
def test_fields_that_exist_with_values_of_any_kind(tmp_path: Path, kind: str, data: st.DataObject) -> None:
    content = json.dumps({kind: _odd(kinds()[kind].schema, data, 0)}, ensure_ascii=False)

    _prove(tmp_path, {"plan.yaml": HEAD.encode() if kind != "plan" else b"", "x.yaml": content.encode()})


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_that_breaks_off_anywhere(name: str, tmp_path: Path) -> None:
    content = FILES[name]
    for end in range(0, len(content), max(1, len(content) // 12)):
        _prove(tmp_path, {"plan.yaml": HEAD.encode(), "x.yaml": content[:end]})


def _prove(root: Path, files: dict[str, bytes]) -> None:
    """Compile a plan of these files and hold every finding against its file."""
    plan = root / "plans/x"
    for old in plan.glob("*.yaml"):
        old.unlink()
    write(plan, files)
    compiled = Session(root).compile(plan, TODAY)
    wrong = [f"{each.span} {each.code}" for each in compiled.diagnostics if not _fits(each, root)]
    assert [] == wrong
    _say(compiled, root)


def _say(compiled: Compiled, root: Path) -> None:
    for lang in ("zh", "en"):
        said = text(compiled.diagnostics, lang, line=lambda file, number: _line(root, file, number), colour=False)
        assert [] == [line for line in said.split("\n") if len(line) > 1000 or not _is_harmless(line)]
        commands = github(compiled.diagnostics, lang)
        assert len(compiled.diagnostics) == len(commands.splitlines())
    json.dumps(as_json(compiled.plan), allow_nan=False)


def _is_harmless(line: str) -> bool:
    return all(each.isprintable() or unicodedata.category(each) in ("Co", "Cn", "Zs") for each in line)


def _fits(found: Diagnostic, root: Path) -> bool:
    spans = [found.span, *(note.span for note in found.notes if note.span)]
    for span in spans:
        source = _source(root, span.file)
        if source is None:
            fits = (span.line, span.column) == (1, 1)
        else:
            ends = (span.line, span.column) <= (span.end_line, span.end_column)
            fits = ends and 1 <= span.column <= len(source.line(span.line)) + 1 and 1 <= span.line <= len(source.lines)
        if not fits:
            return False
    return True


def _source(root: Path, file: str) -> Source | None:
    try:
        return read(root / file, file)[0]
    except FileNotFoundError:
        return None


def _line(root: Path, file: str, number: int) -> str:
    source = _source(root, file)
    return source.line(number) if source else ""


def _changed(content: bytes, data: st.DataObject) -> bytes:
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        match data.draw(st.sampled_from(["flip", "cut", "put", "swap", "end"])):
            case "flip":
                content = content[:at] + bytes([data.draw(st.integers(0, 255))]) + content[at + 1 :]
            case "cut":
                content = content[:at] + content[at + data.draw(st.integers(1, 40)) :]
            case "put":
                content = content[:at] + data.draw(st.sampled_from(SPECIAL)) + content[at:]
            case "swap":
                lines = content.split(b"\n")
                one, other = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
                lines[one], lines[other] = lines[other], lines[one]
                content = b"\n".join(lines)
            case _:
                content = content[:at]
    return content


def _odd(schema: Any, data: st.DataObject, depth: int) -> Any:
    """Make a value after a schema, now and then of another type."""
    if depth > 4 or data.draw(st.integers(0, 9)) == 0:
        return data.draw(
            st.sampled_from([None, True, 0, -1.5, "", "文字", [], {}, [[]], [None], {"id": []}, {"x": {"id": 1}}])
        )
    if "properties" in schema:
        names = data.draw(st.lists(st.sampled_from(sorted(schema["properties"])), max_size=5, unique=True))
        return {name: _odd(schema["properties"][name], data, depth + 1) for name in names}
    if "items" in schema:
        return [_odd(schema["items"], data, depth + 1) for _ in range(data.draw(st.integers(0, 2)))]
    if "enum" in schema:
        return data.draw(st.sampled_from(schema["enum"]))
    return data.draw(st.sampled_from(["a", "b", "PT30M", "2026-07-01", "08:30", 1, 3, True, "文字"]))
