"""What authors are told about bad input: every file of tests/bad/ is a plan and all that `check` says of it.

A case holds the files of a plan, each below `### name`, and below `### en` and `### zh` the whole output.
`--accept` writes what came out; read the difference.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest

from checking import HEAD, LEVEL, TODAY, check, level, mistakes, said, tree, write
from preplan.pipeline import Session

CASES = sorted((Path(__file__).parent / "bad").glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_bad_input_is_said_at_its_place(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    parts = re.split(r"^### (.+)\n", case.read_bytes().decode(), flags=re.MULTILINE)[1:]
    files = {name: text for name, text in zip(parts[::2], parts[1::2], strict=True) if name not in ("en", "zh")}
    plan = write(tmp_path / "plans/x", files)
    before = tree(tmp_path)
    actual = "".join(f"### {name}\n{text}" for name, text in files.items())
    actual += f"### en\n{said(plan, tmp_path, 'en')}### zh\n{said(plan, tmp_path, 'zh')}"
    if request.config.getoption("--accept"):
        case.write_bytes(actual.encode())

    assert case.read_bytes().decode() == actual
    assert before == tree(tmp_path)


@pytest.mark.parametrize(
    ("data", "english", "chinese"),
    [
        (LEVEL.encode("gbk"), "the file is encoded in GBK, not UTF-8", "文件是 GBK 编码，不是 UTF-8"),
        (LEVEL.encode("utf-16"), "the file is encoded in UTF-16, not UTF-8", "文件是 UTF-16 编码，不是 UTF-8"),
        (LEVEL.encode("utf-16-be"), "the file is encoded in UTF-16, not UTF-8", "文件是 UTF-16 编码，不是 UTF-8"),
        (LEVEL.encode() + b"\xff\xff", "the file is not encoded in UTF-8", "文件不是 UTF-8 编码"),
    ],
    ids=["gbk", "utf-16", "utf-16-be", "neither"],
)
def test_other_encodings_are_named(data: bytes, english: str, chinese: str, tmp_path: Path) -> None:
    expected = (
        f"plans/x/levels.yaml:1:1: error[bad-file]: {english}\n"
        "  = help: save the file as UTF-8 in your editor\n\n1 error in 1 file\n",
        f"plans/x/levels.yaml:1:1: error[bad-file]: {chinese}\n"
        "  = 建议: 用编辑器把文件另存为 UTF-8\n\n1 个错误，在 1 个文件中\n",
    )

    assert expected == (check(tmp_path, {"levels.yaml": data}), check(tmp_path, {"levels.yaml": data}, "zh"))


def test_references_into_a_file_that_cannot_be_read_are_not_reported(tmp_path: Path) -> None:
    organisation = "organisation:\n  roles:\n    - {id: head, name: 主任}\n".encode("gbk")
    files: dict[str, str | bytes] = {"organisation.yaml": organisation, "levels.yaml": level("activated_by: head")}

    assert [("bad-file", "plans/x/organisation.yaml:1:1")] == _places(tmp_path, files)


def test_a_file_of_any_name_that_cannot_be_read_may_hold_what_is_missing(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "plan.yaml": b"",
        "everything.yaml": HEAD.encode("gbk"),
        "levels.yaml": level("activated_by: head"),
    }

    assert [("bad-file", "plans/x/everything.yaml:1:1"), ("empty-file", "plans/x/plan.yaml:1:1")] == _places(
        tmp_path, files
    )


def test_nul_in_the_text_is_unseen(tmp_path: Path) -> None:
    expected = r"""plans/x/levels.yaml:3:13: error[unseen-character]: there is an unseen character here, U+0000 (NUL)
  |     name: 一级\u0000响应
  |               ^^^^^^
  = help: delete it: such characters make people and machines read different things

1 error in 1 file
"""

    assert expected == check(tmp_path, {"levels.yaml": LEVEL.replace("一级", "一级\0")})


def test_unseen_characters_are_named_wherever_they_stand(tmp_path: Path) -> None:
    text = LEVEL.replace("一级", "一\u202e级").replace("ordinal", "ordi\u200bnal") + '    summary: "\\e[31m"\n'
    help_ = "  = help: delete it: such characters make people and machines read different things\n\n"
    expected = (
        "plans/x/levels.yaml:3:12: error[unseen-character]: there is an unseen character here,"
        " U+202E (RIGHT-TO-LEFT OVERRIDE)\n"
        f"  |     name: 一\\u202e级响应\n  |             ^^^^^^\n{help_}"
        "plans/x/levels.yaml:4:9: error[unseen-character]: there is an unseen character here,"
        " U+200B (ZERO WIDTH SPACE)\n"
        f"  |     ordi\\u200bnal: 1\n  |         ^^^^^^\n{help_}"
        "plans/x/levels.yaml:5:14: error[unseen-character]: there is an unseen character here, U+001B (ESC)\n"
        f'  |     summary: "\\e[31m"\n  |              ^^^^^^^^\n{help_}3 errors in 1 file\n'
    )

    assert expected == check(tmp_path, {"levels.yaml": text})


def test_a_file_above_the_limit_is_not_read(tmp_path: Path) -> None:
    text = LEVEL.replace("一级响应", "x" * 10_000_000)

    assert (
        f"plans/x/levels.yaml:1:1: error[bad-file]: the file has {len(text)} bytes; the limit is 1048576\n\n"
        "1 error in 1 file\n"
    ) == check(tmp_path, {"levels.yaml": text})


def test_the_limit_itself_is_read(tmp_path: Path) -> None:
    text = LEVEL + "#" * (1024 * 1024 - len(LEVEL.encode()))

    assert "no findings\n" == check(tmp_path, {"levels.yaml": text})


def test_a_huge_scalar_is_one_mistake(tmp_path: Path) -> None:
    expected = f"""plans/x/levels.yaml:3:11: error[syntax]: this text has 900000 characters; the limit is 65536
  |     name: {"x" * 90}…
  |           ^

