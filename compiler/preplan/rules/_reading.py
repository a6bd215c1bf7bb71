"""What several rules read from a plan in the same way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Text
from ..model import Fragment, Item, Node, Plan, Reference, Where, label, schema_at
from ..source import Span
from ..values import read_date
from ._ranks import rank

STEP = Text("步骤", "step")
LEVEL = Text("响应级别", "response level")
REPORT = Text("报告要求", "report rule")
DUTY = Text("值班", "duty slot")
HEAD = Text("预案", "plan")
WARNING = Text("预警", "early warning")
RESOURCE = Text("应急资源", "resource")
RISK = Text("风险", "risk")
COMMUNICATION = Text("沟通", "communication")
RECOVERY = Text("恢复", "recovery")
PREMISES = Text("场所与疏散", "premises")
EVIDENCE = Text("证据保全", "evidence")
DRILL = Text("演练", "drill")
TRAINING = Text("培训", "training")
IMPROVEMENT = Text("改进", "improvement")
COMPLIANCE = Text("合规", "compliance")
RACI = Text("责任分配", "responsibility matrix")
APPROVAL = Text("编审", "drafting and approval")

# Where a plan makes a role act itself, not only hear of something.
_ACTS: tuple[tuple[str, Text, tuple[str, ...]], ...] = (
    ("step", STEP, ("role",)),
    ("level", LEVEL, ("activated_by", "terminated_by")),
    ("report-rule", REPORT, ("from",)),
    ("site", PREMISES, ("lead",)),
    ("area", PREMISES, ("lead",)),
    ("muster-point", PREMISES, ("lead",)),
)
_KEEPS: tuple[tuple[str, Text, tuple[str, ...]], ...] = (
    ("level", LEVEL, ("stand_in",)),
    ("team", RESOURCE, ("lead",)),
    ("supply", RESOURCE, ("keeper",)),
    ("equipment", RESOURCE, ("keeper",)),
    ("system", RESOURCE, ("owner",)),
    ("risk", RISK, ("owner",)),
    ("template", COMMUNICATION, ("approver",)),
    ("evidence", EVIDENCE, ("keeper",)),
    ("drill", DRILL, ("lead",)),
    ("training-session", TRAINING, ("lead",)),
    ("indicator", IMPROVEMENT, ("owner",)),
    ("improvement", IMPROVEMENT, ("owner", "verified_by")),
    ("check", COMPLIANCE, ("checker",)),
)


def gap(plan: Plan, *kinds: str) -> Span:
    """Return where to point at what is missing: the first of these kinds that is there, else the plan's head.

    What all plans share is nobody's gap. Where there is no place, the plan's id stands for it.
    """
    for kind in (*kinds, "plan"):
        parts = [part for part in plan.fragments if part.kind == kind and part not in plan.shared]
        if parts:
            return max(parts, key=lambda part: part in plan.own).key_span(())
    return Span(plan.id)


def is_type(plan: Plan, *types: str) -> bool:
    """Say whether a plan is of one of these types; one that doesn't say is comprehensive."""
    return plan.head.get("type", "comprehensive") in types


def in_china(plan: Plan) -> bool:
    """Say whether a plan is under Chinese law; one that doesn't say is."""
    return bool(plan.head.get("jurisdiction", "CN") == "CN")


def lacking(node: Node, *names: str) -> list[Text]:
    """Return what people call the fields that are missing or empty."""
    return [called(node, name) for name in names if node.get(name) in (None, "", [])]


def called(node: Node, name: str) -> Text:
    """Return what people call a field."""
    said = label(schema_at(node.fragment.kind, (*node.path, name)))
    return Text(said.zh, said.en if said.en.isupper() else said.en[:1].lower() + said.en[1:])


def day(node: Node, name: str) -> date | None:
    """Return the date in a field, if there is one."""
    return read_date(node[name]) if node.get(name) else None


def node_at(fragment: Fragment, path: Where) -> Node:
    """Return what stands at a path."""
    data = fragment.data
    for step in path:
        data = data[step]
    return Node(fragment, path, data)


def own_entries(plan: Plan, kind: str) -> list[Node]:
    """Return the entries of a kind that is a list, without those of plans it builds on."""
    return [each for each in plan.entries(kind) if each.fragment in plan.own]


def most_serious_first(plan: Plan) -> list[Item]:
    """Return the response levels, the most serious first."""
    return sorted(plan.of_type("level"), key=rank)


