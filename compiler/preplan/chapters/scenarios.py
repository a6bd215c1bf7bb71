"""Scenarios and the procedures for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..document import Block, Notice, Paragraph, Row, Run, Section, Table
from ..model import Node
from . import _words as words
from ._blocks import Content, facts, lead, steps_table, table
from ._outline import Column
from ._voice import Voice

SHOWS = ("scenarios",)

_LISTED = {"name": 28, "trigger": 54, "level": 18}


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """List the scenarios, then give each a section: what it is, and what to do."""
    scenarios = voice.entries("scenarios")
    overview = [_overview(voice, scenarios, id_)] if len(scenarios) > 1 else []
    return Content(list(overview), [_scenario(voice, node) for node in scenarios])


def _overview(voice: Voice, scenarios: Sequence[Node], id_: str) -> Table:
    """Say of each scenario by what it is recognised and how serious it usually is; its name leads to it."""
    titles = {"name": words.SCENARIO}
    columns = [Column(((name, "plain"),), share, titles.get(name)) for name, share in _LISTED.items()]
    below = {name for node in scenarios for name in voice.fields(node, tuple(_LISTED))}
    made = table(voice, scenarios, f"{id_}-overview", voice.say(words.SCENARIOS), columns, known=tuple(below))
    rows = []
    for row, node in zip(made.rows, scenarios, strict=True):
        name = tuple(replace(run, ref=str(node["id"])) for run in row.cells[0].lines[0])
        # The anchor of a scenario is its section, not its row here.
        rows.append(Row((replace(row.cells[0], lines=(name,)), *row.cells[1:]), None, row.origin))
    return replace(made, rows=tuple(rows))


def _scenario(voice: Voice, node: Node) -> Section:
    id_, name = str(node["id"]), str(node["name"])
    about = [node.child(each) for each in voice.fields(node, ("name", "procedures"))]
    procedures = node.children("procedures")
    if len(procedures) == 1:
        blocks = _procedure(voice, procedures[0], about)
        return Section(id_, "", name, tuple(blocks), (), node.at())
    inner = facts(voice, about)
    return Section(
        id_,
        "",
        name,
        (inner,) if inner else (),
        tuple(
            Section(str(each["id"]), "", str(each["name"]), tuple(_procedure(voice, each, [])), (), each.at())
            for each in procedures
        ),
        node.at(),
    )


def _procedure(voice: Voice, node: Node, about: Sequence[Node]) -> list[Block]:
    """Lay a procedure out, below facts about it and what is said of its scenario."""
    id_, name = str(node["id"]), str(node["name"])
    blocks: list[Block] = []
    shown = ("name", "steps", "cautions", "external_support", "ends_when")
    if said := facts(voice, [*about, *(node.child(each) for each in voice.fields(node, shown))]):
        blocks.append(said)
    if cautions := node.children("cautions"):
        lines = tuple(line for each in cautions for line in voice.lines(each))
        blocks.append(Notice("caution", voice.label(node, "cautions"), lines, node.at("cautions")))
    if steps := node.children("steps"):
        blocks.append(replace(steps_table(voice, steps, id_, name), id=id_))
    elif about:
        blocks.insert(0, lead(name, node.at("name")))
    for each in ("external_support", "ends_when"):
        if each in node:
            first, *more = voice.field(node, each)
            label = Run(voice.label(node, each) + voice.colon, "strong")
            blocks += [Paragraph(line, node.at(each)) for line in ((label, *first), *more)]
    return blocks
