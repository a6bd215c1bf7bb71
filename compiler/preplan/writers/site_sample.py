"""Say whether a document holds sample values."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Clauses, Document, Facts, Notice, Paragraph, Runs, Signatures, Table, walk


def has_sample(document: Document) -> bool:
    """Say whether a document holds a value that is to be replaced."""
    return bool(document.cover.samples) or any(run.style == "sample" for runs in _all_runs(document) for run in runs)


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
                case Signatures(fields=fields):
                    yield from (runs for field in fields for runs in (field.name, field.date, field.opinion))
                case _:
                    pass
