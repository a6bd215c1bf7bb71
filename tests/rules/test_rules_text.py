"""What rules say of levels, paths, words and what the public may read, where it is not plain from their examples."""

from __future__ import annotations

import pytest

from composing import TODAY, plan_of
from preplan.diagnostics import in_order
from preplan.lint import all_rules, lint

HEAD = "plan: {{schema: 1, name: 预案, version: '1.0', type: special, organisation: 中心{}}}\n"
LEVEL = "  - {{id: level-{0}, name: {1}级响应, ordinal: {0}, criteria: [{2}]}}\n"


def levels(*criteria: str) -> str:
    """Return levels from the most serious down, each with its criteria."""
    return "levels:\n" + "".join(LEVEL.format(n, "一二三四"[n - 1], each) for n, each in enumerate(criteria, 1))


def measure(op: str, value: object, unit: str = "") -> str:
    """Return a criterion on the one metric of these tests."""
    return f"{{metric: m, metric_name: 指标, op: '{op}', value: {value}{f', unit: {unit!r}' if unit else ''}}}"


def steps(*fields: str, resources: str = "") -> str:
    """Return a scenario with one procedure of these steps."""
    said = "".join(f"          - {{{each}}}\n" for each in fields)
    return f"{resources}scenarios:\n  - id: s\n    name: 情景\n    procedures:\n      - id: p\n        name: 流程\n        steps:\n{said}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Ends that touch: neither has the value, both have it, one has it.
        (levels(measure(">", 30), f"{measure('>=', 10)}, {measure('<', 30)}"), ["gap"]),
        (levels(measure(">=", 30), f"{measure('>=', 10)}, {measure('<=', 30)}"), ["overlap"]),
        (levels(measure(">=", 30), f"{measure('>=', 10)}, {measure('<', 30)}"), []),
        # Whole numbers that follow each other meet, shares and times do not.
        (levels(measure(">=", 6, "人"), f"{measure('>=', 2, '人')}, {measure('<=', 5, '人')}"), []),
        (levels(measure(">=", 6, "%"), f"{measure('>=', 2, '%')}, {measure('<=', 5, '%')}"), ["gap"]),
        (levels(measure(">=", "PT6M"), f"{measure('>=', 'PT2M')}, {measure('<=', 'PT5M')}"), ["gap"]),
        # Open below: the highest that applies counts, unless the order is wrong.
        (levels(measure(">=", 30), measure(">=", 10), measure(">=", 1)), []),
        (levels(measure(">=", 10), measure(">=", 30)), ["overlap"]),
        (levels(measure("<", 30), measure("<", 50)), []),
        # A level between that measures something else is passed over.
        (
            levels(
                measure(">=", "PT4H"),
                "{metric: n, op: '>=', value: 1}",
                f"{measure('>=', 'PT1H')}, {measure('<', 'PT2H')}",
            ),
            ["gap"],
        ),
        (levels(measure(">=", "PT4H"), "{text: 严重}", f"{measure('>=', 'PT1H')}, {measure('<', 'PT2H')}"), []),
        # What can't be compared: other units, words for numbers, one side twice.
        (levels(measure(">=", 30, "人"), measure("<", 10, "件")), []),
        (levels(measure(">=", "很多"), f"{measure('>=', 10)}, {measure('<', 20)}"), []),
        (levels(f"{measure('>=', 30)}, {measure('>=', 20)}", f"{measure('>=', 1)}, {measure('<', 5)}"), []),
        # Bounds that exclude each other are one mistake, and no gap beside it.
        (levels(measure(">=", 30), f"{measure('>=', 20)}, {measure('<', 10)}", measure("<", 20)), ["exclude"]),
    ],
)
def test_criteria_of_levels_meet(text: str, expected: list[str]) -> None:
    found = _messages("level-gap-overlap", text)

    assert expected == [word for each in found for word in ("gap", "overlap", "exclude") if word in each]
    assert len(expected) == len(found)


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (
            "level-undefined",  # no level is declared at all, and the plan speaks of them: once (seeds S3.2-G1, S3.4-G1)
            "reporting:\n  steps:\n    - {do: 判断性质，启动相应级别的应急响应。}\n    - {do: 根据响应级别开展工作。}\n",
            ["3:19 the text says `相应级别的应急响应`, but no response level is declared"],
        ),
        (
            "level-undefined",  # the levels of another plan, levels of other things, and a text for editors
            "response:\n  handling:\n    - {text: 按总体预案的响应级别行动。, note: 启动九级响应}\n"
            "    - {text: 集团启动一级响应的，服从指挥。}\n    - {text: 按服务级别分流；网络安全等级二级系统优先。}\n",
            [],
        ),
        (
            "level-undefined",  # a range names what lies between
            levels("{text: 甲}", "{text: 乙}") + "reporting: {steps: [{do: 一至四级响应都登记。}]}\n",
            ["4:26 no response level 3 is declared", "4:26 no response level 4 is declared"],
        ),
        (
            "level-copied-grades",  # elsewhere the State's grades mean nothing
            HEAD.format(", jurisdiction: US") + levels("{text: 30人以上死亡，或100人以上重伤}"),
            [],
        ),
        (
            "text-weak-verb",  # what the law itself leaves open, and courtesy, are no weakness
            "communications:\n  rules:\n    - {text: 依法可以先口头报告，您可以报告新问题。}\n    - {text: 依法尽量避免影响。}\n",
            ["4:16 a statutory duty is made weak by `尽量`"],
        ),
        (
            "step-path-too-slow",  # the slowest branch counts
            steps(
                "id: a, do: 甲, within: PT10M, next: [{when: 是, to: b}, {when: 否, to: c}]",
                "id: b, do: 乙, within: PT1H, counted_from: previous, next: [{to: d}]",
                "id: c, do: 丙, within: PT5M, counted_from: previous, next: [{to: d}]",
                "id: d, do: 丁, within: PT30M, ends: true",
            ),
            ["11:36 `丁` is due in 30 minutes, but the steps before it take 1 hour 10 minutes"],
        ),
        (
            "step-path-too-slow",  # a moment of its own breaks the sum; a limit from activation is none from discovery
            steps(
                "do: 甲, within: PT1H, counted_from: discovery",
                "do: 乙, within: PT1H, counted_from: previous",
                "do: 丙, within: PT30M",
                "do: 丁, within: PT20M",
            ),
            [],
        ),
        (
            "step-path-too-slow",  # what is restored after the end of the response is held against no RTO
            steps(
                "do: 甲, within: P2D, counted_from: termination, restores: [x]",
                "do: 乙, within: PT2H, counted_from: discovery, restores: [x, y]",
                resources="resources: {systems: [{id: x, name: 甲机, rto: PT1H}, {id: y, name: 乙机}]}\n",
            ),
            ["10:71 `甲机` is back after 2 hours; its RTO is 1 hour"],
        ),
        (
            "step-path-too-slow",  # a step without a limit takes no time, and circles are left
            steps(
                "id: a, do: 甲, within: PT50M, counted_from: previous, next: [{to: b}]",
                "id: b, do: 乙, next: [{when: 未好, to: a}], restores: [x]",
                resources="resources: {systems: [{id: x, name: 甲机, rto: PT40M}]}\n",
            ),
            ["10:66 `甲机` is back after 50 minutes; its RTO is 40 minutes"],
        ),
        (
            "proc-no-handover",  # a rota that says how
            "organisation:\n  roles: [{id: r, name: 值班长}]\n  rota:\n    handover: {text: 当面交接}\n"
            "    slots: [{name: 白班, start: '08:00', end: '20:00', role: r}]\n" + steps("do: 甲, within: P2D"),
            [],
        ),
        (
            "doc-term-drift",  # a name that is declared, a longer one, and somebody else's
            "organisation:\n  units: [{id: a, name: 技术支持部}, {id: b, name: 客户服务部}, {id: c, name: 客户服务组}]\n"
            "  vendors: [{id: v, name: 技术支持中心}]\nreporting:\n  steps:\n"
            "    - {do: 通知客户服务组和技术支持中心。}\n    - {do: 请总部技术支持团队支援。}\n    - {do: 通知客户服务部门。}\n",
            ["8:14 `客户服务部门` is another name for `客户服务部`"],
        ),
        (
            "doc-duplicate-section",  # two files of one kind (S4.2-G1: two general provisions)
            "reporting:\n  purpose: {text: 统一报告。}\n  principles: [{name: 及时, text: 甲}, {name: 及时, text: 乙}]\n",
            ["3:44 `及时` is there twice"],
        ),
        (
            "doc-contradiction",  # a step that begins with a condition, or whose limit is written otherwise
            "reporting:\n  steps:\n    - {do: 2小时内未恢复的报告。, within: PT1H}\n    - {do: 24小时内报告。, within: P1D}\n"
            "    - {do: 报告，2小时内补书面。, within: PT1H}\n    - {do: 2小时内报告。, within: PT1H}\n",
            ["6:29 time limit: 1 hour here, 2 hours elsewhere"],
        ),
        (
            "doc-contradiction",  # hours (S3.6-14)
            "organisation:\n  hours:\n    - {text: 在工作时间内应24小时接听电话。}\n    - {text: 工作时间8时至18时，其余时间24小时值守。}\n",
            ["3:15 one clause says both `工作时间` and 24小时, so nobody knows whether somebody is there at night"],
        ),
        (
            "doc-contradiction",  # whoever stands in or ends a level decides too; a limit of a report rule holds
            "organisation:\n  roles:\n    - {id: a, name: 甲, authority: 决定一、二级响应的启动。}\n    - {id: b, name: 乙}\n"
            "levels:\n  - {id: l1, name: 一级响应, ordinal: 1, activated_by: b, stand_in: a, report_within: PT30M}\n"
            "  - {id: l2, name: 二级响应, ordinal: 2, activated_by: b}\n"
            "reporting:\n  rules: [{id: r, name: 报集团, within: PT2H}]\n"
            "  recipients: [{text: 一级响应启动后2小时内报集团。}]\n",
            ["3:35 who decides `二级响应`: 甲 here, 乙 elsewhere"],
        ),
        (
            "doc-contradiction",  # one number written in two ways
            "organisation:\n  rota: {phone: 010-0000-0001}\n  contacts: [{id: a, name: 物业, phone: 010-0000-0002}, "
            "{id: b, name: 物业, phone: '01000000002'}]\n  rules: [{text: 值班电话：010 0000 0001。}]\n",
            [],
        ),
        (
            "pii-in-public",  # numbers that are none of a person, and what is kept from the public around the text
            "levels:\n  - {id: l, name: 一级响应, ordinal: 1, audience: internal, summary: 打13900000000}\n"
            "organisation: {rules: [{text: 订单139000000001，版本1.39.0000.0000，电话400-000-0000}]}\n"
            "records: {incidents: [{id: i, name: 事件, started_on: 2026-01-02, summary: 打13900000000}]}\n",
            [],
        ),
        (
            "pii-in-public",  # an identity card number by its check digit, however it is quoted
            "organisation:\n  rules:\n    - {text: '证件110101199001010007'}\n    - {text: 证件110101199001010008}\n"
            "    - text: |\n        证件\n        110101199001010007\n",
            [
                "3:17 an identity card number can be read by the public",
                "5:13 an identity card number can be read by the public",
            ],
        ),
        (
            "pii-in-public",  # a landline that somebody makes public is meant to be, a mobile is not
            "organisation:\n  persons:\n    - {id: a, name: 甲, audience: public, contacts: "
            "[{kind: landline, value: 010-0000-0001, audience: public}, {kind: mobile, value: 199-0000-0001, audience: public}]}\n",
            ["3:133 a mobile number can be read by the public"],
        ),
        (
            "sec-in-public",  # numbers of clauses, versions and addresses that everybody knows
            "organisation:\n  rules:\n    - {text: 按8.4.2.4和第10.1.2.3条，升级到2.6.1.0。}\n    - {text: 访问 www.example.com。}\n"
            "    - {text: 内网10.1.2.3可达}\n    - {text: 网段172.20.0.0/16}\n    - {text: 网关：8.8.4.4}\n",
            [f"{line} a network address can be read by the public" for line in ("5:16", "6:16", "7:17")],
        ),
    ],
)
def test_rule_decides_as_it_says(code: str, text: str, expected: list[str]) -> None:
    assert expected == _messages(code, text)


def test_path_through_many_branches_and_circles_is_found_at_once() -> None:
    count = 400
    fields = [
        f"id: s{n}, do: 步{n}, within: PT1M, counted_from: previous, "
        f"next: [{{when: 甲, to: s{(n + 1) % count}}}, {{when: 乙, to: s{(n + 2) % count}}}]"
        for n in range(count)
    ]
    text = steps(*fields, "do: 末, within: P1D", resources="")

    assert [] == _messages("step-path-too-slow", text)


def _messages(code: str, text: str) -> list[str]:
    assert code in all_rules()
    found = in_order(each for each in lint(plan_of(text), TODAY) if each.code == code)
    return [f"{each.span.line}:{each.span.column} {each.message.show('en')}" for each in found]
