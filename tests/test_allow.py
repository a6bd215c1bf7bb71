"""What a plan says about its own findings: permissions with a reason and an end, and how grave rules are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checking import HEAD, TODAY, write
from conftest import Run
from preplan.diagnostics import Diagnostic
from preplan.pipeline import Session

PEOPLE = """\
organisation:
  persons:
    - {id: wang, name: 王示例}
  roles:
    - {id: head, name: 主任, holder: wang}
"""
LEVELS = """\
levels:
  - id: level-1
    name: 一级响应
    ordinal: 1
    activated_by: head
"""
PERMISSION = "allow: [{{rule: {rule}, reason: 副职年底到岗, by: {by}, until: {until}}}]"


def _permission(rule: str = "org-role-no-deputy", by: str = "wang", until: str = "2026-12-31") -> str:
    return PERMISSION.format(rule=rule, by=by, until=until)


def _role_with(permission: str) -> str:
    return PEOPLE.replace("holder: wang}", f"holder: wang, {permission}}}")


def _check(root: Path, files: dict[str, str], *codes: str) -> list[str]:
    """Return what stands of some codes: the place, how grave it is, and the code."""
    plan = write(root / "plans/x", files)
    return _of(Session(root).compile(plan, TODAY).diagnostics, *codes)


def _of(found: tuple[Diagnostic, ...] | list[Diagnostic], *codes: str) -> list[str]:
    wanted = codes or ("org-role-no-deputy", "allow-expired", "allow-unused", "unknown-reference", "missing-field")
    return [
        f"{each.span.file.removeprefix('plans/')}:{each.span.line}:{each.span.column} {each.severity} {each.code}"
        for each in found
        if each.code in wanted and not each.allowed
    ]


def test_without_permission_the_finding_stands(tmp_path: Path) -> None:
    found = _check(tmp_path, {"organisation.yaml": PEOPLE, "levels.yaml": LEVELS})

    assert ["x/organisation.yaml:5:12 error org-role-no-deputy"] == found


@pytest.mark.parametrize(
    ("permission", "expected"),
    [
        (_permission(), []),
        (_permission(until="2026-11-24"), []),
        (
            _permission(until="2026-11-23"),
            ["x/organisation.yaml:5:12 error org-role-no-deputy", "x/organisation.yaml:5:110 warning allow-expired"],
        ),
        (
            _permission("org-duty-no-owner"),
            ["x/organisation.yaml:5:12 error org-role-no-deputy", "x/organisation.yaml:5:57 warning allow-unused"],
        ),
        (
            _permission("org-role-no-deputies"),
            ["x/organisation.yaml:5:12 error org-role-no-deputy", "x/organisation.yaml:5:57 error unknown-reference"],
        ),
        (
            "allow: [{rule: org-role-no-deputy, reason: 副职年底到岗, by: wang}]",
            ["x/organisation.yaml:5:51 error missing-field"],
        ),
    ],
    ids=["in force", "on its last day", "expired", "of another rule", "of no rule", "without an end"],
)
def test_permission_in_an_item(permission: str, expected: list[str], tmp_path: Path) -> None:
    files = {"organisation.yaml": _role_with(permission), "levels.yaml": LEVELS}

    assert expected == _check(tmp_path, files)


def test_permission_is_about_its_own_item_only(tmp_path: Path) -> None:
    text = _role_with(_permission()) + "    - {id: second, name: 值班长, holder: wang}\n"
    files = {"organisation.yaml": text, "levels.yaml": LEVELS + "    stand_in: second\n    terminated_by: second\n"}

    assert ["x/organisation.yaml:6:12 error org-role-no-deputy"] == _check(tmp_path, files)


def test_permission_in_the_head_is_about_the_whole_plan(tmp_path: Path) -> None:
    files = {"plan.yaml": f"{HEAD}  {_permission()}\n", "organisation.yaml": PEOPLE, "levels.yaml": LEVELS}

    assert [] == _check(tmp_path, files)


def test_permission_in_a_kind_is_about_what_it_lacks(tmp_path: Path) -> None:
    lacks = {"organisation.yaml": PEOPLE, "levels.yaml": LEVELS}
    allows = lacks | {"organisation.yaml": f"{PEOPLE}  {_permission('org-no-24h-phone')}\n"}

    assert ["x/organisation.yaml:1:1 error org-no-24h-phone"] == _check(tmp_path, lacks, "org-no-24h-phone")
    assert [] == _check(tmp_path, allows, "org-no-24h-phone", "allow-unused")


def test_unused_is_not_said_while_something_structural_is_wrong(tmp_path: Path) -> None:
    files = {"organisation.yaml": _role_with(_permission("org-duty-no-owner")), "levels.yaml": LEVELS + "    nme: x\n"}

    assert [] == _check(tmp_path, files, "allow-unused")


@pytest.mark.parametrize(
    ("users", "checked", "expected"),
    [
        ("x", "xy", []),
        ("y", "xy", []),
        ("y", "x", []),  # the one that uses it was not asked
        ("", "xy", ["shared/organisation.yaml:5:57 warning allow-unused"]),
    ],
)
def test_permission_in_what_plans_share_is_unused_only_if_none_uses_it(
    users: str, checked: str, expected: list[str], tmp_path: Path
) -> None:
    (tmp_path / "plans/shared").mkdir(parents=True)
    (tmp_path / "plans/shared/organisation.yaml").write_text(_role_with(_permission()), "utf-8")
    for name in "xy":
        write(tmp_path / f"plans/{name}", {"levels.yaml": LEVELS} if name in users else {})

    assert expected == _of(Session(tmp_path).check_all([tmp_path / f"plans/{name}" for name in checked], TODAY))


def test_plan_that_extends_another_takes_its_permissions_over(tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"organisation.yaml": _role_with(_permission()), "levels.yaml": LEVELS})
    head = "plan: {schema: 1, name: 分预案, version: '1.0', type: on-site, organisation: 示例公司, extends: x"
    site = write(tmp_path / "plans/site", {"plan.yaml": f"{head}}}\n"})
    less = write(tmp_path / "plans/less", {"plan.yaml": f"{head}, removes: [level-1]}}\n"})

    assert [] == _of(Session(tmp_path).compile(site, TODAY).diagnostics)
    assert [] == _of(Session(tmp_path).compile(less, TODAY).diagnostics)


def test_permission_in_a_head_is_not_about_what_plans_that_extend_it_add(tmp_path: Path) -> None:
    head = f"{HEAD}  {_permission()}\n"
    write(tmp_path / "plans/x", {"plan.yaml": head, "organisation.yaml": PEOPLE, "levels.yaml": LEVELS})
    more = {
        "plan.yaml": f"{HEAD}  extends: x\n",
        "organisation.yaml": "organisation: {roles: [{id: second, name: 副主任, holder: wang}]}\n",
        "levels.yaml": LEVELS.replace("level-1", "level-2")
        .replace("ordinal: 1", "ordinal: 2")
        .replace("head", "second"),
    }
    site = write(tmp_path / "plans/site", more)

    expected = ["site/organisation.yaml:1:29 error org-role-no-deputy"]
    assert expected == _of(Session(tmp_path).compile(site, TODAY).diagnostics)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (_permission("wrong-type"), "`wrong-type` is a structural mistake, which can't be ignored"),
        (_permission("allow-unused"), "there is no rule `allow-unused`"),
        ("settings: {rules: [{rule: syntax, severity: off, reason: 小单位}]}", "`syntax` is a structural mistake, which can't be ignored"),
        (
            "settings: {rules: [{rule: law-unknown, severity: off, reason: 甲}, {rule: law-unknown, severity: error, reason: 乙}]}",
            "`law-unknown` is given twice",
        ),
    ],
)  # fmt: skip
def test_what_can_not_be_allowed_or_set_is_said(given: str, expected: str, tmp_path: Path) -> None:
    files = {"plan.yaml": f"{HEAD}  {given}\n", "organisation.yaml": PEOPLE}
    found = Session(tmp_path).compile(write(tmp_path / "plans/x", files), TODAY).diagnostics

    assert expected in [each.message.show("en") for each in found if each.severity == "error"]


@pytest.mark.parametrize("reason", ["'  '", '"\u3000"', "|\n\n\n"])
def test_blank_reason_is_none(reason: str, tmp_path: Path) -> None:
    permission = (
        f"allow:\n    - rule: org-role-no-deputy\n      by: wang\n      until: 2026-12-31\n      reason: {reason}\n"
    )
    files = {"plan.yaml": f"{HEAD}  {permission}", "organisation.yaml": PEOPLE, "levels.yaml": LEVELS}

    found = _check(tmp_path, files, "org-role-no-deputy", "missing-value")

    assert ["error missing-value", "error org-role-no-deputy"] == sorted(each.partition(" ")[2] for each in found)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("rules: [{rule: org-role-no-deputy, severity: info, reason: 小单位}]", ["info org-role-no-deputy"]),
        ("rules: [{rule: org-role-no-deputy, severity: off, reason: 小单位}]", []),
        ("rules: [{rule: org-role-nobody, severity: off, reason: 小单位}]", ["error org-role-no-deputy", "error unknown-reference"]),
    ],
)  # fmt: skip
def test_settings_say_how_grave_a_rule_is(settings: str, expected: list[str], tmp_path: Path) -> None:
    head = f"{HEAD}  settings: {{{settings}}}\n"
    found = _check(tmp_path, {"plan.yaml": head, "organisation.yaml": PEOPLE, "levels.yaml": LEVELS})

    assert expected == sorted(each.partition(" ")[2] for each in found)


def test_strict_settings_make_warnings_errors(tmp_path: Path) -> None:
    files = {"levels.yaml": LEVELS.replace("activated_by: head", "actions: [{do: 尽快恢复系统}]")}
    strict = files | {"plan.yaml": f"{HEAD}  settings: {{strict: true}}\n"}

    assert ["x/levels.yaml:5:20 warning step-vague-deadline"] == _check(tmp_path, files, "step-vague-deadline")
    assert ["x/levels.yaml:5:20 error step-vague-deadline"] == _check(tmp_path, strict, "step-vague-deadline")


def test_what_is_allowed_is_shown_when_asked_for(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {"organisation.yaml": _role_with(_permission()), "levels.yaml": LEVELS})
    ask = ("check", "--select", "org-role-no-deputy", "--as-of", "2026-11-24")
    hidden, shown = run(*ask), run(*ask, "--show-suppressed")
    suppressed = json.loads(run(*ask, "--show-suppressed", "--format", "json", "--lang", "en")[1])

    assert (0, "没有发现问题\n", "另有 1 条准许不改，用 --show-suppressed 查看\n") == hidden
    assert shown[0] == 0
    assert shown[1].startswith("plans/x/organisation.yaml:5:12: 准许[org-role-no-deputy]: ")
    assert "  = 说明: plans/x/organisation.yaml:5:57: 由王示例负责，准许到2026年12月31日：副职年底到岗\n" in shown[1]
    assert "没有发现问题；另有 1 条准许不改" in shown[1]
    assert [
        {
            "reason": "副职年底到岗",
            "by": "王示例",
            "until": "2026-12-31",
            "file": "plans/x/organisation.yaml",
            "line": 5,
            "column": 57,
        }
    ] == [each["allowed"] for each in suppressed]
