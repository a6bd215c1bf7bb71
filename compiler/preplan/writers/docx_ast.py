"""The document as a pandoc syntax tree, in which every text is data."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ..diagnostics import Text
from ..document import (
    Block,
    Cell,
    Clauses,
    Document,
    Fact,
    Facts,
    Figure,
    Notice,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Signatures,
    Table,
    View,
    walk,
)
from ..errors import PreplanError
from .docx_look import Look, look_of

Node = dict[str, Any]
Draw = Callable[[str, float, float], bytes]

# A figure leaves room for its caption and a heading.
FIGURE_HEIGHT = 0.8222
CONTENTS_DEPTH = 2

_ID_TWICE = Text(
    "文档“{document}”里有两处的编号都是“{id}”", "two parts of the document `{document}` have the id `{id}`"
)
_LEADS_NOWHERE = Text("文档引用了“{ref}”，但里面没有它", "the document refers to `{ref}`, which it does not hold")
_BAD_ADDRESS = Text(
    "“{href}”不是可以链接的电话、邮箱或网址", "`{href}` is no telephone, mail or web address to link to"
)


def syntax_tree(document: Document, draw: Draw) -> Node:
    """Say the whole document as pandoc JSON; `draw` turns an SVG of a width and height into PNG."""
    names = bookmarks(document)
    if document.view:
        blocks = [*_view(document, document.view, names, draw)]
        return {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks}
    blocks = [
        *_cover(document, names),
        *(node for section in document.front for node in _front(section, document, names, draw)),
        *_contents(document, names),
        *(node for section in document.body + document.annexes for node in _section(section, 1, document, names, draw)),
    ]
    return {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks}


def bookmarks(document: Document) -> dict[str, str]:
    """Give every id of the document a bookmark name that Word accepts.

    A name has at most 40 letters, digits and underscores, begins with a letter, and differs from the
    others in more than case. Numbers that some reference says, such as `3.2` or `表 1`, have bookmarks of their own,
    under their `number_key`: Word renews those references.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for each in _ids(document):
        if each in names:
            raise PreplanError(_ID_TWICE(document=document.id, id=each))
        name = each.replace("-", "_")
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", name) or name.lower() in taken:
            name = "x" + hashlib.sha256(each.encode()).hexdigest()[:32]
        taken.add(name.lower())
        names[each] = name
    said = {number_key(run.ref, run.text.strip()) for run in _runs(document) if run.ref is not None}
    for each in sorted(said & {number_key(id_, number) for id_, number in _numbers(document)}):
        names[each] = "ref" + hashlib.sha256(each.encode()).hexdigest()[:32]
    return names


def number_key(id_: str, number: str) -> str:
    """Return what stands for the number of a part in its names."""
    return f"{id_}\0{number}"


def tables(document: Document) -> Iterator[tuple[str, Table]]:
    """Visit every table the edition prints, in reading order, with the name of its table style."""
    if document.view is None:
        yield "Cover Table", _cover_table(document)
    for _, section in walk(document.sections):
        for block in section.blocks:
            match block:
                case Table():
                    yield "Plan Table", block
                case Facts():
                    yield "Plan Table", _facts_table(block.facts)
                case Signatures():
                    yield "Signature Table", _signatures_table(block, document)


def in_contents(document: Document) -> Iterator[tuple[int, Section]]:
    """Visit the sections that the table of contents lists, with their depth; a view lists those it holds apart."""
    depths = range(1, CONTENTS_DEPTH + 1)
    if document.view:
        depths = range(2, CONTENTS_DEPTH + 1) if document.view.contents else range(0)
    return ((depth, section) for depth, section in walk(document.sections) if depth in depths)


def _ids(document: Document) -> Iterator[str]:
    for _, section in walk(document.sections):
        yield section.id
        for block in section.blocks:
            match block:
                case Clauses(clauses=clauses):
                    yield from (clause.id for clause in clauses if clause.id)
                case Table():
                    yield block.id
                    yield from (row.id for row in block.header + block.rows if row.id)
                case Figure():
                    yield block.id
                case Signatures(fields=fields):
                    yield from (field.id for field in fields)


