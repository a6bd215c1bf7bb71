"""Every rule finds what its own bad example shows, and nothing in its good one."""

from __future__ import annotations

import inspect
import re
from datetime import date

import pytest

from preplan.diagnostics import Diagnostic, in_order
from preplan.explain import examples
from preplan.lint import Rule, all_rules, lint
from preplan.model import Layer, Plan
from preplan.parse import parse
from preplan.resolve import resolve
from preplan.source import Source
from preplan.validate import mistakes, validate

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("code", all_rules())
def test_rule_flags_its_bad_example_and_passes_its_good_one(code: str) -> None:
    rule = all_rules()[code]
    told = dict(examples(rule))
    flagged, fine = (_findings(rule, told[name]) for name in ("Flagged", "Fine"))

    assert ["Flagged", "Fine"] == [*told]
    assert {code} == {each.code for each in flagged}
    assert [] == [each.message.show("en") for each in fine]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_no_rule_fails_at_the_ends_of_the_calendar(day: str) -> None:
    texts = [text for rule in all_rules().values() for _, text in examples(rule)]
    moved = [re.sub(r"\b\d{4}-\d{2}-\d{2}\b", day, text) for text in texts]
    moved = [re.sub(r"\bPT?\d+[A-Z]\b", "P9999Y", text) for text in moved]

    for text in (*texts, *moved):
        fragments, _, _ = parse(Source("plan", text))
        plan, _ = resolve([Layer("example", tuple(fragments))])
        for today in (date.min, TODAY, date.max):
            assert all(each.span.line for each in lint(plan, today))


def test_paths_of_ages_are_too_slow_and_no_failure() -> None:
    steps = ", ".join(["{do: 等待, within: P9999Y, counted_from: previous}"] * 300)
    text = f"scenarios: [{{id: a, name: 甲, procedures: [{{id: b, name: 乙, steps: [{steps}, {{do: 完成, within: PT1H}}]}}]}}]\n"

    assert ["step-path-too-slow"] == [each.code for each in _findings(all_rules()["step-path-too-slow"], text)]


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


