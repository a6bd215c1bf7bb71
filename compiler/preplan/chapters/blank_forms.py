"""Forms to fill in by hand: a table of each, with room to write beside every field."""

from __future__ import annotations

import re

from ..document import Block, Cell, Paragraph, Row, Run, Runs, Section, Table
from ..model import Node
from . import _words as words
from ._blocks import Content
from ._voice import Lines, Voice

SHOWS = ()

# In millimetres: what the head of a form leaves of a page, a line to write on, and what is around the lines of a field.
_ROOM, _LINE, _AROUND = 215.0, 9.0, 3.6
_MOST = 7


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Give each form that has fields a section."""
    forms = [each for each in voice.entries("forms") if each.children("fields")]
    return Content([], [_form(voice, each, f"{id_}-{each['id']}") for each in forms])


def _form(voice: Voice, form: Node, id_: str) -> Section:
    about: list[Runs] = [
        (Run(voice.label(form, name) + voice.colon, "muted"), *voice.runs(form.child(name)))
        for name in ("code", "retention", "purpose")
        if name in form
    ]
    blocks: list[Block] = [Paragraph(voice.join(about, "\u3000" if voice.lang == "zh" else "   "))] if about else []
    fields = form.children("fields")
    lines = _lines(voice, fields)
    rows = tuple(
        Row((Cell(_field(voice, field), heads_row=True), Cell(((),) * count)), None, field.at())
        for field, count in zip(fields, lines, strict=True)
    )
    blocks.append(Table(f"table-{id_}", "", str(form["name"]), (0.28, 0.72), (), rows, "form"))
    return Section(id_, "", str(form["name"]), tuple(blocks), (), form.at())


def _field(voice: Voice, field: Node) -> Lines:
    return (*voice.field(field, "name"), *(voice.muted(line) for line in voice.field(field, "help")))


def _lines(voice: Voice, fields: list[Node]) -> list[int]:
    """Share the lines of a page among the fields; a date, a number or a signature needs but one."""
    long = [not re.search(words.SHORT[voice.lang], str(field["name"])) for field in fields]
    lines = [1] * len(fields)
    spare = int((_ROOM - len(fields) * _AROUND) / _LINE) - len(fields)
    for _ in range(_MOST - 1):
        for at, is_long in enumerate(long):
            if is_long and spare > 0:
                lines[at] += 1
                spare -= 1
    return lines
