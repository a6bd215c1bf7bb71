"""The standards and laws that plans are held against: their clauses, and what shows that a plan meets each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from . import resources
from .diagnostics import Text


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a standard; `number` is the clause's own, `standard` what people call the standard.

    It applies to plans of these `types` and `profiles`, to all where there are none. Each of `shown_by` names fields,
    such as `plan.scope`, of which one has to hold something. `checked` says whether somebody compared it with the text.
    """

    id: str
    standard: Text
    number: Text
    title: Text
    evidence: Text
    shown_by: tuple[tuple[str, ...], ...]
    types: tuple[str, ...]
    profiles: tuple[str, ...]
    checked: bool


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard or law; one with `profiles` is meant for plans that have one of them."""

    id: str
    file: str
    number: str
    name: Text
    profiles: tuple[str, ...]
    clauses: tuple[Clause, ...]


@cache
def standards() -> tuple[Standard, ...]:
    """Load every standard, in the order of their ids."""
    found = (_standard(path) for path in _folder().glob("*.yaml"))
    return tuple(sorted(found, key=lambda each: each.id))


@cache
def clauses() -> dict[str, Clause]:
    """Return every clause by the id that plans use, such as `G-6.1.2`."""
    return {each.id: each for standard in standards() for each in standard.clauses}


def _folder() -> Path:
    return resources.folder("schema") / "standards"


def _read(path: Path) -> Any:
    import yaml

    return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)


def _standard(path: Path) -> Standard:
    data = _read(path)
    return Standard(
        id=data["id"],
        file=path.stem,
        number=data["number"],
        name=Text(**data["name"]),
        profiles=tuple(data.get("profiles", ())),
        clauses=tuple(_clause(data, each) for each in data["clauses"]),
    )


def _clause(standard: Any, data: Any) -> Clause:
    number = data["id"].removeprefix(f"{standard['id']}-")
    said = Text(**standard["numbering"]) if "numbering" in standard else Text("{number}", "{number}")
    return Clause(
        id=data["id"],
        standard=Text(**standard["short"]) if "short" in standard else Text(standard["number"], standard["number"]),
        number=Text(said.zh.format(number=number), said.en.format(number=number)),
        title=Text(**data["title"]),
        types=tuple(data.get("types", ())),
        profiles=tuple(data.get("profiles", ())),
        evidence=Text(**data["evidence"]),
        shown_by=tuple((each,) if isinstance(each, str) else tuple(each) for each in data["shown_by"]),
        checked=data.get("checked", standard["checked"]),
    )
