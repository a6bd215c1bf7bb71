"""How much of a plan fits on its one page: what the layouts of the summary reckon with."""

from __future__ import annotations

import math
import unicodedata

from ..document import Facts, Runs, Table

# In millimetres, as both editions set the page: its width, what title, headings and remarks leave of its height,
# a Chinese character, a line, and what is around the lines of a row.
_WIDTH, ROOM = 180.0, 200.0
_EM, _LINE, _AROUND, _BESIDE = 3.18, 4.62, 1.1, 3.6
# Lines break where they may, which is not always at their end.
_FILLED = 0.94
_LABEL = 0.26


def height_of(block: Table | Facts) -> float:
    """Guess the height of a block in millimetres, rather too high than too low."""
    if isinstance(block, Facts):
        rows = [[(_LABEL, [fact.label]), (1 - _LABEL, [_text(fact.runs)])] for fact in block.facts]
    else:
        rows = [
            [(width, [*map(_text, cell.lines)]) for width, cell in zip(block.widths, row.cells, strict=True)]
            for row in block.header + block.rows
        ]
    remark = _lines(1, [_text(block.remark)]) * _LINE if isinstance(block, Table) and block.remark else 0
    return remark + sum(max(_lines(width, lines) for width, lines in row) * _LINE + _AROUND for row in rows)


def _lines(width: float, lines: list[str]) -> int:
    room = (width * _WIDTH - _BESIDE) * _FILLED / _EM
    return sum(max(1, math.ceil(_breadth(line) / max(room, 1))) for line in lines)


def _breadth(text: str) -> float:
    return sum(1 if unicodedata.east_asian_width(letter) in "WFA" else 0.56 for letter in text)


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs)
