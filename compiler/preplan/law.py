"""What laws demand in figures: schema/law/ holds them as data, each with its article and whether it was checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
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


@dataclass(frozen=True, slots=True)
class Floor:
    """How often at least a law wants drills; which plans it is about, floors.yaml explains.

    `profiles` is None where it binds everybody, `plan_types` where it is about plans of every type.
    """

    id: str
    what: Text
    times: int
    per: str
    submitted: bool
    profiles: tuple[str, ...] | None
    plan_types: tuple[str, ...] | None
    premises: bool
    law: str
    article: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a report has to hold: the words that show that it does, but not as part of others; lower case."""

    name: Text
    words: tuple[str, ...]
    but_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a law wants in a report; it is about the reports that have to keep one of the `clocks`."""

    id: str
    law: str
    article: str
    clocks: tuple[str, ...]
    items: tuple[Asked, ...]
    checked: bool


@dataclass(frozen=True, slots=True)
class Grade:
    """How much harm makes an accident one of this grade; `harms` holds each harm's bounds by side.

    A side is `from`, which is included, or `below`; persons are counted by head, loss in yuan.
    """

    id: str
    name: Text
    law: str
    article: str
    harms: frozenset[tuple[str, str, int]]
    checked: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that has to be there; of each group of `words` one shows it, in lower case."""

    id: str
    name: Text
    words: tuple[tuple[str, ...], ...]

    def is_in(self, text: str) -> bool:
        """Say whether a text, in lower case, shows it."""
        return all(any(word in text for word in group) for group in self.words)


@dataclass(frozen=True, slots=True)
class Formality:
    """What a law wants done with a plan beside its text; formalities.yaml explains.

    `workdays` is None where there is no term, `share` (so many votes of how many) where nobody votes, `profiles` where
    it binds everybody.
    """

    id: str
    what: Text
    workdays: int | None
    share: tuple[int, int] | None
    items: tuple[Piece, ...]
    profiles: tuple[str, ...] | None
    law: str
    article: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Annex:
    """What a plan has to hold as an annex, and where it can be: a kind and its fields. `profiles` are those it binds."""

    id: str
    name: Text
    where: tuple[tuple[str, ...], ...]
    profiles: tuple[str, ...]
    law: str
    article: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of an electronic signature, and the fields of a signature that show it; signatures.yaml explains.

    `law` is None for what a technical standard says.
    """

    id: str
    said: Text
    field: str
    words: tuple[str, ...]
    needs: tuple[str, ...]
    licensed: bool
    law: str | None
    article: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """An article that has another number since a day; when a citation means the old text, articles.yaml explains."""

    law: str
    since: date
    was: str
    now: str
    words: tuple[str, ...]
    alone: bool
    checked: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of the catalogue that ships with preplan, by its number; `also` are other numbers of the same."""

    number: str
    name: str
    also: tuple[str, ...]
    status: str
    by: str | None
    checked: bool


@cache
def clocks() -> tuple[Clock, ...]:
    """Return every statutory limit for a report."""
    return tuple(_clock(each) for each in _read("clocks"))


@cache
def floors() -> tuple[Floor, ...]:
    """Return every statutory number of drills."""
    return tuple(_floor(each) for each in _read("floors"))


@cache
def contents() -> tuple[Content, ...]:
    """Return what every law wants in a report."""
    return tuple(_content(each) for each in _read("contents"))


@cache
def grades() -> tuple[Grade, ...]:
    """Return the grades of accidents, the most serious first."""
    return tuple(_grade(each) for each in _read("grades"))


@cache
def formalities() -> dict[str, Formality]:
    """Return what the law wants done with a plan, by id."""
    return {each["id"]: _formality(each) for each in _read("formalities")}


@cache
def annexes() -> tuple[Annex, ...]:
    """Return every annex that is demanded or recommended."""
    return tuple(_annex(each) for each in _read("annexes"))


