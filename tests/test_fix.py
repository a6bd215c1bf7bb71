"""Repairs: what is mended and how, what is not, and what writing them leaves alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from checking import HEAD, LEVEL, TODAY, level, tree, write
from conftest import Run
from preplan.diagnostics import Diagnostic, Edit, Fix, Text
from preplan.errors import PreplanError
from preplan.fix import apply, mend
from preplan.lenient import mend_boolean, mend_date, mend_duration, mend_integer, mend_time, surely
from preplan.pipeline import Session
from preplan.rewrite import rewrite
from preplan.source import Span

SAYS = Text("改", "change")()
ROLES = """\
organisation:
  roles:
    - {id: head, name: 主任}
    - {id: duty-manager, name: 值班经理}
    - {id: shift-manager, name: 班长}
    - {id: level-keeper, name: 班长}
"""


@pytest.mark.parametrize(
    ("mended", "written"),
    [
        (mend_date, {
            "2026/1/5": "2026-01-05", "2026.1.5": "2026-01-05", "2026年1月5日": "2026-01-05", "2026-1-5": "2026-01-05",
            "２０２６－０１－０５": "2026-01-05", "20260105": "2026-01-05", "2026 年 1 月 5 号": "2026-01-05",
            "2026/1-5": None, "5/1/2026": None, "26-1-5": None, "2026年1月": None, "2026-02-30": None, "明天": None,
        }),
        (mend_time, {
            "8:30": "08:30", "08：30": "08:30", "８：３０": "08:30", "8时30分": "08:30", "8点半": "08:30", "8点": "08:00",
            "0830": "08:30", "8:30:00": "08:30", "830": None, "25:00": None, "上午8点": None, "8:3": None,
        }),
        (mend_duration, {
            "30分钟": "PT30M", "３０分钟": "PT30M", "30 分": "PT30M", "三十分钟": "PT30M", "半小时": "PT30M", "两小时": "PT2H",
            "2个小时": "PT2H", "1天": "P1D", "3个月": "P3M", "1小时30分钟": "PT1H30M", "1.5小时": "PT90M", "30min": "PT30M",
            "2 hours": "PT2H", "pt30m": "PT30M", "PT1.5H": "PT90M", "PT 30 M": "PT30M", "PT1D": "P1D", "P2H": "PT2H",
            "P1D2H": "P1DT2H", "T30M": "PT30M", "30m": None, "p30m": None, "P1D30M": None, "30": None, "30分钟内": None,
            "5个工作日": None, "尽快": None, "PT": None, "1.5天": None,
        }),
        (mend_integer, {"２": "2", "2": "2", "三": "3", "十二": "12", "02": None, "2.5": None, "一二": None, "很多": None}),
        (mend_boolean, {"是": "true", "Yes": "true", "否": "false", "off": "false", "1": None, "可能": None}),
    ],
)  # fmt: skip
def test_a_value_is_mended_where_it_can_mean_one_thing(
    mended: Callable[[str], str | None], written: Mapping[str, str | None]
) -> None:
    assert written == {text: mended(text) for text in written}


@pytest.mark.parametrize(
    ("word", "names", "open_ended", "expected"),
    [
        ("duty-manger", ["duty-manager", "shift-manager"], True, "duty-manager"),
        ("dutymanager", ["duty-manager"], True, "duty-manager"),
        ("Duty_Manager", ["duty-manager"], True, "duty-manager"),
        ("duty-managre", ["duty-manager"], True, "duty-manager"),
        ("duty-managers", ["duty-manager", "duty-manage"], True, "duty-manager"),
        ("manager", ["duty-manager"], True, None),
        ("deputy-manager", ["duty-manager"], True, None),
        ("internal", ["external"], True, None),
        ("level-5", ["level-1"], True, None),
        ("agent-b", ["agent-a"], True, None),
        ("person-zheng", ["person-zhang"], True, None),
        ("colours", ["colour", "colors"], False, None),
        ("ordnial", ["ordinal", "id"], False, "ordinal"),
        ("summery", ["summary"], False, "summary"),
    ],
)
def test_a_name_is_mended_where_only_one_can_have_been_meant(
    word: str, names: Sequence[str], open_ended: bool, expected: str | None
) -> None:
    assert expected == surely(word, names, open_ended=open_ended)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("report_within: 30分钟", "report_within: PT30M"),
        ('report_within: "30 分钟"', 'report_within: "PT30M"'),
        ("activated_by: duty-manger", "activated_by: duty-manager"),
        ("activated_by: '值班经理'  # 谁", "activated_by: 'duty-manager'  # 谁"),
        ("activatd_by: head", "activated_by: head"),
        ("activated_by: Head", "activated_by: head"),
        ("终止决定人: head", "terminated_by: head"),
        ("colour: 红色", "colour: red"),
        ("colour: rde", "colour: rde"),
        ("colour: yelow", "colour: yellow"),
        ('"summry": 说明', '"summary": 说明'),
        ("summary: 1.10", 'summary: "1.10"'),
        ("summary: 2026", 'summary: "2026"'),
        # Two are called so, or one of two may be meant, or nothing is near enough.
        ("activated_by: 班长", "activated_by: 班长"),
        ("activated_by: manager", "activated_by: manager"),
        ("activated_by: hed", "activated_by: hed"),
        ('activated_by: "duty\\x2dmanger"', 'activated_by: "duty\\x2dmanger"'),
        # The name is there already.
        ("activatd_by: head\n    activated_by: head", "activatd_by: head\n    activated_by: head"),
    ],
)
def test_check_mends(before: str, after: str, run: Run, tmp_path: Path) -> None:
    plan = write(tmp_path / "plans/x", {"levels.yaml": level(before), "organisation.yaml": ROLES})

    run("check", "--fix", "--as-of", "2026-11-24")

    assert level(after) == (plan / "levels.yaml").read_bytes().decode()


def test_the_head_is_mended_too(run: Run, tmp_path: Path) -> None:
    head = (
        HEAD.replace("schema: 1", 'schema: "1"').replace('"1.0"', "1.0").replace("type: special", "type: 专项应急预案")
    )
    dates = "  issued_on: 2026年7月1日\n  effective_on: 20260801\n  public_site: 是\n  outline: gbt-29639-specal\n"
    plan = write(tmp_path / "plans/x", {"plan.yaml": head + dates})
    names = {
        "plan.yaml": HEAD
        + "  issued_on: 2026-07-01\n  effective_on: 2026-08-01\n  public_site: true\n  outline: gbt-29639-specal\n"
    }

    run("check", "--fix", "--as-of", "2026-11-24")

    assert names == {name: text.decode() for name, text in tree(plan).items()}


def test_what_hid_other_mistakes_is_mended_round_after_round(run: Run, tmp_path: Path) -> None:
    text = LEVEL.replace("levels", "leevls").replace("ordinal: 1", 'ordnal: "1"') + "    report_within: 30分钟\n"
    plan = write(tmp_path / "plans/x", {"levels.yaml": text})

    _, out, _ = run("check", "--fix", "--as-of", "2026-11-24", "--lang", "en")

    assert f"{LEVEL}    report_within: PT30M\n" == (plan / "levels.yaml").read_text("utf-8")
    assert out.startswith(
        "plans/x/levels.yaml:1: mended unknown-kind: write `levels`\n"
        "plans/x/levels.yaml:4: mended unknown-field: write `ordinal`\n"
        "plans/x/levels.yaml:4: mended wrong-type: write `1`\n"
        "plans/x/levels.yaml:5: mended bad-value: write `PT30M`\n"
        "mended: 4\n\n"
    )


def test_a_dry_run_shows_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": level("report_within: 30分钟 # \x1b[31m".replace("\x1b", "e"))})
    before = tree(tmp_path / "plans")
    expected = """\