HEAD = "plan: {{schema: 1, name: 预案, version: '1.0', type: special, organisation: 中心{more}}}\n"


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (
            "level-order",  # ordinals swapped: the colours are right, and not said to be wrong too
            "levels:\n  - {id: a, name: 一级响应, ordinal: 2, colour: red}\n"
            "  - {id: b, name: 二级响应, ordinal: 1, colour: orange}\n",
            ["2:34 the level `一级响应` has ordinal 2", "3:34 the level `二级响应` has ordinal 1"],
        ),
        (
            "level-order",  # the same ordinal by mistake: once
            "levels:\n  - {id: a, name: 一级响应, ordinal: 1}\n  - {id: b, name: 二级响应, ordinal: 1}\n",
            ["3:34 the level `二级响应` has ordinal 1"],
        ),
        (
            "level-time-not-monotonic",  # a level in between that is silent
            "levels:\n  - {id: a, name: 一级, ordinal: 1, update_every: PT2H}\n  - {id: b, name: 二级, ordinal: 2}\n"
            "  - {id: c, name: 三级, ordinal: 3, update_every: PT1H}\n",
            ["2:49 `update every` of `一级` is 2 hours, longer than the 1 hour of `三级`"],
        ),
        (
            "level-no-escalation",  # one level has no neighbours
            "levels:\n  - {id: a, name: 响应, ordinal: 1}\n",
            [],
        ),
        (
            "risk-grade-mismatch",  # a matrix that is wrong itself is one mistake
            "risks:\n  grades: [{id: low, name: 低, ordinal: 1}, {id: high, name: 高, ordinal: 2}]\n"
            "  matrix:\n    likelihood: [{name: 少}, {name: 多}]\n    impact: [{name: 轻}]\n    cells: [[high], [low]]\n"
            "  register: [{id: fire, name: 火灾, likelihood: 2, impact: 1, grade: high}]\n",
            [],
        ),
        (
            "risk-matrix-bad",
            "risks:\n  grades: [{id: low, name: 低, ordinal: 1}]\n"
            "  matrix:\n    likelihood: [{name: 少}, {name: 多}]\n    impact: [{name: 轻}, {name: 重}]\n    cells: [[low]]\n",
            ["6:5 the matrix has 1 rows for 2 likelihoods", "6:14 this row has 1 cells for 2 impacts"],
        ),
        (
            "proc-dead-end",
            "scenarios:\n  - id: s\n    name: 中断\n    procedures:\n      - id: p\n        name: 处置\n        steps:\n"
            "          - {id: one, do: 判断, next: [{when: 是, to: two}, {when: 否, to: end}]}\n"
            "          - {id: two, do: 等待, next: [{when: 恢复, to: three}, {when: 未恢复, to: two}]}\n"
            "          - {id: three, do: 再等, next: [{when: 恢复, to: two}, {when: 未恢复, to: three}]}\n"
            "          - {id: end, do: 结束, ends: true}\n",
            ["9:18 no end can be reached from `等待`"],
        ),
        (
            "law-superseded",  # not yet: its successor takes effect next year
            HEAD.format(more=", basis: [{law: old}]")
            + "basis:\n  - {id: old, name: 旧法, status: replaced, replaced_by: new, checked: true}\n"
            "  - {id: new, name: 新法, effective_on: 2027-01-01}\n",
            [],
        ),
        (
            "law-superseded",  # cited twice: one finding
            HEAD.format(more=", basis: [{law: old}]")
            + "basis: [{id: old, name: 旧法, status: repealed, checked: true}]\n"
            "reporting: {rules: [{id: r, name: 报告, law: old}]}\n",
            ["1:92 `旧法` is no longer in force"],
        ),
        (
            "law-name-mismatch",  # presidential orders count anew with each term
            "basis:\n  - {id: a, name: 甲法, number: 主席令第二十五号, issued_on: 2024-06-28}\n"
            "  - {id: b, name: 乙法, number: 主席令第二十五号, issued_on: 2014-04-24}\n",
            [],
        ),
        (
            "drill-below-plan",  # the types of event are too few
            "drills:\n  frequency: {times: 2, per: P1Y, distinct_events: true}\n  schedule:\n"
            "    - {id: d, name: 甲, planned_on: 2026-09-01, scenarios: [s]}\n"
            "    - {id: e, name: 乙, planned_on: 2027-03-01, scenarios: [s]}\n"
            "scenarios: [{id: s, name: 断网, event_type: network-security}]\n",
            ["2:52 2 drills on different types of event are promised; those planned are on 1"],
        ),
        (
            "train-below-plan",  # a promise over two years is counted over two years
            "training:\n  frequency: {times: 1, per: P2Y}\n  sessions: [{id: s, name: 培训, planned_on: 2025-02-01}]\n",
            [],
        ),
        (
            "drill-scenario-uncovered",
            "scenarios:\n"
            + "".join(f"  - {{id: s{n}, name: 甲, procedures: [{{id: p{n}, name: 乙}}]}}\n" for n in "ab"),
            ["1:1 none of the 2 scenarios is exercised"],
        ),
        (
            "org-role-no-deputy",  # whoever commands acts, also without a step
            HEAD.format(more=", commander: boss") + "organisation:\n  roles: [{id: boss, name: 总指挥}]\n",
            ["3:16 the role `总指挥` has no holder and fewer than two deputies"],
        ),
        (
            "report-exceeds-law",  # of several that bind, the strictest; critical infrastructure has less time
            HEAD.format(more=", profiles: [network-operator, cii-operator]")
            + "organisation: {contacts: [{id: a, name: 网信部门和公安机关}]}\n"
            "scenarios: [{id: s, name: 入侵, event_type: network-security}]\n"
            "reporting: {rules: [{id: r, name: 报告, to: a, within: PT5H, scenarios: [s]}]}\n",
            ["4:54 `within` of `报告` is 5 hours, longer than the law's 1 hour"],
        ),
        (
            "report-exceeds-law",  # the limit binds others: no profile, another article, another authority, no scenario
            HEAD.format(more=", profiles: [work-safety]")
            + "basis: [{id: accident-reporting-regulation, name: 条例}, {id: network-incident-reporting, name: 办法}]\n"
            "organisation: {contacts: [{id: cac, name: 网信部门}, {id: mem, name: 应急管理局}]}\n"
            "reporting:\n  rules:\n"
            "    - {id: r, name: 甲, to: cac, within: P9D, law: network-incident-reporting, article: 第四条}\n"
            "    - {id: s, name: 乙, to: mem, within: P9D, law: accident-reporting-regulation, article: 第十三条}\n"
            "    - {id: t, name: 丙, to: cac, within: P9D, law: accident-reporting-regulation, article: 第九条}\n"
            "    - {id: u, name: 丁, to: mem, within: P9D}\n",
            [],
        ),
        (
            "report-exceeds-law",  # to the principal at once, to the authority within the hour
            HEAD.format(more=", profiles: [work-safety], principal: boss")
            + "basis: [{id: accident-reporting-regulation, name: 条例}]\n"
            "organisation: {roles: [{id: boss, name: 总经理}], contacts: [{id: mem, name: 应急管理局}]}\n"
            "reporting:\n  rules:\n"
            "    - {id: r, name: 甲, to: boss, within: PT5M, law: accident-reporting-regulation, article: 第九条}\n"
            "    - {id: s, name: 乙, to: mem, within: PT61M, law: accident-reporting-regulation}\n"
            "    - {id: t, name: 丙, to: mem, within: PT60M, law: accident-reporting-regulation}\n",
            [
                "6:42 `within` of `甲` is 5 minutes; the law says at once",
                "7:41 `within` of `乙` is 1 hour 1 minute, longer than the law's 1 hour",
            ],
        ),
        (
            "unknown-clause",  # of a standard that does not exist
            "compliance: {coverage: [{clause: Z-1}, {clause: G-4.2}]}\n",
            ["1:34 there is no clause `Z-1`"],
        ),
        (
            "proc-dead-end",  # what leads into a circle is not the mistake
            "scenarios:\n  - id: s\n    name: 中断\n    procedures:\n      - id: p\n        name: 处置\n        steps:\n"
            "          - {id: one, do: 判断}\n          - {id: two, do: 等待, next: [{to: two}]}\n"
            "          - {id: end, do: 结束, ends: true}\n",
            ["9:18 no end can be reached from `等待`", "10:18 no step leads to `结束`"],
        ),
        (
            "level-no-escalation",  # ordinals swapped: which level is the highest, its name says
            "levels:\n  - {id: a, name: 一级响应, ordinal: 2, de_escalate_when: [{text: 受控}]}\n"
            "  - {id: b, name: 二级响应, ordinal: 1, escalate_when: [{text: 失控}]}\n",
            [],
        ),
        (
            "level-gap-overlap",  # a level without measures is one mistake; that its neighbours don't meet is none
            "levels:\n  - {id: a, name: 一级响应, ordinal: 1, criteria: [{metric: m, op: '>=', value: 10}]}\n"
            "  - {id: b, name: 二级响应, ordinal: 2}\n"
            "  - {id: c, name: 三级响应, ordinal: 3, criteria: [{metric: m, op: '<', value: 5}]}\n",
            [],
        ),
        (
            "res-fields-missing",  # that nobody can reach the keeper is said of the person
            "organisation:\n  roles: [{id: keeper, name: 管理员, holder: zhang}]\n"
            "  persons: [{id: zhang, name: 张示例}]\n"
            "resources:\n  supplies:\n    - {id: kit, name: 急救箱, model: 甲, performance: 包扎, quantity: 1, unit: 只,"
            " location: 值班台, conditions: 防潮, keeper: keeper}\n",
            [],
        ),
        (
            "step-vague-deadline",
            "reporting:\n  steps:\n    - {do: report at once}\n    - {do: 处理未及时答复的诉求}\n    - {do: 检查及时性}\n",
            ["3:19 the step says `at once` but has no time limit"],
        ),
    ],
)
def test_rule_decides_as_it_says(code: str, text: str, expected: list[str]) -> None:
    found = _findings(all_rules()[code], text)

    assert expected == [f"{each.span.line}:{each.span.column} {each.message.show('en')}" for each in found]


