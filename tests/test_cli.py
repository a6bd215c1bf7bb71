"""The command line as others rely on it: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from checking import HEAD, LEVEL, ROOT, level, tree, write
from conftest import Run
from preplan.cli import FORMATS
from preplan.codes import CODES
from preplan.explain import description
from preplan.lint import all_rules
from preplan.model import EVERYWHERE, kinds

FINE = "glossary:\n  - {id: plan, name: 预案, text: 事先准备的方案}\n"
UNKNOWN = level("activated_by: nobody")
AS_OF = ("--as-of", "2026-11-24")


# check: status, places, formats


def test_findings_make_the_status_one_and_go_to_stdout(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": UNKNOWN})
    status, out, err = run("check", "plans/x/levels.yaml", "--lang", "en", *AS_OF)

    assert (1, "") == (status, err)
    assert (
        "plans/x/levels.yaml:5:19: error[unknown-reference]: there is no role `nobody`\n"
        "  |     activated_by: nobody\n"
        "  |                   ^^^^^^\n"
        "  = help: ids of type role are declared in organisation.yaml, under `roles:`\n"
    ) == out[: out.index("\n\n") + 1]
    assert out.endswith("\nrun preplan explain CODE (the word in brackets) to see what a finding means\n")


def test_nothing_found_is_status_zero(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"glossary.yaml": FINE})

    assert (0, "没有发现问题\n", "") == run("check", "plans/x/glossary.yaml")
    assert (0, "no findings\n", "") == run("check", "plans/x/glossary.yaml", "--lang=en")


def test_warnings_fail_only_when_asked_to(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": ""})
    expected = "plans/x/levels.yaml:1:1: warning[empty-file]: 文件是空的\n\n1 个警告，在 1 个文件中\n"
    expected += "看不懂哪一条，运行 preplan explain 代码（方括号里的词）\n"

    assert (0, expected, "") == run("check", "plans/x/levels.yaml")
    assert (1, expected, "") == run("check", "plans/x/levels.yaml", "--fail-on", "warning")
    assert (0, expected, "") == run("check", "plans/x/levels.yaml", "--fail-on", "error")


def test_json_has_exactly_the_fields_of_the_contract(run: Run, tmp_path: Path) -> None:
    files = {
        "levels.yaml": level("activated_by: hed"),
        "organisation.yaml": "organisation:\n  roles: [{id: head, name: 主任}]\n",
    }
    write(tmp_path / "plans/x", files)
    status, out, err = run("check", "plans/x/levels.yaml", "--format", "json", "--lang", "en", *AS_OF)
    found = json.loads(out)
    (reference,) = [each for each in found if each["code"] == "unknown-reference"]

    assert (1, "") == (status, err)
    assert {
        "code": "unknown-reference",
        "severity": "error",
        "message": "there is no role `hed`",
        "file": "plans/x/levels.yaml",
        "line": 5,
        "column": 19,
        "end_line": 5,
        "end_column": 22,
        "notes": [{"message": "`head` is declared here", "file": "plans/x/organisation.yaml", "line": 2, "column": 16}],
        "help": "did you mean `head` (主任)?",
    } == reference
    assert {tuple(reference)} == {tuple(each) for each in found}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_format_takes_every_code_and_hostile_text(format_: str, lang: str, run: Run, tmp_path: Path) -> None:
    hostile = "'{0}\\n::error::x %s \u001b[31m<script>&\"]]>'".replace("\u001b", "")
    write(
        tmp_path / "plans/x", {"levels.yaml": level(f"activated_by: {hostile}") + f"    {hostile}: 1\n", "a.yaml": ""}
    )
    status, out, err = run("check", "--format", format_, "--lang", lang, *AS_OF)

    assert (1, "") == (status, err)
    assert "{0}" in out
    if format_ in ("json", "sarif", "gitlab"):
        json.loads(out)
    if format_ == "junit":
        assert "testsuites" == fromstring(out).tag  # noqa: S314 - our own
    if format_ == "github":
        assert [] == [line for line in out.splitlines() if not re.match(r"::(error|warning|notice) file=", line)]
    if format_ == "text":
        assert [] == [line for line in out.splitlines() if line.startswith("::")]


@pytest.mark.parametrize(
    ("place", "files"),
    [
        ("", {"a", "b"}), ("plans", {"a", "b"}), (".", {"a", "b"}), ("a", {"a"}), ("plans/a", {"a"}), ("plans/a/", {"a"}),
        ("plans/b/sub/levels.yaml", {"b"}), ("plans/shared", {"a", "b", "shared"}),
        ("plans/shared/people.yaml", {"shared"}),
    ],
)  # fmt: skip
def test_a_place_is_an_id_a_folder_or_a_file(place: str, files: set[str], run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/a", {"levels.yaml": UNKNOWN})
    write(tmp_path / "plans/b", {"sub/levels.yaml": UNKNOWN})
    write(tmp_path / "plans/shared", {"people.yaml": "organisation: {roles: [{id: r, name: 岗位, reports_to: 5}]}\n"})
    (tmp_path / "plans/shared/plan.yaml").unlink()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    _, out, err = run("check", *([place] if place else []), "--format", "json", *AS_OF)
    found = {each["file"].split("/")[1] for each in json.loads(out) if each["code"] in CODES}

    assert "" == err
    assert files | ({"shared"} if files & {"a", "b"} and not place.endswith(".yaml") else set()) == found


@pytest.mark.parametrize(
    "place", ["levels.yaml", "plans/levels.yaml", "plans/x/.levels.yaml", "plans/x/away/levels.yaml"]
)
@pytest.mark.parametrize("options", [(), ("--fix",)])
def test_a_file_that_is_read_as_part_of_no_plan_is_not_said_to_be_sound(
    options: tuple[str, ...], place: str, run: Run, tmp_path: Path
) -> None:
    write(tmp_path / "plans/x", {})
    (tmp_path / "away").mkdir()
    (tmp_path / "plans/x/away").symlink_to("../../away")
    (tmp_path / place).write_text(UNKNOWN, "utf-8")

    said = "is no file of a plan: those lie in its own folder, not hidden and not behind a link"
    assert (2, "", f"preplan: `{place}` {said}\n") == run("check", place, *options, "--lang", "en", *AS_OF)


def test_a_file_beside_the_plans_does_not_make_them_one(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {})
    write(tmp_path / "plans/y", {})
    (tmp_path / "plans/levels.yaml").write_text(UNKNOWN, "utf-8")

    status, out, err = run("check", "--lang", "en", *AS_OF)

    assert (2, "") == (status, out)
    assert err.startswith("preplan: `plans/levels.yaml` is no file of a plan: ")


def test_a_name_of_a_folder_brings_nothing_to_the_terminal(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x\x1b]0;t\x07\n::error::x", {"plan.yaml": "levels: []\n"})
    _, out, _ = run("check", *AS_OF)

    assert r"plans/x\u001b]0;t\u0007\n::error::x/plan.yaml:1:1: error[bad-value]: " in out
    assert [] == [line for line in out.splitlines() if "\x1b" in line or "\x07" in line or line.startswith("::error")]


def test_a_place_outside_has_its_own_shared_folder_beside(run: Run, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    write(outside / "x", {"levels.yaml": level("activated_by: head").replace("ordinal: 1", "ordinal: 0")})
    write(outside / "shared", {"people.yaml": "organisation: {roles: [{id: head, name: 主任}]}\n"})
    (outside / "shared/plan.yaml").unlink()
    (tmp_path / "inside").mkdir()
    os.chdir(tmp_path / "inside")
    _, out, _ = run("check", outside / "x", "--format", "json", *AS_OF)

    assert [("bad-value", f"{outside.as_posix()}/x/levels.yaml", 4)] == [
        (each["code"], each["file"], each["line"]) for each in json.loads(out) if each["code"] in CODES
    ]


def test_a_link_given_by_name_is_refused_as_anywhere(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {})
    (tmp_path / "outside.yaml").write_text(FINE, "utf-8")
    (tmp_path / "plans/x/link.yaml").symlink_to(tmp_path / "outside.yaml")
    status, out, _ = run("check", "plans/x/link.yaml", "--lang", "en")

    assert (1, "plans/x/link.yaml:1:1: error[bad-file]: this is a link; a plan holds real files only") == (
        status,
        out.split("\n")[0],
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nowhere"], "preplan: there is no file, folder or plan `nowhere`\n"),
        (["check", "empty"], "preplan: there is no plan in `empty`\n"),
        (["check", "notes.md"], "preplan: there is no plan in `notes.md`\n"),
        (["check", "\x1b[31m\n::x"], "preplan: there is no file, folder or plan `\\u001b[31m\\n::x`\n"),
        (["model", "nowhere"], "preplan: there is no file, folder or plan `nowhere`\n"),
        (["explain", "step-no-rol"], "preplan: there is no code or kind `step-no-rol`; did you mean `step-no-role`?\n"),
        (["trace", "x", "--facts", "notes.md"], "preplan: `notes.md` holds no fact ids\n"),
        (["trace", "x", "--facts", "gbk.md"], "preplan: gbk.md: the file is encoded in GBK, not UTF-8\n"),
        (["build", "--to", "papyrus"], "preplan: there is no output `papyrus`; the outputs are: docx, pdf, site\n"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(arguments: list[str], said: str, run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {})
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.md").write_text("notes", "utf-8")
    (tmp_path / "gbk.md").write_bytes("**S1.1-01** 事实".encode("gbk"))
    status, out, err = run(*arguments, "--lang", "en")

    assert (2, "") == (status, out)
    assert said.split(";")[0].rstrip("\n") in err.replace(f"{tmp_path}/", "")
    assert 1 == err.count("\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--as-of", "bad"], ["check", "--as-of", "2026-02-30"], ["check", "--format", "yaml"],
        ["check", "--fail-on", "never"], ["check", "--lang", "fr"], ["check", "--what"], ["forget"], ["model"],
        ["build", "--audience", "everybody"], ["build", "--jobs", "0"], ["trace", "--facts", "nowhere"],
    ],
)  # fmt: skip
def test_wrong_usage_is_status_two(arguments: list[str], run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {})
    status, out, err = run(*arguments)

    assert (2, "", True, False) == (status, out, bool(err), "Traceback" in err)


def test_no_plans_here_is_status_two(run: Run, tmp_path: Path) -> None:
    status, out, err = run("check", "--lang", "en")

    said = f"preplan: there is no folder {tmp_path.name}/plans here; name a plan's folder or id\n"
    assert (2, "", said) == (status, out, err)


def test_checking_writes_nothing_but_the_cache(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": UNKNOWN})
    before = tree(tmp_path)
    first, again = run("check", *AS_OF), run("check", *AS_OF)
    kept = {name for name in tree(tmp_path) if name.startswith(".cache/preplan/")}
    fresh = run("check", "--no-cache", *AS_OF)

    assert first == again == fresh
    assert kept
    assert before == {name: data for name, data in tree(tmp_path).items() if name not in kept}


def test_a_failing_build_leaves_the_old_one(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": UNKNOWN})
    write(tmp_path / "build", {"manifest.json": '{"compiler": {"name": "preplan"}}', "page": "old"})
    before = tree(tmp_path / "build")
    status, out, err = run("build", "--lang", "en", *AS_OF)

    assert (1, "nothing was built: mend the errors above first\n") == (status, err)
    assert "error[unknown-reference]: there is no role `nobody`" in out
    assert before == tree(tmp_path / "build")


# coverage


def test_coverage_with_a_gap_is_status_one_and_without_one_zero(run: Run, tmp_path: Path) -> None:
    coverage = "compliance: {coverage: [{clause: L1-78, applies: false, justification: 由总部报告。}]}\n"
    write(tmp_path / "plans/x", {"compliance.yaml": coverage})
    gaps = run("coverage", "x", "--standard", "L1", "--lang", "en")
    (tmp_path / "plans/x/compliance.yaml").write_text(
        "compliance: {coverage: ["
        + ", ".join(f"{{clause: L1-{n}, applies: false, justification: 由总部负责。}}" for n in (28, 35, 42, 61, 78))
        + "]}\n",
        "utf-8",
    )
    none = run("coverage", "plans/x", "--standard", "emergency-response-law", "--lang", "en")

    assert (1, "") == (gaps[0], gaps[2])
    assert gaps[1].startswith("x against 主席令第二十五号, Emergency Response Law\n  gap        article 28 Content")
    assert gaps[1].endswith("\n\n  5 clauses: 0 covered, 1 justified, 4 gaps\n")
    assert (0, "") == (none[0], none[2])
    assert none[1].endswith("\n\n  5 clauses: 0 covered, 5 justified, 0 gaps\n")


def test_coverage_goes_into_a_file_when_asked_to(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {})
    printed = run("coverage", "x", "--format", "json")
    written = run("coverage", "x", "--format", "json", "--out", "matrix.json")

    assert (1, "", "") == written
    assert printed[1] == (tmp_path / "matrix.json").read_text("utf-8")
    assert ["G", "L1", "L2"] == [each["id"] for each in json.loads(printed[1])["standards"]]
    assert ["matrix.json", "plans"] == sorted(each.name for each in tmp_path.iterdir() if each.name != ".cache")
    assert (2, "", "preplan: no/x: no such file or folder\n") == run("coverage", "x", "--out", "no/x", "--lang", "en")


def test_coverage_of_a_broken_plan_says_what_is_broken(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": UNKNOWN})
    status, out, err = run("coverage", "x", "--lang", "en")

    assert (1, "") == (status, err)
    assert out.startswith("plans/x/levels.yaml:5:19: error[unknown-reference]: there is no role `nobody`\n")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (("plans",), "preplan: `plans` holds 2 plans; name one of them\n"),
        (("x", "--format", "xlsx"), "preplan: an xlsx needs a file to be written to: give --out\n"),
        (("x", "--standard", "Q"), "preplan: there is no standard `Q`; the standards are: G (GB/T 29639-2020), "),
    ],
)
def test_coverage_needs_one_plan_and_a_known_standard(
    place: tuple[str, ...], said: str, run: Run, tmp_path: Path
) -> None:
    write(tmp_path / "plans/x", {})
    write(tmp_path / "plans/y", {})
    status, out, err = run("coverage", *place, "--lang", "en")

    assert (2, "") == (status, out)
    assert err.startswith(said)


def test_clause_that_no_standard_has_is_found_at_its_place(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"compliance.yaml": "compliance:\n  coverage:\n    - clause: G-6.1.9\n"})
    _, out, _ = run("check", "plans/x/compliance.yaml", "--lang", "en", *AS_OF)

    assert (
        "plans/x/compliance.yaml:3:15: error[unknown-clause]: there is no clause `G-6.1.9`\n"
        "  |     - clause: G-6.1.9\n"
        "  |               ^^^^^^^\n"
        "  = help: near to it: G-6.1.2, G-6.1.1\n"
    ) == out[: out.index("\n\n") + 1]


# language, colour


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "zh"), ({"LANG": "en_US.UTF-8"}, "en"), ({"LANG": "en"}, "en"), ({"LANG": "fr_FR.UTF-8"}, "zh"),
        ({"LANG": "C"}, "zh"), ({"LANG": "POSIX"}, "zh"), ({"LANG": ""}, "zh"), ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"), ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN"}, "zh"),
    ],
)  # fmt: skip
def test_the_language_is_that_of_the_locale(environment: dict[str, str], lang: str, run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"glossary.yaml": FINE})
    said = {"zh": "没有发现问题\n", "en": "no findings\n"}

    assert (0, said[lang], "") == run("check", "plans/x/glossary.yaml", **environment)
    other = {"zh": "en", "en": "zh"}[lang]
    assert (0, said[other], "") == run("check", "plans/x/glossary.yaml", "--lang", other)
    assert (0, said[other], "") == run("--lang", other, "check", "plans/x/glossary.yaml")


def test_colour_is_for_terminals_and_who_asks_for_it(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": ""})
    plain = run("check", "plans/x/levels.yaml")[1]
    coloured = run("check", "plans/x/levels.yaml", FORCE_COLOR="1")[1]
    neither = run("check", "plans/x/levels.yaml", FORCE_COLOR="1", NO_COLOR="1")[1]

    assert plain == neither
    assert plain != coloured
    assert plain == re.sub(r"\x1b\[[0-9;]*m", "", coloured)


# model, explain, trace


def test_the_model_says_of_every_item_where_it_stands(run: Run, tmp_path: Path) -> None:
    files = {"levels.yaml": LEVEL + "    source: [S1.1-01]\n", "more.yaml": LEVEL.replace("level-1", "level-2")}
    write(tmp_path / "plans/x", {"plan.yaml": HEAD, **files})
    status, out, err = run("model", "x", "--format", "json")
    at = "plans/x/levels.yaml:2:5"
    both = [
        {"id": "level-1", "name": "一级响应", "ordinal": 1, "source": ["S1.1-01"], "at": at},
        {"id": "level-2", "name": "一级响应", "ordinal": 1, "at": at.replace("levels", "more")},
    ]

    assert (0, "") == (status, err)
    assert ["plan", "levels"] == [name for name in json.loads(out) if name in ("plan", "levels")]
    assert both == json.loads(out)["levels"]
    assert {"name": "示例预案", "version": "1.0", "at": "plans/x/plan.yaml:2:3"}.items() <= json.loads(out)[
        "plan"
    ].items()


def test_the_model_of_a_broken_plan_is_status_one(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": UNKNOWN})
    status, out, err = run("model", "plans/x", "--lang", "en")

    assert (1, "nobody") == (status, json.loads(out)["levels"][0]["activated_by"])
    assert "error[unknown-reference]: there is no role `nobody`" in err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_code_is_explained(lang: str, run: Run) -> None:
    codes = [*CODES, *all_rules()]
    status, listed, err = run("explain", "--lang", lang)
    wrong = [code for code in codes if _is_poor(code, lang, *run("explain", code, "--lang", lang))]

    assert (0, "", [*codes, *kinds()]) == (status, err, re.findall("^  ([a-z0-9-]+) ", listed, re.MULTILINE))
    assert [] == wrong
    assert set() == {*codes} & {*kinds()}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_is_explained_with_all_its_fields(lang: str, run: Run) -> None:
    wrong = []
    for kind in kinds().values():
        status, out, err = run("explain", kind.name, "--lang", lang)
        shown = set(re.findall("^ +([a-z_]+)[（ ]", out, re.MULTILINE))
        missing = set(_field_names(kind.schema)) - shown - {*EVERYWHERE}
        if (status, err) != (0, "") or missing or (lang == "en" and re.search("[一-鿿]", out.replace("【 】", ""))):
            wrong.append((kind.name, missing))

    assert [] == wrong


def test_every_description_is_in_both_languages() -> None:
    below = [each for kind in kinds().values() for each in _schemas_below(kind.schema) if "description" in each]
    said = [description(each) for each in below]

    assert [] == [each for each in said if not each.zh or not each.en or re.search("[一-鿿]", each.en)]


def test_a_part_of_a_kind_is_explained(run: Run) -> None:
    expected = """\
