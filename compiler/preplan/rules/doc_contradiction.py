"""One fact with two values.

Whoever acts follows the one they read first. Ten pairs are compared, and nothing else: (1) a step that begins with a limit
(30分钟内…) and its `within`; (2) the only duration in the words of a criterion and its `value`; (3) how often the words of
`frequency` of drills or training say (每年…四次) and its `times` and `per`; (4) who decides a level, in the authority of
a role (决定一级响应) and in that level; (5) within what time a level is reported (一级…30分钟内报…) and the limits of that
level and of the report rules; (6) the usual level of a scenario and the levels of its procedures; (7) the phones of two
contacts with the same name; (8) the emergency numbers a step says to dial and those of the contacts it notifies; (9) a
duty phone in words, unless somebody else stands before it, and that of the rota; (10) 24小时 and 工作时间 in one clause.

Flagged:
    drills: {frequency: {times: 2, per: P1Y, text: 每年至少四次，事件类型不同。}}
    levels:
      - id: level-1
        name: 一级响应
        ordinal: 1
        activated_by: general-manager
        report_within: PT30M
        criteria: [{text: 中断30分钟以上, metric: outage, op: ">=", value: PT1H}]
        actions: [{do: 10分钟内通知各班组。, within: PT30M}]
      - {id: level-2, name: 二级响应, ordinal: 2, activated_by: general-manager}
    organisation:
      roles: [{id: general-manager, name: 总经理}, {id: duty-supervisor, name: 值班长, authority: 决定一级响应的启动。}]
      rota: {phone: 010-0000-0001}
      hours: [{text: 工作时间内应24小时接听客户电话。}]
      contacts:
        - {id: vendor, name: 云服务商, phone: 010-0000-0003}
        - {id: vendor-desk, name: 云服务商, phone: 010-0000-0004}
        - {id: fire-119, name: 消防救援, kind: emergency, phone: "119"}
    reporting:
      recipients: [{text: 一级响应1小时内报总部值班室；值班电话010-0000-0002。}]
    scenarios:
      - id: fire
        name: 火灾
        level: level-2
        procedures: [{id: proc-fire, name: 火灾处置, levels: [level-1], steps: [{do: 拨打110报警。, notify: [fire-119]}]}]
Fine:
    drills: {frequency: {times: 1, per: P3M, text: 每年至少四次，其中实战不少于两次。}}
    levels:
      - id: level-1
        name: 一级响应
        ordinal: 1
        activated_by: general-manager
        stand_in: duty-supervisor
        report_within: PT30M
        criteria: [{text: 中断60分钟以上, metric: outage, op: ">=", value: PT1H}]
        actions:
          - {do: 30分钟内不能恢复的，通知各班组。, within: PT45M}
          - {do: 1小时内首报，24小时内补书面报告。, within: PT60M}
    organisation:
      roles: [{id: general-manager, name: 总经理}, {id: duty-supervisor, name: 值班长, authority: 代总经理决定一级响应。}]
      rota: {phone: 010-0000-0001}
      hours: [{text: 工作时间为8时至20时，24小时有人值守应急电话。}]
      contacts:
        - {id: fire-119, name: 消防救援, kind: emergency, phone: "119"}
        - {id: police-110, name: 报警, kind: emergency, phone: "110"}
    reporting: {recipients: [{text: 一级响应启动后30分钟内报总部值班室，值班电话010-0000-0001。}]}
    communications: {rules: [{text: 一级响应启动后1小时内发布首发声明。}]}
    scenarios:
      - id: fire
        name: 火灾
        level: level-1
        procedures:
          - {id: proc-fire, name: 火灾处置, levels: [level-1], steps: [{do: 拨打119，有人行凶的拨打110。, notify: [fire-119]}]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from ..diagnostics import Note, Said, Text
from ..model import Item, Plan
from ..source import Span
from ..values import is_duration, read_duration
from . import Finding
from ._ranks import rank
from ._reading import called
from ._texts import search

SEVERITY = "error"
TITLE = Text("同一事实写了两个值", "one fact with two values")
WHY = Text(
    "人们照先看到的那个办。只比较十种：以“30分钟内”开头的步骤与它的 within；条件文字里唯一的时长与它的 value；"
    "演练、培训频次的文字与 times、per；岗位权限里“决定X级响应”与该级别的决定人、代行人；“X级…内报”与该级别和报告要求的时限；"
    "情景的通常级别与其流程的级别；同名联系人的电话；步骤里要拨的救援号码与它通知的联系人；文字里的值班电话与值班安排；"
    "同一分句里的“工作时间”与“24小时”。",
    "Ten pairs are compared: a step that begins with a limit and its `within`, a criterion's words and its value, the words "
    "and figures of a frequency, who decides a level, when it is reported, the levels of a scenario and its procedures, "
    "phones of contacts with one name, emergency numbers of a step, the duty phone, and 24小时 in 工作时间.",
)
BASIS = Text("评审惯例", "review practice")

TWO = Text("{fact}：这里是{one}，另一处是{other}", "{fact}: {one} here, {other} elsewhere")
OTHER = Text("另一处在这里", "the other value is here")
DECIDES = Text("“{level}”由谁决定", "who decides `{level}`")
REPORTED = Text("“{level}”的报告时限", "within what time `{level}` is reported")
PHONE = Text("“{name}”的电话", "the phone of `{name}`")
DUTY_PHONE = Text("值班电话", "the duty phone")
DIAL = Text("该拨的号码", "the number to dial")
HOURS = Text(
    "同一句里既写“{one}”又写“24小时”，不知道夜间有没有人",
    "one clause says both `{one}` and 24小时, so nobody knows whether somebody is there at night",
)
OFTEN = Text("每{per}{times}次", "{times} per {per}")
DURATION = re.compile("([0-9]{1,4})个?(分钟|小时|天|日|周)")
UNITS = {"分钟": "PT{}M", "小时": "PT{}H", "天": "P{}D", "日": "P{}D", "周": "P{}W"}
BEGINS = re.compile("([0-9]{1,4})个?(分钟|小时|天|日)(?:之内|以内|内)(?![不未没无仍])")
OFTEN_IN_WORDS = re.compile(
    "每(半年|季度|年|季|月)[^0-9一二两三四五六七八九十，。；]{0,12}([0-9]{1,2}|[一二两三四六])次"
)
YEARLY = {"年": 1, "半年": 2, "季度": 4, "季": 4, "月": 12, "P1Y": 1, "P12M": 1, "P6M": 2, "P3M": 4, "P1M": 12}
PERIODS = {
    "P1Y": Text("年", "year"), "P12M": Text("年", "year"), "P6M": Text("半年", "half-year"),
    "P3M": Text("季度", "quarter"), "P1M": Text("月", "month"),
}  # fmt: skip
COUNTS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "六": 6}
NUMERALS = "一二三四五"
DECISION = re.compile("决定([一二三四五、和]{1,9})级响应")
CLAUSE = re.compile("[，。；]")
INSTEAD = re.compile("联系不上|不在|缺席|代|授权后|建议|提请|提出|报请|协助|参与|配合")
OTHERS = re.compile("物业|商|总部|集团|上级|政府|公安|消防|医院|银行|园区|街道|社区|部门|局|委|派出所|公司|政务|主管")
REPORT = re.compile("([一二三四五])级(?:响应)?(?:启动)?后?([0-9]{1,4})(分钟|小时)内(?=[^，。；]{0,16}报(?!道))")
DIALLED = re.compile("(?:拨打|拨|打)(1[12][0-9])(?![0-9])")
DUTY = re.compile("值班电话(?:为|是)?[：: ]?([0-9][0-9 -]{5,18}[0-9])")
WORKING = re.compile("(?<!非)(?:工作时间|上班时间|营业时间)(?!以外|之外|外)(?=[^\0，。；非]{0,12}24小时(?!之?内|以内))")


def check(plan: Plan) -> Iterator[Finding]:
    """Compare each pair."""
    for pair in (_steps, _criteria, _frequencies, _deciders, _reports, _scenarios, _phones, _dialled, _duty, _hours):
        yield from pair(plan)


def _steps(plan: Plan) -> Iterator[Finding]:
    for step in plan.of_type("step"):
        limit = BEGINS.match(step["do"])
        if limit and "within" in step:
            said, written = _duration(limit[1], limit[2]), read_duration(step["within"])
            if said != written:
                yield _two(called(step, "within"), step.at("within"), written, step.at("do"), said)


def _criteria(plan: Plan) -> Iterator[Finding]:
    for level in plan.of_type("level"):
        for each in level.children("criteria"):
            said = DURATION.findall(each.get("text", ""))
            value = each.get("value")
            if len(said) == 1 and isinstance(value, str) and is_duration(value):
                one, other = read_duration(value), _duration(*said[0])
                if one != other:
                    yield _two(called(each, "value"), each.at("value"), one, each.at("text"), other)


def _frequencies(plan: Plan) -> Iterator[Finding]:
    for kind in ("drills", "training"):
        node = plan.field(kind, "frequency")
        said = OFTEN_IN_WORDS.search(node.get("text", "")) if node else None
        if node and said and "times" in node and node.get("per") in YEARLY:
            yearly = YEARLY[said[1]] * (COUNTS.get(said[2]) or int(said[2]))
            if yearly != YEARLY[node["per"]] * node["times"]:
                one = OFTEN(times=node["times"], per=PERIODS[node["per"]])
                yield _two(called(node, "times"), node.at("times"), one, node.at("text"), said[0])


def _deciders(plan: Plan) -> Iterator[Finding]:
    levels = {rank(each): each for each in plan.of_type("level")}
    for role in plan.of_type("role"):
        said = DECISION.search(role.get("authority", ""))
        if not said or INSTEAD.search(CLAUSE.split(role["authority"][: said.start()])[-1]):
            continue
        for level in (levels.get(NUMERALS.index(sign) + 1) for sign in said[1] if sign in NUMERALS):
            deciders = [level.get(name) for name in ("activated_by", "stand_in", "terminated_by")] if level else []
            if level and deciders[0] and role.id not in deciders:
                other = plan.name_of(deciders[0])
                fact = DECIDES(level=level.name)
                yield _two(fact, role.at("authority"), role.name, level.at("activated_by"), other)


def _reports(plan: Plan) -> Iterator[Finding]:
    levels = {rank(each): each for each in plan.of_type("level") if each.get("report_within")}
    allowed = {read_duration(each["within"]) for each in plan.of_type("report-rule") if "within" in each}
    for found in search(plan, REPORT):
        said = REPORT.match(found.text, found.start)
        level = levels.get(NUMERALS.index(said[1]) + 1) if said else None
        if said and level:
            by_level = {
                read_duration(limit["within"])
                for rule in plan.of_type("report-rule")
                for limit in rule.children("within_by_level")
                if limit["level"] == level.id
            }
            one, other = _duration(said[2], said[3]), read_duration(level["report_within"])
            if one != other and one not in allowed | by_level:
                yield _two(REPORTED(level=level.name), found.place, one, level.at("report_within"), other)


def _scenarios(plan: Plan) -> Iterator[Finding]:
    for scenario in plan.of_type("scenario"):
        procedures = scenario.children("procedures")
        covered = [each for procedure in procedures for each in procedure.get("levels", ())]
        known = "level" in scenario and covered and all(each.get("levels") for each in procedures)
        if known and scenario["level"] not in covered:
            one, other = plan.name_of(scenario["level"]), [plan.name_of(each) for each in dict.fromkeys(covered)]
            yield _two(called(scenario, "level"), scenario.at("level"), one, procedures[0].at("levels"), other)


def _phones(plan: Plan) -> Iterator[Finding]:
    first: dict[str, Item] = {}
    for contact in plan.of_type("contact"):
        if contact.get("phone"):
            other = first.setdefault(contact.name, contact)
            if _digits(other["phone"]) != _digits(contact["phone"]):
                fact = PHONE(name=contact.name)
                yield _two(fact, contact.at("phone"), contact["phone"], other.at("phone"), other["phone"])


def _dialled(plan: Plan) -> Iterator[Finding]:
    for step in plan.of_type("step"):
        said = DIALLED.findall(step["do"])
        told = [each for each in map(plan.find, step.get("notify", ())) if each and each.get("kind") == "emergency"]
        phones = [each["phone"] for each in told if each.get("phone")]
        if said and phones and not {*said} & {*map(_digits, phones)}:
            yield _two(DIAL(), step.at("do"), said, step.at("notify"), phones)


def _duty(plan: Plan) -> Iterator[Finding]:
    rota = plan.field("organisation", "rota")
    if rota and rota.get("phone"):
        for found in search(plan, DUTY):
            said = DUTY.match(found.text, found.start)
            if said and not OTHERS.search(found.before) and _digits(said[1]) != _digits(rota["phone"]):
                yield _two(DUTY_PHONE(), found.place, said[1], rota.at("phone"), rota["phone"])


def _hours(plan: Plan) -> Iterator[Finding]:
    for found in search(plan, WORKING, {"organisation", "response", "reporting", "resources"}):
        yield Finding(found.place, HOURS(one=found.word))


def _two(fact: Said | Text, place: Span, one: object, other_place: Span, other: object) -> Finding:
    return Finding(place, TWO(fact=fact, one=one, other=other), (Note(OTHER(), other_place),))


def _duration(number: str, unit: str) -> timedelta:
    return read_duration(UNITS[unit].format(number))


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit())
