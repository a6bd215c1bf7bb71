"""What can only be known once everything is there: numbers, anchors, and where references lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import is_

from ..diagnostics import Text
from ..document import (
    Block,
    Cell,
    Clauses,
    Facts,
    Figure,
    Notice,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Signatures,
    Table,
    walk,
)
from ._voice import FIELD, Voice
from ._widths import roomy

_TABLE = Text("表 {count}", "Table {count}")
_FIGURE = Text("图 {count}", "Figure {count}")
_ANNEX = Text("附件 {count}", "Annex {count}")
_ANNEX_PART = Text("附 {count}", "{count}")
_ANNEX_TABLE = Text("附表 {count}", "Annex table {count}")
_ANNEX_FIGURE = Text("附图 {count}", "Annex figure {count}")


def numbered(voice: Voice, sections: Sequence[Section], part: str) -> tuple[Section, ...]:
    """Number chapters, sections, tables and figures in reading order; the front has no numbers."""
    counts: Counter[str] = Counter()

    def block(each: Block) -> Block:
        if isinstance(each, Table) and voice.lang == "en":
            each = roomy(each)
        if part == "front" or not isinstance(each, Table | Figure):
            return each
        kind = "table" if isinstance(each, Table) else "figure"
        counts[kind] += 1
        texts = {
            ("table", "body"): _TABLE,
            ("figure", "body"): _FIGURE,
            ("table", "annexes"): _ANNEX_TABLE,
            ("figure", "annexes"): _ANNEX_FIGURE,
        }
        return replace(each, label=voice.say(texts[kind, part], count=counts[kind]))

    def section(each: Section, number: str, depth: int) -> Section:
        shown = number
        if part == "front":
            shown = ""
        elif part == "annexes":
            shown = voice.say(_ANNEX if depth == 1 else _ANNEX_PART, count=number)
        blocks = tuple(block(b) for b in each.blocks)
        inner = tuple(section(s, f"{number}.{count}", depth + 1) for count, s in enumerate(each.sections, 1))
        return replace(each, number=shown, blocks=blocks, sections=inner)

    return tuple(section(each, str(count), 1) for count, each in enumerate(sections, 1))


def anchored(*parts: tuple[Section, ...]) -> tuple[tuple[Section, ...], ...]:
    """Make every id stand for one place: sections first, then tables and figures, then rows and clauses."""
    used: set[str] = set()

    def own(id_: str) -> str:
        count, made = 2, id_
        while made in used:
            made, count = f"{id_}-{count}", count + 1
        used.add(made)
        return made

    def once(id_: str | None) -> str | None:
        if id_ is None or id_ in used:
            return None
        used.add(id_)
        return id_

    def section(each: Section) -> Section:
        return replace(each, id=own(each.id), sections=tuple(map(section, each.sections)))

    def large(block: Block) -> Block:
        if isinstance(block, Table | Figure):
            return replace(block, id=own(block.id))
        if isinstance(block, Signatures):
            return replace(block, fields=tuple(replace(field, id=own(field.id)) for field in block.fields))
        return block

    def small(block: Block) -> Block:
        if isinstance(block, Table):
            rows = ((row, once(row.id)) for row in block.rows)
            return replace(block, rows=tuple(row if id_ == row.id else replace(row, id=id_) for row, id_ in rows))
        if isinstance(block, Clauses):
            return Clauses(tuple(replace(clause, id=once(clause.id)) for clause in block.clauses))
        return block

    done = [tuple(map(section, part)) for part in parts]
    for each in (large, small):
        done = [_each_block(part, each) for part in done]
    return tuple(done)


def _each_block(sections: tuple[Section, ...], change: Callable[[Block], Block]) -> tuple[Section, ...]:
    return tuple(
        replace(each, blocks=tuple(map(change, each.blocks)), sections=_each_block(each.sections, change))
        for each in sections
    )


def linked(parts: tuple[tuple[Section, ...], ...], places: Mapping[str, str]) -> tuple[tuple[Section, ...], ...]:
    """Give references without words those of what they lead to, and take away those that lead nowhere."""
    targets: dict[str, str] = {}
    for part in parts:
        for _, section in walk(part):
            targets[section.id] = section.number or section.title
            for block in section.blocks:
                match block:
                    case Table():
                        targets[block.id] = block.label or block.caption
                        targets.update({row.id: "" for row in block.rows if row.id})
                    case Figure():
                        targets[block.id] = block.label or block.caption
                    case Clauses():
                        targets.update({clause.id: "" for clause in block.clauses if clause.id})

    def runs(given: Runs) -> Runs:
        if all(run.ref is None for run in given):
            return given
        return tuple(made for run in given if (made := run if run.ref is None else run_(run)).text)

    def run_(run: Run) -> Run:
        # A run of nothing but a gap takes its words from where it leads.
        ref = _place(places, run.ref[len(FIELD) :]) if run.ref and run.ref.startswith(FIELD) else run.ref
        if ref is None or ref not in targets:
            return Run(run.text if run.text.strip() else "", run.style)
        return Run(run.text if run.text.strip() else run.text + targets[ref], run.style, ref)

    return tuple(_each_block(part, lambda block: _with_runs(block, runs)) for part in parts)


def _place(places: Mapping[str, str], field: str) -> str | None:
    """Return the section that shows a field, or the whole of which it is a part."""
    if field in places:
        return places[field]
    kind, _, name = field.partition(".")
    return f"{places[kind]}-{name.replace('_', '-')}" if kind in places and name else None


def _with_runs(block: Block, change: Callable[[Runs], Runs]) -> Block:
    def cell(each: Cell) -> Cell:
        lines = tuple(map(change, each.lines))
        # Most cells hold no reference; to make them anew would take longer than all the rest.
        return each if all(map(is_, lines, each.lines)) else replace(each, lines=lines)

    def row(each: Row) -> Row:
        cells = tuple(map(cell, each.cells))
        return each if all(map(is_, cells, each.cells)) else replace(each, cells=cells)

    match block:
        case Paragraph():
            return replace(block, runs=change(block.runs))
        case Clauses():
            return Clauses(tuple(replace(each, runs=change(each.runs)) for each in block.clauses))
        case Facts():
            return Facts(tuple(replace(each, runs=change(each.runs)) for each in block.facts))
        case Table():
            return replace(block, header=tuple(map(row, block.header)), rows=tuple(map(row, block.rows)))
        case Notice():
            return replace(block, lines=tuple(map(change, block.lines)))
        case Signatures():
            fields = (
                replace(each, name=change(each.name), date=change(each.date), opinion=change(each.opinion))
                for each in block.fields
            )
            return replace(block, fields=tuple(fields))
    return block


def runs_in(section: Section) -> Iterator[Run]:
    found: list[Run] = []

    def keep(runs: Runs) -> Runs:
        found.extend(runs)
        return runs

    for block in section.blocks:
        _with_runs(block, keep)
    return iter(found)
