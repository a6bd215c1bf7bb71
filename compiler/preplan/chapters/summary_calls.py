"""Whom to call, in a few lines: emergency services, the duty phone, whoever decides."""

from __future__ import annotations

from ..document import Fact, Facts
from . import _words as words
from ._blocks import Content
from ._summary import ROOM, height_of
from ._voice import Voice
from .action_cards import numbers_of

SHOWS = ()


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Put every kind of number in one line; those who decide have theirs where the audience may know it."""
    made = calls(voice)
    return Content([made] if made.facts else [])


def calls(voice: Voice) -> Facts:
    """Say the numbers; those of whoever decides only where there is room."""
    facts = []
    services = [
        (*voice.runs(contact.child("name")), *voice.text(" ", contact)[0], *voice.runs(contact.child("phone")))
        for contact in voice.entries("organisation", "contacts")
        if contact.get("kind") == "emergency" and "phone" in contact
    ]
    if services:
        facts.append(Fact(voice.say(words.SERVICES), voice.join(services, voice.semicolon)))
    rota = voice.plan.field("organisation", "rota")
    if rota and "phone" in rota:
        facts.append(Fact(voice.label(rota, "phone"), voice.runs(rota.child("phone")), rota.at("phone")))
    levels = sorted(voice.entries("levels"), key=lambda level: int(level["ordinal"]))
    deciders = dict.fromkeys(level[name] for level in levels for name in ("activated_by", "stand_in") if name in level)
    if phones := [number for role in deciders for number in numbers_of(voice, role)]:
        facts.append(Fact(voice.say(words.DECIDERS), voice.join(phones, voice.semicolon)))
        if height_of(Facts(tuple(facts))) > ROOM / 4:
            facts.pop()
    return Facts(tuple(facts))
