"""What to do first in each scenario, as much of it as the page holds."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Cell, Row, Run, Runs, Table
from ..model import Node
from . import _words as words
from ._blocks import Content, cell
from ._summary import ROOM, height_of
from ._voice import Voice
from .summary_calls import calls
from .summary_levels import levels

SHOWS = ()

_STEPS = 3
_WIDTHS = (0.18, 0.82)


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Say the first step of each scenario, and then more of them as long as they fit.

    Scenarios that put people at risk come first to be taken in; which ones were left out is said.
    """
    nodes = [each for each in voice.entries("scenarios") if _steps(each)]
    if not nodes:
        return Content()
    others = levels(voice, id_, title)
    room = ROOM - height_of(calls(voice)) - (height_of(others) if others else 0)
    ranked = sorted(range(len(nodes)), key=lambda at: not _endangers(nodes[at]))
    made, counts = None, [0] * len(nodes)
    for count in range(1, _STEPS + 1):
        for at in ranked:
            tried = [*counts]
            tried[at] = count
            table = _table(voice, nodes, tried, id_, title)
            if count <= len(_steps(nodes[at])) and height_of(table) <= room:
                made, counts = table, tried
        if not all(counts):
            break
    return Content([made] if made else [])


def _table(voice: Voice, nodes: Sequence[Node], counts: Sequence[int], id_: str, title: str) -> Table:
    header = Row((cell(voice.say(words.SCENARIO)), cell(voice.say(words.FIRST_STEPS))))
    rows = []
    for node, count in zip(nodes, counts, strict=True):
        if not count:
            continue
        steps = _steps(node)[:count]
        lines: list[Runs] = [
            (*((Run(f"{number}. "),) if len(steps) > 1 else ()), *voice.runs(step))
            for number, step in enumerate(steps, 1)
        ]
        rows.append(Row((Cell(voice.field(node, "name"), heads_row=True), Cell(tuple(lines))), None, node.at()))
    rest = [str(node["name"]) for node, count in zip(nodes, counts, strict=True) if not count]
    said = voice.say(words.LEFT_OUT, count=len(rest), names=voice.comma.join(rest)) if rest else ""
    remark = (Run(said, "muted"),) if said else ()
    return Table(f"table-{id_}", "", title, _WIDTHS, (header,), tuple(rows), remark=remark)


def _steps(scenario: Node) -> list[Node]:
    procedures = scenario.children("procedures")
    return procedures[0].children("steps") if procedures else []


def _endangers(scenario: Node) -> bool:
    steps = [step for procedure in scenario.children("procedures") for step in procedure.children("steps")]
    return any(step.get("life_safety") for step in steps)
