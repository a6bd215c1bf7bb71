"""What rules say of the people and bodies of a plan, the cards they carry, and where its backups are."""

from __future__ import annotations

import pytest

from composing import TODAY, plan_of
from preplan.diagnostics import in_order
from preplan.lint import lint
from preplan.model import Layer
from preplan.parse import parse
from preplan.resolve import resolve
from preplan.source import Source
from preplan.validate import mistakes

HEAD = "plan: {{schema: 1, name: 预案, version: '{version}', type: special, organisation: 公司{more}}}\n"
LEVELS = "levels: [{id: level-1, name: 一级响应, ordinal: 1, activated_by: boss}]\n"
SITES = "premises: {sites: [{id: west, name: 西院}, {id: east, name: 东院}]}\n"
UNIT = "organisation: {units: [{id: u, name: 应急领导小组}, {id: o, name: 应急办公室}]}\n"


def head(more: str = "", version: str = "1.0") -> str:
    """Return the head of a plan, in one line."""
    return HEAD.format(version=version, more=f", {more}" if more else "")


def organisation(*roles: str) -> str:
    """Return an organisation with people a, b, c and d and some roles, one on each line from the fourth on."""
    people = ", ".join(f"{{id: {id}, name: {name}}}" for id, name in zip("abcd", ("甲", "乙", "丙", "丁"), strict=True))
    lines = "".join(f"    - {{{role}}}\n" for role in roles)
    return f"organisation:\n  persons: [{people}]\n  roles:\n{lines}"


def steps(*steps: str) -> str:
    """Return a scenario with one procedure."""
    return f"scenarios: [{{id: s, name: 情景, procedures: [{procedure('p', *steps)}]}}]\n"


def procedure(id: str, *steps: str, more: str = "") -> str:
    """Return a procedure with some steps."""
    return f"{{id: {id}, name: 流程{id}, steps: [{', '.join(f'{{{step}}}' for step in steps)}]{more}}}"


def backup(site: str, location: str = "示例大厦9层机房") -> str:
    """Return a system with a place where it runs and one where its backups are."""
    return f"resources: {{systems: [{{id: x, name: 工单, location: {location}, backup: {{site: {site}}}}}]}}\n"


def cards(*versions: str) -> str:
    """Return cards made from some versions."""
    said = ", ".join(f"{{role: guard, version: '{each}'}}" for each in versions)
    return f"organisation: {{roles: [{{id: guard, name: 门岗}}]}}\ndistribution: {{cards: [{said}]}}\n"


