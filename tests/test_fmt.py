"""The one form of a fragment file: what changes, and that what it says and its comments do not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checking import HEAD, LEVEL, ROOT, tree, write
from conftest import Run
from preplan.fmt import WIDEST, fmt
from preplan.model import kinds, schema_at
from preplan.parse import parse
from preplan.source import Source

CORPUS = sorted((ROOT / "plans").rglob("*.yaml"))
SKELETON = sorted((ROOT / "site/templates/new").glob("*.yaml"))
SMALL = [text for text in (path.read_text("utf-8") for path in CORPUS) if len(text) < 6000]
PLAN = fmt(Source("plan.yaml", HEAD))[0]
SETTINGS = settings(max_examples=150, deadline=None, derandomize=True)


def form(text: str) -> str:
    """Return a text in our form, which is the same the second time."""
    written, found = fmt(Source("x.yaml", text))
    assert [] == found
    assert (written, []) == fmt(Source("x.yaml", written))
    return written


@pytest.mark.parametrize("path", [*CORPUS, *SKELETON], ids=lambda path: "/".join(path.parts[-2:]))
def test_what_we_write_by_hand_is_in_our_form(path: Path) -> None:
    text = path.read_text("utf-8")

    assert text == form(text)


def test_the_form() -> None:
    text = (
        "# about the file\r\n"
        "\r\n\r\n"
        "---\r\n"
        "# about the plan\r\n"
        "plan:\r\n"
        "\r\n"
        "        # the name\r\n"
        "        name:   示例预案  # beside\r\n"
        "        unheard_of: 1\r\n"
        "        schema: 1   \r\n"
        "        version: '1.0'\r\n"
        "\r\n"
        "\r\n"
        "        # apart\r\n"
        "\r\n"
        "        # status\r\n"
        "        status: in-force\r\n"
        '        issued_on: "2026-07-01"\r\n'
        "        type:\r\n"
        "          special\r\n"
        "        # at the end of the plan\r\n"
        "  # at the end of the file\r\n"
        "\r\n"
        "levels:     # 级别\r\n"
        "- ordinal: 1\r\n"
        "  id: level-1\r\n"
        "  criteria: [ {value: PT30M,metric: outage, op: '>='} ,{text: 中断：全部} , ]\r\n"
        "  example: [ name,\r\n"
        "     ordinal ]  # two\r\n"
        "  note: |+\r\n"
        "      kept\r\n"
        "\r\n"
        "  name: 一级\r\n"
        "-\r\n"
        "  # the second\r\n"
        "  id: level-2\r\n"
        "  summary: >-\r\n"
        "     folded\r\n"
        "\r\n"
        "\r\n"
        "  name: in\r\n"
        "   two lines\r\n"
        "..."
    )
    expected = """\
# about the file

# about the plan
plan:
  schema: 1
  version: '1.0'
  # the name
  name: 示例预案    # beside
  unheard_of: 1

  # apart

  type: special
  # status
  status: in-force
  issued_on: 2026-07-01
  # at the end of the plan
# at the end of the file

levels:     # 级别
  - id: level-1
    name: 一级
    ordinal: 1
    criteria: [{metric: outage, op: '>=', value: PT30M}, {text: 中断：全部}]
    example: [ name,
       ordinal ]  # two
    note: |+
      kept

  # the second
  - id: level-2
    summary: >-
      folded

    name: in
      two lines
