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
    """Put the numbers for an emergency first, then the directories of persons, then the external contacts."""
    content = Content()
    if first := tuple(_first_numbers(voice)):
        content.blocks.append(Facts(first))
    for book, caption, persons in _books(voice, "persons", words.INTERNAL_CONTACTS, words.CONTACTS_OF):
        made = _persons(voice, persons, f"{id_}-internal{book}", caption)
        content.sections.append(Section(f"{id_}-internal{book}", "", caption, (made,)))
    for book, caption, contacts in _books(voice, "contacts", words.EXTERNAL_CONTACTS, words.EXTERNAL_CONTACTS_OF):
        # Emergency services come first, the others as they are written.
        order = sorted(contacts, key=lambda contact: contact.get("kind") != "emergency")
        shares_of = {"name": 21, "kind": 10, "phone": 20, "hours": 13, "for": 23, "address+verified_on": 23}
        columns = [Column(read_fields(name), share) for name, share in shares_of.items()]
        made = table(voice, order, f"{id_}-external{book}", caption, columns)
        content.sections.append(Section(f"{id_}-external{book}", "", caption, (made,)))
    return content


def posts_of(voice: Voice, person: Node) -> tuple[list[Runs], list[Runs]]:
    """Return the roles that a person holds, and those the person is a deputy for."""
    roles, id_ = voice.entries("organisation", "roles"), person.get("id")
    held = [_link(role) for role in roles if role.get("holder") == id_]
    deputy = [_link(role) for role in roles if id_ in role.get("deputies", ())]
    for role in roles:
        for post in role.children("posts"):
            at = _link(role, voice.say(words.AT_SITE, site=voice.plan.name_of(post.get("site", ""))))
            held += [at] if post.get("holder") == id_ else []
            deputy += [at] if id_ in post.get("deputies", ()) else []
    return held, deputy


def _first_numbers(voice: Voice) -> Iterator[Fact]:
    """Say what is dialled when it burns, and the duty phone of the house."""
    for contact in voice.entries("organisation", "contacts"):
        if contact.get("kind") == "emergency" and "phone" in contact:
            said = [*voice.runs(contact.child("phone"))]
            if "for" in contact:
                said += [Run("  " if voice.lang == "en" else "\u3000"), *voice.muted(voice.runs(contact.child("for")))]
            yield Fact(str(contact["name"]), tuple(said), contact.at("phone"))
    rota = voice.plan.field("organisation", "rota")
    if rota and "phone" in rota:
        yield Fact(voice.label(rota, "phone"), voice.runs(rota.child("phone")), rota.at("phone"))


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
    rows = []
    dated = [each for each in ("verified_on", "leaves_on") if any(each in person for person in persons)]
    for person in persons:
        held, deputy = posts_of(voice, person)
        said: list[Runs] = []
        if held:
            said.append(voice.join(held, voice.comma))
        if deputy:
            names = voice.join(deputy, voice.comma)
            said.append((Run(voice.say(words.DEPUTY_FOR), "muted"), *names))
        dates = [
            (
                *((Run(voice.label(person, each) + voice.colon, "muted"),) if len(dated) > 1 else ()),
                *voice.runs(person.child(each)),
            )
            for each in dated
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
    heads = [voice.label(persons[0], each) for each in ("name", "post", "contacts", *(dated[:1] or ("verified_on",)))]
    heads.insert(2, voice.say(words.ROLES_HELD))
    # A column that nobody has a value for is left out.
    keep = [at for at in range(5) if at == 0 or any(row.cells[at].lines != ((),) for row in rows)]
    return Table(
        id=f"table-{id_}",
        label="",
        caption=caption,
        widths=shares([(0.12, 0.16, 0.23, 0.28, 0.21)[at] for at in keep]),
        header=(Row(tuple(cell(heads[at]) for at in keep)),),
        rows=tuple(Row(tuple(row.cells[at] for at in keep), row.id, row.origin) for row in rows),
    )


def _link(role: Node, at: str = "") -> Runs:
    return (Run(f"{role['name']}{at}", ref=str(role["id"])),)
