"""What rules say of resources, drills, training and improvements: whether a plan is ready to be used."""

from __future__ import annotations

from datetime import date

import pytest

from composing import plan_of
from preplan.diagnostics import in_order
from preplan.lint import all_rules, lint
from preplan.model import Layer
from preplan.parse import parse
from preplan.resolve import resolve
from preplan.source import Source
from preplan.validate import mistakes

TODAY = date(2026, 11, 24)
HEAD = "plan: {{schema: 1, name: 预案, version: '1.0', type: {type}, organisation: 公司{more}}}\n"
SITE = "premises: {areas: [{id: hall, name: 大厅}]}\n"


def head(more: str = "", type: str = "special") -> str:
    """Return the head of a plan, in one line."""
    return HEAD.format(type=type, more=f", {more}" if more else "")


def scenario(id: str, *procedures: str) -> str:
    """Return a scenario with procedures p0, p1, … of which each is given by its further fields."""
    said = [f"{{id: {id}-p{n}, name: 流程{id}{n}, {more}}}" for n, more in enumerate(procedures)]
    return f"  - {{id: {id}, name: 情景{id}, procedures: [{', '.join(said)}]}}\n"


def needs(**quantities: float) -> str:
    """Return the needs of a procedure."""
    return f"needs: [{', '.join(f'{{resource: {id}, quantity: {n}}}' for id, n in quantities.items())}]"


