"""What the rules about reports, about what is said outside, and about laws find in trickier plans than their examples."""

from __future__ import annotations

from datetime import date

import pytest

from composing import TODAY, plan_of
from preplan.diagnostics import Diagnostic, in_order
from preplan.lint import lint

HEAD = "plan: {{schema: 1, name: 预案, version: '1.0', type: special, organisation: 公司{}}}\n"
OPERATOR = HEAD.format(", profiles: [network-operator]")
PROCESSOR = HEAD.format(", profiles: [pi-processor]")
WORK = HEAD.format(", profiles: [work-safety]")
LAWS = """\
basis:
  - {id: network-incident-reporting, name: 国家网络安全事件报告管理办法}
  - {id: accident-reporting-regulation, name: 生产安全事故报告和调查处理条例}
  - {id: pipl, name: 中华人民共和国个人信息保护法}
  - {id: emergency-response-law, name: 中华人民共和国突发事件应对法}
  - {id: cybersecurity-law, name: 中华人民共和国网络安全法}
  - {id: work-safety-law, name: 中华人民共和国安全生产法}
"""
WHO = """\
organisation:
  roles: [{id: boss, name: 总经理}, {id: legal, name: 法务}]
  contacts:
    - {id: cac, name: 省级网信部门, kind: authority}
    - {id: bureau, name: 应急管理局, kind: authority}
    - {id: county, name: 县人民政府, kind: authority}
    - {id: group, name: 集团, kind: superior}
"""
CAC = "to: cac, law: network-incident-reporting, article: 第四条"
ACCIDENT = "to: bureau, law: accident-reporting-regulation, article: 第九条"
PEOPLE = "affected: true, law: pipl, article: 第五十七条"
EIGHT = (
    "content: [系统概况, 时间地点类型级别, 影响和已采取的措施, 发展趋势, 原因, 线索, 拟采取的措施和支援请求, 现场保护]"
)


