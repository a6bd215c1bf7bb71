"""Classes of mistakes about risks: the matrix, grades, what is done about each."""

from __future__ import annotations

from preplan.diagnostics import Text
from preplan.model import Item

from .clean import MARK, Clean
from .plant import ID, KEY, LONG_AGO, VALUE, Edits, Fault

_NO_CARD = {
    "card-missing": Text("一线岗位的步骤都在这个流程里", "all steps of a front-line role were in that procedure"),
}


def risk_without_owner(clean: Clean) -> Edits:
    """Leave out who watches a risk."""
    for risk in clean.items("risk"):
        if risk.get("owner"):
            yield clean.without(risk, "owner")


def risk_grade_other(clean: Clean) -> Edits:
    """Give a risk another grade than the matrix does."""
    for risk in clean.items("risk"):
        if risk.get("grade") and risk.get("likelihood") and risk.get("impact"):
            for grade in clean.shuffled(clean.plan.of_type("grade"))[:2]:
                if grade.id != risk["grade"]:
                    yield (clean.set(risk, "grade", to=f"{MARK}{grade.id}"),)


def matrix_cell_missing(clean: Clean) -> Edits:
    """Leave out a cell of a row of the matrix."""
    cells = clean.section("risks", "matrix", "cells")
    for row in clean.shuffled(cells.children() if cells else ()):
        column = clean.random.randrange(1, len(row.data))
        yield clean.cut(row, column), clean.mark(row, 0)


def matrix_row_missing(clean: Clean) -> Edits:
    """Leave out a row of the matrix."""
    matrix = clean.section("risks", "matrix")
    for index in clean.shuffled(range(len(matrix["cells"])) if matrix else ()):
        yield clean.cut(matrix, "cells", index), clean.mark_key(matrix, "cells")  # type: ignore[arg-type]


def matrix_falls(clean: Clean) -> Edits:
    """Write the lowest grade into the last cell of the matrix."""
    matrix = clean.section("risks", "matrix")
    grades = sorted(clean.plan.of_type("grade"), key=lambda each: int(each["ordinal"]))
    if matrix and grades:
        rows = matrix["cells"]
        yield (clean.set(matrix, "cells", len(rows) - 1, len(rows[-1]) - 1, to=f"{MARK}{grades[0].id}"),)


def grade_without_level(clean: Clean) -> Edits:
    """Leave out what a grade of risk leads to."""
    for grade in clean.items("grade"):
        for name in ("strategies", "level"):
            if grade.get(name):
                yield clean.without(grade, name)


def risk_assessed_long_ago(clean: Clean) -> Edits:
    """Let a risk have been assessed long ago."""
    for risk in clean.items("risk"):
        if risk.get("assessed_on"):
            yield (clean.set(risk, "assessed_on", to=MARK + LONG_AGO),)


def risk_unlinked(clean: Clean) -> Edits:
    """Leave out which risks a scenario is about."""
    tolerance = clean.plan.find((clean.plan.section("risks") or clean.head).get("tolerance"))
    for scenario in clean.items("scenario"):
        risks = [clean.plan.find(each) for each in scenario.get("risks", ())]
        others = {
            id_ for each in clean.plan.of_type("scenario") if each is not scenario for id_ in each.get("risks", ())
        }
        high = [
            each
            for each in risks
            if each and each.id not in others and _ordinal(clean, each) > _ordinal(clean, tolerance)
        ]
        if high and len(high) == len(risks) and all(each.fragment.file in clean.own for each in high):
            yield clean.cut(scenario, "risks"), *(clean.mark(each, "id") for each in high)


def scenario_without_procedure(clean: Clean) -> Edits:
    """Leave out the procedures of a scenario."""
    tolerance = clean.plan.find((clean.plan.section("risks") or clean.head).get("tolerance"))
    for scenario in clean.items("scenario"):
        others = {
            id_ for each in clean.plan.of_type("scenario") if each is not scenario for id_ in each.get("risks", ())
        }
        risks = [clean.plan.find(each) for each in scenario.get("risks", ()) if each not in others]
        if any(each and _ordinal(clean, each) > _ordinal(clean, tolerance) for each in risks):
            yield clean.without(scenario, "procedures")


def leak_scenario_unmarked(clean: Clean) -> Edits:
    """Forget to say that a scenario is about personal information."""
    profiles = clean.section("plan", "profiles")
    scenarios = [each for each in clean.plan.of_type("scenario") if each.get("personal_information")]
    if profiles and "pi-processor" in profiles.data and len(scenarios) == 1 and scenarios[0].fragment.file in clean.own:
        mark = clean.mark(profiles, profiles.data.index("pi-processor"))
        yield clean.cut(scenarios[0], "personal_information"), mark


def _ordinal(clean: Clean, item: Item | None) -> int:
    grade = clean.plan.find(item.get("grade")) if item and item.type == "risk" else item
    return int(grade["ordinal"]) if grade else 0


FAULTS = (
    Fault("risk-without-owner", Text("风险没有责任岗位", "risk without an owner"), "risk-no-owner", ID, risk_without_owner),
    Fault("risk-grade-other", Text("风险等级与矩阵不符", "grade against the matrix"), "risk-grade-mismatch", VALUE, risk_grade_other),
    Fault("matrix-cell-missing", Text("矩阵缺一格", "cell of the matrix missing"), "risk-matrix-bad", Text("这一行的第一格", "the first cell of the row"), matrix_cell_missing),
    Fault("matrix-row-missing", Text("矩阵缺一行", "row of the matrix missing"), "risk-matrix-bad", KEY, matrix_row_missing),
    Fault("matrix-falls", Text("矩阵由高变低", "matrix that falls"), "risk-matrix-bad", VALUE, matrix_falls),
    Fault("grade-without-level", Text("风险等级没有响应级别或策略", "grade without a level or strategy"), "risk-grade-unmapped", ID, grade_without_level),
    Fault("risk-assessed-long-ago", Text("风险多年未评估", "risk assessed long ago"), "risk-stale", VALUE, risk_assessed_long_ago),
    Fault("risk-unlinked", Text("风险没有情景", "risk without a scenario"), "risk-no-procedure", ID, risk_unlinked),
    Fault("scenario-without-procedure", Text("删去处置流程", "procedures removed"), "risk-no-procedure", ID, scenario_without_procedure, also=_NO_CARD),
    Fault("leak-scenario-unmarked", Text("没有个人信息泄露情景", "no leak scenario"), "risk-no-data-breach", VALUE, leak_scenario_unmarked),
)  # fmt: skip