@pytest.mark.parametrize(
    "text",
    [
        # The scenario that would be the missing one is broken.
        HEAD.format(more=", profiles: [pi-processor]")
        + "scenarios: [{id: leak, name: 泄露, personal_information: yes}]\n",
        # A field that is not a duration, in something that is no item.
        "drills: {frequency: {times: 2, per: yearly}, schedule: []}\n",
        "organisation: {rota: {phone: 010-0000-0000, staffed: always, slots: [{name: 班, start: 25:00}]}}\n",
        "revisions: [{version: '1.0', on: 2026-13-01, summary: 首次编制}]\n",
        "risks: {matrix: [], tolerance: 3}\n",
        "plan: 3\n",
        "levels: {id: level-1}\n",
        # Whoever is told has a phone, but is broken in another field.
        "organisation: {contacts: [{id: fire, name: 消防, phone: '119', weather: 晴}]}\n"
        "reporting: {steps: [{do: 报警, role: fire, notify: [fire]}]}\n",
    ],
)
def test_broken_parts_are_not_judged(text: str) -> None:
    fragments, _, _ = parse(Source("plan", text))
    wrong = frozenset((fragment, path) for fragment in fragments for path, _ in mistakes(fragment))
    plan, _ = resolve([Layer("example", tuple(fragments), wrong)])
    kinds = {fragment.kind for fragment in fragments if fragment.kind != "plan"}
    found = [each for each in lint(plan, TODAY) if each.code not in ABOUT_THE_PLAN]

    assert wrong
    assert [] == [f"{each.code}: {each.message.show('en')}" for each in found if kinds]


