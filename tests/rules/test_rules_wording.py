"""What rules let pass that plans may well say, what they find in other words, and how they say it."""

from __future__ import annotations

import pytest

from composing import TODAY, plan_of
from preplan.diagnostics import in_order
from preplan.lint import lint

HEAD = "plan: {{schema: 1, name: 预案, version: '1.0', type: special, organisation: 中心{}}}\n"
# Under rules that find nothing else in it: a rota with its phone, a front-line role, an authority.
BODY = (
    "organisation:\n"
    "  roles: [{{id: guard, name: 门岗, frontline: true}}]\n"
    "  rota: {{phone: 010-0000-0001, staffed: always}}\n"
    "  contacts: [{{id: mem, name: 县应急管理局, kind: authority}}, {{id: health, name: 县疾控中心, kind: authority}}]\n"
    "reporting:\n"
    "  steps: [{{do: {}, role: guard}}]\n"
)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("doc-contradiction", "拨打物业值班电话010-0000-0077，请物业派人。"),
        ("doc-contradiction", "联系云服务商值班电话：010-0000-0088。"),
        ("doc-contradiction", "非工作时间转24小时值班电话。"),
        ("doc-contradiction", "工作时间以外由24小时值班岗接听。"),
        ("doc-contradiction", "工作时间内收到的，24小时内答复。"),
        ("text-weak-verb", "按《客户服务应急预案》原则上先登记后回访。"),
        ("org-undefined-unit", "报园区应急办公室备案。"),
        ("sec-in-public", "备份中心位于异地，详见受控附件。"),
        ("proc-placeholder", "先登记，待补报内容另行通知；策略略有调整。"),
        ("sec-in-public", "系统版本10.2.3.15以上不受影响。"),
        ("org-frontline-hazard", "用灭火器扑灭初起火灾，火势扩大时放弃扑救，从最近出口撤离。"),
        ("org-frontline-hazard", "参加灭火演练，熟悉灭火方案。"),
        ("org-frontline-hazard", "追赶丢失物品的客户，交还物品。"),
        ("org-frontline-hazard", "The team chases missing parcels."),
    ],
)
def test_what_plans_may_well_say_is_let_pass(code: str, said: str) -> None:
    assert [] == _found(code, HEAD.format("") + BODY.format(said))


@pytest.mark.parametrize(
    ("code", "said", "expected"),
    [
        (
            "doc-contradiction",
            "值班电话010-0000-0077。",
            ["7:16 the duty phone: 010-0000-0077 here, 010-0000-0001 elsewhere"],
        ),
        ("org-undefined-unit", "报应急办公室备案。", ["7:17 `应急办公室` is not in the organisation"]),
        ("level-undefined", "启动IV级响应。", ["7:16 the text says `启动IV级`, but no response level is declared"]),
        ("proc-placeholder", "按附件执行（略）。", ["7:21 `（略）` still has to be written"]),
        ("proc-placeholder", "流程待补。", ["7:18 `待补` still has to be written"]),
        ("sec-in-public", "备份磁带放在示例路5号。", ["7:16 a backup site can be read by the public"]),
        ("sec-in-public", "备份中心位于示例路5号。", ["7:16 a backup site can be read by the public"]),
        (
            "org-frontline-hazard",
            "到场后追赶抢夺财物的人。",
            ["7:19 `门岗` is told to face danger (追赶) without a safety condition"],
        ),
        (
            "org-frontline-hazard",
            "Chase the thief.",
            ["7:16 `门岗` is told to face danger (Chase the thief) without a safety condition"],
        ),
    ],
)
def test_the_same_in_earnest_is_found(code: str, said: str, expected: list[str]) -> None:
    assert expected == _found(code, HEAD.format("") + BODY.format(said))