LEVELS = "levels: [{id: l1, name: 一级, ordinal: 1}, {id: l2, name: 二级, ordinal: 2}]\n"
STOCK = (
    "resources:\n"
    "  supplies: [{id: hoods, name: 面罩, quantity: 10, unit: 只}, {id: tape, name: 警戒带, quantity: 0.3, unit: 卷}]\n"
    "  equipment: [{id: saws, name: 破拆锯}]\n"
    "  teams: [{id: crew, name: 急救队, size: 6}]\n"
)


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (
            "res-short",  # the procedures of a scenario add up, those of two scenarios don't
            STOCK + "scenarios:\n" + scenario("a", needs(hoods=6), needs(hoods=4)) + scenario("b", needs(hoods=7)),
            [],
        ),
        (
            "res-short",  # the scenario that needs most is named, once, with all that adds up
            STOCK + "scenarios:\n" + scenario("a", needs(hoods=6), needs(hoods=5)) + scenario("b", needs(hoods=20)),
            ["2:46 `情景b` needs 20 of `面罩`, but there are 10", "    `流程b0` needs 20"],
        ),
        (
            "res-short",  # a procedure without levels is for all of them; two for different levels don't add up
            LEVELS
            + STOCK
            + "scenarios:\n"
            + scenario(
                "a", f"levels: [l1], {needs(crew=4)}", f"levels: [l2], {needs(crew=5)}", f"levels: [], {needs(crew=2)}"
            ),
            [
                "5:39 `情景a` needs 7 of `急救队`, but there are 6",
                "    `流程a1` needs 5",
                "    `流程a2` needs 2",
            ],
        ),
        (
            "res-short",  # fractions are what is written; what is not counted is not short
            STOCK + "scenarios:\n" + scenario("a", needs(tape=0.1), needs(tape=0.2), needs(saws=3)),
            [],
        ),
        (
            "res-restore-untested",  # an own cycle that is longer than a year doesn't stretch the year
            "resources: {systems: [{id: s, name: 工单, backup: {tested_on: 2025-10-01, test_every: P2Y}}]}\n",
            ["1:61 the restore test of `工单` was due on 1 October 2026"],
        ),
        (
            "res-restore-untested",  # the shorter own cycle counts, by the calendar
            "resources: {systems: [{id: s, name: 工单, backup: {tested_on: 2026-08-23, test_every: P3M}}]}\n",
            ["1:61 the restore test of `工单` was due on 23 November 2026"],
        ),
        (
            "res-min-staffing",
            "continuity: {activities: [{id: a, name: 热线, minimum: 全部转留言, seats: 0}, {id: b, name: 回访, rto: P1D}]}\n",
            [],
        ),
        (
            "drill-below-law",  # every organisation that leads people out of a building drills once a year
            head() + SITE + "drills: {frequency: {times: 1, per: P2Y}}\n",
            [
                "3:29 drills promised: 1 in 2 years; the law wants 1 in 1 year",
                "    Rules on fire safety of organisations, article 40: fire and evacuation drills of any other organisation",
            ],
        ),
        (
            "drill-below-law",  # no building to leave, no profile: nothing to hold it against
            head() + "drills: {frequency: {times: 1, per: P2Y}}\n",
            [],
        ),
        (
            "drill-below-law",  # an on-site action plan needs twice what another plan for work safety does
            head("profiles: [work-safety]", "on-site") + "drills: {frequency: {times: 1, per: P1Y}}\n",
            [
                "2:29 drills promised: 1 in 1 year; the law wants 1 in 6 months",
                "    Measures for work-safety emergency plans, article 33: drills of an on-site action plan for work safety",
            ],
        ),
        (
            "drill-below-law",
            head("profiles: [work-safety]") + "drills: {frequency: {times: 1, per: P1Y}}\n",
            [],
        ),
        (
            "drill-below-law",  # once in half a year is twice a year, however many days that has
            head("profiles: [fire-key-unit]") + "drills: {frequency: {times: 1, per: P6M}}\n",
            [],
        ),
        (
            "drill-below-law",  # three in a year and a half are as many
            head("profiles: [fire-key-unit]") + "drills: {frequency: {times: 3, per: P18M}}\n",
            [],
        ),
        (
            "drill-below-law",  # without a promise the schedule counts, the twelve months with the most drills
            head("profiles: [fire-key-unit]")
            + "drills:\n  schedule:\n    - {id: d, name: 甲, planned_on: 2026-03-01}\n"
            + "    - {id: e, name: 乙, planned_on: 2027-06-01}\n",
            [
                "2:1 drills in the schedule: 1 in 1 year; the law wants 2",
                "    Rules on fire safety of organisations, article 40: fire and evacuation drills of a fire key unit",
                "    `甲` is counted",
            ],
        ),
        (
            "drill-below-law",
            head("profiles: [fire-key-unit]")
            + "drills: {schedule: [{id: d, name: 甲, planned_on: 2026-03-01}, {id: e, name: 乙, planned_on: 2027-02-01}]}\n",
            [],
        ),
        (
            "drill-below-law",  # no drill at all: that no scenario is exercised is said once, elsewhere
            head("profiles: [fire-key-unit]") + "scenarios:\n" + scenario("a", "steps: [{do: 撤离}]"),
            [],
        ),
        (
            "drill-below-law",  # the law of another country
            head("profiles: [fire-key-unit], jurisdiction: US") + "drills: {frequency: {times: 1, per: P1Y}}\n",
            [],
        ),
        (
            "drill-comms-untested",  # a record says that it was held, though the drill does not
            "drills: {schedule: [{id: d, name: 召集, planned_on: 2026-09-01, tests_call_tree: true}]}\n"
            "records: {drills: [{id: r, name: 记录, drill: d, held_on: 2026-09-02}]}\n",
            [],
        ),
        (
            "drill-comms-untested",  # today is still to come
            "drills: {schedule: [{id: d, name: 召集, planned_on: 2026-11-24, tests_call_tree: true}]}\n",
            [],
        ),
        (
            "drill-comms-untested",
            "drills: {schedule: [{id: d, name: 召集, planned_on: 2026-11-23, tests_call_tree: true}]}\n",
            ["1:1 the only drill does not test the call tree", "    `召集` tests it, but was not held as planned"],
        ),
        (
            "drill-comms-untested",  # no drills: that is another mistake
            "drills: {frequency: {times: 1, per: P1Y}}\n",
            [],
        ),
        (
            "drill-no-report",  # two records of a drill: one report is enough
            "drills: {schedule: [{id: d, name: 疏散, planned_on: 2026-09-01, done_on: 2026-09-01}]}\n"
            "records:\n  drills:\n    - {id: r, name: 甲区, drill: d, held_on: 2026-09-01}\n"
            "    - {id: s, name: 乙区, drill: d, held_on: 2026-09-02, report: 评估报告}\n",
            [],
        ),
        (
            "drill-no-report",  # the drill says when it was held; its record is not another mistake
            "drills: {schedule: [{id: d, name: 疏散, planned_on: 2026-09-01, done_on: 2026-09-01}]}\n"
            "records: {drills: [{id: r, name: 甲区, drill: d, held_on: 2026-09-01}]}\n",
            ["1:72 `疏散` was held, but there is no evaluation report"],
        ),
        (
            "drill-archive-incomplete",  # a drill without a report is the other rule's
            "drills: {schedule: [{id: d, name: 疏散, planned_on: 2026-09-01, done_on: 2026-09-01, archive: [照片]}]}\n",
            [],
        ),
        (
            "drill-archive-incomplete",  # held by its record only, which has the summary
            "drills: {schedule: [{id: d, name: 疏散, planned_on: 2026-09-01}]}\n"
            "records: {drills: [{id: r, name: 甲区, drill: d, held_on: 2026-09-01, report: 报告, summary: 合格}]}\n",
            ["2:57 the archive of `疏散` lacks the plan of the drill, photos or recordings"],
        ),
        (
            "drill-archive-incomplete",  # in English
            "drills: {schedule: [{id: d, name: Evacuation, planned_on: 2026-09-01, done_on: 2026-09-01, "
            "archive: [Exercise plan, Evaluation and summary, Video of the explanation]}]}\n",
            [],
        ),
        (
            "drill-archive-incomplete",  # an explanation is no plan
            "drills: {schedule: [{id: d, name: Evacuation, planned_on: 2026-09-01, done_on: 2026-09-01, "
            "archive: [Evaluation, summary, Video of the explanation]}]}\n",
            ["1:92 the archive of `Evacuation` lacks the plan of the drill"],
        ),
        (
            "drill-not-submitted",  # the day on which the plan takes effect is in; before it is not
            head("profiles: [crowded-place], effective_on: 2026-09-01")
            + "drills:\n  schedule:\n    - {id: d, name: 甲, planned_on: 2026-08-31, done_on: 2026-08-31}\n"
            + "    - {id: e, name: 乙, planned_on: 2026-09-01, done_on: 2026-09-01}\n",
            [
                "5:57 how `乙` went was not reported to the authority",
                "    Regulation on emergency response to work accidents, article 8: drills of those who run a crowded place",
            ],
        ),
        (
            "drill-not-submitted",  # others need not
            head("profiles: [fire-key-unit, work-safety]")
            + "drills: {schedule: [{id: e, name: 乙, planned_on: 2026-09-01, done_on: 2026-09-01}]}\n",
            [],
        ),
        (
            "improve-overdue",  # what will be closed is not closed yet
            "monitoring:\n  improvements:\n"
            "    - {id: a, name: 甲, action: 改, due_on: 2026-11-20, closed_on: 2026-12-01}\n"
            "    - {id: b, name: 乙, action: 改, due_on: 2026-12-20, closed_on: 2026-12-01}\n"
            "    - {id: c, name: 丙, action: 改, closed_on: 2026-11-24}\n",
            ["3:43 `甲` was due on 20 November 2026", "5:46 `丙` is closed, but nobody has verified it"],
        ),
        (
            "train-record-fields",
            "records: {trainings: [{id: r, name: 记录, held_on: 2026-09-01, place: 厅, content: 预案, teacher: 甲, "
            "attendees: [乙], result: 合格}, {id: s, name: 补课, held_on: 2026-09-02}]}\n",
            ["1:131 `补课` lacks place, content, teacher, attendees, result"],
        ),
        (
            "train-record-fields",
            head("jurisdiction: US") + "records: {trainings: [{id: s, name: 补课, held_on: 2026-09-02}]}\n",
            [],
        ),
    ],
)
def test_rule_decides_as_it_says(code: str, text: str, expected: list[str]) -> None:
    assert expected == _said(code, text)