--- plans/x/levels.yaml
+++ plans/x/levels.yaml
@@ -2,4 +2,4 @@
   - id: level-1
     name: 一级响应
     ordinal: 1
-    report_within: 30分钟 # e[31m
+    report_within: PT30M # e[31m
to be mended: 1; nothing is written, and this is found now

plans/x/levels.yaml:5:20: error[bad-value]: `30分钟` is not a duration
"""

    status, out, _ = run("check", "--fix", "--dry-run", "--as-of", "2026-11-24", "--lang", "en")

    assert (1, expected) == (status, out[: len(expected)])
    assert before == tree(tmp_path / "plans")


def test_reports_for_programs_stay_clean(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": level("report_within: 30分钟")})

    status, out, err = run("check", "--fix", "--dry-run", "--format", "json", "--as-of", "2026-11-24")

    assert run("check", "--format", "json", "--as-of", "2026-11-24")[:2] == (status, out)
    assert err.startswith("--- plans/x/levels.yaml\n")


def test_a_dry_run_is_one_of_fix(run: Run) -> None:
    assert (2, "", "preplan: --dry-run 要与 --fix 一起用\n") == run("check", "--dry-run")


def test_only_chosen_findings_and_files_are_mended(run: Run, tmp_path: Path) -> None:
    files = {
        "levels.yaml": level("report_within: 30分钟"),
        "warning.yaml": "warning:\n  prepare:\n    - {do: 准备, within: 1小时}\n",
    }
    plan = write(tmp_path / "plans/x", files)

    run("check", "--fix", "plans/x/warning.yaml", "--as-of", "2026-11-24")

    assert files["levels.yaml"] == (plan / "levels.yaml").read_text("utf-8")
    assert files["warning.yaml"].replace("1小时", "PT1H") == (plan / "warning.yaml").read_text("utf-8")


def test_what_others_share_is_mended_only_with_all_of_them(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {})
    write(tmp_path / "plans/y", {})
    shared = tmp_path / "plans/shared/basis.yaml"
    shared.parent.mkdir()
    shared.write_text("basis:\n  - {id: law-a, name: 示例法, effective_on: 2026年1月1日}\n", encoding="utf-8")

    out = run("check", "--fix", "x", "--as-of", "2026-11-24")[1]

    assert "有 1 处在没有检查的预案或多个预案共用的文件里，没有改" in out
    assert "2026年1月1日" in shared.read_text("utf-8")

    run("check", "--fix", "--as-of", "2026-11-24")

    assert "effective_on: 2026-01-01}" in shared.read_text("utf-8")


def test_an_id_is_mended_unless_something_names_it(run: Run, tmp_path: Path) -> None:
    organisation = "organisation:\n  roles:\n    - {id: Duty_Manager, name: 经理}\n"
    alone = write(tmp_path / "plans/alone", {"organisation.yaml": organisation})
    named = write(
        tmp_path / "plans/named", {"organisation.yaml": organisation, "levels.yaml": level("stand_in: Duty_Manager")}
    )
    twice = write(
        tmp_path / "plans/twice", {"organisation.yaml": f"{organisation}    - {{id: duty-manager, name: 乙}}\n"}
    )

    run("check", "--fix", "--as-of", "2026-11-24")

    assert "id: duty-manager" in (alone / "organisation.yaml").read_text("utf-8")
    assert "id: Duty_Manager" in (named / "organisation.yaml").read_text("utf-8")
    assert "id: Duty_Manager" in (twice / "organisation.yaml").read_text("utf-8")


def test_plans_and_overrides_are_mended(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/call-centre", {"organisation.yaml": ROLES})
    head = HEAD.replace("  schema: 1\n", "  schema: 1\n  extends: call-center\n  removes: [duty-manger, plan.purpse]\n")
    plan = write(tmp_path / "plans/site", {"plan.yaml": head})

    run("check", "--fix", "--as-of", "2026-11-24")

    assert head.replace("manger", "manager").replace("center", "centre") == (plan / "plan.yaml").read_text("utf-8")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_everything_else_stay(end: str, run: Run, tmp_path: Path) -> None:
    text = f"\ufeff{level('report_within:   30分钟   # 首报  ')}\n\n# end".replace("\n", end)
    plan = write(tmp_path / "plans/x", {"levels.yaml": text})

    run("check", "--fix", "--as-of", "2026-11-24")

    assert text.replace("30分钟", "PT30M") == (plan / "levels.yaml").read_bytes().decode()


def test_of_two_edits_in_one_place_the_first_is_made() -> None:
    text = "ab\ncd\r\nef"
    fixes = [
        _fix((1, 1, 2, "X"), (3, 1, 1, "<")),
        _fix((2, 1, 3, "no"), (1, 1, 3, "no")),
        _fix((3, 1, 1, "no")),
        _fix((2, 2, 3, "Y")),
        _fix((1, 2, 2, "+")),
        _fix((4, 1, 1, "beyond")),
        _fix((1, 9, 9, "beyond"), (2, 1, 1, "no")),
    ]

    assert ({"x": "X+b\ncY\r\n<ef"}, [fixes[0], fixes[3], fixes[4]]) == apply({"x": text}, fixes)


def test_a_repair_that_helps_nothing_or_makes_more_mistakes_is_refused() -> None:
    def find(changed: Mapping[str, str]) -> list[Diagnostic]:
        text = changed.get("x", "abc")
        found = []
        if "a" in text:
            found.append(_finding("unknown-reference", 1, "a", _fix((1, 1, 2, "A"))))
        if "b" in text:
            found.append(_finding("unknown-reference", 2, "b", _fix((1, 2, 3, "bb"))))
        if "c" in text:
            found.append(_finding("unknown-reference", 3, "c", _fix((1, 3, 4, "ddd"))))
        return found + [_finding("no-head", 3, f"d{number}", None) for number in range(text.count("d"))]

    mended = mend({"x": "abc"}, find)

    assert {"x": "Abc"} == mended.texts
    assert ["a"] == [each.message.show("en") for each in mended.done]
    assert ["b", "c"] == sorted({each.message.show("en") for each in mended.refused})
    assert ["b", "c"] == [each.message.show("en") for each in mended.left]


def test_of_many_repairs_few_are_tried_alone_to_find_the_one_that_can_not_be_made() -> None:
    tried = list[str]()

    def find(changed: Mapping[str, str]) -> list[Diagnostic]:
        text = changed.get("x", "a" * 64)
        tried.append(text)
        found = [
            _finding("unknown-reference", at, f"a{at}", _fix((1, at, at + 1, "b" if at == 20 else "A")))
            for at in (place + 1 for place, letter in enumerate(text) if letter == "a")
        ]
        return [*found, *(_finding("no-head", 1, f"b{n}", None) for n in range(99 * text.count("b")))]

    mended = mend({"x": "a" * 64}, find)

    assert {"x": "A" * 19 + "a" + "A" * 44} == mended.texts
    assert ["a20"] == [each.message.show("en") for each in mended.refused]
    assert 14 == len(tried)


def test_mistakes_alike_are_mended_even_where_only_the_first_are_said() -> None:
    def find(changed: Mapping[str, str]) -> list[Diagnostic]:
        lines = changed.get("x", "a\n" * 7).split("\n")
        wrong = [number for number, line in enumerate(lines, 1) if line == "a"]
        return [
            replace(_finding("wrong-type", 1, "a", _fix((number, 1, 2, "b"))), span=Span("x", number, 1, number, 2))
            for number in wrong[:3]
        ]

    assert {"x": "b\n" * 7} == mend({"x": "a\n" * 7}, find).texts


def test_every_repair_of_a_plan_is_of_a_place_that_shows_the_mistake(tmp_path: Path) -> None:
    lines = "stand_in: '值班经理'\n    summry: 是\n    report_within: '30分钟'\n    colour: yelow"
    plan = write(tmp_path / "plans/x", {"levels.yaml": level(lines), "organisation.yaml": ROLES})
    found = [each for each in Session(tmp_path).compile(plan, TODAY).diagnostics if each.fix]

    assert 4 == len(found)
    assert all(each.span.covers(edit.span) for each in found if each.fix for edit in each.fix.edits)


def test_nothing_is_written_through_links_outside_or_over_a_newer_text(tmp_path: Path) -> None:
    plan = write(tmp_path / "plans/x", {})
    file, elsewhere = plan / "plan.yaml", tmp_path / "elsewhere.yaml"
    elsewhere.write_text(HEAD, encoding="utf-8")
    (plan / "link.yaml").symlink_to(elsewhere)
    (tmp_path / "plans/away").symlink_to(tmp_path)
    before = tree(tmp_path)

    for path in (plan / "link.yaml", elsewhere, tmp_path / "plans/away/elsewhere.yaml", plan / "../../elsewhere.yaml"):
        with pytest.raises(PreplanError, match="is left as it is"):
            rewrite(path, HEAD, "new", within=[plan, tmp_path / "plans"])
    with pytest.raises(PreplanError, match="changed by another program"):
        rewrite(file, f"{HEAD} ", "new", within=[plan])

    assert before == tree(tmp_path)
    assert (plan / "link.yaml").is_symlink()


def test_a_file_that_is_rewritten_keeps_its_mode_and_owner_and_leaves_nothing_beside(tmp_path: Path) -> None:
    name = f"{'预' * 83}.yaml"  # as long as a name can be
    plan = write(tmp_path / "plans/x", {name: HEAD})
    (plan / name).chmod(0o604)
    if os.geteuid() == 0:
        os.chown(plan / name, 1234, 1234)
    owner = (plan / name).stat().st_uid

    rewrite(plan / name, HEAD, "new", within=[plan])

    about = (plan / name).stat()
    assert ({name: b"new", "plan.yaml": HEAD.encode()}, 0o604, owner) == (
        tree(plan), about.st_mode & 0o777, about.st_uid,
    )  # fmt: skip


def test_a_file_that_may_only_be_read_is_left_as_it_is(tmp_path: Path) -> None:
    plan = write(tmp_path / "plans/x", {})
    (plan / "plan.yaml").chmod(0o444)

    with pytest.raises(PreplanError, match="may only be read; it is left as it is"):
        rewrite(plan / "plan.yaml", HEAD, "new", within=[plan])

    assert {"plan.yaml": HEAD.encode()} == tree(plan)


def _fix(*edits: tuple[int, int, int, str]) -> Fix:
    return Fix(SAYS, tuple(Edit(Span("x", line, start, line, end), text) for line, start, end, text in edits))


def _finding(code: str, column: int, message: str, fix: Fix | None) -> Diagnostic:
    return Diagnostic(code, "error", Text(message, message)(), Span("x", 1, column, 1, column + 1), fix=fix)
