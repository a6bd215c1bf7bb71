"""The legal basis: what the plan cites, joined with the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..document import Cell, Row, Run, Runs, Table
from ..model import Node
from . import _words as words
from ._blocks import Content, cell
from ._voice import Voice

SHOWS = ("plan.basis", "basis")


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """List the citations in the order of the plan, then what else the plan enters in the catalogue itself."""
    pairs: list[tuple[Node | None, Node | None]] = [
        (citation, voice.plan.find(citation.get("law"))) for citation in voice.entries("plan", "basis")
    ]
    cited = {citation.get("law") for citation, _ in pairs if citation}
    own = [law for law in voice.plan.entries("basis") if law.fragment not in voice.plan.shared]
    pairs += [(None, law) for law in own if law.get("id") not in cited]
    if not pairs:
        return Content()
    titles = (words.NUMBER, words.LAW, words.LAW_STATUS, words.LAW_DUTY)
    header = Row(tuple(cell(voice.say(each)) for each in titles))
    rows = tuple(_row(voice, count, citation, law) for count, (citation, law) in enumerate(pairs, 1))
    return Content([Table(f"table-{id_}", "", title, (0.07, 0.35, 0.18, 0.4), (header,), rows)])


def _row(voice: Voice, count: int, citation: Node | None, law: Node | None) -> Row:
    cells = (
        Cell(((Run(str(count)),),), heads_row=True, align="center"),
        Cell(tuple(_names(voice, law)) or ((),)),
        Cell(tuple(_status(voice, law)) or ((),)),
        Cell(tuple(_duties(voice, citation, law)) or ((),)),
    )
    origin = citation.at() if citation else law.at() if law else None
    return Row(cells, str(law["id"]) if law else None, origin)


def _names(voice: Voice, law: Node | None) -> Iterator[Runs]:
    if law:
        yield from voice.field(law, "name")
        about = [voice.runs(law.child(each)) for each in ("number", "issuer", "kind") if each in law]
        if "issued_on" in law:
            about.append(_dated(voice, law, "issued_on", words.ISSUED))
        yield voice.muted(voice.join(about, voice.comma))


def _status(voice: Voice, law: Node | None) -> Iterator[Runs]:
    if law is None:
        return
    yield from voice.field(law, "status")
    for name, said in (("effective_on", words.EFFECTIVE), ("repealed_on", words.REPEALED)):
        if name in law:
            yield _dated(voice, law, name, said)
    if "replaced_by" in law:
        yield (Run(voice.say(words.REPLACED_BY), "muted"), *voice.runs(law.child("replaced_by")))


def _dated(voice: Voice, law: Node, name: str, around: tuple[Text, Text]) -> Runs:
    before, behind = (Run(voice.say(each)) for each in around)
    return tuple(run for run in (before, *voice.runs(law.child(name)), behind) if run.text)


def _duties(voice: Voice, citation: Node | None, law: Node | None) -> Iterator[Runs]:
    """Say what the plan itself reads in a law; what the catalogue says where the plan says nothing or wrote it."""
    if citation:
        yield from voice.field(citation, "articles")
        yield from voice.field(citation, "duty")
    if law and (law.fragment not in voice.plan.shared or not (citation and "duty" in citation)):
        yield from voice.field(law, "duties")