PEOPLE = """\
organisation:
  units:
    - {id: centre, name: 客服中心, lead: boss}
    - {id: desk, name: 热线组, parent: centre, members: [agent]}
  roles:
    - {id: boss, name: 主任, holder: a}
    - {id: agent, name: 坐席, deputies: [b, c]}
    - {id: engineer, name: 工程师, posts: [{site: west, holder: d}]}
    - {id: clerk, name: 文员, holder: e}
  persons: [{id: a, name: 甲某}, {id: b, name: 乙某}, {id: c, name: 丙某}, {id: d, name: 丁某}, {id: e, name: 戊某}]
premises: {sites: [{id: west, name: 西区}]}
reporting: {steps: [{do: 启动, role: boss}, {do: 登记, role: agent}, {do: 切换, role: engineer}]}
"""
NOBODY = "none of the 4 people who must act was trained on the current version"


def training(*records: str) -> str:
    """Return records of training held on 1 September, of which each is given by its further fields."""
    lines = [f"    - {{id: r{n}, name: 记录{n}, held_on: 2026-09-01, {more}}}\n" for n, more in enumerate(records)]
    return "records:\n  trainings:\n" + "".join(lines)


@pytest.mark.parametrize(
    ("more", "text", "expected"),
    [
        # A role stands for its people, a unit for those below it too, and for its lead.
        ("issued_on: 2026-07-01", training("trained: [centre, d]"), []),
        (
            "issued_on: 2026-07-01",
            training("trained: [boss, b]"),
            [
                "8:43 not trained on the current version, though acting as `坐席`: 丙某",
                "9:62 not trained on the current version, though acting as `工程师`: 丁某",
            ],
        ),
        # Two people of one role are one mistake; two records add up.
        (
            "issued_on: 2026-07-01",
            training("trained: [boss]", "trained: [engineer]"),
            ["8:40 not trained on the current version, though acting as `坐席`: 乙某, 丙某"],
        ),
        # The clerk has no step; nobody was trained, and that is one mistake.
        ("issued_on: 2026-07-01", training("trained: [clerk]"), [f"14:1 {NOBODY}"]),
        ("issued_on: 2026-07-01", "", [f"1:1 {NOBODY}"]),
        # The groups of the session and the people named count where nobody is named by id, and only there.
        (
            "issued_on: 2026-07-01",
            "training: {sessions: [{id: s, name: 宣贯, planned_on: 2026-09-01, audience_groups: [desk]}]}\n"
            + training("session: s, attendees: ['主任甲某', '工程师丁某等3人']"),
            [],
        ),
        (
            "issued_on: 2026-07-01",
            training("trained: [desk, boss], attendees: ['工程师丁某']"),
            ["9:62 not trained on the current version, though acting as `工程师`: 丁某"],
        ),
        # A record that says nothing of whom stands for everybody.
        ("issued_on: 2026-07-01", training("attendees: [全体人员]"), []),
        # Training before the version doesn't count; 30 days after it took effect it is asked for.
        ("issued_on: 2026-10-25", training("trained: [centre, engineer]"), [f"14:1 {NOBODY}"]),
        ("issued_on: 2026-10-26", training("trained: [centre, engineer]"), []),
        ("issued_on: 2026-10-20, effective_on: 2026-11-01", training("trained: [centre, engineer]"), []),
        # A simplified revision asks for no new training, a full one does.
        (
            "issued_on: 2026-10-01",
            "revisions: [{version: '1.0', on: 2026-10-01, summary: 改电话, procedure: simplified}]\n"
            + training("trained: [centre, engineer]"),
            [f"15:1 {NOBODY}"],
        ),
        (
            "issued_on: 2026-10-01",
            "revisions: [{version: '0.9', on: 2026-08-01, summary: 编制}, "
            "{version: '1.0', on: 2026-10-01, summary: 改电话, procedure: simplified}]\n"
            + training("trained: [centre, engineer]"),
            [],
        ),
        # A draft, a plan that doesn't say from when it is, a plan elsewhere.
        ("issued_on: 2026-07-01, status: draft", "", []),
        ("status: in-force", "", []),
        ("issued_on: 2026-07-01, jurisdiction: US", "", []),
    ],
)
def test_training_lapses_with_the_version(more: str, text: str, expected: list[str]) -> None:
    found = _said("train-role-lapsed", head(more) + PEOPLE + text)

    assert expected == [each for each in found if not each.startswith("    the current version dates from ")]
    assert len(expected) == len(found) - len(expected)


