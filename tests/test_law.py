"""The statutory limits are about laws, organisations and fields that exist."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from checking import ROOT
from preplan.law import clocks, floors, grades
from preplan.model import kinds, schema_at
from preplan.values import is_duration

WRITTEN = yaml.safe_load((ROOT / "schema/law/clocks.yaml").read_text("utf-8"))["clocks"]
LAWS = {each["id"] for each in yaml.safe_load((ROOT / "plans/shared/basis.yaml").read_text("utf-8"))["basis"]}
KEYS = {
    "id", "event", "from", "to", "within", "at_once", "promptly", "profiles", "event_types", "personal_information",
    "recipients", "principal", "bounds", "law", "article", "checked",
}  # fmt: skip
FLOORS = yaml.safe_load((ROOT / "schema/law/floors.yaml").read_text("utf-8"))["floors"]
FLOOR_KEYS = {
    "id", "what", "times", "per", "submitted", "profiles", "plan_types", "premises", "law", "article", "checked",
}  # fmt: skip


@pytest.mark.parametrize("clock", WRITTEN, ids=lambda each: each["id"])
def test_clock_is_about_what_exists(clock: Any) -> None:
    rule: Any = schema_at("reporting", ("rules", 0))["properties"]

    assert set() == {*clock} - KEYS
    assert clock["law"] in LAWS
    assert {*clock.get("profiles", ())} <= {*kinds()["plan"].schema["properties"]["profiles"]["items"]["enum"]}
    assert {*clock.get("event_types", ())} <= {*schema_at("scenarios", (0, "event_type"))["enum"]}
    assert "duration" == rule[clock.get("bounds", "within")]["format"]
    assert 1 == sum(name in clock for name in ("within", "at_once", "promptly"))
    assert is_duration(clock.get("within", "PT1H"))
    assert all({"zh", "en"} == {*clock[name]} and clock[name]["en"].isascii() for name in ("event", "from", "to"))
    assert clock["article"].startswith("第")


def test_clocks_are_read_as_written() -> None:
    assert [each["id"] for each in WRITTEN] == [each.id for each in clocks()]
    assert len(clocks()) == len({each.id for each in clocks()})
    assert [each.get("within") is None for each in WRITTEN] == [each.within is None for each in clocks()]


def test_grades_are_about_what_exists_and_meet_each_other() -> None:
    bounds = [dict(((harm, side), value) for harm, side, value in each.harms) for each in grades()]

    assert {each.law for each in grades()} <= LAWS
    assert all(each.name.en.isascii() and each.article.startswith("第") for each in grades())
    assert len(grades()) == len({each.id for each in grades()})
    for above, below in zip(bounds, bounds[1:], strict=False):
        for harm in ("deaths", "injuries", "loss"):
            assert above[harm, "from"] == below[harm, "below"]


@pytest.mark.parametrize("floor", FLOORS, ids=lambda each: each["id"])
def test_floor_is_about_what_exists(floor: Any) -> None:
    head = kinds()["plan"].schema["properties"]

    assert set() == {*floor} - FLOOR_KEYS
    assert floor["law"] in LAWS
    assert {*floor.get("profiles", ())} <= {*head["profiles"]["items"]["enum"]}
    assert {*floor.get("plan_types", ())} <= {*head["type"]["enum"]}
    assert is_duration(floor["per"]) and floor["times"] > 0
    assert {"zh", "en"} == {*floor["what"]} and floor["what"]["en"].isascii()
    assert floor["article"].startswith("第")


def test_floors_are_read_as_written() -> None:
    assert [(each["id"], each["times"], each["per"], each["article"], each["checked"]) for each in FLOORS] == [
        (each.id, each.times, each.per, each.article, each.checked) for each in floors()
    ]
    assert [each["id"] for each in FLOORS if each.get("submitted")] == [each.id for each in floors() if each.submitted]
    assert [each["id"] for each in FLOORS if each.get("premises")] == [each.id for each in floors() if each.premises]
    assert len(floors()) == len({each.id for each in floors()})
    assert [each.get("profiles") is None for each in FLOORS] == [each.profiles is None for each in floors()]
    assert [each.get("plan_types") is None for each in FLOORS] == [each.plan_types is None for each in floors()]
