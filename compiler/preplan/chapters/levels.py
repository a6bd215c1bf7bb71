"""Response levels: one table to compare them, one section for each."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Block, Cell, Clause, Clauses, Paragraph, Row, Run, Runs, Section, Table
from ..model import Node
from ..values import read_duration
from . import _words as words
from ._blocks import Content, cell, clauses, facts, lead, shares, show_record, steps_table, table, tone_of, within
from ._voice import Lines, Voice

SHOWS = ("levels",)


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Compare the levels, the most serious first, then show each with everything it says."""
    levels = sorted(voice.entries("levels"), key=lambda level: int(level["ordinal"]))
    if not levels:
        return Content()
    blocks: list[Block] = [_overview(voice, levels, id_, title)]
    if thresholds := _thresholds(voice, levels, id_):
        blocks.append(thresholds)
    return Content(blocks, [_section(voice, level) for level in levels])


def _overview(voice: Voice, levels: Sequence[Node], id_: str, title: str) -> Table:
    columns = [
        ("summary", 0.4),
        ("activated_by", 0.16),
        ("convene_within", 0.1),
        ("report_within", 0.1),
        ("update_every", 0.1),
    ]
    columns = [(name, share) for name, share in columns if any(name in level for level in levels)]
    header = [cell(voice.label(levels[0])), *(cell(voice.label(levels[0], name)) for name, _ in columns)]
    rows = []
    for level in levels:
        head: list[Runs] = [(Run(str(level["name"]), ref=str(level["id"])),)]
        if "colour" in level:
            head.append(voice.runs(level.child("colour")))
        cells = [Cell(tuple(head), tone=tone_of(level), heads_row=True)]
        for name, _ in columns:
            lines = voice.field(level, name)
            if name == "activated_by" and "stand_in" in level:
                said = (
                    Run(voice.label(level, "stand_in") + voice.colon, "muted"),
                    *voice.runs(level.child("stand_in")),
                )
                lines = (*lines, said)
            cells.append(Cell(lines or ((),)))
        rows.append(Row(tuple(cells), None, level.at()))
    widths = shares([0.14, *(share for _, share in columns)])
    return Table(f"table-{id_}", "", title, widths, (Row(tuple(header)),), tuple(rows))


def _thresholds(voice: Voice, levels: Sequence[Node], id_: str) -> Table | None:
    """Put the measures of all levels side by side; nothing where there are none."""
    measures: dict[str, dict[str, list[Node]]] = {}
    names: dict[str, str] = {}
    for level in levels:
        for criterion in level.children("criteria"):
            if ratings := criterion.get("ratings"):
                _, name, _ = voice.rating(ratings[0])
                names.setdefault(f"={name}", name)
                measures.setdefault(f"={name}", {}).setdefault(str(level["id"]), []).append(criterion)
            if "metric" in criterion or "metric_name" in criterion:
                key = str(criterion.get("metric") or criterion["metric_name"])
                names.setdefault(key, voice.metric(criterion))
                measures.setdefault(key, {}).setdefault(str(level["id"]), []).append(criterion)
    if not measures or len(levels) < 2:
        return None
    header = [cell(voice.say(words.MEASURE))]
    header += [Cell(((Run(str(level["name"])),),), tone=tone_of(level), align="center") for level in levels]
    rows = []
    for key, by_level in measures.items():
        cells = [cell(names[key], heads_row=True)]
        for level in levels:
            said = [
                _rated(voice, each) if key.startswith("=") else voice.threshold(each)
                for each in by_level.get(str(level["id"]), [])
            ]
            cells.append(Cell(tuple(said) or ((Run("—", "muted"),),), align="center"))
        rows.append(Row(tuple(cells)))
    caption = voice.say(words.MEASURES)
    widths = shares([0.28] + [0.72 / len(levels)] * len(levels))
    return Table(f"table-{id_}-measures", "", caption, widths, (Row(tuple(header)),), tuple(rows), "matrix")


def _rated(voice: Voice, criterion: Node) -> Runs:
    """Say ratings below the name of the first one's dimension."""
    first, *more = voice.ratings(criterion)
    _, _, name = voice.rating(criterion["ratings"][0])
    return (Run(name, first.style), *more)


def _section(voice: Voice, level: Node) -> Section:
    id_ = str(level["id"])
    blocks: list[Block] = []
    for line in voice.field(level, "summary"):
        blocks.append(Paragraph(line, level.at("summary")))
    if criteria := voice.criteria(level.children("criteria")):
        blocks.append(lead(voice.say(words.ANY_OF, what=voice.label(level, "criteria")), level.at("criteria")))
        blocks.append(_numbered(criteria, level))
    shown = ["name", "ordinal", "summary", "criteria", "notify", "actions", "escalation", *_CONDITIONS]
    shown.append("termination_message")
    if about := facts(voice, [level.child(name) for name in voice.fields(level, shown)]):
        blocks.append(about)
    if notices := level.children("notify"):
        blocks.append(_notices(voice, notices, id_, str(level["name"])))
    if actions := level.children("actions"):
        caption = voice.say(words.OF_LEVEL, level=level["name"], what=voice.say(words.ACTIONS))
        blocks.append(steps_table(voice, actions, f"{id_}-actions", caption, id_))
    if escalation := level.children("escalation"):
        caption = voice.say(words.OF_LEVEL, level=level["name"], what=voice.say(words.ESCALATION))
        blocks.append(table(voice, escalation, f"{id_}-escalation", caption))
    for name in _CONDITIONS:
        if conditions := level.children(name):
            blocks += [lead(voice.label(level, name), level.at(name)), clauses(voice, conditions)]
    blocks += show_record(voice, level, id_, ["termination_message"]).blocks
    return Section(id_, "", str(level["name"]), tuple(blocks), (), level.at())


_CONDITIONS = ("escalate_when", "de_escalate_when", "terminate_when")


def _numbered(lines: Lines, level: Node) -> Clauses:
    return Clauses(tuple(Clause(f"({n})", line, None, level.at("criteria")) for n, line in enumerate(lines, 1)))


def _notices(voice: Voice, notices: Sequence[Node], id_: str, name: str) -> Table:
    """Say who is told what is told within the same time by the same means."""
    groups: dict[tuple[str, str], list[Node]] = {}
    for notice in notices:
        groups.setdefault((str(notice.get("within", "")), str(notice.get("channel", ""))), []).append(notice)
    rows = []
    for _, nodes in sorted(groups.items(), key=lambda group: read_duration(group[0][0] or "P9999D")):
        who = voice.join([voice.runs(each.child("who")) for each in nodes if "who" in each], voice.comma)
        channel = voice.field(nodes[0], "channel")
        rows.append(Row((Cell((within(voice, nodes[0]),)), Cell(channel or ((),)), Cell((who,))), None, nodes[0].at()))
    labels = [voice.label(notices[0], each) for each in ("within", "channel", "who")]
    header = Row(tuple(cell(each) for each in labels))
    caption = voice.say(words.OF_LEVEL, level=name, what=voice.say(words.NOTICES))
    return Table(f"table-{id_}-notify", "", caption, (0.17, 0.17, 0.66), (header,), tuple(rows))
