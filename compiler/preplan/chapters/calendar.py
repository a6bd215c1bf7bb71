"""Trainings and drills of each month, side by side."""

from __future__ import annotations

from ..document import Cell, Row, Run, Runs, Table
from ..values import read_date, show_date
from . import _words as words
from ._blocks import Content, cell
from ._voice import Voice

SHOWS = ()


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """List the months that hold a training or a drill."""
    months: dict[tuple[int, int], tuple[list[tuple[str, Runs]], list[tuple[str, Runs]]]] = {}
    for column, (kind, list_) in enumerate((("training", "sessions"), ("drills", "schedule"))):
        for node in voice.entries(kind, list_):
            if "planned_on" not in node:
                continue
            day = read_date(node["planned_on"])
            style = voice.style(node.child("planned_on"))
            said = (Run(f"{show_date(day, voice.lang)} ", style), Run(str(node["name"]), ref=str(node["id"])))
            months.setdefault((day.year, day.month), ([], []))[column].append((node["planned_on"], said))
    if not months:
        return Content()
    header = Row(tuple(cell(voice.say(each)) for each in (words.MONTH, words.TRAINING, words.DRILL)))
    rows = []
    for (year, month), columns in sorted(months.items()):
        cells = [Cell(tuple(said for _, said in sorted(each)) or ((),)) for each in columns]
        rows.append(Row((cell(voice.say(words.MONTHS, year=year, month=month), heads_row=True), *cells)))
    return Content([Table(f"table-{id_}", "", title, (0.16, 0.42, 0.42), (header,), tuple(rows))])
