"""The statutory limits are about laws, organisations and fields that exist."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from checking import ROOT
from preplan.law import clocks
from preplan.model import kinds, schema_at
from preplan.values import is_duration

WRITTEN = yaml.safe_load((ROOT / "schema/law/clocks.yaml").read_text("utf-8"))["clocks"]
LAWS = {each["id"] for each in yaml.safe_load((ROOT / "plans/shared/basis.yaml").read_text("utf-8"))["basis"]}
KEYS = {
    "id", "event", "from", "to", "within", "at_once", "promptly", "profiles", "event_types", "personal_information",
    "recipients", "principal", "bounds", "law", "article", "checked",
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
