"""Whom to call: the duty phone, our own people, everybody else."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..document import Cell, Fact, Facts, Row, Run, Runs, Section, Table
from ..model import Node
from . import _words as words
from ._blocks import Content, cell, shares, table
from ._outline import Column, read_fields
from ._voice import Voice

SHOWS = ("organisation.persons", "organisation.contacts")


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Put the duty phone first, then the directories of persons, then the external contacts."""
    content = Content()
    rota = voice.plan.field("organisation", "rota")
    if rota and "phone" in rota:
        said = voice.runs(rota.child("phone"))
        content.blocks.append(Facts((Fact(voice.label(rota, "phone"), said, rota.at("phone")),)))
    for book, caption, persons in _books(voice, "persons", words.INTERNAL_CONTACTS, words.CONTACTS_OF):
        made = _persons(voice, persons, f"{id_}-internal{book}", caption)
        content.sections.append(Section(f"{id_}-internal{book}", "", caption, (made,)))
    for book, caption, contacts in _books(voice, "contacts", words.EXTERNAL_CONTACTS, words.EXTERNAL_CONTACTS_OF):
        # Emergency services come first, the others as they are written.
        order = sorted(contacts, key=lambda contact: contact.get("kind") != "emergency")
        shares_of = {"name": 22, "kind": 11, "phone": 17, "hours": 14, "for": 24, "address+verified_on": 22}
        columns = [Column(read_fields(name), share) for name, share in shares_of.items()]
        made = table(voice, order, f"{id_}-external{book}", caption, columns)
        content.sections.append(Section(f"{id_}-external{book}", "", caption, (made,)))
    return content


def _books(voice: Voice, field: str, common: Text, of_party: Text) -> Iterator[tuple[str, str, list[Node]]]:
    """Return the contact books, each with what its id ends in: one for each party, and one for all others."""
    entries = voice.entries("organisation", field)
    parties = {str(each["id"]): str(each["name"]) for each in voice.entries("organisation", "parties")}
    for id_, name in parties.items():
        if theirs := [each for each in entries if each.get("party") == id_]:
            yield f"-{id_}", name + voice.say(of_party), theirs
    if others := [each for each in entries if each.get("party") not in parties]:
        yield "", voice.say(common), others


def _persons(voice: Voice, persons: list[Node], id_: str, caption: str) -> Table:
    roles = voice.entries("organisation", "roles")
    rows = []
    for person in persons:
        held = [role for role in roles if role.get("holder") == person.get("id")]
        deputy = [role for role in roles if person.get("id") in role.get("deputies", ())]
        said: list[Runs] = []
        if held:
            said.append(voice.join([_link(role) for role in held], voice.comma))
        if deputy:
            names = voice.join([_link(role) for role in deputy], voice.comma)
            said.append((Run(voice.say(words.DEPUTY_FOR), "muted"), *names))
        dates = [
            (Run(voice.label(person, each) + voice.colon, "muted"), *voice.runs(person.child(each)))
            for each in ("verified_on", "leaves_on")
            if each in person
        ]
        cells = (
            Cell(voice.field(person, "name"), heads_row=True),
            Cell(voice.field(person, "post") or ((),)),
            Cell(tuple(said) or ((),)),
            Cell(voice.field(person, "contacts") or ((),)),
            Cell(tuple(dates) or ((),)),
        )
        rows.append(Row(cells, str(person["id"]), person.at()))
    heads = [voice.label(persons[0], each) for each in ("name", "post", "contacts", "verified_on")]
    heads.insert(2, voice.say(words.ROLES_HELD))
    header = Row(tuple(cell(each) for each in heads))
    return Table(f"table-{id_}", "", caption, shares([0.12, 0.17, 0.25, 0.28, 0.18]), (header,), tuple(rows))


def _link(role: Node) -> Runs:
    return (Run(str(role["name"]), ref=str(role["id"])),)