# What these report is missing in every one of the small plans above, whatever is broken in them.
ABOUT_THE_PLAN = {
    "comm-no-spokesperson", "doc-annex-missing", "doc-no-approval", "doc-no-linkage", "doc-version-gap",
    "org-no-24h-phone",
}  # fmt: skip


def _findings(rule: Rule, text: str) -> list[Diagnostic]:
    return _only(rule, _plan(text))


def _only(rule: Rule, plan: Plan) -> list[Diagnostic]:
    return in_order(each for each in lint(plan, TODAY) if each.code == rule.code)


def _plan(text: str) -> Plan:
    """Put together a plan from one file, which must be free of structural mistakes."""
    fragments, wrong, wreck = parse(Source("plan", text))
    wrong += [each for fragment in fragments for each in validate(fragment)]
    plan, unresolved = resolve([Layer("example", tuple(fragments))])

    assert ([], None) == ([f"{each.span}: {each.message.show('en')}" for each in (*wrong, *unresolved)], wreck)
    return plan


@pytest.mark.parametrize(("profiles", "expected"), [("", "warning"), (", profiles: [work-safety]", "error")])
def test_a_finding_is_graver_for_whom_the_law_binds(profiles: str, expected: str) -> None:
    steps = "scenarios: [{id: a, name: 断网, procedures: [{id: b, name: 处置, steps: [{do: 上报, role: boss}]}]}]\n"
    roles = "organisation: {roles: [{id: boss, name: 经理}, {id: agent, name: 坐席, frontline: true}]}\n"
    found = _findings(all_rules()["card-missing"], HEAD.format(more=profiles) + roles + steps)

    assert [expected] == [each.severity for each in found]