"""

    assert expected == form(text)


def test_brackets_that_are_too_wide_are_opened() -> None:
    text = "、".join(["很长的说明"] * 15)
    source = (
        f"levels:\n  - {{id: level-1, name: 一级, summary: {text}, ordinal: 1, source: [S1, S2]}} # 甲\n"
        f"    # the next\n  - id: level-2\n    source: [{', '.join(f'S1.1-{number}' for number in range(20))}]  # 乙\n"
    )
    expected = (
        "levels:\n"
        "  # 甲\n"
        f"  - id: level-1\n    name: 一级\n    ordinal: 1\n    summary: {text}\n    source: [S1, S2]\n"
        "  # the next\n"
        "  - id: level-2\n"
        "    source:  # 乙\n" + "".join(f"      - S1.1-{number}\n" for number in range(20))
    )

    assert expected == form(source)
    assert len(source.split("\n")[1]) > WIDEST


def test_brackets_over_several_lines_stay_so_unless_a_line_is_too_wide() -> None:
    wide = "很" * WIDEST
    source = (
        "levels:\n- {id: level-1,\n   name: 一级,   # 名称\n   ordinal: 1}\n"
        f"- {{id: level-2,\n   summary: {wide}, name: 二级}}\n"
    )
    expected = (
        "levels:\n  - {id: level-1,\n     name: 一级,   # 名称\n     ordinal: 1}\n"
        f"  - id: level-2\n    name: 二级\n    summary: {wide}\n"
    )

    assert expected == form(source)


def test_a_comment_beside_a_value_keeps_its_column() -> None:
    source = 'plan:\n    name: 示例     # 甲\n    issued_on: "2026-07-01"   # 乙\n'

    assert "plan:\n  name: 示例     # 甲\n  issued_on: 2026-07-01     # 乙\n" == form(source)


def test_blanks_that_belong_to_a_text_stay() -> None:
    source = 'levels:\n  - id: a\n    name: "x\\ \n      y"   \n    note: |2\n        indented\n      two  \n    summary: |\n      end'

    assert (
        'levels:\n  - id: a\n    name: "x\\ \n      y"\n    summary: |-\n      end\n    note: |2\n        indented\n      two  \n'
    ) == form(source)


def test_a_file_in_brackets_keeps_its_lines() -> None:
    assert '{"plan": {"name": "示例",\n  "schema": 1}}\n' == form('\n{"plan": {"name": "示例",  \n  "schema": 1}}')


def test_a_key_that_needs_a_question_mark_keeps_it() -> None:
    assert 'plan:\n  ? "a\n    b"\n  :\n    - 1\n' == form('plan:\n    ? "a\n       b"\n    : - 1\n')


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("levels:\n  - id: [a\n", "syntax"),
        ("levels:\n  - id: a\n    id: b\n", "given-twice"),
        ("levels: &a\n  - id: a\n", "syntax"),
        ("# nothing\n", "empty-file"),
        ("site_name: something\nnav: [a.md]\n", "unknown-kind"),
    ],
)
def test_what_we_do_not_understand_is_left_alone(text: str, code: str) -> None:
    written, found = fmt(Source("x.yaml", text))

    assert (text, code) == (written, found[0].code)


@SETTINGS
@given(st.data())
def test_any_fragment_keeps_what_it_says_and_its_comments(data: st.DataObject) -> None:
    lines = _part(data.draw(st.sampled_from(SMALL)), data)
    marks = 0
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(lines) - 1))
        change = data.draw(st.sampled_from(CHANGES))
        if change == "comment":
            lines.insert(at, f"{' ' * data.draw(st.integers(0, 12))}# mark {marks}.")
        elif change == "beside":
            lines[at] += f"{' ' * data.draw(st.integers(1, 4))}# mark {marks}."
        elif change == "shift":
            by = data.draw(st.integers(-2, 4))
            for number in range(at, min(len(lines), at + data.draw(st.integers(1, 9)))):
                lines[number] = " " * by + lines[number] if by > 0 else re.sub(f"^ {{{-by}}}", "", lines[number])
        else:
            lines[at] = re.sub(*SUBSTITUTIONS[change], lines[at], count=1)
        marks += change in ("comment", "beside")
    end = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))

    _prove(end.join(lines), marks)


@SETTINGS
@given(st.data())
def test_any_values_keep_what_they_say(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(kinds())))

    _prove(_shown({name: data.draw(_values(name))}, data), 0)


CHANGES = ["blank", "end", "gap", "dash", "value", "commas", "breaks", "comment", "beside", "shift"]
SUBSTITUTIONS = {
    "blank": ("^", " \n"),
    "end": ("$", "   "),
    "gap": (": ", ":   "),
    "dash": (r"^( *)- (\S)", r"\1-\n\1   \2"),
    "value": (r"^( *)(\S+): (\S)", r"\1\2:\n\1      \3"),
    "commas": (", ", ","),
    "breaks": (", ", ",\n                "),
}
WORDS = st.text(alphabet="ab1: -#,[]{}'\"\\一：|>%@&*!?~\n", max_size=12)


def _part(text: str, data: st.DataObject) -> list[str]:
    lines = text.split("\n")
    start = data.draw(st.integers(1, max(1, len(lines) - 40)))
    return [lines[0], *lines[start : start + 40]]


def _prove(text: str, marks: int) -> None:
    source = Source("x.yaml", text)
    before, found, _ = parse(source)
    written, refused = fmt(source)
    if found:
        assert (text, found) == (written, refused)
        return
    after, wrong, _ = parse(Source("x.yaml", written))

    assert ([], []) == (refused, wrong)
    assert [json.dumps([each.kind, each.data], sort_keys=True) for each in before] == [
        json.dumps([each.kind, each.data], sort_keys=True) for each in after
    ]
    for mark in range(marks):
        assert text.count(f"# mark {mark}.") == written.count(f"# mark {mark}.")
    assert (written, []) == fmt(Source("x.yaml", written))


def _values(kind: str, path: tuple[str | int, ...] = ()) -> st.SearchStrategy[object]:
    """Return values as the schema of a kind has them at a path, and other ones."""
    schema = schema_at(kind, path)
    if "properties" in schema and len(path) < 6:
        fields = {name: _values(kind, (*path, name)) for name in schema["properties"]}
        return st.fixed_dictionaries({}, optional=fields)
    if "items" in schema:
        return st.lists(_values(kind, (*path, 0)), max_size=2)
    if schema.get("format") == "date":
        return st.dates().map(str)
    return WORDS | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False, allow_infinity=False)


def _shown(value: object, data: st.DataObject, column: int = 0, key: bool = False) -> str:
    """Write values as YAML, each mapping and list in a way of its own."""
    pad = "\n" + " " * column
    if not value or not isinstance(value, dict | list) or data.draw(st.integers(0, 4)) == 0:
        return f" {json.dumps(value, ensure_ascii=data.draw(st.booleans()))}"
    deeper = column + data.draw(st.integers(1, 4))
    if isinstance(value, list):
        return "".join(f"{pad}-{_shown(each, data, deeper)}" for each in value)
    return "".join(f"{pad}{name}:{_shown(each, data, deeper, key=True)}" for name, each in value.items())


def test_fmt_writes_what_it_changes_and_keeps_the_mode(run: Run, tmp_path: Path) -> None:
    folder = write(
        tmp_path / "plans/x",
        {"plan.yaml": PLAN, "levels.yaml": "levels:\n- {name: 一级,id: a}\n", "bad.yaml": "levels: [\n"},
    )
    (folder / "levels.yaml").chmod(0o640)

    status, out, err = run("fmt", "x", "--lang", "en")

    assert (1, "files with mistakes in their syntax, left alone: 1\n1 of 3 files formatted\n") == (status, err)
    assert ["plans/x/levels.yaml"] == [line.split()[-1] for line in out.splitlines() if line.startswith("formatted")]
    assert "plans/x/bad.yaml:1:9: error[syntax]: a square bracket is not closed" in out
    assert "levels:\n  - {id: a, name: 一级}\n" == (folder / "levels.yaml").read_text("utf-8")
    assert 0o640 == (folder / "levels.yaml").stat().st_mode & 0o777
    assert ["bad.yaml", "levels.yaml", "plan.yaml"] == sorted(each.name for each in folder.iterdir())


def test_fmt_shows_first_what_it_would_do(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"plan.yaml": PLAN, "levels.yaml": 'levels:\n- name: "\\x41"  # 一级\n  id: a'})
    before = tree(tmp_path / "plans")
    diff = """\
