"""The legal basis: what the plan cites, joined with the catalogue."""

from __future__ import annotations

from ..document import Cell, Row, Run, Runs, Table
from ..model import Node
from . import _words as words
from ._blocks import Content, cell
from ._voice import Voice

SHOWS = ("plan.basis", "basis")


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """List the citations in the order of the plan, then what else it refers to of its own."""
    citations = voice.entries("plan", "basis")
    rows = [_row(voice, count, citation, _law(voice, citation)) for count, citation in enumerate(citations, 1)]
    cited = {citation.get("law") for citation in citations}
    for law in voice.plan.entries("basis"):
        if law.fragment not in voice.plan.shared and law.get("id") not in cited:
            rows.append(_row(voice, len(rows) + 1, None, law))
    if not rows:
        return Content()
    titles = (words.NUMBER, words.LAW, words.LAW_STATUS, words.LAW_DUTY)
    header = Row(tuple(cell(voice.say(each)) for each in titles))
    return Content([Table(f"table-{id_}", "", title, (0.07, 0.33, 0.18, 0.42), (header,), tuple(rows))])


def _law(voice: Voice, citation: Node) -> Node | None:
    return voice.plan.find(citation.get("law"))


def _row(voice: Voice, count: int, citation: Node | None, law: Node | None) -> Row:
    name: list[Runs] = []
    status: list[Runs] = []
    if law:
        name.append((Run(str(law["name"]), voice.style(law.child("name"))),))
        about = [voice.runs(law.child(each)) for each in ("number", "issuer", "kind") if each in law]
        if about:
            name.append(voice.join(about, voice.comma))
        if "effective_on" in law:
            status.append((*voice.runs(law.child("effective_on")), Run(voice.say(words.EFFECTIVE))))
        status += voice.field(law, "status")
        for each in ("repealed_on", "replaced_by"):
            if each in law:
                status.append((Run(voice.label(law, each) + voice.colon, "muted"), *voice.runs(law.child(each))))
    elif citation:
        name.append((Run(str(citation.get("law", ""))),))
    duties: list[Runs] = []
    if citation:
        duties += voice.field(citation, "articles")
        duties += voice.field(citation, "duty")
    if law and (law.fragment not in voice.plan.shared or not duties):
        duties += [voice.runs(each) for each in law.children("duties")] if len(law.children("duties")) < 9 else []
        duties = [*duties]
    lines = (tuple(name), tuple(status), tuple(_entries(voice, law, duties)))
    head = Cell(((Run(str(count)),),), heads_row=True, align="center")
    origin = citation.at() if citation else law.at() if law else None
    return Row((head, *(Cell(each or ((),)) for each in lines)), str(law["id"]) if law else None, origin)


def _entries(voice: Voice, law: Node | None, duties: list[Runs]) -> list[Runs]:
    return duties
