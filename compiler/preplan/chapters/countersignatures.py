"""The page on which the executing units sign that they will act by the plan."""

from __future__ import annotations

from ..document import SignatureField, Signatures
from ._blocks import Content
from ._voice import Voice
from .approval_page import signature_fields

SHOWS = ()


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Show the countersignatures there are, else one empty place for the head of each department."""
    fields = signature_fields(voice, "countersign") or tuple(_empty(voice))
    return Content([Signatures(fields)] if fields else [])


def _empty(voice: Voice) -> list[SignatureField]:
    made: list[SignatureField] = []
    for unit in voice.entries("organisation", "units"):
        if unit.get("kind") == "department":
            lead = voice.plan.find(unit.get("lead"))
            post = f"{unit['name']}{voice.gap}{lead.name}" if lead else str(unit["name"])
            made.append(SignatureField(f"sign-countersign-{len(made) + 1}", post))
    return made
