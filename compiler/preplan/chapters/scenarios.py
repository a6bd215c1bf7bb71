"""Scenarios and the procedures for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..document import Block, Notice, Paragraph, Run, Section
from ..model import Node
from ._blocks import Content, facts, lead, steps_table
from ._voice import Voice

SHOWS = ("scenarios",)


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Give each scenario a section: what it is, then what to do."""
    return Content([], [_scenario(voice, node) for node in voice.entries("scenarios")])


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
