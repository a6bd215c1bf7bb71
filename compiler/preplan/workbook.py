"""Workbooks in which every text is data, and of which the same rows make the same bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from .diagnostics import Language

Value = str | date | timedelta | int | float | None

# No clock: the same workbook has the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
# What a cell holds at most, and how it says that there is more.
_LONGEST, _MORE = 32_000, " …"
_HOURS: dict[Language, str] = {"zh": '[h]"小时"mm"分"', "en": '[h]" h "mm" min"'}
# Workbooks know no day before it.
_FIRST = date(1900, 3, 1)


@dataclass(frozen=True)
class Sheet:
    """A sheet: its first row is the head, which stays in view together with the first `frozen` columns.

    A sheet with nothing `frozen` has no head, only lines. `marked` are the places, row and column from 0 with the head as row 0, that have the `mark` as their colour.
    """

    title: str
    rows: Sequence[Sequence[Value]]
    widths: Sequence[float]
    frozen: int | None = 1
    marked: frozenset[tuple[int, int]] = frozenset()
    mark: str = ""


def workbook(sheets: Sequence[Sheet], lang: Language) -> bytes:
    """Return the file: dates and numbers are what they are, every text is a text, `=1+1` too."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book, formats = Workbook(), {date: "yyyy-mm-dd", timedelta: _HOURS[lang], str: "@"}
    book.remove(book.worksheets[0])
    for each, title in zip(sheets, _titles([each.title for each in sheets]), strict=True):
        sheet: Any = book.create_sheet(title)
        for down, row in enumerate(each.rows):
            for across, value in enumerate(row):
                if value is not None and value != "":
                    mark = each.mark if (down, across) in each.marked else ""
                    head = down == 0 and each.frozen is not None
                    shown = next((shown for type_, shown in formats.items() if isinstance(value, type_)), "General")
                    _fill(sheet.cell(down + 1, across + 1), value, shown, mark, head=head)
        for column, width in enumerate(each.widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        if each.frozen is not None:
            sheet.freeze_panes = sheet.cell(2, each.frozen + 1)
            sheet.auto_filter.ref = sheet.dimensions
            sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    made = BytesIO()
    book.save(made)
    return _timeless(made.getvalue())


def _titles(wanted: Sequence[str]) -> list[str]:
    """Turn titles into ones that a sheet may have: short, without some characters, each another."""
    found: list[str] = []
    for title in wanted:
        plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '")[:31].rstrip(" '") or "-"
        made, count = plain, 2
        # Excel takes letters of either case for the same, and keeps one name for itself.
        while made.lower() in {"history", *(each.lower() for each in found)}:
            made, count = f"{plain[:27]} {count}", count + 1
        found.append(made)
    return found


def _fill(cell: Any, value: Value, shown: str, mark: str, *, head: bool) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    if isinstance(value, date) and value < _FIRST:
        value = value.isoformat()
    if isinstance(value, str):
        cell.value = value if len(value) <= _LONGEST else value[:_LONGEST] + _MORE
        # Text is data: `=1+1` in a plan is no formula, and does not become one when somebody edits the cell.
        cell.data_type = "s"
        cell.quotePrefix = value[0] in "=+-@\t\r\n"
    else:
        cell.value = value
    cell.number_format = shown
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=head)
    if mark:
        cell.fill = PatternFill("solid", mark)


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
