"""The clauses of the standards that plans are held against: numbers and titles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from . import resources
from .diagnostics import Text


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a standard; `number` is the clause's own, `standard` the standard's."""

    id: str
    standard: str
    number: str
    title: Text


@cache
def clauses() -> dict[str, Clause]:
    """Load every clause by the id that plans use, such as `G-6.1.2`."""
    import yaml

    found: dict[str, Clause] = {}
    for path in sorted((resources.folder("schema") / "standards").glob("*.yaml")):
        standard = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        for each in standard["clauses"]:
            number = each["id"].removeprefix(f"{standard['id']}-")
            found[each["id"]] = Clause(each["id"], standard["number"], number, Text(**each["title"]))
    return found
