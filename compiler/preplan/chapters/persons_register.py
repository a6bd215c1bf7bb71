"""The register of our own people: what they do here, and each means to reach them in a column of its own."""

from __future__ import annotations

from ..model import Node
from . import _words as words
from ._blocks import Content
from ._register import Said, as_register, said
from ._voice import Lines, Voice, schema_of
from .contacts import posts_of

SHOWS = ()


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Make one row of each person."""
    persons = voice.entries("organisation", "persons")
    if not persons:
        return Content()

    def field(name: str) -> tuple[str, Said]:
        return voice.label(persons[0], name), said(voice, persons, name)

    columns = dict(map(field, ("name", "party", "post")))
    posts = [posts_of(voice, person) for person in persons]
    for at, head in enumerate((words.ROLES_HELD, words.DEPUTY_IN)):
        columns[voice.say(head)] = [((voice.join(each[at], voice.comma),) if each[at] else (), None) for each in posts]
    means = schema_of(persons[0])["properties"]["contacts"]["items"]["properties"]["kind"]["x-values"]
    for kind, head in means.items():
        columns[head[voice.lang]] = [(_reached(voice, person, kind), None) for person in persons]
    return as_register(persons, id_, title, columns | dict(map(field, ("verified_on", "leaves_on"))))


def _reached(voice: Voice, person: Node, kind: str) -> Lines:
    """Say the numbers or addresses of one kind."""
    found = [each for each in person.children("contacts") if each.get("kind") == kind and "value" in each]
    return tuple(line for each in found for line in voice.lines(each.child("value")))
