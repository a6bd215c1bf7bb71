"""The areas of the premises: how each is left, and who is in it by day and by night."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from ..document import Cell, Row, Run, Runs, Table
from ..model import Node
from . import _words as words
from ._blocks import Content, cell, shares, table
from ._outline import Column, read_fields
from ._voice import Voice

SHOWS = ("premises.areas",)

_WAYS = (("name&site+lead", 24), ("order", 9), ("routes+refuge", 40), ("muster_point", 15), ("clear_within", 12))
_COUNTS = ("day", "night")
_PEOPLE = ("who", *_COUNTS, "moved_by")


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Show the ways out, those who leave first above, then the people in each area with their sum."""
    areas = voice.entries("premises", "areas")
    if not areas:
        return Content()
    sites = [each.get("id") for each in voice.entries("premises", "sites")]
    at = {site: count for count, site in enumerate(sites)}
    areas = sorted(areas, key=lambda area: (at.get(area.get("site"), len(at)), area.get("order", 999)))
    columns = [Column(read_fields(fields), share) for fields, share in _WAYS]
    columns[0] = Column(columns[0].fields, columns[0].share, words.AREA)
    columns[2] = Column(columns[2].fields, columns[2].share, words.WAYS_OUT)
    content = Content([table(voice, areas, id_, title, columns, known=("occupants",))])
    if inside := [each for area in areas for each in area.children("occupants")]:
        content.blocks.append(_people(voice, areas, inside, id_))
    return content


def _people(voice: Voice, areas: Sequence[Node], inside: Sequence[Node], id_: str) -> Table:
    header = Row(tuple(cell(voice.label(inside[0], each)) for each in _PEOPLE))
    rows = [row for area in areas for row in _of_area(voice, area)]
    total = Row((cell(voice.say(words.TOTAL), heads_row=True), *_sums(voice, inside), cell("")))
    caption = voice.say(words.PEOPLE_INSIDE)
    return Table(f"table-{id_}-people", "", caption, shares([30, 13, 13, 44]), (header,), (*rows, total))


def _of_area(voice: Voice, area: Node) -> Iterator[Row]:
    people = area.children("occupants")
    if people:
        name = (Run(str(area["name"]), voice.style(area.child("name"), named=True), ref=str(area["id"])),)
        yield Row((Cell((name,), colspan=len(_PEOPLE), tone="grey", heads_row=True),), None, area.at())
    for each in people:
        cells = (Cell(voice.field(each, name) or ((),), align=_align(name)) for name in _PEOPLE)
        yield Row(tuple(cells), None, each.at())


def _align(name: str) -> Literal["left", "center"]:
    return "center" if name in _COUNTS else "left"


def _sums(voice: Voice, inside: Sequence[Node]) -> Iterator[Cell]:
    """Add the numbers up; a sum of sample values is one too."""
    for name in _COUNTS:
        given = [each for each in inside if name in each]
        samples = {voice.style(each.child(name)) for each in given}
        said: Runs = (Run(str(sum(each[name] for each in given)), "sample" if "sample" in samples else "strong"),)
        yield Cell((said,) if given else ((),), align="center")