def _numbers(document: Document) -> Iterator[tuple[str, str]]:
    for _, section in walk(document.sections):
        yield section.id, section.number
        yield from ((block.id, block.label) for block in section.blocks if isinstance(block, Table | Figure))


def _view(document: Document, view: View, names: dict[str, str], draw: Draw) -> Iterator[Node]:
    """Begin with the title and whose it is, and end or go on with what a sample is, where there is one."""
    yield _styled("View Title", view.title)
    gap = (Run("\u3000" if document.language == "zh" else "   "),)
    owner = (*document.cover.runs("organisation"), *gap, *document.cover.runs("title"))
    yield _div("View Owner", [_para(_inlines(owner, names))])
    remark = _legend(document, names)
    if not view.dense:
        yield from remark
    for number, section in enumerate(document.sections):
        yield _heading(section, 1, names)
        yield from _blocks(section.blocks, document, names, draw)
        if number == 0:
            yield from _entries(document, names)
        for each in section.sections:
            yield from _section(each, 2, document, names, draw)
    if view.dense:
        yield from remark


def _legend(document: Document, names: dict[str, str]) -> list[Node]:
    marked = bool(document.cover.samples) or any(run.style == "sample" for run in _runs(document))
    words = document.words
    runs = (Run(words.sample, "sample"), Run("  " + words.sample_help, "muted"))
    return [_div("View Remark", [_para(_inlines(runs, names))])] if marked else []


