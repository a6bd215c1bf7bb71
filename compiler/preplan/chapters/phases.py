"""The phases of a response, each with its steps."""

from __future__ import annotations

from ..document import Block, Paragraph, Section
from ._blocks import Content, show_record, steps_table
from ._voice import Voice

SHOWS = ("response.phases",)


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Give each phase a section."""
    sections = []
    for phase in voice.entries("response", "phases"):
        own, name = str(phase["id"]), str(phase["name"])
        blocks: list[Block] = [Paragraph(line, phase.at("text")) for line in voice.field(phase, "text")]
        if steps := phase.children("steps"):
            blocks.append(steps_table(voice, steps, own, name, own))
        blocks += show_record(voice, phase, own, voice.fields(phase, ("name", "text", "steps"))).blocks
        sections.append(Section(own, "", name, tuple(blocks), (), phase.at()))
    return Content([], sections)
