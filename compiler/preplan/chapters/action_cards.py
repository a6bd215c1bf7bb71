"""Action cards: for each front-line role what it does in each scenario, until when, and whom it calls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..document import Block, Cell, Fact, Facts, Row, Run, Runs, Section, Table
from ..model import Node
from . import _words as words
from ._blocks import Content, cell, steps_table
from ._voice import Voice

# A card says nothing of its own: it puts together what the procedures and the directory say.
SHOWS = ()

_WIDTHS = (0.09, 0.75, 0.16)


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Make a card for each front-line role that has something to do; its steps keep the numbers of the procedures."""
    cards = (_card(voice, role, f"{id_}-{role['id']}") for role in _front_line(voice))
    return Content([], [card for card in cards if card])


def numbers_of(voice: Voice, id_: str) -> Iterator[Runs]:
    """Say the number of a vendor, or of whoever holds a role, if it may be known."""
    item = voice.plan.find(id_)
    if item and item.type == "vendor" and (contact := voice.plan.find(item.get("contact"))) and "phone" in contact:
        yield (Run(item.name, ref=id_), Run(" "), *voice.runs(contact.child("phone")))
    elif item and item.type == "role":
        holders = [item.get("holder"), *(post.get("holder") for post in item.children("posts"))]
        for person in filter(None, map(voice.plan.find, holders)):
            means = [each for each in person.children("contacts") if each.get("kind") in _BY_VOICE and "value" in each]
            if means:
                said = voice.runs(means[0].child("value"))
                yield (Run(item.name, ref=id_), Run(f" {person.name} ", voice.style(person.child("name"))), *said)


def _front_line(voice: Voice) -> list[Node]:
    return [role for role in voice.entries("organisation", "roles") if role.get("frontline")]


def _card(voice: Voice, role: Node, id_: str) -> Section | None:
    name, rows, steps = str(role["name"]), list[Row](), list[Node]()
    for scenario in voice.entries("scenarios"):
        for procedure in scenario.children("procedures"):
            own = [step for step in procedure.children("steps") if _does(voice, role, step)]
            if own:
                rows += _rows(voice, scenario, procedure, own)
                steps += own
    if not rows:
        return None
    header = Row(tuple(cell(voice.say(each)) for each in (words.NUMBER, words.ACTION, words.LIMIT)))
    caption = f"{name}{voice.gap}{voice.say(words.ACTION_CARD)}"
    about = [Fact(voice.label(role, each), voice.runs(role.child(each))) for each in ("authority",) if each in role]
    if phones := [*_duty_phone(voice), *_phones(voice, role, steps)]:
        about.append(Fact(voice.say(words.CALL), voice.join(phones, voice.semicolon)))
    blocks: list[Block] = [Facts(tuple(about))] if about else []
    remark = steps_table(voice, steps, id_, "").remark
    blocks.append(Table(f"table-{id_}", "", caption, _WIDTHS, (header,), tuple(rows), "steps", remark=remark))
    return Section(id_, "", name, tuple(blocks), (), role.at())


def _does(voice: Voice, role: Node, step: Node) -> bool:
    decides = [decider for _, decider in voice.plan.deciders(step)] if "decider" in step else []
    return role["id"] in (step.get("role"), *decides)


def _rows(voice: Voice, scenario: Node, procedure: Node, own: Sequence[Node]) -> Iterator[Row]:
    """Make a row of the scenario with its cautions, and below it one of each step."""
    alone = len(scenario.children("procedures")) == 1
    named = scenario if alone else procedure
    head: list[Runs] = [(Run(str(named["name"]), "strong", ref=str(named["id"])),)]
    for caution in procedure.children("cautions"):
        head += [voice.muted(line) for line in voice.lines(caution)]
    # A procedure that has its scenario's section to itself gives its id to its table.
    table = steps_table(voice, procedure.children("steps"), str(procedure["id"]), "", str(procedure["id"]))
    mine = {step.path for step in own}
    yield Row((Cell(tuple(head), colspan=len(_WIDTHS), tone="grey", heads_row=True),), None, procedure.at())
    for step, row in zip(procedure.children("steps"), table.rows, strict=True):
        if step.path not in mine:
            continue
        number, action, _, *limit = row.cells
        yield Row((number, action, *(limit or [Cell(((),))])), None, step.at())


def _duty_phone(voice: Voice) -> Iterator[Runs]:
    rota = voice.plan.field("organisation", "rota")
    if rota and "phone" in rota:
        yield (Run(voice.label(rota, "phone") + voice.gap + " "), *voice.runs(rota.child("phone")))


def _phones(voice: Voice, role: Node, steps: Sequence[Node]) -> Iterator[Runs]:
    """Say the numbers that the steps do not give themselves: of our own people and vendors, each once, if they may be known."""
    targets = dict.fromkeys(_reached(voice, str(each.data)) for step in steps for each in step.children("notify"))
    for id_ in targets:
        if id_ != role["id"]:
            yield from numbers_of(voice, id_)


def _reached(voice: Voice, id_: str) -> str:
    """Return whom one calls to reach somebody: the lead of a unit or a team, else themselves."""
    item = voice.plan.find(id_)
    return str(item.get("lead", id_)) if item and item.type in ("unit", "team") else id_


_BY_VOICE = ("mobile", "landline", "radio")
