"""Every rule finds what its own bad example shows, and nothing in its good one."""

from __future__ import annotations

import inspect
from datetime import date

import pytest

from conftest import Golden
from preplan.diagnostics import Diagnostic, in_order
from preplan.explain import examples
from preplan.lint import Rule, all_rules, lint
from preplan.model import Plan
from preplan.parse import parse
from preplan.resolve import Layer, resolve
from preplan.source import Source
from preplan.validate import validate

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("code", all_rules())
def test_rule_flags_its_bad_example_and_passes_its_good_one(code: str) -> None:
    rule = all_rules()[code]
    told = dict(examples(rule))
    flagged, fine = (_findings(rule, told[name]) for name in ("Flagged", "Fine"))

    assert ["Flagged", "Fine"] == [*told]
    assert {code} == {each.code for each in flagged}
    assert [] == [each.message.show("en") for each in fine]


def test_every_finding_on_a_bad_example_is_as_written_down(golden: Golden) -> None:
    golden("rules.txt", "\n".join(_report(rule) for rule in all_rules().values()))


@pytest.mark.parametrize("code", all_rules())
def test_rule_has_its_parts_in_both_languages(code: str) -> None:
    rule = all_rules()[code]
    texts = (rule.title, rule.why, rule.basis)

    assert rule.severity in ("error", "warning", "info")
    assert [] == [text for text in texts if not text.zh or not text.en or text.zh.isascii()]
    assert not rule.title.en[0].isupper()
    assert inspect.getdoc(rule.module) is not None


@pytest.mark.parametrize("code", all_rules())
def test_rule_keeps_silent_about_an_empty_file(code: str) -> None:
    assert all(each.span.file == "plan" for each in _only(all_rules()[code], _plan("glossary: []\n")))


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        (["daily 08:00 20:00", "daily 20:00 08:00"], []),
        (["daily 08:00 08:00"], []),
        (["daily 00:00 24:00"], []),
        (["daily 00:00 20:00"], ["from 20:00 to 24:00 on all days"]),
        (["daily 08:00 20:00"], ["from 20:00 to 08:00 of the next day on all days"]),
        (["daily 08:00 16:00", "daily 17:00 08:00"], ["from 16:00 to 17:00 on all days"]),
        (["daily 08:00 20:00", "workdays 20:00 08:00"], ["from 20:00 to 08:00 of the next day on rest days"]),
        (["workdays 00:00 24:00"], ["on rest days"]),
        (["rest-days 00:00 24:00", "workdays 08:00 24:00"], ["from 00:00 to 08:00 on workdays"]),
    ],
)
def test_rota_gaps_are_named_by_day_and_time(slots: list[str], expected: list[str]) -> None:
    lines = ["organisation:", "  roles: [{id: someone, name: 值班长}]", "  rota:"]
    lines += ["    phone: 010-0000-0000", "    staffed: always", "    slots:"]
    for days, start, end in map(str.split, slots):
        lines.append(f"      - {{name: 班, days: {days}, start: '{start}', end: '{end}', role: someone}}")
    found = _findings(all_rules()["org-rota-gap"], "\n".join(lines) + "\n")

    assert [f"nobody is on duty {each}" for each in expected] == [each.message.show("en") for each in found]


def _report(rule: Rule) -> str:
    lines = [rule.code]
    for each in _findings(rule, dict(examples(rule))["Flagged"]):
        place = f"{each.span.line}:{each.span.column}-{each.span.end_line}:{each.span.end_column}"
        for lang in ("zh", "en"):
            lines.append(f"  {place} {each.severity}: {each.message.show(lang)}")
            lines += [
                f"    note {note.span.line if note.span else '-'}: {note.message.show(lang)}" for note in each.notes
            ]
            if each.help:
                lines.append(f"    help: {each.help.show(lang)}")
    return "\n".join(lines) + "\n"


def _findings(rule: Rule, text: str) -> list[Diagnostic]:
    return _only(rule, _plan(text))


def _only(rule: Rule, plan: Plan) -> list[Diagnostic]:
    return in_order(each for each in lint(plan, TODAY) if each.code == rule.code)


def _plan(text: str) -> Plan:
    """Put together a plan from one file, which must be free of structural mistakes."""
    fragments, mistakes, wreck = parse(Source("plan", text))
    mistakes += [each for fragment in fragments for each in validate(fragment)]
    plan, unresolved = resolve([Layer("example", tuple(fragments))])

    assert ([], None) == ([f"{each.span}: {each.message.show('en')}" for each in (*mistakes, *unresolved)], wreck)
    return plan