def rules(*entries: str) -> str:
    """Return a chapter with these report rules."""
    return "reporting:\n  rules:\n" + "".join(f"    - {{{each}}}\n" for each in entries)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # content and form together hold everything
            PROCESSOR
            + LAWS
            + "forms: [{id: f, name: 告知书, fields: [{name: 咨询电话}, {name: 说明, help: 种类、原因、危害}]}]\n"
            + rules(f"id: r, name: 告知, {PEOPLE}, form: f, content: [补救措施, 防范建议]"),
            [],
        ),
        (  # it has neither: the content of all reports counts
            WORK
            + LAWS
            + WHO
            + "reporting:\n  content: [{text: 单位概况、时间、地点、经过、伤亡、损失、已采取的措施}]\n"
            + f"  rules: [{{id: r, name: 报告, {ACCIDENT}}}]\n",
            [],
        ),
        (  # it has its own: the content of all reports doesn't count
            WORK
            + LAWS
            + WHO
            + "reporting:\n  content: [{text: 单位概况、时间、地点、经过、伤亡、损失、已采取的措施}]\n"
            + f"  rules: [{{id: r, name: 报告, {ACCIDENT}, content: [时间地点, 伤亡]}}]\n",
            [
                "18:91 error `报告` leaves out what the law asks for: the organisation, what happened, the loss, the "
                "measures taken"
            ],
        ),
        (  # what is planned is not what was done
            OPERATOR + LAWS + WHO + rules(f"id: r, name: 报告, {CAC}, {EIGHT.replace('和已采取的措施', '')}"),
            ["18:81 warning `报告` leaves out what the law asks for: the measures taken"],
        ),
        (OPERATOR + LAWS + WHO + rules(f"id: r, name: 报告, {CAC}, {EIGHT}"), []),
        (  # the law binds others
            WORK + LAWS + WHO + rules(f"id: r, name: 报告, {CAC}, content: [时间]"),
            [],
        ),
        (  # the police are told of a crime, not of eight items
            OPERATOR
            + LAWS
            + "organisation: {contacts: [{id: police, name: 公安机关, kind: authority}]}\n"
            + rules("id: r, name: 报案, to: police, law: network-incident-reporting, article: 第四条, content: [案情]"),
            [],
        ),
        (  # a plan under the law of another country
            HEAD.format(", profiles: [pi-processor], jurisdiction: US")
            + LAWS
            + rules(f"id: r, name: 告知, {PEOPLE}, content: [原因]"),
            [],
        ),
        (  # no content, no form, nothing for all reports
            PROCESSOR + LAWS + rules(f"id: r, name: 告知, {PEOPLE}"),
            [
                "11:12 error `告知` leaves out what the law asks for: the kinds of information, the cause, the harm it "
                "may do, the remedies taken, what people can do themselves, how to reach the organisation"
            ],
        ),
    ],
)
def test_statutory_report_names_every_item_it_leaves_out(text: str, expected: list[str]) -> None:
    assert expected == found("report-content-short", text)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("within: PT1H, sign_off: [{role: boss, within: PT59M}]", []),
        (
            "within: PT1H, sign_off: [{role: boss, within: PT1H}]",
            ["6:39 error signing `报告` takes 1 hour, and its limit is 1 hour"],
        ),
        (  # the shortest limit counts
            "within: P1D, within_by_level: [{level: l, within: PT2H}], sign_off: [{role: boss, within: PT3H}]",
            ["6:83 error signing `报告` takes 3 hours, and its limit is 2 hours"],
        ),
        ("sign_off: [{role: boss, within: P1D}]", []),
        ("within: PT1H, sign_off: []", []),
    ],
)
def test_signing_leaves_time_to_report(entry: str, expected: list[str]) -> None:
    text = "levels: [{id: l, name: 一级, ordinal: 1}]\norganisation: {roles: [{id: boss, name: 总经理}]}\n"
    assert expected == found("report-approval-blocks", text + "reporting:\n  rules:\n\n" + rule(entry))


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (  # nobody has compared four hours with the official text
            f"{CAC}, sign_off: [{{role: legal, within: PT2H}}, {{role: boss, within: PT2H}}]",
            ["warning signing `报告` takes 4 hours, and the law's limit is 4 hours"],
        ),
        (  # its own limit is longer than the law's
            f"{CAC}, within: P1D, sign_off: [{{role: boss, within: PT5H}}]",
            ["warning signing `报告` takes 5 hours, and the law's limit is 4 hours"],
        ),
        (
            f"{CAC}, within: PT2H, sign_off: [{{role: boss, within: PT3H}}]",
            ["error signing `报告` takes 3 hours, and its limit is 2 hours"],
        ),
        (f"{CAC}, within: PT4H, sign_off: [{{role: boss, within: PT3H}}]", []),
    ],
)
def test_signing_is_held_against_the_law_where_that_is_stricter(entry: str, expected: list[str]) -> None:
    text = OPERATOR + LAWS + WHO + "reporting:\n  rules:\n" + rule(entry)
    assert expected == [each.partition(" ")[2] for each in found("report-approval-blocks", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            rules(f"id: r, name: 报告, {CAC}"),
            ["18:12 info `报告` does not say that what is known may be reported first"],
        ),
        (rules(f"id: r, name: 报告, {CAC}, partial_first: true"), []),
        (
            "reporting:\n  principles: [{name: 先报后补, text: 先报已知。}]\n"
            f"  rules: [{{id: r, name: 报告, {CAC}}}, {{id: s, name: 再报, {CAC}, partial_first: false}}]\n",
            ["18:175 info `再报` does not let what is known be reported first"],
        ),
        (
            "reporting:\n  steps: [{do: 先报已知情况，两小时内补报。}]\n  rules: [{id: r, name: 报告, " + CAC + "}]\n",
            [],
        ),
        (
            rules("id: r, name: 总结, to: cac, law: network-incident-reporting, article: 第八条, summary_within: P30D"),
            [],
        ),
        (rules("id: r, name: 报集团, to: group, within: PT1H"), []),
    ],
)
def test_what_is_known_is_reported_first(text: str, expected: list[str]) -> None:
    assert expected == found("report-no-partial", OPERATOR + LAWS + WHO + text)


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        ("radio", ["7:45 `报告` is made by 渠道, and nothing in writing follows"]),
        ("meeting", ["7:45 `报告` is made by 渠道, and nothing in writing follows"]),
        ("im", []),
        ("written", []),
    ],
)
def test_what_is_spoken_is_followed_by_writing(channel: str, expected: list[str]) -> None:
    text = (
        "organisation: {contacts: [{id: group, name: 集团}]}\n"
        f"communications:\n  channels: [{{id: c, name: 渠道, kind: {channel}}}]\n"
        "forms: [{id: f, name: 记录}]\n" + rules("id: r, name: 报告, to: group, channel: c, form: f")
    )
    assert expected == [each.replace("warning ", "") for each in found("report-verbal-only", text)]


