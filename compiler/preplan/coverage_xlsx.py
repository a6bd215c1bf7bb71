"""Write how a plan covers the clauses of standards as a workbook."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from . import words
from .coverage import Judged
from .coverage_report import Found
from .diagnostics import Language, Text
from .model import Plan

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
# No clock: the same plan makes the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def as_xlsx(plan: Plan, found: Found, lang: Language) -> bytes:
    """Return the workbook: a row for each clause, every cell a text."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "coverage"
    rows = [[name().show(lang) for name, _ in _COLUMNS], *_rows(plan, found, lang)]
    for down, row in enumerate(rows, 1):
        for across, text in enumerate(row, 1):
            if not text:
                continue
            cell = sheet.cell(down, across, text)
            # Text is data: `=1+1` in a plan is no formula.
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=down == 1)
    for column, (_, width) in zip(sheet.iter_cols(), _COLUMNS, strict=True):
        sheet.column_dimensions[column[0].column_letter].width = width
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    made = BytesIO()
    book.save(made)
    return _timeless(made.getvalue())


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


def _timeless(book: bytes) -> bytes:
    """Put fixed moments in place of those at which the workbook was made."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _MOMENT.sub(rb"\g<1>1980-01-01T00:00:00Z", data)
            part = zipfile.ZipInfo(name, _DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, data)
    return made.getvalue()
