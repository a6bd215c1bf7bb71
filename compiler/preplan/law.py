"""What laws demand in figures: schema/law/ holds them as data, each with its article and whether it was checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from . import resources
from .diagnostics import Text
from .values import read_duration


@dataclass(frozen=True, slots=True)
class Clock:
    """Within what time a law wants a report; which plans and report rules it is about, clocks.yaml explains.

    `within` is None where the law names no number: then it says at once, or promptly. `profiles` is None where it
    binds everybody.
    """

    id: str
    event: Text
    to: Text
    law: str
    article: str
    within: timedelta | None
    at_once: bool
    bounds: str
    profiles: tuple[str, ...] | None
    event_types: tuple[str, ...]
    personal_information: bool
    recipients: tuple[str, ...]
    principal: bool
    checked: bool


@cache
def clocks() -> tuple[Clock, ...]:
    """Return every statutory limit for a report."""
    return tuple(_clock(each) for each in _read("clocks"))


def _read(name: str) -> Any:
    """Return the list in a file, which is named as the file is."""
    import yaml

    text = (resources.folder("schema") / "law" / f"{name}.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)[name]


def _clock(data: Any) -> Clock:
    return Clock(
        id=data["id"],
        event=Text(**data["event"]),
        to=Text(**data["to"]),
        law=data["law"],
        article=data["article"],
        within=read_duration(data["within"]) if "within" in data else None,
        at_once=data.get("at_once", False),
        bounds=data.get("bounds", "within"),
        profiles=tuple(data["profiles"]) if "profiles" in data else None,
        event_types=tuple(data.get("event_types", ())),
        personal_information=data.get("personal_information", False),
        recipients=tuple(data.get("recipients", ())),
        principal=data.get("principal", False),
        checked=data["checked"],
    )
