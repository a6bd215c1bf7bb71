"""What an audience may not see is not in its plan, and so in none of its files."""

from __future__ import annotations

import json
from typing import Any

import pytest

from composing import TODAY, plan_of
from preplan.audience import see
from preplan.compose import compose
from preplan.document import as_json
from preplan.model import HIDDEN, Audience

TEXT = """
plan: {schema: 1, name: 预案, version: '1.0', type: comprehensive, organisation: 单位甲, principal: boss}
organisation:
  units:
    - {id: unit, name: 客服部, text: 公开的部门。, note: 只给编者}
    - {id: secret-unit, name: 保密的部门, audience: controlled, parent: unit}
  roles:
    - {id: boss, name: 总经理, unit: unit, holder: zhang, deputies: [li, wang]}
  persons:
    - {id: zhang, name: 张示例, contacts: [{kind: mobile, value: 199-0000-0001}]}
    - id: li
      name: 李示例
      audience: public
      contacts:
        - {kind: mobile, value: 199-0000-0002}
        - {kind: landline, value: 010-0000-0002, audience: public}
        - {kind: radio, value: 频道九, audience: controlled}
    - {id: wang, name: 王示例, audience: controlled}
  contacts:
    - {id: fire, name: 火警, kind: emergency, phone: "119"}
    - {id: supplier, name: 供应商甲, kind: supplier, phone: 010-0000-0003}
  rota: {phone: 010-0000-0000, slots: [{name: 早班, start: "08:00", end: "16:00", role: boss}]}
  vendors: [{id: vendor, name: 外包方甲, contact: supplier}]
resources:
  supplies: [{id: lamp, name: 应急灯, quantity: 10, location: 六层库房, keeper: boss}]
  systems: [{id: crm, name: 工单系统, backup: {every: PT1H, site: 异地机房甲}}]
  agreements: [{id: deal, name: 协议甲, party: 对方甲}]
records: {incidents: [{id: incident, name: 事件甲, started_on: 2026-01-01}]}
distribution:
  copies: [{number: "001", holder: unit}]
  disclosure: [{to: 全体员工}]
approvals: [{stage: approval, role: boss, person: zhang, "on": 2026-07-01}]
revisions: [{version: "1.0", "on": 2026-07-01, summary: 首次, author: zhang}]
training: {audience: [{text: 全体员工参加培训。}]}
"""

PUBLIC = ["公开的部门。", "总经理", "李示例", "010-0000-0002", "119", "010-0000-0000", "应急灯", "工单系统", "首次"]
INTERNAL = [
    *("张示例", "199-0000-0001", "199-0000-0002", "供应商甲", "010-0000-0003", "早班", "外包方甲", "六层库房"),
    *("协议甲", "对方甲", "事件甲", "001"),
]
CONTROLLED = ["保密的部门", "频道九", "王示例", "异地机房甲"]


@pytest.mark.parametrize(
    ("audience", "seen"),
    [("public", PUBLIC), ("internal", PUBLIC + INTERNAL), ("controlled", PUBLIC + INTERNAL + CONTROLLED)],
)
def test_document_holds_what_its_audience_may_see_and_nothing_else(audience: Audience, seen: list[str]) -> None:
    document = compose(see(plan_of(TEXT), audience), audience=audience, today=TODAY)
    said = json.dumps(as_json(document), ensure_ascii=False)

    assert seen == [text for text in PUBLIC + INTERNAL + CONTROLLED if text in said]
    assert "只给编者" not in said


def test_plan_holds_no_trace_of_what_is_hidden_not_even_ids() -> None:
    plan = see(plan_of(TEXT), "public")
    left = repr([_plain(fragment.data) for fragment in plan.fragments])
    ids = {item.id for items in plan.types.values() for item in items} | {each.target for each in plan.references}

    assert [] == [text for text in INTERNAL + CONTROLLED if text in left]
    assert {"unit", "boss", "li", "fire", "lamp", "crm"} == ids
    assert {"unit", "boss", "li", "fire", "lamp", "crm"} == set(plan.items)


def test_paths_stay_true() -> None:
    plan = see(plan_of(TEXT), "public")
    li = plan.items["li"]

    assert ("persons", 1) == li.path
    assert ["zhang", "wang"] == [
        each for each in ("zhang", "wang") if HIDDEN in li.fragment.data["persons"] and each not in plan.items
    ]
    assert "plans/small/all.yaml:11:11" == str(li.at("id"))
    assert ["李示例"] == [node["name"] for node in plan.entries("organisation", "persons")]
    assert ["li"] == [plan.find(each).id for each in plan.items["boss"]["deputies"] if plan.find(each)]  # type: ignore[union-attr]


def test_field_named_audience_that_is_no_audience_hides_nothing() -> None:
    plan = see(plan_of(TEXT), "public")

    assert ["全体员工参加培训。"] == [node["text"] for node in plan.entries("training", "audience")]


def test_original_plan_is_left_as_it_was() -> None:
    plan = plan_of(TEXT)
    before = repr([fragment.data for fragment in plan.fragments])
    see(plan, "public")

    assert before == repr([fragment.data for fragment in plan.fragments])


def _plain(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: _plain(each) for name, each in data.items()}
    if isinstance(data, list):
        return [_plain(each) for each in data if each is not HIDDEN]
    return data