def _runs(value: Any) -> Iterator[Run]:
    """Visit every run of a document."""
    if isinstance(value, Run):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _runs(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _runs(getattr(value, field.name))


def _cover(document: Document, names: dict[str, str]) -> Iterator[Node]:
    cover, words = document.cover, document.words
    colon = "\uff1a" if document.language == "zh" else ": "
    for style, label, name in (
        ("Cover Number", words.number + colon, "number"),
        ("Cover Number", words.version + colon, "version"),
        ("Cover Number", "", "status"),
        ("Cover Organisation", "", "organisation"),
        ("Cover Title", "", "title"),
        ("Cover Kind", "", "kind"),
    ):
        said = (Run(label), *cover.runs(name)) if label else cover.runs(name)
        yield _div(style, [_para(_inlines(said, names))])
    if document.draft:
        yield _div("Cover Mark", [_para([_span("Draft Mark", _words(f"\u00a0{words.draft}\u00a0"))])])
    yield _table("Cover Table", _cover_table(document), names)


def _cover_table(document: Document) -> Table:
    cover, words = document.cover, document.words
    dates = (
        Fact(words.issued_on, cover.runs("issued_on")),
        Fact(words.effective_on, cover.runs("effective_on")),
        Fact(words.audience, cover.runs("audience")),
    )
    copy = (Fact(words.copy_number, ()),) if cover.numbered else ()
    rows = tuple(
        Row((Cell(((Run(fact.label),),), heads_row=True), Cell((fact.runs,), align="center")))
        for fact in cover.facts + dates + copy
    )
    return Table("", "", "", (0.4, 0.6), (), rows)


def _contents(document: Document, names: dict[str, str]) -> Iterator[Node]:
    if entries := _entries(document, names):
        yield _styled("TOC Heading", document.words.contents)
        yield from entries


def _entries(document: Document, names: dict[str, str]) -> list[Node]:
    return [
        _div(f"toc {depth}", [_para([_link(_words(section.heading), "#" + names[section.id])])])
        for depth, section in in_contents(document)
    ]


def _front(section: Section, document: Document, names: dict[str, str], draw: Draw) -> Iterator[Node]:
    for depth, each in walk((section,)):
        style = "Front Heading" if depth == 1 else "Front Subheading"
        yield _div(style, [_para([_titled(each, names)])])
        yield from _blocks(each.blocks, document, names, draw)


def _section(section: Section, depth: int, document: Document, names: dict[str, str], draw: Draw) -> Iterator[Node]:
    yield _heading(section, depth, names)
    yield from _blocks(section.blocks, document, names, draw)
    for each in section.sections:
        yield from _section(each, depth + 1, document, names, draw)


def _heading(section: Section, depth: int, names: dict[str, str]) -> Node:
    return {"t": "Header", "c": [min(depth, 6), _attributes(), [_titled(section, names)]]}


def _titled(section: Section, names: dict[str, str]) -> Node:
    number = _numbered(section.id, section.number, names)
    return _anchor(names[section.id], [*number, *_words(section.heading[len(section.number) :])])


def _numbered(id_: str, number: str, names: dict[str, str]) -> list[Node]:
    mark = names.get(number_key(id_, number))
    return [_anchor(mark, _words(number))] if mark else _words(number)


def _blocks(blocks: Sequence[Block], document: Document, names: dict[str, str], draw: Draw) -> Iterator[Node]:
    for block in blocks:
        match block:
            case Paragraph():
                text = _para(_inlines(block.runs, names))
                yield _div("Lead", [text]) if block.leads else text
            case Clauses(clauses=clauses):
                for clause in clauses:
                    label = _span("Clause Label", _words(clause.label))
                    start = _anchor(names[clause.id], [label]) if clause.id else label
                    yield _div("Clause", [_para([start, *_inlines(clause.runs, names)])])
            case Facts():
                yield _table("Plan Table", _facts_table(block.facts), names)
            case Table():
                caption = _caption(block, document, names)
                if block.remark:
                    # A span within a span would take its own look alone.
                    remark = tuple(replace(run, style="plain") for run in block.remark)
                    caption += [*([{"t": "LineBreak"}] if caption else []), _span("Remark", _inlines(remark, names))]
                yield _table("Plan Table", block, names, caption)
            case Figure():
                yield _figure(block, names, _caption(block, document, names), draw, look_of(document))
            case Notice():
                style = block.kind.capitalize()
                yield _styled(f"{style} Title", block.title)
                yield from (_div(f"{style} Text", [_para(_inlines(line, names))]) for line in block.lines)
            case Signatures():
                yield _table("Signature Table", _signatures_table(block, document), names)


def _facts_table(facts: tuple[Fact, ...]) -> Table:
    rows = tuple(Row((Cell(((Run(fact.label),),), tone="grey", heads_row=True), Cell((fact.runs,)))) for fact in facts)
    return Table("", "", "", (0.26, 0.74), (), rows)


def _signatures_table(signatures: Signatures, document: Document) -> Table:
    words = document.words
    colon = "\uff1a" if document.language == "zh" else ": "

    def place(label: str, value: Runs) -> Cell:
        lines: tuple[Runs, ...] = ((Run(label + colon, style="muted"),),)
        return Cell((*lines, value) if value else lines)

    rows = tuple(
        Row(
            (
                Cell(((Run(field.post),),), tone="grey", heads_row=True),
                place(words.opinion, field.opinion),
                place(words.signature, field.name),
                place(words.date, field.date),
            ),
            id=field.id,
        )
        for field in signatures.fields
    )
    return Table("", "", "", (0.22, 0.32, 0.24, 0.22), (), rows)


def _caption(block: Table | Figure, document: Document, names: dict[str, str]) -> list[Node]:
    gap = "\u3000" if document.language == "zh" else "  "
    number = _numbered(block.id, block.label, names)
    return [*number, *_words((gap if block.label and block.caption else "") + block.caption)]


def _table(style: str, table: Table, names: dict[str, str], caption: list[Node] | None = None) -> Node:
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width}] for width in table.widths]
    body = [_attributes(), 0, [], [_row(row, names) for row in table.rows]]
    return {
        "t": "Table",
        "c": [
            _attributes(names[table.id] if table.id else "", style),
            [None, [_plain(caption)] if caption else []],
            columns,
            [_attributes(), [_row(row, names) for row in table.header]],
            [body],
            [_attributes(), []],
        ],
    }


