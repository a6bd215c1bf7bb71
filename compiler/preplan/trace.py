"""Follow source facts into plans: which are carried over, which are missing, and what is our own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .model import Plan

_FACT = re.compile(r"\*\*([A-Za-z]+[0-9]+\.[0-9]+-[0-9]+)\*\*")


@dataclass(frozen=True, slots=True)
class Trace:
    """What became of the facts of one source text in one plan; `total` is None without a list of facts."""

    plan: str
    text: str
    carried: tuple[str, ...]
    total: int | None
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


def facts_in(text: str) -> list[str]:
    """Return the fact ids of a list of facts, in order: those in bold, such as `**S1.1-01**`."""
    return list(dict.fromkeys(_FACT.findall(text)))


def text_of(fact: str) -> str:
    """Return the source text that a fact is of: `S1.1` of `S1.1-01`."""
    return fact.rpartition("-")[0] or fact


def trace(plan: Plan, facts: Iterable[str] | None = None) -> list[Trace]:
    """Compare a plan with the facts of every source text that it cites."""
    cited = {source for fragment in plan.fragments for source in _sources(fragment.data)}
    known = [*facts] if facts is not None else None
    found = []
    for text in sorted({text_of(source) for source in cited}):
        mine = {source for source in cited if text_of(source) == text}
        wanted = [fact for fact in known if text_of(fact) == text] if known is not None else None
        found.append(
            Trace(
                plan=plan.id,
                text=text,
                carried=tuple(sorted(mine if wanted is None else mine & set(wanted))),
                total=None if wanted is None else len(wanted),
                missing=() if wanted is None else tuple(fact for fact in wanted if fact not in mine),
                unknown=() if wanted is None else tuple(sorted(mine - set(wanted))),
            )
        )
    return found


def left_out(plans: Iterable[Plan], facts: Iterable[str]) -> dict[str, list[str]]:
    """Return the facts that none of the plans cites, by source text."""
    cited = {source for plan in plans for fragment in plan.fragments for source in _sources(fragment.data)}
    found: dict[str, list[str]] = {}
    for fact in facts:
        if fact not in cited:
            found.setdefault(text_of(fact), []).append(fact)
    return found


def additions(plan: Plan) -> dict[str, list[str]]:
    """Return the ids, by type, of the plan's own items that name no source and hold nothing that does."""
    found: dict[str, list[str]] = {}
    for item in plan.items.values():
        if item.id and item.fragment in plan.own and not any(True for _ in _sources(item.data)):
            found.setdefault(item.type, []).append(item.id)
    return {type_: sorted(ids) for type_, ids in sorted(found.items())}


def _sources(data: object) -> Iterable[str]:
    if isinstance(data, dict):
        sources = data.get("source")
        if isinstance(sources, list):
            yield from (each for each in sources if isinstance(each, str))
        for each in data.values():
            yield from _sources(each)
    elif isinstance(data, list):
        for each in data:
            yield from _sources(each)
