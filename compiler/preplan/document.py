"""The document that every writer writes: sections, blocks and runs of text, each with its origin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from typing import Any, Literal

from .source import Span

Tone = Literal["red", "orange", "yellow", "blue", "green", "grey"]

# Background and text of each tone. Text reaches a contrast of 4.5:1 on its background
# (WCAG 2.2, 1.4.3); a tone never carries meaning alone, the cell always says it in words.
PALETTE: dict[Tone, tuple[str, str]] = {
    "red": ("#b3261e", "#ffffff"),
    "orange": ("#f2a33a", "#1c1b1f"),
    "yellow": ("#f7dc5c", "#1c1b1f"),
    "blue": ("#1f5fae", "#ffffff"),
    "green": ("#d7ead3", "#1c1b1f"),
    "grey": ("#eceff1", "#1c1b1f"),
}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style.

    `ref` is the id of a section, row, table or figure of the same document; `href` is an address
    whose scheme compose has allowed (tel, mailto, https). At most one of the two is set.
    A `sample` run is a made-up value that the organisation has to replace.
    """

    text: str
    style: Literal["plain", "strong", "sample", "muted"] = "plain"
    ref: str | None = None
    href: str | None = None


Runs = tuple[Run, ...]

# The house style of a plan that names none.
STYLE = "modern"