1 error in 1 file
"""

    assert expected == check(tmp_path, {"levels.yaml": LEVEL.replace("一级响应", "x" * 900_000)})


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("levels: " + "[" * 10_000 + "]" * 10_000 + "\n", "1:56"),
        ("levels: " + "[" * 100_000, "1:56"),
        ("levels: " + "{a: " * 10_000, "1:197"),
        ("- " * 10_000 + "a\n", "1:97"),
        ("".join(" " * depth + "a:\n" for depth in range(1_000)), "49:49"),
        ("levels:\nlevels: " + "[" * 10_000, "2:56"),
    ],
    ids=["lists", "open lists", "mappings", "block lists", "block mappings", "below a key given twice"],
)
def test_deep_nesting_is_one_mistake(text: str, place: str, tmp_path: Path) -> None:
    found = [each for each in _places(tmp_path, {"levels.yaml": text}) if each[0] == "syntax"]

    assert [("syntax", f"plans/x/levels.yaml:{place}")] == found


def test_reading_stops_after_a_hundred_mistakes(tmp_path: Path) -> None:
    text = check(tmp_path, {"levels.yaml": "levels:\n" + "  - &a\n" * 20_000})

    assert "100 errors in 1 file\n" == text.splitlines(keepends=True)[-1]
    assert (
        "plans/x/levels.yaml:101:5: error[syntax]: anchors and aliases (& and *) are not allowed\n"
        "  |   - &a\n"
        "  |     ^^\n"
        "  = note: reading stopped here; there may be more\n"
        "  = help: refer by id, or write it out; quote a text that begins with & or *\n\n"
        "100 errors in 1 file\n"
    ) == text[text.index("plans/x/levels.yaml:101:5") :]


def test_what_the_schema_says_is_cut_off_too(tmp_path: Path) -> None:
    text = check(tmp_path, {"levels.yaml": "levels:\n" + "  - a\n" * 20_000})

    assert (
        "plans/x/levels.yaml:501:5: error[wrong-type]: each entry of `levels` should be `field: value` pairs;"
        " this is text\n"
        "  |   - a\n"
        "  |     ^\n"
        "  = note: there are more mistakes in this part, not shown here\n"
        "  = help: write fields here: id, name, ordinal\n\n"
        "500 errors in 1 file\n"
    ) == text[text.index("plans/x/levels.yaml:501:5") :]


def test_line_ends_of_windows_and_a_byte_order_mark_leave_places_alone(tmp_path: Path) -> None:
    text = level("colour: 红")
    places = [
        [
            (each.code, str(each.span))
            for each in mistakes(write(tmp_path / f"plans/p{n}", {"levels.yaml": form}), tmp_path)
        ]
        for n, form in enumerate([text, "\ufeff" + text.replace("\n", "\r\n"), text.replace("\n", "\r")])
    ]

    assert [[("bad-value", f"plans/p{n}/levels.yaml:5:13")] for n in range(3)] == places


def test_columns_count_characters_beyond_the_basic_plane(tmp_path: Path) -> None:
    expected = """plans/x/levels.yaml:2:32: error[unknown-field]: level has no field `b`
  |   - {id: a, name: 𠮷野𠮷, ordinal: 1, b: c}
  |                                       ^