def test_vague_deadline_is_an_error_where_the_law_gives_hours() -> None:
    plan = (
        HEAD.format(", profiles: [work-safety]")
        + BODY.format("登记")
        + (
            "scenarios:\n"
            "  - id: fire\n"
            "    name: 火灾\n"
            "    event_type: accident\n"
            "    procedures:\n"
            "      - id: p\n"
            "        name: 处置\n"
            "        steps: [{do: 立即报告, notify: [mem]}, {do: 及时通报, notify: [health]}]\n"
        ).replace("{{", "{")
    )
    rule = "  rules: [{id: r, name: 报告事故, to: mem, at_once: true, scenarios: [fire]}]\n"
    plan = plan.replace("scenarios:\n  - id", rule + "scenarios:\n  - id")

    assert [
        "16:22 error the step says `立即` but has no time limit",
        "    the law gives 1 hour",
        "    Regulation on reporting work accidents, article 9: work-safety accident; "
        "to the county's emergency-management authority and the regulator",
        "16:49 warning the step says `及时` but has no time limit",
    ] == _told("step-vague-deadline", plan)


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        ("", "Measures for work-safety emergency plans, article 16"),
        (
            "basis: [{id: work-safety-plan-measures, name: 令88号}]\n",
            "Measures for work-safety emergency plans, article 16",
        ),
        ("basis: [{id: work-safety-plan-measures, name: Order 88}]\n", "Order 88, article 16"),
    ],
)
def test_law_is_called_as_the_plan_calls_it_or_else_as_everybody_does(basis: str, expected: str) -> None:
    plan = HEAD.format(", profiles: [work-safety], profile: [{text: 甲}]") + basis
    notes = [note for note in _told("doc-annex-missing", plan) if note.startswith("    ")]

    assert expected == notes[0].strip().partition(":")[0]


def test_clause_of_a_standard_has_a_bare_number() -> None:
    notes = _told("doc-annex-missing", HEAD.format(""))

    assert "    GB/T 29639-2020, 9.1: profile of the organisation; in plan.profile" in notes


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        # A name that speaks of danger is enough, without `life_safety`.
        (
            "proc-no-alarm",
            "scenarios: [{id: s, name: 职场火灾, procedures: [{id: p, name: 处置, steps: [{do: 疏散}]}]}]\n",
            ["1:18 `职场火灾` puts people at risk, but no step calls 119, 110 or 120"],
        ),
        (
            "proc-no-alarm",
            "scenarios: [{id: s, name: 职场断电, procedures: [{id: p, name: 处置, steps: [{do: 疏散}]}]}]\n",
            [],
        ),
        # One number twice is one means of contact.
        (
            "org-contact-unreachable",
            "organisation:\n  roles: [{id: r, name: 值班长, holder: a}]\n"
            "  persons: [{id: a, name: 甲, contacts: [{kind: mobile, value: '1'}, {kind: landline, value: '1'}]}]\n",
            ["3:30 `甲` has one means of contact; two are needed"],
        ),
        # Who took part in a training without attendees is not known; that record is the fault.
        (
            "train-role-lapsed",
            "plan: {schema: 1, name: 预案, version: '1.0', type: special, organisation: 中心, issued_on: 2026-07-01}\n"
            "organisation:\n  roles: [{id: r, name: 值班长, holder: a}]\n  persons: [{id: a, name: 甲}]\n"
            "reporting: {steps: [{do: 登记, role: r}]}\n"
            "training: {sessions: [{id: t, name: 宣贯, planned_on: 2026-08-01, audience_groups: [r]}]}\n"
            "records: {trainings: [{id: k, name: 记录, held_on: 2026-08-01, session: t}]}\n",
            [],
        ),
        # Long steps are called by their first words.
        (
            "step-no-role",
            "reporting: {steps: [{do: '把全部来电转到备用号码，报线路服务商抢修，逐条登记。'}]}\n",
            ["1:22 no role is responsible for the step `把全部来电转到备用号码`"],
        ),
        # A withdrawn plan needs neither approval nor review.
        ("doc-no-approval", HEAD.format(", status: withdrawn"), []),
        ("doc-review-overdue", HEAD.format(", status: withdrawn, review: {next_on: 2026-01-01}"), []),
    ],
)
def test_rule_decides_as_it_says(code: str, text: str, expected: list[str]) -> None:
    assert expected == _found(code, text)


def _found(code: str, text: str) -> list[str]:
    """Return what a rule finds: place and message."""
    found = in_order(each for each in lint(plan_of(text), TODAY) if each.code == code)
    return [f"{each.span.line}:{each.span.column} {each.message.show('en')}" for each in found]


def _told(code: str, text: str) -> list[str]:
    """Return what a rule finds with its severity, and its notes below."""
    told: list[str] = []
    for each in in_order(each for each in lint(plan_of(text), TODAY) if each.code == code):
        told.append(f"{each.span.line}:{each.span.column} {each.severity} {each.message.show('en')}")
        told += [f"    {note.message.show('en')}" for note in each.notes]
    return told
