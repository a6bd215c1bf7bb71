"""Say how a plan covers the clauses of standards: as text for people, as plain values for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from . import words
from .coverage import STATUSES, Field, Judged, approved, place_of
from .diagnostics import Language, Said
from .errors import quoted
from .model import Node, Plan
from .standards import Standard
from .values import read_date

Found = Sequence[tuple[Standard, Sequence[Judged]]]


def as_text(plan: Plan, found: Found, lang: Language, *, strict: bool) -> str:
    """Say it for people: a line for each clause, what a gap lacks, and the counts."""
    lines: list[str] = []
    if strict and not approved(plan):
        lines += [words.NOT_APPROVED(plan=plan.head.get("name", plan.id)).show(lang), ""]
    for standard, judged in found:
        unchecked = not any(each.checked for each in standard.clauses)
        about = words.HELD_AGAINST(plan=plan.id, number=standard.number, name=standard.name)
        lines.append((words.UNCHECKED(what=about) if unchecked else about).show(lang))
        lines += [f"  {line}" for each in judged for line in _lines(plan, each, lang, marked=not unchecked)]
        count = {status: sum(each.status == status for each in judged) for status in STATUSES}
        lines += ["", f"  {words.CLAUSES(total=len(judged), **count).show(lang)}", ""]
    return "\n".join(lines[:-1]) + "\n"


def as_json(plan: Plan, found: Found, *, strict: bool) -> dict[str, Any]:
    """Return the whole of it as plain values."""
    return {
        "plan": plan.id,
        "type": plan.head.get("type", "comprehensive"),
        "strict": strict,
        "approved": approved(plan),
        "standards": [
            {
                "id": standard.id,
                "number": standard.number,
                "name": {"zh": standard.name.zh, "en": standard.name.en},
                **{status: sum(each.status == status for each in judged) for status in STATUSES},
                "clauses": [_clause_json(plan, each) for each in judged],
            }
            for standard, judged in found
        ],
    }


def _lines(plan: Plan, judged: Judged, lang: Language, *, marked: bool) -> Iterator[str]:
    clause, entry = judged.clause, judged.entry
    head = words.CLAUSE(status=words.COVERAGE[judged.status], number=clause.number, title=clause.title)
    yield (words.UNCHECKED(what=head) if marked and not clause.checked else head).show(lang)
    told: list[Said] = []
    match judged.status:
        case "covered":
            told = [words.SHOWN(field=each.label, count=len(each.nodes), place=each.place) for each in judged.shown]
        case "justified" if entry:
            told = [quoted(entry["justification"]), words.PLACED(text=_decided(plan, entry), place=entry.at("clause"))]
        case "gap":
            told = [words.LACKS(fields=_any(fields, lang)) for fields in judged.missing]
            if entry and entry.get("applies") is False:
                told.append(words.NO_REASON(place=entry.at("clause")))
            told.append(words.ASKED(evidence=clause.evidence))
    yield from (f"    {each.show(lang)}" for each in told)


def _decided(plan: Plan, entry: Node) -> Said:
    if "person" not in entry or "on" not in entry:
        return words.UNSIGNED()
    return words.DECIDED(who=plan.name_of(entry["person"]), on=read_date(entry["on"]))


def _any(fields: Sequence[Field], lang: Language) -> str:
    return ("或" if lang == "zh" else " or ").join(each.label().show(lang) for each in fields)


def _clause_json(plan: Plan, judged: Judged) -> dict[str, Any]:
    clause, reason = judged.clause, judged.entry if judged.status == "justified" else None
    return {
        "id": clause.id,
        "number": clause.number.zh,
        "title": {"zh": clause.title.zh, "en": clause.title.en},
        "evidence": {"zh": clause.evidence.zh, "en": clause.evidence.en},
        "checked": clause.checked,
        "status": judged.status,
        "shown_by": [
            {
                "field": each.path,
                "count": len(each.nodes),
                "items": [{"id": _id_around(node), "at": str(place_of(node))} for node in each.nodes],
            }
            for each in judged.shown
        ],
        "missing": [[each.path for each in fields] for fields in judged.missing],
        "justification": None
        if reason is None
        else {
            "text": reason["justification"],
            "person": plan.name_of(reason["person"]) if "person" in reason else None,
            "on": reason.get("on"),
            "at": str(reason.at("clause")),
        },
    }


def _id_around(node: Node) -> str | None:
    """Return the id of the item that a value is or stands in; None where nothing around it has one."""
    found: str | None = None
    data: Any = node.fragment.data
    for step in (*node.path, None):
        if isinstance(data, dict) and isinstance(data.get("id"), str):
            found = data["id"]
        if step is not None:
            data = data[step]
    return found