organisation.persons.contacts: 联系方式

这是列表，每一项以“- ”开头，有这些字段：

  kind（方式，必填）：其中之一：mobile（手机）、landline（座机）、extension（分机）、
      email（邮箱）、im（即时通讯）、radio（对讲机）
  value（号码或地址，必填）：文字

每一项还可以写：audience（可见范围）、example（示例值）
"""

    assert (0, expected, "") == run("explain", "organisation.persons.contacts")


@pytest.mark.parametrize(
    ("asked", "meant"), [("levles", "levels"), ("organisation.role", "organisation.roles"), ("organi", "organisation")]
)
def test_a_kind_that_does_not_exist_is_guessed(asked: str, meant: str, run: Run) -> None:
    said = f"preplan: there is no code or kind `{asked}`; did you mean `{meant}`?\n"

    assert (2, "", said) == run("explain", asked, "--lang", "en")


def test_texts_name_the_command_as_it_was_called(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": ""})
    found = run("check", "plans/x/levels.yaml", "--lang", "en", PREPLAN_NAME="./run")[1]
    helped = run("--help", "--lang", "en", PREPLAN_NAME="./run")[1]
    wrong = run("check", "--what", "--lang", "en", PREPLAN_NAME="./run")[2]

    assert found.endswith("\nrun ./run explain CODE (the word in brackets) to see what a finding means\n")
    assert helped.startswith("Usage: ./run [OPTIONS] COMMAND")
    assert "  ./run check  " in helped
    assert "preplan " not in helped
    assert wrong.endswith("Usage: ./run check [OPTIONS] [PATH]...\nrun ./run check --help to read more\n")


def test_an_empty_folder_is_named(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"glossary.yaml": FINE})
    (tmp_path / "plans/new-one").mkdir()

    assert "plans/new-one is an empty folder and was not checked\n" == run("check", "--lang", "en", *AS_OF)[2]
    assert "" == run("check", "x", "--lang", "en", *AS_OF)[2]


# new


@pytest.mark.parametrize("shared", [False, True])
def test_a_new_plan_is_sound_and_has_no_finding(shared: bool, run: Run, tmp_path: Path) -> None:
    if shared:
        shutil.copytree(ROOT / "plans/shared", tmp_path / "plans/shared")
    expected = (
        "已新建 plans/my-plan：5 个文件。接下来：\n"
        "  ./run check plans/my-plan  看还要补什么\n"
        "  ./run serve --plan my-plan  边改边看\n"
        "  ./run explain levels  看一个种类有哪些字段\n"
    )

    assert (0, expected, "") == run("new", "my-plan", PREPLAN_NAME="./run")
    assert (0, "没有发现问题\n", "") == run("check", "my-plan", "--fail-on", "warning")
    names = {*tree(tmp_path / "plans/my-plan")}
    assert {"levels.yaml", "organisation.yaml", "plan.yaml", "scenarios.yaml", "support.yaml"} == names


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("x", "`plans/x` exists already and is left as it is"),
        ("empty", "`plans/empty` exists already and is left as it is"),
        ("shared", "`shared` is the folder of what all plans share"),
        ("我的预案", "`我的预案` can't be the id of a plan; an id begins with a lower-case letter"),
        ("../x", "`../x` can't be the id of a plan; an id begins with a lower-case letter"),
    ],
)
def test_a_new_plan_takes_no_folder_that_exists_and_no_bad_id(id: str, said: str, run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {})
    (tmp_path / "plans/empty").mkdir()
    before = tree(tmp_path)
    status, out, err = run("new", id, "--lang", "en")

    assert (2, "", 1) == (status, out, err.count("\n"))
    assert err.startswith(f"preplan: {said}")
    assert (before, []) == (tree(tmp_path), [*(tmp_path / "plans/empty").iterdir()])


# trace


def _field_names(schema: Any) -> Iterator[str]:
    fields = schema.get("items", schema).get("properties", {})
    for name, each in fields.items():
        yield name
        if name not in EVERYWHERE:
            yield from _field_names(each)


def _schemas_below(schema: Any) -> Iterator[Any]:
    yield schema
    for each in (*schema.get("properties", {}).values(), *([schema["items"]] if "items" in schema else [])):
        yield from _schemas_below(each)


def _is_poor(code: str, lang: str, status: int, out: str, err: str) -> bool:
    head, _, body = out.partition("\n\n")
    chinese = bool(re.search("[一-鿿]", head.removeprefix(code)))
    return (status, err) != (0, "") or not head.startswith(f"{code}: ") or len(body) < 10 or chinese != (lang == "zh")


def test_trace_says_what_is_carried_over_and_what_is_missing(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path / "plans/x",
        {"plan.yaml": HEAD, "levels.yaml": LEVEL + "    source: [S1.1-01, S1.1-09]\n", "g.yaml": FINE},
    )
    facts = tmp_path / "facts.md"
    facts.write_text("- **S1.1-01** 一\n- **S1.1-02** 二\n- **S2.1-01** 三\n", "utf-8")
    own = "  our own additions (1)\n    term: plan\n"

    assert (
        1,
        "x: 1 of 2 facts of S1.1 carried over\n  missing: S1.1-02\n  not in the list of facts: S1.1-09\n" + own,
        "",
    ) == run("trace", "x", "--facts", facts, "--lang", "en")
    facts.write_text("**S1.1-01** **S1.1-09**", "utf-8")
    assert (0, "x: 2 of 2 facts of S1.1 carried over\n" + own, "") == run(
        "trace", "x", "--facts", facts, "--lang", "en"
    )
    assert (0, "x: 2 facts of S1.1 cited\n" + own, "") == run("trace", "x", "--lang", "en")


def test_trace_without_a_path_counts_all_plans_together(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": LEVEL + "    source: [S1.1-01]\n"})
    write(tmp_path / "plans/y", {"levels.yaml": LEVEL + "    source: [S1.1-02]\n"})
    facts = tmp_path / "facts.md"
    facts.write_text("**S1.1-01** **S1.1-02** **S2.1-01** **S2.1-02**", "utf-8")
    each = "{}: 1 of 2 facts of S1.1 carried over\n  our own additions (0)\n"
    both = each.format("x") + each.format("y")

    assert (1, both + "no plan cites S2.1, 2 facts\n2 of 4 facts carried over\n", "") == run(
        "trace", "--facts", facts, "--lang", "en"
    )
    facts.write_text("**S1.1-01** **S1.1-02**", "utf-8")
    assert (0, both + "2 of 2 facts carried over\n", "") == run("trace", "--facts", facts, "--lang", "en")
    facts.write_text("**S1.1-01** **S1.1-02** **S1.1-03**", "utf-8")
    status, out, _ = run("trace", "--facts", facts, "--lang", "en")
    assert (1, 2) == (status, out.count("  missing: S1.1-03\n"))
    assert 1 == run("trace", "x", "--facts", facts, "--lang", "en")[0]


# faults of the machine and our own


def test_a_fault_of_our_own_is_one_line(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "plans/x", {})
    monkeypatch.setattr("preplan.project.SUFFIXES", None)  # stands for whatever may be wrong inside
    status, out, err = run("check", "--lang", "en")

    assert (2, "") == (status, out)
    assert re.fullmatch(r"preplan: internal error: \w+: .+\. This is a fault in preplan, .+\n", err)


def test_a_fault_of_the_machine_is_one_line(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"glossary.yaml": FINE})
    os.chdir(tmp_path)
    (tmp_path / "gone").mkdir()
    os.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    try:
        status, out, err = run("check", "--lang", "en")
    finally:
        os.chdir(tmp_path)

    assert (2, "", 1, False) == (status, out, err.count("\n"), "Traceback" in err)


# as a program


def _program(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "compiler"), "XDG_CACHE_HOME": str(cwd / ".cache")}
    command = [sys.executable, "-P", "-m", "preplan", *arguments]
    return subprocess.run(command, cwd=cwd, env=kept | environment, capture_output=True, check=False)


def test_the_module_runs_like_the_command(tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"glossary.yaml": FINE})
    done = _program("check", "plans/x/glossary.yaml", cwd=tmp_path, LANG="en_US.UTF-8")

    assert (0, b"no findings\n", b"") == (done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("environment", "encoding"),
    [
        ({"LANG": "C"}, "utf-8"), ({"PYTHONIOENCODING": "ascii"}, "utf-8"), ({"PYTHONIOENCODING": "latin-1"}, "utf-8"),
        ({"PYTHONIOENCODING": "gbk"}, "gbk"), ({"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}, "utf-8"),
    ],
)  # fmt: skip
def test_chinese_is_printed_whatever_the_encoding(environment: dict[str, str], encoding: str, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": level("colour: 红🚒")})
    done = _program("check", "plans/x/levels.yaml", *AS_OF, cwd=tmp_path, **environment)
    out = done.stdout.decode(encoding)

    assert (1, b"") == (done.returncode, done.stderr)
    assert f"没有“{'🚒' if encoding == 'utf-8' else chr(92) + 'U0001f692'}”（U+1F692）" in out


def test_a_reader_that_has_enough_is_no_error(tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": "levels:\n" + "  - a\n" * 600})
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "compiler"), "LANG": "C.UTF-8"}
    shell = f"{sys.executable} -P -m preplan check --no-cache | head -n 1"
    done = subprocess.run(["sh", "-c", shell], cwd=tmp_path, env=kept, capture_output=True, check=False)

    assert (1, b"") == (done.stdout.count(b"\n"), done.stderr)


def test_interrupting_ends_quietly(tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {})
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "compiler")}
    program = (
        "import time\n"
        "import preplan.cli as cli\n"
        "import preplan.project as project\n"
        "def wait(*_):\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(60)\n"
        "project.find_plans = wait\n"
        "cli.main(['check'])\n"
    )
    command = [sys.executable, "-P", "-c", program]
    running = subprocess.Popen(command, cwd=tmp_path, env=kept, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    assert b"ready\n" == running.stdout.readline()
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)

    assert (130, b"", b"") == (running.returncode, out, err.strip())


def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"glossary.yaml": FINE})
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "compiler"), "LANG": "en"}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "preplan", "check", "plans/x/glossary.yaml", "--no-cache"],
            cwd=tmp_path, env=kept, stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip

    assert (2, b"preplan: no space left on the disk\n") == (done.returncode, done.stderr)


def test_help_reads_well_in_both_languages(run: Run) -> None:
    for arguments in ([], *([name] for name in ("check", "build", "model", "explain", "trace", "serve"))):
        chinese, english = (run(*arguments, "--help", "--lang", lang)[1] for lang in ("zh", "en"))

        assert re.search("[一-鿿]", chinese)
        assert not re.search("[一-鿿]", english)
        assert [] == [line for line in english.splitlines() if len(line) > 100]


def test_the_answer_is_the_same_from_anywhere(tmp_path: Path) -> None:
    write(tmp_path / "one/plans/x", {"levels.yaml": UNKNOWN})
    shutil.copytree(tmp_path / "one", tmp_path / "an other")
    said = [
        _program(
            "check", "--no-cache", *AS_OF, cwd=tmp_path / name, PYTHONHASHSEED=seed, TZ=zone, LANG="C.UTF-8"
        ).stdout
        for name, seed, zone in (("one", "1", "UTC"), ("an other", "2", "Asia/Shanghai"))
    ]

    assert said[0]
    assert said[0] == said[1]


def test_link_to_the_front_door_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "run").symlink_to(ROOT / "run")
    done = subprocess.run([tmp_path / "run", "check"], capture_output=True, encoding="utf-8", check=False)

    assert 2 == done.returncode
    assert "preplan: call the checkout's own run, not a link to it\n" in done.stderr