def test_authority_of_last_year_is_found_once() -> None:
    text = (
        "organisation:\n  contacts:\n"
        "    - {id: a, name: 甲局, kind: authority, phone: 010-0000-0001, verified_on: 2025-11-23}\n"
        "    - {id: b, name: 乙局, kind: authority, phone: 010-0000-0002, verified_on: 2025-11-24}\n"
        "    - {id: c, name: 丙局, kind: authority, phone: 010-0000-0003}\n"
    )
    assert ["3:77 warning `甲局` was last verified on 23 November 2025, over 12 months ago"] == found(
        "report-authority-stale", text
    )
    assert [
        "4:77 warning the contacts of 1 persons or bodies were last verified on 24 November 2025, over 90 days ago",
        "5:12 warning persons or bodies without a date on which their contacts were verified: 1, such as `丙局`",
    ] == found("doc-contacts-stale", text)


LEVELS = "levels: [{id: a, name: 一级, ordinal: 1}, {id: b, name: 二级, ordinal: 2}, {id: c, name: 三级, ordinal: 3}]\n"


@pytest.mark.parametrize(
    ("templates", "expected"),
    [
        ("{id: t, name: 声明, holding: true, text: 正在处理。, approver: boss}", []),  # no level: all
        ("{id: t, name: 声明, levels: [c], holding: true, text: 正在处理。, approver: boss}", ["there is no holding statement for 一级, 二级"]),
        ("{id: t, name: 声明, levels: [a, b], text: 正在处理。, approver: boss}", ["there is no holding statement for 一级, 二级"]),
        ("{id: t, name: 声明, levels: [a, b], holding: true}", ["the holding statement `声明` lacks text, approver"]),
    ],
)  # fmt: skip
def test_upper_levels_have_a_statement_ready(templates: str, expected: list[str]) -> None:
    text = (
        LEVELS
        + "organisation: {roles: [{id: boss, name: 总经理}]}\n"
        + f"communications: {{templates: [{templates}]}}\n"
    )
    assert expected == [each.split(" ", 2)[2] for each in found("comm-no-holding-statement", text)]


def test_site_plan_leaves_statements_to_the_plan_above() -> None:
    head = "plan: {schema: 1, name: 方案, version: '1.0', type: on-site, organisation: 公司}\n"
    assert [] == found("comm-no-holding-statement", head + LEVELS)


@pytest.mark.parametrize(
    ("said", "promise"),
    [
        ("我们保证三日内答复。", "我们保证三日内答复"),
        ("给您带来不便，我们将在5个工作日内完成赔付。", "我们将在5个工作日内完成赔付"),
        ("由此造成的损失我们会全部赔偿！", "由此造成的损失我们会全部赔偿"),
        ("您会获得相应补偿；感谢理解。", "您会获得相应补偿"),
        ("We will refund the full price.", "We will refund the full price."),
        ("Service will be back within 2 hours, we promise.", "Service will be back within 2 hours"),
        ("退款须经核定，我不能承诺。", None),
        ("赔偿事宜将由专员审核后答复。", None),
        ("我们会争取在24小时内恢复。", None),
        ("请于30分钟内到会议室集合。", None),
        ("30分钟内到会议室。", None),
        ("我们正在处理，会随时公布进展。", None),
        ("We cannot promise a refund.", None),
    ],
)
def test_promise_is_told_from_talk(said: str, promise: str | None) -> None:
    templates = f'communications: {{templates: [{{id: t, name: 话术, text: "{said}"}}]}}\n'
    column = 55 + said.index(promise or "")
    expected = (
        [f"1:{column} warning `话术` promises `{promise.rstrip('.')}`, and nobody approves it"] if promise else []
    )
    assert expected == [each.replace(".`", "`") for each in found("comm-unauthorised-promise", templates)]


