"""Say how a plan covers the clauses of standards: as text for people, as plain values for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from . import words
from .coverage import STATUSES, Field, Judged, approved, place_of
from .diagnostics import Language, Said
from .model import Node, Plan
from .standards import Clause, Standard
from .values import read_date

Found = Sequence[tuple[Standard, Sequence[Judged]]]


def as_text(plan: Plan, found: Found, lang: Language, *, strict: bool) -> str:
    """Say it for people: a line for each clause, what a gap lacks, and the counts."""
    lines: list[str] = []
    if strict and not approved(plan):
        lines += [words.NOT_APPROVED(plan=plan.head.get("name", plan.id)).show(lang), ""]
    for standard, judged in found:
        about = {"plan": plan.id, "number": standard.number, "name": standard.name}
        lines.append(words.HELD_AGAINST(**about).show(lang))
        lines += [f"  {line}" for each in judged for line in _lines(plan, each, lang)]
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


def _lines(plan: Plan, judged: Judged, lang: Language) -> Iterator[str]:
    clause = judged.clause
    head = words.COVERAGE_LINE(
        status=words.COVERAGE[judged.status], number=clause.number, title=clause.title, unchecked=_unchecked(clause)
    ).show(lang)
    match judged.status:
        case "covered":
            told = [words.SHOWN(field=each.label, count=len(each.nodes), place=each.place) for each in judged.shown]
            yield words.LABELLED(label=head, text=_list(told, lang)).show(lang)
        case "justified":
            entry = judged.entry
            assert entry is not None
            yield words.LABELLED(label=head, text=entry["justification"]).show(lang)
            yield "    " + words.PLACED(text=_decided(plan, entry), place=entry.at("clause")).show(lang)
        case "gap":
            yield head
            for fields in judged.missing:
                yield "    " + words.LACKS(fields=_any(fields, lang)).show(lang)
            if judged.entry and not judged.missing:
                yield "    " + words.NO_REASON(place=judged.entry.at("clause")).show(lang)
            yield "    " + words.ASKED(evidence=clause.evidence).show(lang)


def _decided(plan: Plan, entry: Node) -> Said:
    if "person" not in entry or "on" not in entry:
        return words.UNSIGNED()
    return words.DECIDED(who=plan.name_of(entry["person"]), on=read_date(entry["on"]))


def _unchecked(clause: Clause) -> Said | str:
    return "" if clause.checked else words.UNCHECKED()


def _list(parts: Sequence[Said], lang: Language) -> str:
    return ("；" if lang == "zh" else "; ").join(each.show(lang) for each in parts)


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
