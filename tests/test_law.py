"""The statutory limits are about laws, organisations and fields that exist."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
import yaml

from checking import ROOT
from preplan.law import (
    annexes,
    catalogue,
    catalogue_checked_on,
    claims,
    clocks,
    contents,
    floors,
    formalities,
    grades,
    moved,
)
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
    bounds = [{(harm, side): value for harm, side, value in each.harms} for each in grades()]

    assert {each.law for each in grades()} <= LAWS
    assert all(each.name.en.isascii() and each.article.startswith("第") for each in grades())
    assert len(grades()) == len({each.id for each in grades()})
    for above, below in pairwise(bounds):
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


def test_contents_belong_to_clocks_and_name_each_item_once() -> None:
    known = {each.id: each for each in clocks()}

    assert len(contents()) == len({each.id for each in contents()})
    for content in contents():
        assert {content.law} == {known[id_].law for id_ in content.clocks}
        assert content.law in LAWS and content.article.startswith("第")
        assert len(content.items) == len({each.name for each in content.items})
        for item in content.items:
            assert item.words and item.name.en.isascii() and not item.name.zh.isascii()
            assert [*item.words, *item.but_not] == [word.casefold() for word in (*item.words, *item.but_not)]
            assert [] == [word for word in item.words if any(word != other and other in word for other in item.words)]


def test_articles_move_once_and_to_articles_that_the_catalogue_of_the_plans_lists() -> None:
    written = yaml.safe_load((ROOT / "plans/shared/basis.yaml").read_text("utf-8"))["basis"]
    listed = {(law["id"], duty["article"]) for law in written for duty in law.get("duties", ())}

    assert len(moved()) == len({(each.law, each.was) for each in moved()})
    assert {each.law for each in moved()} <= LAWS
    assert [] == [each for each in moved() if each.was == each.now or not each.words]
    assert [("emergency-response-law", "第二十六条"), ("work-safety-law", "第八十三条")] == [
        (each.law, each.now) for each in moved() if (each.law, each.now) not in listed
    ]


def test_catalogue_has_every_number_that_the_plans_share() -> None:
    written = yaml.safe_load((ROOT / "plans/shared/basis.yaml").read_text("utf-8"))["basis"]
    shared = {each["number"]: each for each in written if not each.get("number", "主席令").startswith("主席令")}
    known = {each.number: each for each in catalogue()}

    assert len(catalogue()) == len(known)
    assert [] == [number for number in shared if number not in known]
    for number, law in shared.items():
        assert (law["name"].partition("（")[0], law["status"]) == (known[number].name, known[number].status)
    assert {each.by for each in catalogue() if each.by} <= {*known}
    assert {each.status for each in catalogue()} <= {*schema_at("basis", (0, "status"))["enum"]}
    assert date(2026, 11, 23) <= catalogue_checked_on()


def test_formalities_name_what_plans_can_say() -> None:
    written = yaml.safe_load((ROOT / "schema/law/formalities.yaml").read_text("utf-8"))["formalities"]
    keys = {"id", "what", "workdays", "share", "items", "profiles", "law", "article", "checked"}
    profiles = {*kinds()["plan"].schema["properties"]["profiles"]["items"]["enum"]}
    groups: Any = schema_at("distribution", ("disclosure", 0, "group"))["enum"]
    changes: Any = schema_at("revisions", (0, "changes", 0))["enum"]
    items = {each.id: [item.id for item in each.items] for each in formalities().values()}

    assert [each["id"] for each in written] == [*formalities()]
    assert set() == {key for each in written for key in each} - keys
    assert {each.law for each in formalities().values()} <= LAWS
    assert {each for formality in formalities().values() for each in formality.profiles or ()} <= profiles
    assert {*items["disclosure"]} <= {*groups} and {*items["revision"]} <= {*changes}
    for formality in formalities().values():
        assert formality.what.en.isascii()
        for item in formality.items:
            assert item.name.en.isascii() and not item.name.zh.isascii()
            assert [*item.words] == [tuple(word.casefold() for word in group) for group in item.words]


def test_annexes_are_looked_for_where_plans_have_fields() -> None:
    profiles = {*kinds()["plan"].schema["properties"]["profiles"]["items"]["enum"]}

    assert len(annexes()) == len({each.id for each in annexes()})
    for annex in annexes():
        assert annex.law in LAWS and {*annex.profiles} <= profiles and annex.name.en.isascii()
        for kind, *path in annex.where:
            schema: Any = kinds()[kind].schema
            for name in path:
                schema = schema.get("items", schema)["properties"][name]


def test_claims_are_made_and_shown_by_fields_of_a_signature() -> None:
    fields: Any = schema_at("approvals", (0, "signature"))["properties"]
    levels = [each for each in claims() if each.field == "level"]

    assert {*fields["level"]["enum"]} == {each.id for each in levels}
    assert all({*below.needs} < {*above.needs} for above, below in pairwise(levels))
    for claim in claims():
        assert claim.id in fields[claim.field]["enum"] and {*claim.needs} <= {*fields}
        assert claim.law is None or claim.law in LAWS
        assert claim.words and [*claim.words] == [word.casefold() for word in claim.words]
