"""Write how a plan covers the clauses of standards as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from . import words
from .coverage import Judged
from .coverage_report import Found
from .diagnostics import Language, Text
from .model import Plan
from .workbook import Sheet, workbook

# The columns with their widths in characters.
_COLUMNS: tuple[tuple[Text, int], ...] = (
    (words.STANDARD, 18),
    (words.CLAUSE_NUMBER, 12),
    (words.CLAUSE_TITLE, 26),
    (words.STATUS, 10),
    (words.EVIDENCE, 46),
    (words.SHOWN_BY, 46),
    (words.FIRST_PLACE, 40),
    (words.MISSING_FIELDS, 36),
    (words.JUSTIFICATION, 36),
    (words.DECIDED_BY, 14),
    (words.DECIDED_ON, 12),
    (words.CHECKED, 10),
)


def as_xlsx(plan: Plan, found: Found, lang: Language) -> bytes:
    """Return the workbook: a row for each clause, every cell a text."""
    heads = [name().show(lang) for name, _ in _COLUMNS]
    rows = [heads, *_rows(plan, found, lang)]
    return workbook([Sheet("coverage", rows, [width for _, width in _COLUMNS], frozen=3)], lang)


def _rows(plan: Plan, found: Found, lang: Language) -> Iterator[Sequence[str]]:
    for standard, judged in found:
        for each in judged:
            yield [standard.number, *_row(plan, each, lang)]


def _row(plan: Plan, judged: Judged, lang: Language) -> Iterator[str]:
    clause = judged.clause
    yield from (text().show(lang) for text in (clause.number, clause.title))
    yield words.COVERAGE[judged.status]().show(lang).strip().replace("\u3000", "")
    yield clause.evidence().show(lang)
    shown = [words.COUNTED(field=each.label, count=len(each.nodes)).show(lang) for each in judged.shown]
    yield "\n".join(shown)
    yield "\n".join(str(each.place) for each in judged.shown)
    alternatives = ([each.label().show(lang) for each in fields] for fields in judged.missing)
    yield "\n".join(" / ".join(fields) for fields in alternatives)
    entry = judged.entry.data if judged.entry and judged.status == "justified" else {}
    yield str(entry.get("justification", ""))
    yield plan.name_of(entry["person"]) if "person" in entry else ""
    yield str(entry.get("on", ""))
    yield (words.YES if clause.checked else words.NO)().show(lang)
