"""Turn a document's blocks into what the page templates print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..diagnostics import Text as Sentence
from ..document import (
    Block,
    Cell,
    Clauses,
    Document,
    Facts,
    Figure,
    Notice,
    Paragraph,
    Row,
    Runs,
    SignatureField,
    Signatures,
    Table,
    plain,
    walk,
)
from ..errors import PreplanError
from .site_drawing import drawing
from .site_text import printable

_LEADS_NOWHERE = Sentence(
    "{document}：有一处引用指向“{ref}”，文档里没有它",
    "{document}: a reference leads to `{ref}`, which is not in the document",
)


@dataclass(frozen=True, slots=True)
class Text:
    """A run as the template prints it; `mark` names the first sample value of a row, a clause or a paragraph."""

    text: str
    style: str
    href: str
    mark: str


@dataclass(frozen=True, slots=True)
class Box:
    """A table cell as the template prints it; a repeat stands in for a cell that spans from a row above."""

    tag: str
    scope: str
    css: str
    colspan: int
    rowspan: int
    label: str
    lines: tuple[tuple[Text, ...], ...]
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A table row as the template prints it."""

    id: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document's ids are found, seen from one of its pages (empty for the front page)."""

    document: Document
    page: str
    homes: dict[str, str]

    def link(self, ref: str) -> str:
        """Return the address of an id, or raise PreplanError when the document holds no such id."""
        home = self.homes.get(ref)
        if home is None:
            raise PreplanError(_LEADS_NOWHERE(document=self.document.id, ref=ref))
        if home == self.page:
            return f"#{ref}"
        return (f"../{home}/" if self.page else f"{home}/") + ("" if home == ref else f"#{ref}")

    def runs(self, runs: Runs) -> tuple[Text, ...]:
        """Return runs with their links resolved; an address that is not allowed stays text."""
        texts = []
        for run in runs:
            href = ""
            if run.ref is not None:
                href = self.link(run.ref)
            elif run.href is not None and _HREF.fullmatch(run.href):
                href = run.href
            texts.append(Text(printable(run.text), run.style, href, ""))
        return self.marked((tuple(texts),))[0]

    def marked(self, lines: tuple[tuple[Text, ...], ...]) -> tuple[tuple[Text, ...], ...]:
        """Name the first sample value of lines that belong together, and no other: its look says the rest."""
        first, made = self.document.words.sample, []
        for line in lines:
            texts = []
            for text in line:
                sample = text.style == "sample"
                texts.append(replace(text, mark=first if sample else ""))
                first = "" if sample else first
            made.append(tuple(texts))
        return tuple(made)


def homes_of(document: Document) -> dict[str, str]:
    """Map every id to the top-level section whose page holds it."""
    homes: dict[str, str] = {}
    for top in document.sections:
        for _, section in walk((top,)):
            homes[section.id] = top.id
            for block in section.blocks:
                for id in _ids(block):
                    homes[id] = top.id
    return homes


def block_of(block: Block, place: Place) -> dict[str, Any]:
    """Return what the template prints for a block."""
    match block:
        case Paragraph(runs=runs):
            return {"is": "paragraph", "runs": place.runs(runs)}
        case Clauses(clauses=clauses):
            return {"is": "clauses", "clauses": [(c.id or "", c.label, place.runs(c.runs)) for c in clauses]}
        case Facts(facts=facts):
            return {"is": "facts", "facts": [(fact.label, place.runs(fact.runs)) for fact in facts]}
        case Notice():
            lines = [place.runs(line) for line in block.lines]
            return {"is": "notice", "kind": block.kind, "title": block.title, "lines": lines}
        case Signatures(fields=fields):
            return {"is": "signatures", "fields": [_signature(field, place) for field in fields]}
        case Figure():
            return {"is": "figure", "figure": block, "svg": _safe(drawing(block)), "wide": block.width > _PHONE}
        case Table():
            return _table(block, place)


_HREF = re.compile(
    r"tel:\+?[0-9*#(),;ext.-]+|mailto:[^\s\"<>\[\]\\:]+|https://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][^\s\"<>\[\]\\]*)?"
)


# A drawing wider than this has to be scrolled on a phone.
_PHONE = 330