def upper_levels(plan: Plan) -> list[Item]:
    """Return the more serious half of the response levels, the most serious first; of an odd number one more."""
    levels = most_serious_first(plan)
    return levels[: (len(levels) + 1) // 2]


def actors(plan: Plan) -> Iterator[tuple[str, Span, Text]]:
    """Yield each role that must act in an emergency: its id, where that is said, and what it acts in."""
    yield from _named(plan, _ACTS)
    for name in ("commander", "principal"):
        node = plan.field("plan", name)
        if node:
            yield node.data, node.at(), called(plan.head, name)
    for rule in plan.of_type("report-rule"):
        for each in rule.children("sign_off"):
            yield each["role"], each.at("role"), REPORT
    for slot in rota_slots(plan):
        yield slot["role"], slot.at("role"), DUTY
    rota = plan.field("organisation", "rota")
    for holder in (rota, *plan.of_type("level")):
        for escalation in holder.children("escalation") if holder else ():
            yield escalation["to"], escalation.at("to"), DUTY if holder is rota else LEVEL
    for name in ("start", "lift"):
        part = plan.field("warning", name)
        if part and part.get("by"):
            yield part["by"], part.at("by"), WARNING


def keepers(plan: Plan) -> Iterator[tuple[str, Span, Text]]:
    """Yield each role that looks after something: its id, where that is said, and what it is."""
    yield from _named(plan, _KEEPS)
    for node, name in ((plan.field("communications", "spokesperson"), ""), (plan.field("recovery", "plan"), "owner")):
        if node and not name:
            yield node.data, node.at(), COMMUNICATION
        elif node and node.get(name):
            yield node[name], node.at(name), RECOVERY
    for drill in plan.of_type("drill"):
        for evaluator in drill.children("evaluators"):
            yield evaluator.data, evaluator.at(), DRILL
    drafting, review = plan.field("plan", "drafting"), plan.field("plan", "review")
    for each in (*plan.entries("approvals"), *(drafting.children("group") if drafting else ())):
        yield each["role"], each.at("role"), APPROVAL
    if review and review.get("owner"):
        yield review["owner"], review.at("owner"), APPROVAL
    for task in plan.entries("organisation", "raci"):
        yield task["accountable"], task.at("accountable"), RACI
        for each in task.children("responsible"):
            yield each.data, each.at(), RACI


def holders(role: Item) -> Iterator[tuple[Node, list[str]]]:
    """Yield each place where a role is held, itself or one of its posts, with the people who can act there."""
    everywhere = [role.get("holder"), *(role.get("deputies") or ())]
    for post in role.children("posts") or [role]:
        own = [post.get("holder"), *(post.get("deputies") or ())]
        yield post, [person for person in dict.fromkeys([*own, *everywhere]) if person]


def people_acting(plan: Plan) -> set[str]:
    """Return everybody who holds a role, deputises in it, or takes turns on the duty rota."""
    found = {person for role in plan.of_type("role") for _, people in holders(role) for person in people}
    return found | {each for slot in rota_slots(plan) for each in slot.get("rotation", {}).get("persons", ())}


def rota_slots(plan: Plan) -> list[Node]:
    """Return the slots of the duty rota."""
    rota = plan.field("organisation", "rota")
    return rota.children("slots") if rota else []


def grade_of(plan: Plan, risk: Item) -> Item | None:
    """Return the grade a risk states, or else the one the matrix gives it."""
    stated = plan.find(risk.get("grade"))
    return stated or plan.find(matrix_grade(plan, risk))


def matrix_grade(plan: Plan, risk: Item) -> str | None:
    """Return the id of the grade that the matrix gives a risk, if it has a cell for it."""
    matrix = plan.field("risks", "matrix")
    row, column = risk.get("likelihood", 0) - 1, risk.get("impact", 0) - 1
    cells: list[list[str]] = matrix["cells"] if matrix else []
    return cells[row][column] if 0 <= row < len(cells) and 0 <= column < len(cells[row]) else None


def cited_laws(plan: Plan) -> list[tuple[Item, list[Reference]]]:
    """Return each law that the plan cites, with the places that cite it: the plan's basis before the rest.

    That one entry of the catalogue names another, as its successor, is no citation, nor is the record of its change.
    """
    found: dict[str, list[Reference]] = {}
    for each in plan.references:
        if "law" in each.types and each.fragment.kind not in ("basis", "records"):
            found.setdefault(each.target, []).append(each)
    laws = ((plan.find(id_), places) for id_, places in found.items())
    return [(law, sorted(places, key=lambda each: each.fragment.kind != "plan")) for law, places in laws if law]


def _named(plan: Plan, fields: tuple[tuple[str, Text, tuple[str, ...]], ...]) -> Iterator[tuple[str, Span, Text]]:
    for type_, said, names in fields:
        for item in plan.of_type(type_):
            for name in names:
                if item.get(name):
                    yield item[name], item.at(name), said