"""
    actual = check(tmp_path, {"levels.yaml": "levels:\n  - {id: a, name: 𠮷野𠮷, ordinal: 1, b: c}\n"})

    assert expected.replace("2:32", "2:36") == "".join(actual.splitlines(keepends=True)[:3])


def test_links_out_of_the_plan_are_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "levels.yaml").write_text(LEVEL, encoding="utf-8")
    plan = write(tmp_path / "plans/x", {})
    (plan / "levels.yaml").symlink_to(outside / "levels.yaml")
    (plan / "more").symlink_to(outside)
    (plan / "nowhere.yaml").symlink_to(tmp_path / "nothing")
    message = "error[bad-file]: this is a link; a plan holds real files only"

    assert (
        f"plans/x/levels.yaml:1:1: {message}\n\nplans/x/more:1:1: {message}\n\n"
        f"plans/x/nowhere.yaml:1:1: {message}\n\n3 errors in 3 files\n"
    ) == said(plan, tmp_path)


@pytest.mark.parametrize("name", ["x", "shared"])
def test_a_plan_folder_that_is_a_link_is_refused(name: str, tmp_path: Path) -> None:
    write(tmp_path / "outside", {"levels.yaml": LEVEL})
    plan = tmp_path / "plans/x"
    if name == "shared":
        write(plan, {})
    (tmp_path / "plans").mkdir(exist_ok=True)
    (tmp_path / "plans" / name).symlink_to(tmp_path / "outside")

    assert [("bad-file", f"plans/{name}:1:1")] == [(each.code, str(each.span)) for each in mistakes(plan, tmp_path)]


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    plan = write(tmp_path / "plans/x", {})
    os.mkfifo(plan / "fifo.yaml")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(plan)  # the name of a socket is short
        try:
            listener.bind("socket.yml")
        finally:
            os.chdir(here)
        text = said(plan, tmp_path)

    assert (
        "plans/x/fifo.yaml:1:1: error[bad-file]: this is not a regular file\n\n"
        "plans/x/socket.yml:1:1: error[bad-file]: this is not a regular file\n\n"
        "2 errors in 2 files\n"
    ) == text


def test_a_folder_may_be_named_like_a_file_and_hidden_ones_are_left_alone(tmp_path: Path) -> None:
    files = {"levels.yaml/one.yaml": LEVEL, ".git/config.yaml": "x: [", ".draft.yaml": "x: [", "notes.txt": "x: ["}

    assert "no findings\n" == check(tmp_path, files)


def test_file_names_cannot_speak_to_a_terminal(tmp_path: Path) -> None:
    plan = write(tmp_path / "plans/x", {"le\x1b[31mvels\n::error::.yaml": LEVEL})
    (plan / os.fsdecode(b"le\xffvels.yaml")).write_text(LEVEL, encoding="utf-8")

    assert (
        r"plans/x/le\u001b[31mvels\n::error::.yaml:1:1: error[bad-file]: "
        "the name of the file holds unseen characters\n\n"
        r"plans/x/le\udcffvels.yaml:1:1: error[bad-file]: the name of the file holds unseen characters"
        "\n\n2 errors in 2 files\n"
    ) == said(plan, tmp_path)


def test_a_folder_name_that_is_no_id_is_refused(tmp_path: Path) -> None:
    plan = write(tmp_path / "plans/第一 号", {"levels.yaml": LEVEL})

    assert (
        "plans/第一 号/plan.yaml:1:1: error[bad-value]: the folder name `第一 号` can't be the id of a plan\n"
        "  | plan:\n"
        "  | ^\n"
        "  = help: an id begins with a lower-case letter and holds lower-case letters, digits and hyphens,"
        " such as level-1\n\n1 error in 1 file\n"
    ) == said(plan, tmp_path)


def test_a_deep_path_is_read(tmp_path: Path) -> None:
    assert "no findings\n" == check(tmp_path, {"/".join(["d"] * 60) + "/levels.yaml": LEVEL})


def test_no_message_prints_more_than_a_few_hundred_characters_of_a_line(tmp_path: Path) -> None:
    long = "应" * 20_000
    files = {
        "levels.yaml": level(f"colour: {long}") + f"    ? {long}\n    : 1\n    report_within: {long}\n",
        "forms.yaml": f"{long}: [\n",
        "drills.yaml": f"{long}\n",
        "organisation.yaml": f"organisation: {{units: [{{id: a, lead: {long}, '{long}': {long}}}]}}\n",
    }

    assert [] == [line for line in check(tmp_path, files).splitlines() if len(line) > 500]


def _places(root: Path, files: Mapping[str, str | bytes]) -> list[tuple[str, str]]:
    return [(each.code, str(each.span)) for each in mistakes(write(root / "plans/x", files), root)]


def test_what_two_plans_lack_is_said_of_each_of_them_and_never_of_what_they_share(tmp_path: Path) -> None:
    write(tmp_path / "plans/shared", {"contacts.yaml": "organisation:\n  contacts:\n    - {id: fire, name: 火警}\n"})
    (tmp_path / "plans/shared/plan.yaml").unlink()
    places = [
        each.span.file
        for name in ("a", "b")
        for each in Session(tmp_path).compile(write(tmp_path / f"plans/{name}", {}), TODAY).diagnostics
        if each.code == "org-no-24h-phone"
    ]

    assert ["plans/a/plan.yaml", "plans/b/plan.yaml"] == places