def _ids(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield block.id
            yield from (row.id for row in block.header + block.rows if row.id)
        case Figure():
            yield block.id
        case Clauses(clauses=clauses):
            yield from (clause.id for clause in clauses if clause.id)
        case Signatures(fields=fields):
            yield from (field.id for field in fields)
        case _:
            pass


def _signature(field: SignatureField, place: Place) -> dict[str, Any]:
    words = place.document.words
    labels = (words.signature, words.date, *((words.opinion,) if field.opinion else ()))
    said = place.marked(tuple(place.runs(runs) for runs in (field.name, field.date, field.opinion)))
    return {"id": field.id, "post": field.post, "lines": list(zip(labels, said, strict=False))}


def _safe(markup: str) -> Any:
    from markupsafe import Markup

    # Only a drawing comes here, of known shapes and with its texts escaped.
    return Markup(markup)  # noqa: S704


def _table(table: Table, place: Place) -> dict[str, Any]:
    columns = len(table.widths)
    heads = _heads(table, columns)
    stacks = table.layout != "matrix"
    return {
        "is": "table",
        "table": table,
        "remark": place.runs(table.remark),
        "widths": [max(1, min(100, round(share * 100))) for share in table.widths],
        "header": [_line(row, place, header=True) for row in table.header],
        "rows": list(_rows(table, heads if stacks else [""] * columns, place, repeats=stacks)),
        "no_head": not (table.rows and table.rows[0].cells and table.rows[0].cells[0].heads_row),
    }


def _heads(table: Table, columns: int) -> list[str]:
    """Say what stands above each column, for cards on a narrow screen."""
    heads: list[list[str]] = [[] for _ in range(columns)]
    for _, at, cell in _grid(table.header):
        text = " ".join(plain(line) for line in cell.lines)
        for column in range(at, min(at + cell.colspan, columns)):
            heads[column].append(text)
    return [" ".join(parts) for parts in heads]


def _grid(rows: Sequence[Row]) -> Iterator[tuple[int, int, Cell]]:
    """Visit cells with their row and first column, spans of rows above taken into account."""
    busy: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        at = 0
        for cell in row.cells:
            while (index, at) in busy:
                at += 1
            for down in range(cell.rowspan):
                busy.update((index + down, at + right) for right in range(cell.colspan))
            yield index, at, cell
            at += cell.colspan


def _rows(table: Table, heads: list[str], place: Place, *, repeats: bool) -> Iterator[Line]:
    columns = len(heads)
    placed: list[list[tuple[int, Cell, bool]]] = [[] for _ in table.rows]
    for index, at, cell in _grid(table.rows):
        placed[index].append((at, cell, False))
        if repeats:
            for down in range(index + 1, min(index + cell.rowspan, len(table.rows))):
                placed[down].append((at, cell, True))
    for row, cells in zip(table.rows, placed, strict=True):
        boxes = tuple(
            _box(cell, place, label=heads[at] if at < columns else "", repeat=repeat)
            for at, cell, repeat in sorted(cells, key=lambda each: each[0])
        )
        yield Line(row.id or "", _marked(boxes, place))


def _marked(boxes: tuple[Box, ...], place: Place) -> tuple[Box, ...]:
    """Name one sample value of a row; what stands in for a cell further up is out of sight on a wide screen."""
    own = iter(place.marked(tuple(line for box in boxes if not box.repeat for line in box.lines)))
    return tuple(
        replace(box, lines=tuple(tuple(replace(text, mark="") for text in line) for line in box.lines))
        if box.repeat
        else replace(box, lines=tuple(next(own) for _ in box.lines))
        for box in boxes
    )


def _line(row: Row, place: Place, *, header: bool) -> Line:
    return Line(row.id or "", tuple(_box(cell, place, header=header) for cell in row.cells))


def _box(cell: Cell, place: Place, *, header: bool = False, label: str = "", repeat: bool = False) -> Box:
    lines = tuple(place.runs(line) for line in cell.lines)
    empty = not any(text.text.strip() for line in lines for text in line)
    names = [
        f"pp-tone-{cell.tone}" if cell.tone else "",
        "pp-center" if cell.align == "center" else "",
        "pp-empty" if empty else "",
        "pp-repeat" if repeat else "",
    ]
    scope = ("colgroup" if cell.colspan > 1 else "col") if header else ("row" if cell.heads_row else "")
    return Box(
        tag="th" if header or (cell.heads_row and not repeat) else "td",
        scope="" if repeat else scope,
        css=" ".join(name for name in names if name),
        colspan=1 if repeat else cell.colspan,
        rowspan=1 if repeat else cell.rowspan,
        label="" if header or cell.heads_row else label,
        lines=lines,
        repeat=repeat,
    )