--- plans/x/levels.yaml
+++ plans/x/levels.yaml
@@ -1,3 +1,3 @@
 levels:
-- name: "\\x41"  # 一级
-  id: a
\\ No newline at end of file
+  - id: a
+    name: "\\x41"  # 一级
"""

    assert (1, diff, "要整理 1 个文件，共 2 个；没有写入\n") == run("fmt", "--dry-run")
    assert (1, "要整理 plans/x/levels.yaml\n", "要整理 1 个文件，共 2 个；没有写入\n") == run("fmt", "--check")
    assert "\x1b[32m+  - id: a\x1b[0m\n" in run("fmt", "--dry-run", FORCE_COLOR="1")[1]
    assert before == tree(tmp_path / "plans")


def test_fmt_takes_in_what_plans_share(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"plan.yaml": PLAN})
    (tmp_path / "plans/shared").mkdir()
    (tmp_path / "plans/shared/glossary.yaml").write_text("glossary: [{text: 说明,term: 预案}]\n", encoding="utf-8")

    assert (1, "plans/shared/glossary.yaml would be formatted\n") == run("fmt", "--check", "--lang", "en")[:2]
    assert (0, "") == run("fmt", "--check", "x")[:2]


def test_fmt_follows_no_link(run: Run, tmp_path: Path) -> None:
    folder = write(tmp_path / "plans/x", {"plan.yaml": PLAN})
    outside = tmp_path / "levels.yaml"
    outside.write_text("levels:\n- {name: 一级,id: a}\n", encoding="utf-8")
    (folder / "levels.yaml").symlink_to(outside)

    status, out, _ = run("fmt", "plans/x/levels.yaml", "--lang", "en")

    assert (1, True) == (status, "this is a link; a plan holds real files only" in out)
    assert "levels:\n- {name: 一级,id: a}\n" == outside.read_text("utf-8")


def test_fmt_leaves_other_files_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("site_name:   x\n", encoding="utf-8")
    (tmp_path / "other.txt").write_text(HEAD, encoding="utf-8")

    assert 1 == run("fmt", "other.yaml")[0]
    assert (2, "", "preplan: “other.txt”里没有预案；用 new 命令可以新建一份\n") == run("fmt", "other.txt")
    assert (2, "", "preplan: 没有“nowhere”这个文件、文件夹或预案\n") == run("fmt", "nowhere")
    assert "site_name:   x\n" == (tmp_path / "other.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("given_", "expected"),
    [(LEVEL.replace("  - ", "- ").replace("    ", "  "), (0, LEVEL, "")), ("levels: [\n", (1, "", None))],
)
def test_fmt_between_pipes(
    given_: str, expected: tuple[int, str, str | None], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "input").write_text(given_, encoding="utf-8")
    with (tmp_path / "input").open(encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        status, out, err = run("fmt", "-")

    assert expected[:2] == (status, out), err
    assert expected[2] == err if expected[2] is not None else "方括号没有闭合" in err