# What a cell says, as plain data; nothing where only words will do.
Value = date | timedelta | int | float | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    runs: Runs
    origin: Span | None = None

    @property
    def leads(self) -> bool:
        """Whether it is a lead, all strong, that may not stand apart from what follows."""
        return all(run.style == "strong" for run in self.runs)


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered clause; `label` is what is printed before it, such as `(1)`."""

    label: str
    runs: Runs
    id: str | None = None
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Clauses:
    """A list of numbered clauses."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what it says."""

    label: str
    runs: Runs
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and values, for single records."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: one or more lines of runs."""

    lines: tuple[Runs, ...]
    colspan: int = 1
    rowspan: int = 1
    tone: Tone | None = None
    heads_row: bool = False
    align: Literal["left", "center"] = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; its `id`, where it has one, is an anchor."""

    cells: tuple[Cell, ...]
    id: str | None = None
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table; `widths` are the columns' shares of the text width and add up to 1.

    `layout` says how a narrow screen may rearrange it: `list` and `steps` rows stack as cards,
    a `matrix` never does. A `form` is filled in by hand: the empty lines of its cells are room to write. The `remark`
    stands below the caption, once, for what holds of every row. `data`, where there is any, has for each row what its
    cells say as plain values, for a workbook.
    """

    id: str
    label: str
    caption: str
    widths: tuple[float, ...]
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    layout: Literal["list", "steps", "matrix", "form"] = "list"
    origin: Span | None = None
    remark: Runs = ()
    data: tuple[tuple[Value, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A captioned drawing as SVG with real text; `alt` says the same in words for those who can't see it.

    `width` and `height` are those of the drawing in CSS pixels (96 to the inch).
    """

    id: str
    label: str
    caption: str
    svg: str
    alt: str
    width: float
    height: float
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A set-apart remark, such as a caution or the sample-value notice."""

    kind: Literal["caution", "sample", "note"]
    title: str
    lines: tuple[Runs, ...]
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A place to sign: whose post it is, then who signed, when, and with which opinion; empty until then."""

    id: str
    post: str
    name: Runs = ()
    date: Runs = ()
    opinion: Runs = ()


@dataclass(frozen=True, slots=True)
class ElectronicField:
    """A place for the electronic signature of one `role`: its label, and the posts that hold the role."""

    role: Literal["author", "reviewer", "approver"]
    label: str
    posts: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The places to sign on an approval or countersignature page.

    Only a PDF can hold electronic signatures: their places are its furniture, and no text of the plan.
    """

    fields: tuple[SignatureField, ...]
    electronic: tuple[ElectronicField, ...] = ()


Block = Paragraph | Clauses | Facts | Table | Figure | Notice | Signatures


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it; `number` is printed before the title and may be empty."""

    id: str
    number: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    origin: Span | None = None

    @property
    def heading(self) -> str:
        """The title with its number, as every writer prints it."""
        return f"{self.number} {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover and the running header say; dates are already in words of the document's language.

    `samples` names the fields here that hold a sample value. Where copies are `numbered`, each is given its number
    by hand: a printed cover leaves room for it.
    """

    number: str
    version: str
    organisation: str
    title: str
    kind: str
    status: str
    issued_on: str
    effective_on: str
    audience: str
    facts: tuple[Fact, ...] = ()
    samples: tuple[str, ...] = ()
    numbered: bool = False

    def runs(self, name: str) -> Runs:
        """Return what a field says, in its style; nothing where it is empty."""
        text: str = getattr(self, name)
        return (Run(text, "sample" if name in self.samples else "plain"),) if text else ()


@dataclass(frozen=True, slots=True)
class Words:
    """The furniture every writer prints, in the document's language.

    `page` holds `{page}` and `{pages}`.
    """

    contents: str
    page: str
    draft: str
    sample: str
    sample_help: str
    number: str
    version: str
    issued_on: str
    effective_on: str
    audience: str
    signature: str
    date: str
    opinion: str
    caution: str
    table_continued: str
    copy_number: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What people look for first, in their own words, and the id of the section that has it."""

    label: str
    ref: str


@dataclass(frozen=True, slots=True)
class View:
    """What makes a document a part of a plan that is handed out by itself: its title stands where a plan has a cover.

    `name` ends the names of its files, `formats` are their kinds. Sections begin on a new page down to the depth
    `breaks`, 0 for none; `contents` says whether they are listed after the title. A `dense` one fits one page.
    """

    name: str
    title: str
    formats: tuple[str, ...]
    paper: Literal["a4", "a5"] = "a4"
    breaks: int = 0
    contents: bool = False
    dense: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One finished document in one language.

    `date` (ISO 8601) stands in for today in every output; `front` holds the approval page,
    revision record and distribution list, `body` the numbered chapters, `annexes` what follows them.
    The table of contents is the writers' own: it stands between `front` and `body` and lists the two upper
    levels of all three (GB/T 29639-2020, C.3). `style` is the house style of printed editions.
    """

    id: str
    language: Literal["zh", "en"]
    version: str
    audience: str
    date: str
    draft: bool
    words: Words
    cover: Cover
    front: tuple[Section, ...]
    body: tuple[Section, ...]
    annexes: tuple[Section, ...]
    shortcuts: tuple[Shortcut, ...] = ()
    view: View | None = None
    style: str = STYLE

    @property
    def name(self) -> str:
        """What the names of its editions begin with."""
        name = f"{self.id}-{self.version}-{self.audience}"
        return f"{name}.{self.view.name}" if self.view else name

    @property
    def title(self) -> str:
        """The plan's full name."""
        return self.cover.title

    @property
    def sections(self) -> tuple[Section, ...]:
        """All top-level sections in reading order."""
        return self.front + self.body + self.annexes


def walk(sections: tuple[Section, ...], depth: int = 1) -> Iterator[tuple[int, Section]]:
    """Visit every section in reading order with its depth, 1 for a chapter."""
    for section in sections:
        yield depth, section
        yield from walk(section.sections, depth + 1)


def plain(runs: Runs) -> str:
    """Join runs to the bare text."""
    return "".join(run.text for run in runs)


def texts(document: Document) -> Iterator[str]:
    """Say every text that each writer must show, in reading order: the measure of a complete edition."""
    cover = document.cover
    if document.view:
        yield from (document.view.title, cover.title, cover.organisation)
    else:
        yield from (cover.number, cover.version, cover.organisation, cover.title, cover.issued_on, cover.effective_on)
    for fact in cover.facts:
        yield from (fact.label, plain(fact.runs))
    for _, section in walk(document.sections):
        yield section.heading
        for block in section.blocks:
            yield from _block_texts(block)


def as_json(value: Any) -> Any:
    """Turn a document, or a part of one, into plain JSON values; each part says what it `is`."""
    if is_dataclass(value) and not isinstance(value, type):
        parts = {f.name: as_json(getattr(value, f.name)) for f in fields(value) if f.name != "origin"}
        return {"is": type(value).__name__.lower(), **parts}
    if isinstance(value, tuple):
        return [as_json(each) for each in value]
    if isinstance(value, date | timedelta):
        return str(value)
    return value


def _block_texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(runs=runs):
            yield plain(runs)
        case Clauses(clauses=clauses):
            for clause in clauses:
                yield clause.label + plain(clause.runs)
        case Facts(facts=facts):
            for fact in facts:
                yield from (fact.label, plain(fact.runs))
        case Table():
            yield from (block.label, block.caption, plain(block.remark))
            for row in block.header + block.rows:
                for cell in row.cells:
                    yield from (plain(line) for line in cell.lines)
        case Figure():
            yield from (block.label, block.caption)
        case Notice():
            yield block.title
            yield from (plain(line) for line in block.lines)
        case Signatures():
            for field in block.fields:
                yield from (field.post, plain(field.name), plain(field.date), plain(field.opinion))