def test_need_of_a_plan_that_builds_on_another_is_pointed_at_where_the_stock_is_the_others() -> None:
    plan = plan_of("scenarios:\n" + scenario("a", needs(hoods=12)), base=STOCK)
    found = [each for each in lint(plan, TODAY) if each.code == "res-short"]

    assert [("plans/small/all.yaml", 2)] == [(each.span.file, each.span.line) for each in found]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        # The record that may name the report is broken.
        (
            "drill-no-report",
            "drills: {schedule: [{id: d, name: 疏散, planned_on: 2026-09-01, done_on: 2026-09-01}]}\n"
            "records: {drills: [{id: r, name: 记录, drill: d, held_on: soon, report: 报告}]}\n",
        ),
        # The drill that may test the call tree is broken.
        (
            "drill-comms-untested",
            "drills: {schedule: [{id: d, name: 疏散, planned_on: 2026-09-01}, {id: e, name: 召集, tests_call_tree: 1}]}\n",
        ),
        # The record that may name whom was trained is broken.
        (
            "train-role-lapsed",
            head("issued_on: 2026-07-01") + PEOPLE + "records: {trainings: [{id: r, name: 记录, trained: boss}]}\n",
        ),
        # The frequency is broken.
        ("drill-below-law", head("profiles: [fire-key-unit]") + "drills: {frequency: {times: 2, per: half}}\n"),
    ],
)
def test_what_may_stand_in_a_broken_part_is_not_missed(code: str, text: str) -> None:
    fragments, _, _ = parse(Source("plan", text))
    wrong = frozenset((fragment, path) for fragment in fragments for path, _ in mistakes(fragment))
    plan, _ = resolve([Layer("example", tuple(fragments), wrong)])

    assert wrong
    assert [] == [each.message.show("en") for each in lint(plan, TODAY) if each.code == code]


def _said(code: str, text: str) -> list[str]:
    """Return what a rule says of a plan in one file, each finding with its notes below it."""
    assert code in all_rules()
    lines = []
    for each in in_order(each for each in lint(plan_of(text), TODAY) if each.code == code):
        lines.append(f"{each.span.line}:{each.span.column} {each.message.show('en')}")
        lines += [f"    {note.message.show('en')}" for note in each.notes]
    return lines
