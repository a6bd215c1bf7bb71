"""Risk matrix with holes or with grades that fall.

A matrix has one row for each likelihood and in each row one cell for each impact, and its grade never falls when a
risk becomes more likely or graver. Falling grades are looked at only in a matrix of the right shape.

Flagged:
    risks:
      grades: [{id: slight, name: 轻微, ordinal: 1}, {id: major, name: 重大, ordinal: 2}]
      matrix:
        likelihood: [{name: 少}, {name: 多}]
        impact: [{name: 轻}, {name: 重}]
        cells: [[slight, major], [slight, slight]]
Fine:
    risks:
      grades: [{id: slight, name: 轻微, ordinal: 1}, {id: major, name: 重大, ordinal: 2}]
      matrix:
        likelihood: [{name: 少}, {name: 多}]
        impact: [{name: 轻}, {name: 重}]
        cells: [[slight, slight], [slight, major]]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Node, Plan
from . import Finding

SEVERITY = "error"
TITLE = Text("风险矩阵有空格或等级倒挂", "risk matrix with holes or with grades that fall")
WHY = Text(
    "矩阵一行一档可能性，一列一档影响，不缺不多；可能性或影响上升时，等级不能下降。",
    "A matrix has a row for each likelihood and a column for each impact, and its grades never fall as either rises.",
)
BASIS = Text("通行做法", "common practice")

ROWS = Text("矩阵有 {found} 行，可能性有 {wanted} 档", "the matrix has {found} rows for {wanted} likelihoods")
CELLS = Text("这一行有 {found} 格，影响程度有 {wanted} 档", "this row has {found} cells for {wanted} impacts")
LOWER_ROW = Text(
    "可能性升高，等级却从“{before}”降到“{after}”", "the grade falls from `{before}` to `{after}` as likelihood rises"
)
LOWER_CELL = Text(
    "影响增大，等级却从“{before}”降到“{after}”", "the grade falls from `{before}` to `{after}` as impact rises"
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look at the shape first, then at each cell beside the ones before it."""
    matrix = plan.field("risks", "matrix")
    if matrix is None:
        return
    wrong = [*_shape(matrix)]
    yield from wrong or _falls(plan, matrix)


def _shape(matrix: Node) -> Iterator[Finding]:
    rows, wanted = matrix["cells"], len(matrix["likelihood"])
    if len(rows) != wanted:
        yield Finding(matrix.key_at("cells"), ROWS(found=len(rows), wanted=wanted))
    wanted = len(matrix["impact"])
    for index, row in enumerate(rows):
        if len(row) != wanted:
            place = matrix.at("cells", index, 0) if row else matrix.at("cells", index)
            yield Finding(place, CELLS(found=len(row), wanted=wanted))


def _falls(plan: Plan, matrix: Node) -> Iterator[Finding]:
    cells = matrix["cells"]
    rank = {grade.id: grade["ordinal"] for grade in plan.of_type("grade")}
    for row, column in ((r, c) for r in range(len(cells)) for c in range(len(cells[r]))):
        after = cells[row][column]
        for text, r, c in ((LOWER_ROW, row - 1, column), (LOWER_CELL, row, column - 1)):
            before = cells[r][c] if r >= 0 and c >= 0 else after
            if rank.get(after, 0) < rank.get(before, 0) and after in rank:
                names = text(before=plan.name_of(before), after=plan.name_of(after))
                yield Finding(matrix.at("cells", row, column), names)
                break
