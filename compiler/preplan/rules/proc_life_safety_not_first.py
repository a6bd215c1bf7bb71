"""People at risk, but the first step is not about them.

Where people are in danger, each procedure begins with a step that protects them (ISO 22301:2019, 8.4.2.3): the
scenario says `life_safety: true`, and so does the first step or one that is done together with it (`parallel`).

Flagged:
    scenarios:
      - id: scenario-fire
        name: 火灾
        life_safety: true
        procedures:
          - {id: proc-fire, name: 火灾处置, steps: [{do: 切断电源}, {do: 疏散, life_safety: true}]}
Fine:
    scenarios:
      - id: scenario-fire
        name: 火灾
        life_safety: true
        procedures:
          - {id: proc-fire, name: 火灾处置, steps: [{do: 呼喊疏散, life_safety: true}, {do: 切断电源}]}
          - {id: proc-smoke, name: 冒烟, steps: [{do: 报警}, {do: 呼喊疏散, life_safety: true, parallel: true}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from ..diagnostics import Note, Text
from ..model import Plan
from . import Finding

SEVERITY = "error"
TITLE = Text("危及人员，第一步却不是保护人", "people at risk, but the first step is not about them")
WHY = Text(
    "危及人员的情景（life_safety: true），每个流程的第一步都要先保护人，并写 life_safety: true。",
    "Where a scenario puts people at risk, each procedure begins with a step that protects them.",
)
BASIS = Text("ISO 22301:2019 第 8.4.2.3 条", "ISO 22301:2019, 8.4.2.3")

NOT_FIRST = Text(
    "“{scenario}”危及人员，第一步却不是保护人",
    "`{scenario}` puts people at risk, but this first step does not protect them",
)
LATER = Text("保护人的步骤在这里", "this step protects people")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at the first step of each procedure where people are at risk."""
    for procedure in plan.of_type("procedure"):
        steps = procedure.children("steps")
        if not (procedure.owner and procedure.owner.get("life_safety") and steps):
            continue
        begun = [steps[0], *takewhile(lambda step: bool(step.get("parallel")), steps[1:])]
        if not any(step.get("life_safety") for step in begun):
            later = next((step for step in steps if step.get("life_safety")), None)
            notes = (Note(LATER(), procedure.fragment.head(later.path)),) if later else ()
            place = procedure.fragment.head(steps[0].path)
            yield Finding(place, NOT_FIRST(scenario=procedure.owner.name), notes)
