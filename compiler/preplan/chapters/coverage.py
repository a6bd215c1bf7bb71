"""Which clause of which standard is met, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ..coverage import Judged, coverage
from ..document import Cell, Row, Run, Runs, Table
from ..model import Node, kinds, label
from ..standards import Clause, standards
from . import _words as words
from ._blocks import Content, cell, shares
from ._voice import FIELD, Lines, Voice, node_children

SHOWS = ("compliance.coverage",)

_COLUMNS = {words.CLAUSE: 0.3, words.COVERAGE: 0.1, words.WHERE: 0.34, words.REASON: 0.26}


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """List the clauses of every standard that the plan speaks of; a place leads to the section that shows it."""
    said: dict[str, list[Node]] = {}
    for node in voice.entries("compliance", "coverage"):
        said.setdefault(str(node.get("clause")), []).append(node)
    if not said:
        return Content()
    rows = [*_rows(voice, said)]
    # Where all is covered, there are no reasons to give.
    names = [name for at, name in enumerate(_COLUMNS) if any(line for row in rows for line in row.cells[at].lines)]
    shown = [at for at, name in enumerate(_COLUMNS) if name in names]
    header = Row(tuple(cell(voice.say(name)) for name in names))
    made = tuple(replace(row, cells=tuple(row.cells[at] for at in shown)) for row in rows)
    widths = shares([_COLUMNS[name] for name in names])
    return Content([Table(f"table-{id_}", "", title, widths, (header,), made)])


def _rows(voice: Voice, said: dict[str, list[Node]]) -> Iterator[Row]:
    """Make a row for every clause that applies, and for those the plan speaks of besides."""
    left = dict(said)
    for standard in standards():
        if not any(clause.id in said for clause in standard.clauses):
            continue
        # Judged by the whole plan: what is kept from an audience covers a clause nevertheless.
        judged = {each.clause.id: each for each in coverage(voice.whole, standard)}
        for clause in standard.clauses:
            nodes = left.pop(clause.id, [])
            if nodes or clause.id in judged:
                yield _row(voice, clause, judged.get(clause.id), nodes)
    for id_, nodes in left.items():
        yield Row((Cell(((Run(id_),),)), cell(""), *_said(voice, nodes)), None, nodes[0].at())


def _row(voice: Voice, clause: Clause, judged: Judged | None, nodes: Sequence[Node]) -> Row:
    number = Run(f"{voice.say(clause.standard)}, {voice.say(clause.number)}", "muted")
    name = Cell(((Run(voice.say(clause.title)),), (number,)))
    said = voice.say(words.CLAUSE_STATUS[judged.status if judged else "other"])
    status = Run(said, "strong") if judged and judged.status == "gap" else Run(said)
    where, reason = _said(voice, nodes)
    if judged and not any("where" in each for each in nodes):
        where = Cell((_shown(voice, judged),))
    return Row((name, Cell(((status,),)), where, reason), None, nodes[0].at() if nodes else None)


def _shown(voice: Voice, judged: Judged) -> Runs:
    """Name the fields that show a clause, each once."""
    fields = dict.fromkeys(tuple(each.path.partition("[")[0].split(".")[:2]) for each in judged.shown)
    return voice.join([_field(voice, *each) for each in fields], voice.comma)


def _field(voice: Voice, kind: str, name: str = "") -> Runs:
    known = kinds()[kind]
    said = voice.say(known.label)
    if known.many or not name:
        return (Run(said), Run(" ", ref=FIELD + kind))
    return (Run(f"{said}·{voice.say(label(known.schema['properties'][name]))}"), Run(" ", ref=f"{FIELD}{kind}.{name}"))


def _said(voice: Voice, nodes: Sequence[Node]) -> tuple[Cell, Cell]:
    """Say where the plan itself sees a clause met, and why it does not apply."""
    places = [_place(voice, each) for node in nodes if "where" in node for each in node_children(node.child("where"))]
    reasons = [line for node in nodes for line in _reason(voice, node)]
    return Cell((voice.join(places, voice.comma),)), Cell(tuple(reasons) or ((),))


def _reason(voice: Voice, node: Node) -> Lines:
    decided = [voice.field(node, name)[0] for name in ("person", "on") if name in node]
    lines = voice.field(node, "justification")
    return (*lines, voice.muted(voice.join(decided, voice.comma))) if decided else lines


def _place(voice: Voice, place: Node) -> Runs:
    field = _fields().get(str(place.data))
    said = voice.runs(place)
    return (*said, Run(" ", ref=FIELD + field)) if field else said


@cache
def _fields() -> dict[str, str]:
    """Return the kinds and fields by the names people give them, in every language."""
    found: dict[str, str] = {}
    for kind in kinds().values():
        fields = kind.schema.get("properties", {})
        for lang in ("zh", "en"):
            of = getattr(kind.label, lang)
            found.setdefault(of, kind.name)
            for name, schema in fields.items():
                found.setdefault(f"{of}·{getattr(label(schema), lang)}", f"{kind.name}.{name}")
    return found