@pytest.mark.parametrize(
    ("communications", "expected"),
    [
        ("{channels: [{id: bot, name: 智能客服}]}", ["2:34 there is `智能客服`, but nothing says what it does at a response level"]),
        ("{channels: [{id: phone, name: 电话}]}", []),
        ("{bot_switch: [{level: a, text: 停用办理}]}", ["2:18 nothing says what the chatbot does at 二级"]),
        ("{bot_switch: [{level: a, text: 停用办理}, {level: b, text: 照常应答}]}", ["2:72 the chatbot keeps its usual scripts at `二级`"]),
        ("{bot_switch: [{level: a, text: 停用}, {level: b, text: 不照常应答，改为提示}, {level: c, text: 不变}]}", []),
    ],
)  # fmt: skip
def test_chatbot_is_switched_at_the_upper_levels(communications: str, expected: list[str]) -> None:
    findings = found("comm-bot-not-switched", LEVELS + f"communications: {communications}\n")
    assert expected == [each.replace("warning ", "") for each in findings]


def test_plan_without_levels_has_no_chatbot_to_switch() -> None:
    assert [] == found("comm-bot-not-switched", "communications: {channels: [{id: bot, name: 智能客服}]}\n")


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        ("law: cybersecurity-law, article: 第二十五条第一款, name: 网络安全事件预案", ["warning 第二十五条 of `中华人民共和国网络安全法` has been 第二十七条 since 1 January 2026"]),
        ("law: cybersecurity-law, article: 第25条, name: 应急预案", ["warning 第25条 of `中华人民共和国网络安全法` has been 第二十七条 since 1 January 2026"]),
        ("law: cybersecurity-law, article: 第二十五条, name: 关键设备", []),
        ("law: cybersecurity-law, article: 第二十七条, name: 应急预案", []),
        ("law: cybersecurity-law, article: 第二十五条、第五十九条, name: 预案, what: 未制定的处罚", [
            "warning 第二十五条 of `中华人民共和国网络安全法` has been 第二十七条 since 1 January 2026",
            "warning 第五十九条 of `中华人民共和国网络安全法` has been 第六十一条 since 1 January 2026",
        ]),
        ("law: emergency-response-law, article: 第四十二条, name: 开展必要的演练", []),
        ("law: emergency-response-law, article: 第四十二条, name: 预警分级", ["warning 第四十二条 of `中华人民共和国突发事件应对法` has been 第六十三条 since 1 November 2024"]),
        ("law: work-safety-law, article: 第九十四条, name: 未定期演练的处罚", ["error 第九十四条 of `中华人民共和国安全生产法` has been 第九十七条 since 1 September 2021"]),
        ("law: work-safety-law, article: 第九十四条, name: 主要负责人未履行职责的处罚", []),
    ],
)  # fmt: skip
def test_old_article_is_told_by_what_is_said_of_it(citation: str, expected: list[str]) -> None:
    text = LAWS + f"compliance:\n  checks: [{{id: c, {citation}}}]\n"
    assert expected == [each.partition(" ")[2] for each in found("law-article-moved", text)]


def test_old_article_of_the_own_catalogue_is_found_before_any_citation() -> None:
    text = (
        "basis:\n  - id: cybersecurity-law\n    name: 中华人民共和国网络安全法\n"
        "    duties: [{article: 第二十五条, text: 制定应急预案}, {article: 第二十一条, text: 关于宣传}]\n"
    )
    assert ["4:24 warning 第二十五条 of `中华人民共和国网络安全法` has been 第二十七条 since 1 January 2026"] == found(
        "law-article-moved", text
    )
    assert [] == found("law-article-moved", text, date(2025, 12, 31))


def test_checked_renumbering_is_mended_in_place() -> None:
    text = LAWS + "compliance: {checks: [{id: c, name: 预案处罚, law: work-safety-law, article: '第94条第六项'}]}\n"
    (finding,) = diagnostics("law-article-moved", text)

    assert finding.fix is not None
    assert [("8:74-8:83", "第九十七条第六项")] == [
        (f"{each.span}-{each.span.end_line}:{each.span.end_column}".partition(":")[2], each.text)
        for each in finding.fix.edits
    ]


