"""People at risk, but nobody calls for help.

Fire, crime and injury need the fire brigade, the police or an ambulance (GB/T 29639-2020, 8.3 c). A scenario that puts
people at risk, because it says `life_safety: true` or because its name speaks of a fire, a crime or an injury, mentions
119, 110 or 120 in a step, its stop condition or a caution, or notifies a contact with such a number; under the law of
another country (`jurisdiction`), any emergency service.

Flagged:
    scenarios:
      - id: scenario-fire
        name: 火灾
        life_safety: true
        procedures: [{id: proc-fire, name: 火灾处置, steps: [{do: 呼喊疏散}]}]
Fine:
    organisation:
      contacts: [{id: fire-brigade, name: 消防救援, kind: emergency, phone: "119"}]
    scenarios:
      - id: scenario-fire
        name: 火灾
        life_safety: true
        procedures: [{id: proc-fire, name: 火灾处置, steps: [{do: 呼喊疏散}, {do: 报警, notify: [fire-brigade]}]}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Item, Plan
from . import Finding
from ._reading import in_china

SEVERITY = "error"
TITLE = Text("危及人员却没有报警", "people at risk, but nobody calls for help")
WHY = Text(
    "火灾、治安、伤病要报 119、110 或 120。危及人员的情景（写了 life_safety: true，或名称里有火灾、抢劫、斗殴、受伤一类的词），"
    "步骤、停止条件或注意事项里要写明号码，或通知有这样号码的单位。",
    "A scenario that puts people at risk, by `life_safety: true` or by a name that speaks of fire, crime or injury, "
    "mentions 119, 110 or 120 in a step, or notifies a contact with such a number.",
)
BASIS = Text("GB/T 29639-2020 第 8.3 条 c", "GB/T 29639-2020, 8.3 c")

NO_ALARM = Text(
    "“{scenario}”危及人员，却没有拨打 119、110 或 120 的步骤",
    "`{scenario}` puts people at risk, but no step calls 119, 110 or 120",
)
DANGER = re.compile(
    "火灾|火情|起火|着火|爆炸|抢劫|盗抢|行凶|斗殴|伤人|受伤|伤害|伤亡|踩踏|触电|溺水|急病|突发疾病"
    r"|\b(?:fires?|explosion|robbery|assault|injur(?:y|ies|ed)|stampede)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![0-9-])(?:110|119|120|122)(?![0-9-])")


def check(plan: Plan) -> Iterator[Finding]:
    """Look at the steps of each scenario that puts people at risk."""
    services = {contact.id for contact in plan.of_type("contact") if contact.get("kind") == "emergency"}
    for scenario in plan.of_type("scenario"):
        procedures = scenario.children("procedures")
        steps = [step for procedure in procedures for step in procedure.children("steps")]
        if steps and (scenario.get("life_safety") or DANGER.search(scenario.name)):
            said = [step[name] for step in steps for name in ("do", "stop_condition") if name in step]
            said += [caution["text"] for procedure in procedures for caution in procedure.children("cautions")]
            said += [_phone(plan.find(who)) for step in steps for who in step.get("notify") or ()]
            called = {who for step in steps for who in step.get("notify") or ()}
            if not any(NUMBER.search(each) for each in said) and (in_china(plan) or not called & services):
                yield Finding(scenario.place, NO_ALARM(scenario=scenario.name))


def _phone(contact: Item | None) -> str:
    return str(contact.get("phone", "")) if contact else ""