def _row(row: Row, names: dict[str, str]) -> list[Any]:
    cells = []
    for number, cell in enumerate(row.cells):
        lines = [_inlines(line, names) for line in cell.lines] or [[]]
        if row.id and number == 0:
            lines[0].insert(0, _anchor(names[row.id], []))
        align = {"t": "AlignCenter" if cell.align == "center" else "AlignDefault"}
        cells.append([_attributes(), align, cell.rowspan, cell.colspan, [_plain(line) for line in lines]])
    return [_attributes(), cells]


def _figure(figure: Figure, names: dict[str, str], caption: list[Node], draw: Draw, look: Look) -> Node:
    width, height = figure.width * 25.4 / 96, figure.height * 25.4 / 96
    room_across, room_down = (length * 25.4 / 1440 for length in (look.text_width, look.text_height))
    scale = min(1.0, room_across / width, room_down * FIGURE_HEIGHT / height)
    size = [["width", f"{width * scale / 10:.3f}cm"], ["height", f"{height * scale / 10:.3f}cm"]]
    # The sandbox reads no file, so the picture travels inside the tree.
    address = "data:image/png;base64," + base64.b64encode(draw(figure.svg, figure.width, figure.height)).decode()
    image = {"t": "Image", "c": [["", [], size], _words(figure.alt), [address, ""]]}
    return {"t": "Figure", "c": [_attributes(names[figure.id]), [None, [_plain(caption)]], [_plain([image])]]}


def _inlines(runs: Runs, names: dict[str, str]) -> list[Node]:
    inlines: list[Node] = []
    for run in runs:
        nodes = _words(run.text)
        match run.style:
            case "strong":
                nodes = [{"t": "Strong", "c": nodes}]
            case "sample" | "muted":
                nodes = [_span(run.style.capitalize(), nodes)]
        if run.ref is not None:
            if run.ref not in names:
                raise PreplanError(_LEADS_NOWHERE(ref=run.ref))
            number = names.get(number_key(run.ref, run.text.strip()))
            if number and run.style == "plain":
                before, word, after = run.text.partition(run.text.strip())
                nodes = [*_words(before), _link(_words(word), "#" + number), *_words(after)]
            else:
                nodes = [_link(nodes, "#" + names[run.ref])]
        elif run.href is not None:
            if not re.fullmatch(r"(tel|mailto|https?):[^\s<>\"\\]+", run.href):
                raise PreplanError(_BAD_ADDRESS(href=run.href))
            nodes = [_link(nodes, run.href)]
        inlines += nodes
    return inlines


def _words(text: str) -> list[Node]:
    nodes: list[Node] = []
    for line in text.split("\n"):
        nodes += [{"t": "LineBreak"}, {"t": "Str", "c": line}]
    return [node for node in nodes[1:] if node.get("c") != ""]


def _styled(style: str, text: str) -> Node:
    return _div(style, [_para(_words(text))])


def _para(inlines: list[Node]) -> Node:
    return {"t": "Para", "c": inlines}


def _plain(inlines: list[Node]) -> Node:
    return {"t": "Plain", "c": inlines}


def _div(style: str, blocks: list[Node]) -> Node:
    return {"t": "Div", "c": [_attributes(style=style), blocks]}


def _span(style: str, inlines: list[Node]) -> Node:
    return {"t": "Span", "c": [_attributes(style=style), inlines]}


def _anchor(name: str, inlines: list[Node]) -> Node:
    return {"t": "Span", "c": [_attributes(name), inlines]}


def _link(inlines: list[Node], address: str) -> Node:
    return {"t": "Link", "c": [_attributes(), inlines, [address, ""]]}


def _attributes(name: str = "", style: str = "") -> list[Any]:
    return [name, [], [["custom-style", style]] if style else []]
