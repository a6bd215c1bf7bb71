"""The risk matrix: likelihood by impact, each cell in the tone of its grade."""

from __future__ import annotations

from ..document import Block, Cell, Paragraph, Row, Run, Runs, Table
from ..model import Item, Node
from ._blocks import Content, cell, shares, tone_of
from ._voice import Voice

SHOWS = ("risks.matrix", "risks.tolerance")


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Draw the matrix as a table, the highest likelihood on top."""
    node = voice.plan.field("risks", "matrix")
    if node is None:
        return Content()
    likelihood, impact = node.children("likelihood"), node.children("impact")
    header = (
        Row(
            (
                Cell(((Run(voice.label(node, "likelihood")),),), rowspan=2, align="center"),
                Cell(((Run(voice.label(node, "impact")),),), colspan=max(len(impact), 1), align="center"),
            )
        ),
        Row(tuple(_axis(voice, each, count) for count, each in enumerate(impact, 1))),
    )
    rows = []
    for count, step in reversed(list(enumerate(likelihood, 1))):
        head = _axis(voice, step, count, heads_row=True)
        grades = node["cells"][count - 1] if count <= len(node["cells"]) else []
        cells = [_cell(voice, grades[at] if at < len(grades) else None) for at in range(len(impact))]
        rows.append(Row((head, *cells), None, step.at()))
    widths = shares([0.25] + [0.75 / max(len(impact), 1)] * len(impact))
    blocks: list[Block] = [Table(f"table-{id_}", "", title, widths, header, tuple(rows), "matrix", node.at())]
    tolerance = voice.plan.field("risks", "tolerance")
    if tolerance:
        label = Run(f"{voice.label(tolerance)}{voice.colon}", "strong")
        blocks.append(Paragraph((label, *voice.runs(tolerance)), tolerance.at()))
    return Content(blocks)


def _axis(voice: Voice, step: Node, count: int, *, heads_row: bool = False) -> Cell:
    name: Runs = (Run(f"{count} "), *voice.runs(step.child("name")))
    text = (voice.muted(line) for line in voice.field(step, "text"))
    return Cell((name, *text), heads_row=heads_row, align="left" if heads_row else "center")


def _cell(voice: Voice, grade: object) -> Cell:
    item: Item | None = voice.plan.find(grade)
    if item is None:
        return cell("—", align="center")
    return Cell(((Run(item.name, ref=item.id),),), tone=tone_of(item), align="center")
