"""Risk above tolerance without a procedure.

A risk that is not simply accepted needs a scenario with a procedure (GB/T 29639-2020, 4.6.2). Where a plan names no
tolerance, nothing is accepted, and every graded risk counts. A risk without a stated grade has that of the matrix. Where
a scenario names risks but has no procedure, that is one finding.

Flagged:
    risks:
      strategies: [{id: prevent, name: 预防}]
      grades: [{id: slight, name: 轻微, ordinal: 1}, {id: major, name: 重大, ordinal: 2}]
      tolerance: slight
      register:
        - {id: risk-leak, name: 数据泄露, grade: major}
        - {id: risk-noise, name: 噪声, grade: slight}
        - {id: risk-fire, name: 火灾, grade: major}
    scenarios:
      - {id: scenario-fire, name: 火灾, risks: [risk-fire]}
Fine:
    risks:
      grades: [{id: slight, name: 轻微, ordinal: 1}, {id: major, name: 重大, ordinal: 2}]
      tolerance: slight
      register: [{id: risk-leak, name: 数据泄露, grade: major}, {id: risk-noise, name: 噪声, grade: slight}]
    scenarios:
      - id: scenario-leak
        name: 数据泄露
        risks: [risk-leak]
        procedures: [{id: proc-leak, name: 数据泄露处置}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Item, Plan
from . import Finding
from ._reading import grade_of

SEVERITY = "error"
ABSENCE = True
TITLE = Text("超出容忍度的风险没有处置流程", "risk above tolerance without a procedure")
WHY = Text(
    "不能直接接受的风险，要有对应情景和处置流程。没有写明容忍等级的，每个有等级的风险都要有。",
    "A risk that is not accepted needs a scenario with a procedure; without a stated tolerance every graded risk does.",
)
BASIS = Text("GB/T 29639-2020 第 4.6.2 条", "GB/T 29639-2020, 4.6.2")

NO_PROCEDURE = Text("“{risk}”（{grade}）没有处置流程", "the risk `{risk}` ({grade}) has no procedure")
TITLE_ONLY = Text(
    "情景“{scenario}”没有处置流程，它对应的风险无从处置：{risks}",
    "the scenario `{scenario}` has no procedure, so nothing is done about its risks: {risks}",
)
TOLERANCE = Text("容忍等级是“{grade}”", "the tolerance is `{grade}`")
HOW = Text(
    "在 scenarios 的某个情景里用 risks 列出它，并写 procedures", "name it under `risks` of a scenario with `procedures`"
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each risk above the tolerance, and at what the scenarios do about them."""
    tolerance = plan.field("risks", "tolerance")
    limit = plan.find(tolerance.data) if tolerance else None
    if tolerance and not limit:
        return
    high = {risk.id: risk for risk in plan.of_type("risk") if _is_above(grade_of(plan, risk), limit)}
    scenarios = plan.of_type("scenario")
    for scenario in sorted(scenarios, key=lambda each: not each.get("procedures")):
        risks = [high.pop(id_) for id_ in scenario.get("risks") or () if id_ in high]
        if risks and not scenario.get("procedures"):
            message = TITLE_ONLY(scenario=scenario.name, risks=[risk.name for risk in risks])
            yield Finding(scenario.place, message)
    notes = (Note(TOLERANCE(grade=limit.name), tolerance.at()),) if limit and tolerance else ()
    for risk in high.values():
        grade = grade_of(plan, risk)
        said = NO_PROCEDURE(risk=risk.name, grade=grade.name if grade else "")
        yield Finding(risk.place, said, notes, HOW())


def _is_above(grade: Item | None, limit: Item | None) -> bool:
    return grade is not None and (limit is None or bool(grade["ordinal"] > limit["ordinal"]))