BOSS = "id: boss, name: 总指挥, holder: a, deputies: [b]"
GUIDE = "id: guide, name: 引导员, holder: a"
GUARD = "id: guard, name: 门岗, frontline: true"
TOGETHER = steps(
    "do: 指挥, role: boss", "do: 引导, role: guide, parallel: true", "do: 警戒, role: guard, parallel: true"
)
LEAVER = "organisation:\n  persons:\n    - {{id: a, name: 甲, leaves_on: 2026-11-23{}}}\n"
REVISIONS = (
    "revisions: [{{version: '1.0', on: 2026-01-01, summary: 甲}}, {{version: '{}', on: 2026-06-01, summary: 乙{}}}]\n"
)


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (
            "org-dual-role-conflict",  # three at once: the second and the third, each with the first
            organisation(BOSS, GUIDE, "id: guard, name: 门岗, holder: a") + TOGETHER,
            [
                "5:38 甲 holds both `总指挥` and `引导员`, which act at the same time",
                "6:37 甲 holds both `总指挥` and `门岗`, which act at the same time",
            ],
        ),
        (
            "org-dual-role-conflict",  # whoever decides a step does it
            organisation(GUIDE, BOSS)
            + LEVELS
            + steps("do: 启动, decider: activation", "do: 引导, role: guide, parallel: true"),
            ["5:37 甲 holds both `引导员` and `总指挥`, which act at the same time"],
        ),
        (
            "org-dual-role-conflict",  # held everywhere, so at this site too; the role's holder is not at a post of another
            organisation(
                GUIDE,
                "id: guard, name: 门岗, posts: [{site: west, holder: a}]",
                "id: boss, name: 总指挥, holder: d, posts: [{site: east, holder: a}, {site: west}]",
            )
            + SITES
            + steps("do: 引导, role: guide", "do: 警戒, role: guard, parallel: true")
            + "reporting: {steps: [{do: 警戒, role: guard}, {do: 报告, role: boss, parallel: true}]}\n",
            ["5:58 甲 holds both `引导员` and `门岗`, which act at the same time"],
        ),
        (
            "org-dual-role-conflict",  # one step after another; the first of a list follows nothing; deputies stand by
            organisation(BOSS, GUIDE, "id: guard, name: 门岗, holder: c, deputies: [a]")
            + "scenarios:\n  - id: s\n    name: 情景\n    procedures:\n      - "
            + procedure("p", "do: 指挥, role: boss")
            + "\n      - "
            + procedure("q", "do: 引导, role: guide, parallel: true", "do: 警戒, role: guard, parallel: true")
            + "\n",
            [],
        ),
        (
            "org-deputy-cycle",  # three in a ring, and one that only leads into it
            organisation(
                "id: w, name: 甲岗, holder: d, deputies: [a]",
                "id: x, name: 乙岗, holder: a, deputies: [b]",
                "id: y, name: 丙岗, holder: b, deputies: [c]",
                "id: z, name: 丁岗, holder: c, deputies: [a]",
            )
            + steps(*(f"do: 做, role: {each}" for each in "wxyz")),
            ["5:47 the deputies 甲, 乙, 丙 form a loop with nobody else in it"],
        ),
        (
            "org-deputy-cycle",  # a second role of one of them has another deputy
            organisation(
                "id: x, name: 甲岗, holder: a, deputies: [b]",
                "id: y, name: 乙岗, holder: b, deputies: [a]",
                "id: z, name: 丙岗, holder: b, deputies: [c]",
            )
            + steps(*(f"do: 做, role: {each}" for each in "xyz")),
            [],
        ),
        (
            "org-deputy-cycle",  # at one site they are each other's only deputies
            organisation(
                "id: x, name: 甲岗, posts: [{site: west, holder: a, deputies: [b]}]",
                "id: y, name: 乙岗, holder: b, posts: [{site: west, deputies: [a]}]",
            )
            + SITES
            + steps("do: 做, role: x", "do: 做, role: y"),
            ["4:68 甲, 乙 only stand in for each other"],
        ),
        (
            "org-deputy-cycle",  # nobody but the holder: that is another rule's to say
            organisation("id: x, name: 甲岗, holder: a, deputies: [a]") + steps("do: 做, role: x"),
            [],
        ),
        (
            "org-undefined-unit",  # two bodies, each once
            UNIT
            + "reporting: {steps: [{do: 报应急指挥部和指挥中心}]}\n"
            + "warning: {start: {text: 应急指挥部、现场应急指挥部会商}}\n",
            [
                "2:27 `应急指挥部` is not in the organisation",
                "2:33 `指挥中心` is not in the organisation",
                "3:31 `现场应急指挥部` is not in the organisation",
            ],
        ),
        (
            "org-undefined-unit",  # the government of the sentence before does not explain it
            UNIT + "reporting: {steps: [{do: 报属地政府。应急指挥部继续处置}]}\n",
            ["2:32 `应急指挥部` is not in the organisation"],
        ),
        (
            "org-undefined-unit",  # a term that no unit has is no unit
            UNIT
            + "glossary: [{id: t, name: 应急指挥部, text: 最高指挥机构}, {id: v, name: 应急办公室, text: 办事机构, also: [应急处置小组]}]\n"
            + "reporting: {steps: [{do: 应急处置小组报告应急指挥部}]}\n",
            ["3:34 `应急指挥部` is not in the organisation"],
        ),
        (
            "org-undefined-unit",  # names in full, at the end of a longer one, and words that are none
            UNIT
            + "reporting: {steps: [{do: 报公司应急领导小组或领导小组、应急办公室，按应急办理流程和指挥部署行动}]}\n",
            [],
        ),
        (
            "org-undefined-unit",  # what only editors see, and what other organisations do
            UNIT + "scenarios: [{id: s, name: 情景, source_conflict: 来源称应急指挥部, procedures: "
            "[{id: p, name: 甲, external_support: 由现场指挥部统一指挥}]}]\n",
            [],
        ),
        (
            "org-duty-overlap",  # wording, punctuation and a leading 负责 make no difference; three have it
            "organisation:\n  units:\n    - {id: u, name: 甲部, duties: [{text: 总结、评估事件。}]}\n"
            "    - {id: v, name: 乙部, duties: [{text: 具体负责总结评估事件}]}\n"
            "    - {id: w, name: 丙部, duties: [{text: 总结 评估 事件}]}\n",
            [
                "4:41 `乙部` has this duty in common with `甲部`, and neither leads",
                "5:41 `丙部` has this duty in common with `甲部`, and neither leads",
            ],
        ),
        (
            "org-duty-overlap",  # twice in the same unit is no overlap; two that lead are one
            "organisation:\n  units:\n    - {id: u, name: 甲部, duties: [{text: 牵头制定预案}, {text: 巡查}, {text: 巡查}]}\n"
            "    - {id: v, name: 乙部, duties: [{text: 牵头制定预案。}]}\n",
            ["4:41 `乙部` has this duty in common with `甲部`, and neither leads"],
        ),
        (
            "org-commander-not-principal",  # one person in both roles; another country; no commander
            head("principal: boss, commander: guide") + organisation(BOSS, GUIDE),
            [],
        ),
        (
            "org-commander-not-principal",
            head("principal: boss, commander: guide, jurisdiction: US")
            + organisation(BOSS, "id: guide, name: 引导员, holder: b"),
            [],
        ),
        (
            "org-commander-not-principal",
            head("principal: boss, commander: guide") + organisation(BOSS, "id: guide, name: 引导员, holder: b"),
            ["1:106 the commander is `引导员`, not the principal `总指挥`"],
        ),
        (
            "org-frontline-hazard",  # each way to say it, and the ways out
            organisation(GUARD)
            + "scenarios:\n  - id: s\n    name: 情景\n    procedures:\n"
            + "".join(
                f"      - {procedure(id, f'do: {do}, role: guard{more}', more=caution)}\n"
                for id, do, more, caution in (
                    ("pa", "立即将歹徒制服", "", ""),
                    ("pb", "上前制止", "", ""),
                    ("pc", "追赶盗窃嫌疑人", "", ""),
                    ("pd", "穿好制服到场，制止谣言", "", ""),
                    ("pe", "判断是否制止", "", ""),
                    ("pf", "扑救初起火灾", ", stop_condition: 30秒压不住即撤离", ""),
                    ("pg", "扑救初起火灾", "", ", cautions: [{text: 退路受威胁时撤离}]"),
                    ("ph", "从安全出口疏散后灭火", "", ""),
                    ("pi", "严禁追赶，记下去向", "", ""),
                )
            ),
            [
                "9:45 `门岗` is told to face danger (将歹徒制服) without a safety condition",
                "10:45 `门岗` is told to face danger (制止) without a safety condition",
                "11:43 `门岗` is told to face danger (追赶) without a safety condition",
                "16:51 `门岗` is told to face danger (灭火) without a safety condition",
            ],
        ),
        (
            "org-crowded-undecided",  # one of the two is decided
            head("public_site: true, profiles: [fire-key-unit]"),
            ["1:91 the plan has a public site, but leaves open whether it is one of: crowded place"],
        ),
        ("org-crowded-undecided", head("public_site: false"), []),
        ("org-crowded-undecided", head("public_site: true, jurisdiction: US"), []),
        (
            "proc-orphan",  # a branch within the same scenario leads nowhere new
            "scenarios:\n  - {id: s, name: 情景, procedures: ["
            + procedure("p", "do: 甲, next: [{to: q}]")
            + ", "
            + procedure("q", "do: 乙")
            + "]}\n",
            ["2:10 `情景` has neither a trigger nor a risk, so nothing leads to its procedures"],
        ),
        (
            "card-missing",  # whoever decides a step of a procedure has a card; so has who is not on the front line none
            organisation("id: boss, name: 总指挥, frontline: true", "id: clerk, name: 文员")
            + LEVELS
            + steps("do: 启动, decider: activation"),
            [],
        ),
        (
            "card-missing",  # no procedure has a step: nothing to make cards from
            organisation(GUARD) + "scenarios: [{id: s, name: 情景, procedures: [{id: p, name: 甲}]}]\n",
            [],
        ),
        (
            "card-missing",  # a step at a level makes no card
            organisation(GUARD, BOSS)
            + "levels: [{id: level-1, name: 一级, ordinal: 1, actions: [{do: 警戒, role: guard}]}]\n"
            + steps("do: 指挥, role: boss"),
            ["4:40 `门岗` is on the front line, but has no action card: no procedure has a step for it"],
        ),
        ("card-drift", head("effective_on: 2026-11-25", "2.0") + cards("1.0"), []),
        ("card-drift", head("status: draft", "2.0") + cards("1.0"), []),
        (
            "card-drift",  # not among the revisions
            head(version="2.0") + REVISIONS.format("2.0", ", changes: [wording]") + cards("0.9", "1.0", "2.0"),
            ["4:47 the card of `门岗` was made from version 0.9; the plan is at 2.0"],
        ),
        (
            "card-drift",  # the revision does not say what it changed
            head("effective_on: 2026-11-24", "2.0") + REVISIONS.format("2.0", "") + cards("1.0"),
            ["4:47 the card of `门岗` was made from version 1.0; the plan is at 2.0"],
        ),
        (
            "pii-leaver",  # on the rota only
            LEAVER.format("")
            + "  roles: [{id: r, name: 值班长}]\n  rota: {slots: [{name: 班, start: '00:00', end: '24:00', role: r, "
            "rotation: {every: P1D, persons: [a]}}]}\n",
            ["3:35 `甲` left on 23 November 2026, but still has a role or a turn on the rota"],
        ),
        (
            "pii-leaver",
            LEAVER.format(", contacts: [{kind: mobile, value: 199-0000-0001}]"),
            ["3:35 `甲` left on 23 November 2026, but the contacts are still here"],
        ),
        ("pii-leaver", LEAVER.format(""), []),
        (
            "doc-contacts-stale",  # who has left is to be taken out, not to be verified
            LEAVER.format(", verified_on: 2025-01-01") + "  roles: [{id: r, name: 值班长, holder: a}]\n",
            [],
        ),
        (
            "pii-leaver",  # signed long ago
            LEAVER.format("") + "  roles: [{id: r, name: 经理}]\napprovals: [{stage: approval, role: r, person: a}]\n",
            [],
        ),
        (
            "res-same-site",
            backup("示例大厦2层档案室、示例大厦地下一层"),
            ["1:76 the backups of `工单` are where it runs: 示例大厦2层档案室、示例大厦地下一层"],
        ),
        ("res-same-site", backup("示例大厦2层和离线介质"), []),
        ("res-same-site", backup("2层机房", "9层机房"), []),
        ("res-same-site", backup("不在同一机房"), []),
        (
            "res-same-site",
            backup("same building as the server", "Room 3"),
            ["1:74 the backups of `工单` are at the same place: same building as the server"],
        ),
        (
            "res-same-site",
            backup("Main Street 5 floor 2", "Main Street 5 room 12"),
            ["1:89 the backups of `工单` are where it runs: Main Street 5 floor 2"],
        ),
    ],
)
def test_rule_decides_as_it_says(code: str, text: str, expected: list[str]) -> None:
    found = in_order(each for each in lint(plan_of(text), TODAY) if each.code == code)

    assert expected == [f"{each.span.line}:{each.span.column} {each.message.show('en')}" for each in found]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        # The unit, the branch or the step that is missing may be what is broken.
        ("org-undefined-unit", "organisation: {units: [{id: u, name: 3}]}\nreporting: {steps: [{do: 报应急指挥部}]}\n"),
        (
            "proc-orphan",
            "scenarios: [{id: s, name: 甲, procedures: [{id: p, name: 甲, steps: [{do: 甲}]}]}, {id: t, name: 3}]\n",
        ),
        (
            "card-missing",
            organisation(GUARD)
            + "scenarios:\n  - {id: s, name: 甲, procedures: [{id: p, name: 甲, steps: [{do: 指挥}]}]}\n"
            + "  - {id: t, name: 乙, procedures: [{id: q, name: 丙, steps: [{do: 3, role: guard}]}]}\n",
        ),
        # What is broken itself gives one message.
        ("org-deputy-cycle", organisation("id: x, name: 甲岗, holder: a, deputies: [b]", "id: y, name: 3, holder: b")),
        ("pii-leaver", "organisation: {persons: [{id: a, name: 甲, leaves_on: 2026-13-01, contacts: [{kind: im}]}]}\n"),
        ("res-same-site", "resources: {systems: [{id: x, name: 工单, backup: {every: daily, site: 同一机房}}]}\n"),
        ("card-drift", head("effective_on: soon", "2.0") + "distribution: {cards: [{role: 3, version: 1.0}]}\n"),
    ],
)
def test_broken_parts_are_not_judged(code: str, text: str) -> None:
    fragments, _, _ = parse(Source("plan", text))
    wrong = frozenset((fragment, path) for fragment in fragments for path, _ in mistakes(fragment))
    plan, _ = resolve([Layer("example", tuple(fragments), wrong)])

    assert wrong
    assert [] == [each.message.show("en") for each in lint(plan, TODAY) if each.code == code]
