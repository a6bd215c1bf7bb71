"""What rules say of plans that use the wider words: deciders, posts, sites, limits by level, branches without a condition."""

from __future__ import annotations

import pytest

from composing import TODAY, plan_of
from preplan.lint import lint

ORGANISATION = """\
organisation:
  persons: [{id: a, name: 甲某}, {id: b, name: 乙某}, {id: c, name: 丙某}]
  roles:
    - {id: boss, name: 院长, holder: a, deputies: [b]}
    - {id: next, name: 副院长, holder: b, deputies: [c]}
"""
LEVELS = """\
levels:
  - {id: level-1, name: 一级响应, ordinal: 1, activated_by: boss, stand_in: next, terminated_by: next}
  - {id: level-2, name: 二级响应, ordinal: 2, activated_by: next, stand_in: boss}
"""
SITES = "premises: {sites: [{id: west, name: 西院}, {id: east, name: 东院}]}\n"
PROCEDURE = "scenarios: [{{id: s, name: 情景, procedures: [{{id: p, name: 流程, steps: [{}]}}, {}]}}]\n"
OTHER = "{id: q, name: 另一流程, steps: [{do: 处理}]}"


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (
            "step-no-role",  # somebody decides at the level at hand
            ORGANISATION + LEVELS + "reporting: {steps: [{do: 启动, decider: activation}]}\n",
            [],
        ),
        (
            "step-no-role",  # nobody decides where there are no levels
            "reporting: {steps: [{do: 启动, decider: activation}]}\n",
            ["no role is responsible for the step `启动`"],
        ),
        (
            "org-role-no-deputy",  # each site is looked at by itself; deputies of the role stand in everywhere
            "organisation:\n  persons: [{id: a, name: 甲某}, {id: b, name: 乙某}]\n  roles:\n"
            "    - {id: duty, name: 总值班, posts: [{site: west, holder: a, deputies: [b]}, {site: east, holder: b}]}\n"
            "    - {id: nurse, name: 护士长, deputies: [a], posts: [{site: west, holder: b}]}\n"
            "reporting: {steps: [{do: 报告, role: duty}, {do: 清点, role: nurse}]}\n" + SITES,
            ["the role `总值班 (东院)` has no deputy"],
        ),
        (
            "org-rota-gap",  # whoever is on duty for all sites is on duty at each of them
            ORGANISATION
            + "  rota:\n    phone: 010-0000-8000\n    staffed: always\n    slots:\n"
            + "      - {name: 夜班, start: '20:00', end: '08:00', role: boss}\n"
            + "      - {name: 西院白班, start: '08:00', end: '20:00', role: boss, site: west}\n"
            + "      - {name: 东院白班, start: '08:00', end: '18:00', role: boss, site: east}\n"
            + SITES,
            ["`东院`: nobody is on duty from 18:00 to 20:00 on all days"],
        ),
        (
            "level-time-not-monotonic",
            LEVELS.replace("activated_by: boss, stand_in: next, terminated_by: next", "summary: 甲").replace(
                "activated_by: next, stand_in: boss", "summary: 乙"
            )
            + "reporting: {rules: [{id: r, name: 首报, within_by_level: "
            + "[{level: level-1, within: PT1H}, {level: level-2, within: PT30M}]}]}\n",
            ["the limit of `首报` of `一级响应` is 1 hour, longer than the 30 minutes of `二级响应`"],
        ),
        (
            "report-exceeds-law",  # the limit of one level is enough to be late
            "plan: {schema: 1, name: 甲, version: '1', type: special, organisation: 乙, profiles: [network-operator]}\n"
            "organisation: {contacts: [{id: cac, name: 省级网信部门, kind: authority}]}\n"
            "basis: [{id: network-incident-reporting, name: 国家网络安全事件报告管理办法}]\n"
            + LEVELS.replace("activated_by: boss, stand_in: next, terminated_by: next", "summary: 甲").replace(
                "activated_by: next, stand_in: boss", "summary: 乙"
            )
            + "reporting: {rules: [{id: r, name: 首报, to: cac, within: PT1H, law: network-incident-reporting, "
            "article: 第四条, within_by_level: [{level: level-2, within: PT9H}]}]}\n",
            ["`within` of `首报` is 9 hours, longer than the law's 4 hours"],
        ),
        (
            "proc-no-alarm",  # elsewhere emergency numbers are others
            "plan: {schema: 1, name: X, version: '1', type: special, organisation: Y, jurisdiction: US}\n"
            "organisation: {contacts: [{id: help, name: Help, kind: emergency, phone: '911'}]}\n"
            "scenarios: [{id: s, name: Fire, life_safety: true, procedures: "
            "[{id: p, name: P, steps: [{do: Call., notify: [help]}]}]}]\n",
            [],
        ),
        (
            "level-no-escalation",  # raised by time
            "levels:\n  - {id: level-1, name: 一级响应, ordinal: 1, de_escalate_when: [{text: 好转}]}\n"
            "  - {id: level-2, name: 二级响应, ordinal: 2, escalation: [{after: PT1H, to: boss, level: level-1}]}\n"
            + ORGANISATION,
            [],
        ),
        (
            "level-no-criteria",  # a rating has a meaning of its own
            "severity: {dimensions: [{id: d, name: 影响, ratings: [{id: high, name: 高, text: 全部中断}]}]}\n"
            "levels: [{id: level-1, name: 一级响应, ordinal: 1, criteria: [{ratings: [high]}]}]\n",
            [],
        ),
        (
            "proc-dead-end",  # a branch without a condition is always taken
            PROCEDURE.format("{id: a, do: 甲, next: [{to: c}]}, {id: b, do: 乙}, {id: c, do: 丙, ends: true}", OTHER),
            ["no step leads to `乙`"],
        ),
        (
            "proc-dead-end",  # another procedure is a way out
            PROCEDURE.format("{id: a, do: 甲, next: [{when: 有人受伤, to: q}, {to: b}]}, {id: b, do: 乙}", OTHER),
            [],
        ),
        (
            "proc-dead-end",  # what is done at the same time is begun together, whatever the first step branches to
            PROCEDURE.format(
                "{id: a, do: 甲, next: [{when: 是, to: c}, {when: 否, to: d}]}, {id: b, do: 乙, parallel: true}, "
                "{id: c, do: 丙}, {id: d, do: 丁, ends: true}",
                OTHER,
            ),
            [],
        ),
        (
            "proc-dead-end",  # back to the beginning, and no end
            PROCEDURE.format("{id: a, do: 甲, next: [{to: p}]}", OTHER),
            ["the procedure `流程` branches, but no step says that it ends"],
        ),
        (
            "org-role-no-action",  # who leads or judges a drill, or approves, has something to do
            "organisation:\n  units: [{id: u, name: 质控科}, {id: v, name: 闲置科}]\n"
            "  roles: [{id: r, name: 质控员, unit: u}]\n"
            "drills: {schedule: [{id: x, name: 演练, planned_on: 2026-05-01, evaluators: [r]}]}\n",
            ["the unit `闲置科` has nothing to do anywhere in the plan"],
        ),
        (
            "comm-template-var",  # in English texts blanks stand in square brackets
            "plan: {schema: 1, name: X, version: '1', type: special, organisation: Y, language: en}\n"
            "communications: {templates: [{id: t, name: T, text: 'At [time] [place].', blanks: [time]}]}\n",
            ["nothing says to fill in [place] of `T`"],
        ),
        (
            "level-no-national-map",  # elsewhere the State's grades mean nothing
            "plan: {schema: 1, name: X, version: '1', type: special, organisation: Y, jurisdiction: US}\n"
            + LEVELS
            + ORGANISATION,
            [],
        ),
    ],
)
def test_rule_understands(code: str, text: str, expected: list[str]) -> None:
    found = lint(plan_of(text), TODAY)

    assert expected == [each.message.show("en") for each in found if each.code == code]
