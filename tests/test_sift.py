"""Which findings a check reports: those of some rules, and those that are new since a baseline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checking import HEAD, write
from conftest import Run

STEPS = """\
levels:
  - id: level-1
    name: 一级响应
    ordinal: 1
    actions: [{do: 尽快恢复系统}]
"""
ASK = ("check", "--format", "json", "--lang", "en", "--as-of", "2026-11-24")


def _codes(out: str) -> set[str]:
    return {each["code"] for each in json.loads(out)}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--select", "step-vague-deadline"], {"step-vague-deadline"}),
        (["--select", "step"], {"step-vague-deadline", "step-no-role", "step-no-form"}),
        (["--select", "step", "--ignore", "step-no-role"], {"step-vague-deadline", "step-no-form"}),
        (["--select", "step-no-role,step-vague-deadline"], {"step-vague-deadline", "step-no-role"}),
        (["--select", "step-no-role", "--select", "step-vague-deadline"], {"step-vague-deadline", "step-no-role"}),
        (["--select", "law"], set()),
    ],
)
def test_rules_are_chosen_by_code_and_by_family(
    options: list[str], expected: set[str], run: Run, tmp_path: Path
) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": STEPS})

    assert expected == _codes(run(*ASK, *options)[1])


def test_ignoring_leaves_everything_else(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": STEPS})
    everything, rest = _codes(run(*ASK)[1]), _codes(run(*ASK, "--ignore", "step,org-no-24h-phone")[1])

    assert {"step-vague-deadline", "step-no-role", "step-no-form", "org-no-24h-phone"} == everything - rest


def test_structural_mistakes_are_always_reported(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": STEPS + "    nme: x\n"})

    assert {"unknown-field"} == _codes(run(*ASK, "--select", "law")[1])


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--select", "step-no-roles"], "there is no rule or family of rules `step-no-roles`; did you mean `step-no-role`?"),
        (["--ignore", "steps"], "there is no rule or family of rules `steps`; did you mean `step`?"),
        (["--select", "law-"], "there is no rule or family of rules `law-`; did you mean `law`?"),
        (["--select", "法规"], "there is no rule or family of rules `法规`; `preplan explain` lists the rules"),
        (["--ignore", "unknown-reference"], "`unknown-reference` is a structural mistake, which can't be ignored"),
    ],
)  # fmt: skip
def test_names_that_choose_nothing_are_refused(options: list[str], complaint: str, run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": STEPS})
    status, out, err = run(*ASK, *options)

    assert (2, "", f"preplan: {complaint}\n") == (status, out, err)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_baseline_hides_what_it_knows_wherever_it_has_moved_to(lang: str, run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": STEPS})
    known = json.loads(run("check", "--format", "json", "--lang", lang, "--as-of", "2026-11-24")[1])
    baseline = tmp_path / "known.json"
    baseline.write_text(json.dumps([*known, known[0] | {"message": "mended since"}]), "utf-8")
    write(tmp_path / "plans/x", {"levels.yaml": f"# 一行注释\n\n{STEPS}    criteria: [{{text: 待定}}]\n"})
    status, out, err = run(*ASK, "--baseline", baseline)

    assert [("proc-placeholder", 8)] == [(each["code"], each["line"]) for each in json.loads(out)]
    assert f"baseline {baseline}: {len(known)} known findings left out, 1 gone\n" == err
    assert 1 == status


def test_second_finding_alike_is_new(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"levels.yaml": STEPS})
    baseline = tmp_path / "known.json"
    baseline.write_text(run(*ASK, "--select", "step-vague-deadline")[1], "utf-8")
    twice = STEPS.replace("[{do: 尽快恢复系统}]", "[{do: 尽快恢复系统}, {do: 尽快恢复系统}]")
    write(tmp_path / "plans/x", {"levels.yaml": twice})
    found = json.loads(run(*ASK, "--select", "step-vague-deadline", "--baseline", baseline)[1])

    assert [34] == [each["column"] for each in found]


@pytest.mark.parametrize("text", ["", "{}", "[1]", "[{}]", '[{"code": []}]', "[" * 100_000, "\ufffe"])
def test_what_is_no_report_is_no_baseline(text: str, run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"plan.yaml": HEAD})
    (tmp_path / "known.json").write_text(text, "utf-8")
    complaint = "preplan: known.json is no report of `check --format json`, so no baseline\n"

    assert (2, "", complaint) == run(*ASK, "--baseline", "known.json")


def test_what_never_ends_is_no_baseline(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {})

    assert (2, "", "preplan: /dev/zero is no report of `check --format json`, so no baseline\n") == run(
        *ASK, "--baseline", "/dev/zero"
    )
