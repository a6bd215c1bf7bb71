"""Hold a plan against the clauses of standards: which it covers, which it justifies, and which are gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from . import messages
from .diagnostics import Text
from .errors import PreplanError
from .model import Node, Plan, kinds, label, schema_at
from .source import Span
from .standards import Clause, Standard, standards

Status = Literal["covered", "justified", "gap"]
STATUSES: tuple[Status, ...] = ("covered", "justified", "gap")

# A part of a path: a name, and which entries count.
_STEP = re.compile(r"([a-z_]+)(?:\[([a-z_]+)([=~])([^\]]+)\])?")


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a clause looks for, such as `plan.scope`, with what the plan holds there."""

    path: str
    label: Text
    nodes: tuple[Node, ...]

    @property
    def place(self) -> Span | None:
        """Where the first of it stands; None where there is nothing."""
        return place_of(self.nodes[0]) if self.nodes else None


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a clause in a plan.

    `shown` are the fields that show it, `missing` those that hold nothing, each with the others that would do in its
    place; `entry` is what the plan itself says of the clause in `compliance.coverage`, None where it says nothing.
    """

    clause: Clause
    status: Status
    shown: tuple[Field, ...] = ()
    missing: tuple[tuple[Field, ...], ...] = ()
    entry: Node | None = None


def coverage(plan: Plan, standard: Standard, *, strict: bool = False) -> tuple[Judged, ...]:
    """Judge every clause of a standard that applies to the plan; in strict mode an unapproved plan shows nothing."""
    counts = not strict or approved(plan)
    return tuple(_judge(plan, clause, counts) for clause in standard.clauses if applies(plan, clause))


def standards_for(plan: Plan, name: str | None = None) -> list[Standard]:
    """Return the standards that are meant for a plan, or the one of a name: its id, number or file.

    Raises PreplanError where there is none of that name.
    """
    if name is None:
        return [each for each in standards() if not each.profiles or _profiles(plan) & {*each.profiles}]
    known = [each for each in standards() if name.casefold() in {each.id.casefold(), each.file, each.number.casefold()}]
    if not known:
        names = [f"{each.id} ({each.number})" for each in standards()]
        raise PreplanError(messages.UNKNOWN_STANDARD(name=name, names=names))
    return known


def applies(plan: Plan, clause: Clause) -> bool:
    """Say whether a clause is meant for a plan of this type and these profiles."""
    return (not clause.types or plan.head.get("type", "comprehensive") in clause.types) and (
        not clause.profiles or bool(_profiles(plan) & {*clause.profiles})
    )


def approved(plan: Plan) -> bool:
    """Say whether the plan's principal has approved it, on a date."""
    principal = plan.head.get("principal")
    return any(
        each.get("stage") == "approval" and each.get("on") and principal and each.get("role") == principal
        for each in plan.entries("approvals")
        if each.fragment in plan.own
    )


def find(plan: Plan, path: str) -> Field:
    """Return a field with all that the plan holds there, of what is shared only what it refers to.

    A path leads through lists; `[name=value]` behind a part keeps the entries with that value, `[name~a|b]` those that
    hold one of the words.
    """
    steps = _steps(path)
    kind, *names = [str(step[0]) for step in steps]
    top = () if kinds()[kind].many else names[:1]
    if schema_at(kind, tuple(top)).get("type") == "array":
        nodes = [each for each in plan.entries(kind, *top) if _belongs(plan, each)]
    else:
        field = plan.field(kind, names[0])
        nodes = [field] if field else []
    nodes = _kept(nodes, steps[len(top)])
    for step in steps[len(top) + 1 :]:
        nodes = _kept([inner for each in nodes for inner in _children(each, str(step[0]))], step)
    found = tuple(each for each in nodes if each.data not in (None, "", [], {}))
    return Field(path, _called(path), found)


def place_of(node: Node) -> Span:
    """Return the smallest place that shows a value."""
    return node.fragment.head(node.path) if isinstance(node.data, dict | list) else node.at()


def _judge(plan: Plan, clause: Clause, counts: bool) -> Judged:
    entry = _entry(plan, clause)
    denied = entry is not None and entry.get("applies") is False
    if entry and denied and counts and entry.get("justification"):
        return Judged(clause, "justified", entry=entry)
    shown: list[Field] = []
    missing: list[tuple[Field, ...]] = []
    for paths in clause.shown_by:
        fields = tuple(find(plan, path) for path in paths)
        there = [each for each in fields if each.nodes] if counts else []
        shown += there
        if not there:
            missing.append(fields)
    return Judged(clause, "gap" if missing or denied else "covered", tuple(shown), tuple(missing), entry)


def _entry(plan: Plan, clause: Clause) -> Node | None:
    """Return what the plan says of a clause last.

    That a clause does not apply may be taken over from another plan only where every type of plan has that clause:
    the other may be of another type.
    """
    entries = [each for each in plan.entries("compliance", "coverage") if each.get("clause") == clause.id]
    ours = [
        each for each in entries if each.fragment in plan.own or not clause.types or each.get("applies") is not False
    ]
    return ours[-1] if ours else None


def _profiles(plan: Plan) -> set[str]:
    return {*plan.head.get("profiles", ())}


@cache
def _steps(path: str) -> list[tuple[str | None, ...]]:
    return [match.groups() for match in _STEP.finditer(path)]


@cache
def _called(path: str) -> Text:
    """Return what people call a field: the labels from its kind down, with the values that are asked for."""
    schema: Any = {"properties": {kind.name: kind.schema for kind in kinds().values()}}
    said: dict[str, list[str]] = {"zh": [], "en": []}
    for name, by, _, value in _steps(path):
        schema = schema.get("items", schema)["properties"][name]
        asked = schema.get("items", schema)["properties"][by] if by else {}
        for lang, words in said.items():
            word = asked.get("x-values", {}).get(value, {}).get(lang) or getattr(label(asked), lang)
            open_, close = ("（", "）") if lang == "zh" else (" (", ")")
            words.append(getattr(label(schema), lang) + (f"{open_}{word}{close}" if by else ""))
    return Text("·".join(said["zh"]), "·".join(said["en"]))


def _children(node: Node, name: str) -> list[Node]:
    if not isinstance(node.data, dict) or name not in node:
        return []
    child = node.child(name)
    return child.children() if isinstance(child.data, list) else [child]


def _kept(nodes: list[Node], step: Sequence[str | None]) -> list[Node]:
    _, name, how, value = step
    if name is None or value is None:
        return nodes
    if how == "~":
        return [each for each in nodes if any(word in str(each.get(name, "")) for word in value.split("|"))]
    return [each for each in nodes if str(each.get(name)).casefold() == value.casefold()]


def _belongs(plan: Plan, node: Node) -> bool:
    """Say whether an entry is the plan's: of what all plans share, what it refers to and the numbers for everybody."""
    if node.fragment not in plan.shared or not isinstance(node.data, dict) or "id" not in node:
        return True
    if node.get("kind") == "emergency":
        return True
    return any(each.fragment not in plan.shared for each in plan.references_to(node["id"]))