@pytest.mark.parametrize(
    ("law", "expected"),
    [
        ("name: 分级指南, number: GB/Z 20986-2019", ["warning the catalogue has no number `GB/Z 20986-2019`"]),
        ("name: 分级指南, number: GB/Z 20986-2023", ["warning the catalogue has no number `GB/Z 20986-2023`"]),
        ("name: 演练规范, number: AQ/T 9007-2018", ["error the catalogue has no number `AQ/T 9007-2018`"]),
        ("name: 演练规范, number: AQ／T 9007—2019", []),
        ("name: 演练规范, number: AQ/T 9007", []),
        ("name: 生产安全事故应急条例, number: 国务院令第707号", ["error the catalogue has no number `国务院令第707号`"]),
        ("name: 生产安全事故应急条例, number: 令 708 号", []),
        ("name: 中华人民共和国安全生产法, number: 主席令第十三号", []),
        ("name: 突发事件应急预案管理办法, number: 国办发【2024】5号", []),
        ("name: 突发事件应急预案管理办法, number: 国办发〔2028〕5号", []),
        ("name: 某市应急预案管理办法, number: 某政办发〔2024〕6号", []),
        ("name: 风险评估技术, number: GB/T 27921—2027", []),
        ("name: 业务连续性, number: 'ISO 22301:2018'", ["warning the catalogue has no number `ISO 22301:2018`"]),
        ("name: 演练规范, kind: internal, number: AQ/T 9007-2018", []),
    ],
)  # fmt: skip
def test_number_is_unknown_only_next_to_a_known_one(law: str, expected: list[str]) -> None:
    findings = found("law-unknown", f"basis: [{{id: x, {law}}}]\n")
    assert expected == [each.partition(" ")[2] for each in findings]


def test_number_that_another_entry_contradicts_is_said_once() -> None:
    text = (
        "basis:\n  - {id: a, name: 生产安全事故应急条例, number: 国务院令第708号}\n"
        "  - {id: b, name: 生产安全事故应急条例, number: 国务院令第709号}\n"
    )
    assert [] == found("law-unknown", text)
    assert ["3:39 warning the number of `生产安全事故应急条例` is `国务院令第708号`, not `国务院令第709号`"] == found(
        "law-name-mismatch", text
    )


def test_law_is_answered_wherever_the_plan_names_it() -> None:
    head = HEAD.format(", basis: [{law: a}, {law: b}, {law: c}]")
    laws = "".join(f"  - {{id: {id_}, name: 法{id_}, duties: [{{article: '1', text: 报告}}]}}\n" for id_ in "abc")
    answered = rules("id: r, name: 报告, law: a") + "compliance: {checks: [{id: k, name: 检查, law: b}]}\n"

    assert ["1:112 warning `法c` is in the basis, but nothing in the plan answers what it asks"] == found(
        "law-duty-uncovered", head + "basis:\n" + laws + answered
    )


def test_catalogue_is_stale_once_for_each_day_it_was_looked_up() -> None:
    text = (
        "basis:\n  - {id: a, name: 法甲, checked_on: 2026-01-10}\n  - {id: b, name: 法乙, checked_on: 2026-01-10}\n"
        "  - {id: c, name: 法丙, checked_on: 2026-03-01}\n  - {id: d, name: 法丁}\n"
    )
    assert [
        "2:35 warning laws last looked up on 10 January 2026, over 6 months ago: 2, such as `法甲`",
        "4:35 warning laws last looked up on 1 March 2026, over 6 months ago: 1, such as `法丙`",
        "5:10 warning laws without a date of looking them up: 1, such as `法丁`",
    ] == found("law-catalogue-stale", text)
    assert ["5:10 warning laws without a date of looking them up: 1, such as `法丁`"] == found(
        "law-catalogue-stale", text, date(2026, 7, 10)
    )


def test_old_catalogue_of_the_program_is_named_beside_the_plans() -> None:
    (finding,) = diagnostics("law-catalogue-stale", "basis: [{id: d, name: 法丁}]\n", date(2027, 6, 1))
    assert ["the catalogue that ships with preplan is of 23 November 2026: bring it up to date too"] == [
        each.message.show("en") for each in finding.notes
    ]


def rule(entry: str) -> str:
    """Return a report rule as it stands in its list."""
    return f"    - {{id: r, name: 报告, {entry}}}\n"


def diagnostics(code: str, text: str, today: date = TODAY) -> list[Diagnostic]:
    """Return what a rule finds in a plan that is sound otherwise."""
    return in_order(each for each in lint(plan_of(text), today) if each.code == code)


def found(code: str, text: str, today: date = TODAY) -> list[str]:
    """Return what a rule finds: place, severity and message."""
    return [
        f"{each.span.line}:{each.span.column} {each.severity} {each.message.show('en')}"
        for each in diagnostics(code, text, today)
    ]
