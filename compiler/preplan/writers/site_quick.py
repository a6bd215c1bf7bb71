"""Find what people look for first in a document."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Cell, Clauses, Document, Facts, Notice, Paragraph, Runs, Table, walk


def quick(document: Document) -> Iterator[tuple[str, str, str]]:
    """Find the tables that people look for first: kind, caption, id."""
    tables = [b for _, s in walk(document.body + document.annexes) for b in s.blocks if isinstance(b, Table)]
    found: dict[str, Table] = {}
    for table in tables:
        heads = [row.cells[0] for row in table.rows if row.cells]
        if table.layout == "matrix":
            found.setdefault("matrix", table)
        elif table.layout == "steps":
            found.setdefault("steps", table)
        elif sum(head.tone is not None and head.heads_row for head in heads) >= 2:
            found.setdefault("levels", table)
    calls = [(sum(_calls(cell) for row in table.rows for cell in row.cells), table) for table in tables]
    most = max((count for count, _ in calls), default=0)
    if most:
        found["contacts"] = next(table for count, table in calls if count == most)
    for kind in ("levels", "steps", "contacts", "matrix"):
        if kind in found:
            yield kind, found[kind].caption, found[kind].id


def has_sample(document: Document) -> bool:
    """Say whether a document holds a value that is to be replaced."""
    return any(run.style == "sample" for runs in _all_runs(document) for run in runs)


def _calls(cell: Cell) -> int:
    return sum((run.href or "").startswith("tel:") for line in cell.lines for run in line)


def _all_runs(document: Document) -> Iterator[Runs]:
    for fact in document.cover.facts:
        yield fact.runs
    for _, section in walk(document.sections):
        for block in section.blocks:
            match block:
                case Paragraph(runs=runs):
                    yield runs
                case Clauses(clauses=clauses):
                    yield from (clause.runs for clause in clauses)
                case Facts(facts=facts):
                    yield from (fact.runs for fact in facts)
                case Table():
                    for row in block.rows:
                        for cell in row.cells:
                            yield from cell.lines
                case Notice(lines=lines):
                    yield from lines
                case _:
                    pass
