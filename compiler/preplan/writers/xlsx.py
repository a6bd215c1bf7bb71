"""Write a document whose sections are registers as a workbook, a sheet for each of its tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from ..document import Cell, Document, Section, Table, plain, walk
from ..workbook import Sheet, Value, workbook

# In characters.
_NARROWEST, _WIDEST = 8, 44
_SAMPLE = "FFF2CC"


def render(document: Document) -> bytes:
    """Write one document; the same document gives the same bytes."""
    words, cover = document.words, document.cover
    about = [
        [document.view.title if document.view else "", cover.title],
        [words.number, cover.number],
        [words.version, cover.version],
        [words.effective_on, cover.effective_on],
        [words.audience, cover.audience],
    ]
    sheets = [_sheet(section, table) for section, table in _tables(document)]
    marked = frozenset[tuple[int, int]]()
    if any(sheet.marked for sheet in sheets):
        about.append([words.sample, words.sample_help])
        marked = frozenset({(len(about) - 1, 0)})
    first = Sheet(about[0][0], about, (18.0, 70.0), frozen=None, marked=marked, mark=_SAMPLE)
    return workbook([first, *sheets], document.language)


def _tables(document: Document) -> Iterator[tuple[Section, Table]]:
    for _, section in walk(document.sections):
        for block in section.blocks:
            if isinstance(block, Table):
                yield section, block


def _sheet(section: Section, table: Table) -> Sheet:
    heads = [[_text(cell) for cell in row.cells] for row in table.header]
    rows = [
        [value if value is not None else _text(cell) for cell, value in zip(row.cells, data, strict=True)]
        for row, data in zip(table.rows, table.data or [[None] * len(table.widths)] * len(table.rows), strict=True)
    ]
    marked = {
        (down, across)
        for down, row in enumerate(table.rows, len(heads))
        for across, cell in enumerate(row.cells)
        if any(run.style == "sample" for line in cell.lines for run in line)
    }
    said: Sequence[Sequence[Value]] = [*heads, *rows]
    return Sheet(section.title, said, _widths(table), marked=frozenset(marked), mark=_SAMPLE)


def _widths(table: Table) -> list[float]:
    """Make each column as wide as what it says, within reason."""
    widths = []
    for across in range(len(table.widths)):
        lines = [plain(line) for row in table.header + table.rows for line in row.cells[across].lines]
        widest = max(sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in line) for line in lines)
        # The arrow of the filter takes its place.
        widths.append(float(min(max(widest + 3, _NARROWEST), _WIDEST)))
    return widths


def _text(cell: Cell) -> str:
    return "\n".join(plain(line) for line in cell.lines)
