"""Scenarios and the procedures for them."""

from __future__ import annotations

from dataclasses import replace

from ..document import Block, Notice, Paragraph, Run, Section
from ..model import Node
from ._blocks import Content, facts, steps_table
from ._voice import Voice

SHOWS = ("scenarios",)


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Give each scenario a section: what it is, then what to do."""
    return Content([], [_scenario(voice, node) for node in voice.entries("scenarios")])


def _scenario(voice: Voice, node: Node) -> Section:
    id_, name = str(node["id"]), str(node["name"])
    blocks: list[Block] = []
    if about := facts(voice, [node.child(name) for name in voice.fields(node, ("name", "procedures"))]):
        blocks.append(about)
    procedures = node.children("procedures")
    if len(procedures) == 1:
        return Section(id_, "", name, (*blocks, *_procedure(voice, procedures[0])), (), node.at())
    sections = tuple(
        Section(str(each["id"]), "", str(each["name"]), tuple(_procedure(voice, each)), (), each.at())
        for each in procedures
    )
    return Section(id_, "", name, tuple(blocks), sections, node.at())


def _procedure(voice: Voice, node: Node) -> list[Block]:
    id_, name = str(node["id"]), str(node["name"])
    blocks: list[Block] = []
    shown = ("name", "steps", "cautions", "external_support", "ends_when")
    if about := facts(voice, [node.child(name) for name in voice.fields(node, shown)]):
        blocks.append(about)
    if cautions := node.children("cautions"):
        lines = tuple(line for each in cautions for line in voice.lines(each))
        blocks.append(Notice("caution", voice.label(node, "cautions"), lines, node.at("cautions")))
    if steps := node.children("steps"):
        blocks.append(replace(steps_table(voice, steps, id_, name), id=id_))
    for each in ("external_support", "ends_when"):
        if each in node:
            lines = voice.field(node, each)
            blocks.append(Paragraph((Run(voice.label(node, each) + voice.colon, "strong"), *lines[0]), node.at(each)))
            blocks += [Paragraph(line, node.at(each)) for line in lines[1:]]
    return blocks
