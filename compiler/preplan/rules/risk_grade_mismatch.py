"""Risk whose grade is not that of the matrix.

Likelihood and impact lead to one cell of the matrix, and the risk has that cell's grade (GB/T 27921-2023). A
likelihood or impact beyond the matrix leads nowhere. A matrix that is itself wrong is not held against the risks.

Flagged:
    risks:
      grades: [{id: slight, name: 轻微, ordinal: 1}, {id: major, name: 重大, ordinal: 2}]
      matrix:
        likelihood: [{name: 少}, {name: 多}]
        impact: [{name: 轻}, {name: 重}]
        cells: [[slight, slight], [slight, major]]
      register:
        - {id: risk-fire, name: 火灾, likelihood: 2, impact: 2, grade: slight}
        - {id: risk-flood, name: 内涝, likelihood: 3, impact: 1, grade: slight}
Fine:
    risks:
      grades: [{id: slight, name: 轻微, ordinal: 1}, {id: major, name: 重大, ordinal: 2}]
      matrix:
        likelihood: [{name: 少}, {name: 多}]
        impact: [{name: 轻}, {name: 重}]
        cells: [[slight, slight], [slight, major]]
      register: [{id: risk-fire, name: 火灾, likelihood: 2, impact: 2, grade: major}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Plan
from . import Finding
from ._reading import called, matrix_grade
from .risk_matrix_bad import check as faults_of_matrix

SEVERITY = "error"
TITLE = Text("风险等级与矩阵不符", "risk whose grade is not that of the matrix")
WHY = Text(
    "可能性与影响程度在矩阵中对应唯一的等级，登记的等级要与之一致；超出矩阵档数的取值没有对应等级。",
    "Likelihood and impact lead to one cell of the matrix, and the risk has that cell's grade.",
)
BASIS = Text("GB/T 27921-2023 风险评估技术", "GB/T 27921-2023, risk assessment techniques")

MISMATCH = Text(
    "“{risk}”登记为“{stated}”，矩阵得出“{found}”", "`{risk}` is graded `{stated}`, but the matrix gives `{found}`"
)
CELL = Text("矩阵中的这一格", "this cell of the matrix")
BEYOND = Text("矩阵的{what}只有 {count} 档，没有第 {given} 档", "the matrix has {count} steps of {what}, not {given}")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each risk that says how likely and how grave it is."""
    matrix = plan.field("risks", "matrix")
    if matrix is None or any(faults_of_matrix(plan)):
        return
    for risk in plan.of_type("risk"):
        beyond = [name for name in ("likelihood", "impact") if risk.get(name, 0) > len(matrix[name])]
        for name in beyond:
            message = BEYOND(what=called(risk, name), count=len(matrix[name]), given=risk[name])
            yield Finding(risk.at(name), message)
        stated, found = risk.get("grade"), matrix_grade(plan, risk)
        if stated and found and stated != found and not beyond:
            message = MISMATCH(risk=risk.name, stated=plan.name_of(stated), found=plan.name_of(found))
            cell = matrix.at("cells", risk["likelihood"] - 1, risk["impact"] - 1)
            yield Finding(risk.at("grade"), message, (Note(CELL(), cell),))