@cache
def claims() -> tuple[Claim, ...]:
    """Return what may be said of a signature, the strongest first."""
    return tuple(_claim(each) for each in _read("signatures"))


@cache
def moved() -> tuple[Moved, ...]:
    """Return every article that got another number."""
    return tuple(_moved(each) for each in _read("articles"))


@cache
def laws() -> dict[str, Text]:
    """Return what the laws named here are called, by id."""
    return {each["id"]: Text(each["zh"], each["en"]) for each in _read("laws")}


@cache
def catalogue() -> tuple[Listed, ...]:
    """Return the documents that plans cite, every known edition of each."""
    return tuple(_listed(each) for each in _read("catalogue"))


@cache
def catalogue_checked_on() -> date:
    """Return the day somebody last looked through the whole catalogue."""
    day: date = _file("catalogue")["checked_on"]
    return day


def _read(name: str) -> Any:
    """Return the list in a file, which is named as the file is."""
    return _file(name)[name]


def _file(name: str) -> Any:
    import yaml

    text = (resources.folder("schema") / "law" / f"{name}.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


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


def _floor(data: Any) -> Floor:
    return Floor(
        id=data["id"],
        what=Text(**data["what"]),
        times=data["times"],
        per=data["per"],
        submitted=data.get("submitted", False),
        profiles=tuple(data["profiles"]) if "profiles" in data else None,
        plan_types=tuple(data["plan_types"]) if "plan_types" in data else None,
        premises=data.get("premises", False),
        law=data["law"],
        article=data["article"],
        checked=data["checked"],
    )


def _content(data: Any) -> Content:
    return Content(
        id=data["id"],
        law=data["law"],
        article=data["article"],
        clocks=tuple(data["clocks"]),
        items=tuple(
            Asked(Text(each["zh"], each["en"]), tuple(each["words"]), tuple(each.get("but_not", ())))
            for each in data["items"]
        ),
        checked=data["checked"],
    )


def _grade(data: Any) -> Grade:
    return Grade(
        id=data["id"],
        name=Text(**data["name"]),
        law=data["law"],
        article=data["article"],
        harms=frozenset(
            (each["harm"], side, each[side]) for each in data["harms"] for side in ("from", "below") if side in each
        ),
        checked=data["checked"],
    )


def _formality(data: Any) -> Formality:
    share = data.get("share")
    return Formality(
        id=data["id"],
        what=Text(**data["what"]),
        workdays=data.get("workdays"),
        share=(share["votes"], share["of"]) if share else None,
        items=tuple(
            Piece(each["id"], Text(each["zh"], each["en"]), tuple(map(tuple, each.get("words", ()))))
            for each in data.get("items", ())
        ),
        profiles=tuple(data["profiles"]) if "profiles" in data else None,
        law=data["law"],
        article=data["article"],
        checked=data["checked"],
    )


def _annex(data: Any) -> Annex:
    return Annex(
        id=data["id"],
        name=Text(**data["name"]),
        where=tuple(tuple(each.split(".")) for each in data["where"]),
        profiles=tuple(data.get("profiles", ())),
        law=data["law"],
        article=data["article"],
        checked=data["checked"],
    )


def _claim(data: Any) -> Claim:
    return Claim(
        id=data["id"],
        said=Text(**data["said"]),
        field=data["field"],
        words=tuple(data["words"]),
        needs=tuple(data["needs"]),
        licensed=data.get("licensed", False),
        law=data.get("law"),
        article=data["article"],
        checked=data["checked"],
    )


def _moved(data: Any) -> Moved:
    return Moved(
        law=data["law"],
        since=data["since"],
        was=data["was"],
        now=data["now"],
        words=tuple(data["words"]),
        alone=data.get("alone", False),
        checked=data["checked"],
    )


def _listed(data: Any) -> Listed:
    return Listed(
        number=data["number"],
        name=data["name"],
        also=tuple(data.get("also", ())),
        status=data["status"],
        by=data.get("by"),
        checked=data["checked"],
    )
