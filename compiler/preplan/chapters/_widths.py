"""Give the columns of a table room for the longest words of languages that do not break within them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..document import Cell, Row, Table

# A word may break behind these; the editions know the same ones.
_WORD = re.compile(r"[0-9]+(?::[0-9]+)+|[^\s\-/._@:;,=&?#+]+")
# Longer ones are hyphenated.
_LONGEST = 16
# In shares of the width of a page: what a letter needs, in tables with many columns set smaller, and what is around it.
_LETTER, _SMALL_LETTER, _AROUND = 0.0136, 0.0117, 0.024
_MANY = 6


def roomy(table: Table) -> Table:
    """Widen columns whose longest word does not fit, at the cost of those that have room to spare."""
    longest = [0] * len(table.widths)
    for column, cell in (*_places(table.header, len(longest)), *_places(table.rows, len(longest))):
        if cell.colspan == 1:
            longest[column] = max(longest[column], _longest_word(cell))
    letter = _SMALL_LETTER if len(longest) > _MANY else _LETTER
    needed = [(count + 1) * letter + _AROUND for count in longest]
    if sum(needed) >= 1:
        return replace(table, widths=_shares(needed))
    spare = [max(width - least, 0.0) for width, least in zip(table.widths, needed, strict=True)]
    factor = (1 - sum(needed)) / sum(spare)
    return replace(table, widths=_shares([least + each * factor for least, each in zip(needed, spare, strict=True)]))


def _places(rows: Sequence[Row], columns: int) -> Iterator[tuple[int, Cell]]:
    """Return each cell with its column, cells of rows above reaching down."""
    busy = [0] * columns
    for row in rows:
        column = 0
        after = [max(0, each - 1) for each in busy]
        for cell in row.cells:
            while column < columns and busy[column]:
                column += 1
            if column < columns:
                yield column, cell
            for each in range(column, min(columns, column + cell.colspan)):
                after[each] = cell.rowspan - 1
            column += cell.colspan
        busy = after


def _longest_word(cell: Cell) -> int:
    words = (word for line in cell.lines for word in _WORD.findall("".join(run.text for run in line)))
    return min(_LONGEST, max(map(len, words), default=0))


def _shares(widths: Sequence[float]) -> tuple[float, ...]:
    total = sum(widths)
    made = [round(width / total, 4) for width in widths]
    return (*made[:-1], round(1 - sum(made[:-1]), 4))
