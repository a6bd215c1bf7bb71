"""Tables of a DOCX: widths, repeated heads, joined cells, colours."""

from __future__ import annotations

import copy
import itertools
from typing import TYPE_CHECKING

from ..document import PALETTE, Cell, Table, Tone
from .docx_xml import child_of, make, remove, style_of, w

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from .docx_look import Look

# A table of so many columns is set in smaller type, or a date would not fit its column.
SMALL_FROM = 6
# 9 mm, less the rule and its distance, in twentieths of a point.
_LINE_TO_WRITE = 490


def dress_table(element: Element, style: str, table: Table, look: Look) -> None:
    """Give a table as pandoc wrote it the look of its style: `Plan Table`, `Signature Table` or `Cover Table`."""
    widths = columns(table.widths, look.text_width)
    if style == "Cover Table":
        widths = [width * 7 // 10 for width in widths]
    _shape_table(element, style, table, widths)
    cells = _cover_grid(table)
    held = _held_rows(table)
    for number, row in enumerate(element.iter(w("tr"))):
        header = number < len(table.header)
        _dress_row(row, style, header)
        column = 0
        for place in row.iter(w("tc")):
            cell = cells.get((number, column), Cell(()))
            tone = cell.tone or ("grey" if header else None)
            _dress_cell(place, style, cell, tone, widths[column : column + cell.colspan])
            _set_cell_style(place, _cell_style(style, table, cell, header), number in held)
            if table.layout == "form" and not cell.heads_row:
                _rule_lines(place, len(cell.lines))
            if style == "Cover Table" and column:
                _underline(place)
            column += cell.colspan
    if style != "Cover Table":
        _air_table(element, table)


def columns(widths: tuple[float, ...], text_width: int) -> list[int]:
    """Share the text width among columns in whole twips, so that they add up to it exactly."""
    edges = [0, *(round(text_width * sum(widths[: n + 1]) / sum(widths)) for n in range(len(widths)))]
    return [right - left for left, right in itertools.pairwise(edges)]


def _shape_table(element: Element, style: str, table: Table, widths: list[int]) -> None:
    heads = any(row.cells and row.cells[0].heads_row for row in table.rows)
    look = {"firstRow": int(bool(table.header)), "lastRow": 0, "firstColumn": int(heads), "lastColumn": 0}
    # The bits of `val` say the same: 20 first row, 80 first column, 400 no bands of columns.
    bits = 0x400 + 0x20 * look["firstRow"] + 0x80 * look["firstColumn"]
    properties = child_of(element, "tblPr")
    caption = properties.find(w("tblCaption"))
    properties[:] = [
        make("tblStyle", val=style.replace(" ", "")),
        make("tblW", w=sum(widths), type="dxa"),
        *([make("jc", val="center")] if style == "Cover Table" else []),
        make("tblLayout", type="fixed"),
        make("tblLook", val=f"{bits:04X}", **look, noHBand=0, noVBand=1),
        *([] if caption is None else [caption]),
    ]
    child_of(element, "tblGrid")[:] = [make("gridCol", w=width) for width in widths]


def _air_table(element: Element, table: Table) -> None:
    # pandoc keeps tables apart with a bare paragraph, which is too high.
    for each in itertools.takewhile(lambda each: each.tag != w("tbl"), list(element.itersiblings())):
        if each.tag == w("p"):
            if len(each) == 0:
                remove(each)
            break
    element.addnext(_spacer())
    before = element.getprevious()
    if (
        not table.caption
        and before is not None
        and style_of(before) in {"BodyText", "FirstParagraph", "Lead", "Clause"}
    ):
        element.addprevious(_spacer())


def _spacer() -> Element:
    return make("p", make("pPr", make("pStyle", val="TableEnd")))


def _cover_grid(table: Table) -> dict[tuple[int, int], Cell]:
    """Say which cell lies at each row and column, spans included."""
    cells: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(table.header + table.rows):
        column = 0
        for cell in row.cells:
            while (number, column) in cells:
                column += 1
            for down in range(cell.rowspan):
                for across in range(cell.colspan):
                    cells[number + down, column + across] = cell
            column += cell.colspan
    return cells


def _held_rows(table: Table) -> set[int]:
    """Name the rows that must not part from the next one: those inside a short group of joined rows."""
    held: set[int] = set()
    for number, row in enumerate(table.rows, start=len(table.header)):
        for cell in row.cells:
            if cell.rowspan <= 6:
                held.update(range(number, number + cell.rowspan - 1))
        # Nor is the head of a group left alone at the foot of a page.
        if len(row.cells) == 1 and row.cells[0].heads_row and number + 1 < len(table.header) + len(table.rows):
            held.add(number)
    return held


def _dress_row(row: Element, style: str, header: bool) -> None:
    properties = child_of(row, "trPr")
    height = {"Signature Table": 1134, "Cover Table": 560}.get(style)
    properties[:] = [
        make("cantSplit"),
        *([make("trHeight", val=height, hRule="atLeast")] if height else []),
        *([make("tblHeader")] if header else []),
    ]


def _dress_cell(place: Element, style: str, cell: Cell, tone: Tone | None, widths: list[int]) -> None:
    old = child_of(place, "tcPr")
    merge = old.find(w("vMerge"))
    old[:] = [
        make("tcW", w=sum(widths), type="dxa"),
        *([make("gridSpan", val=cell.colspan)] if cell.colspan > 1 else []),
        *([] if merge is None else [merge]),
        *([make("shd", val="clear", color="auto", fill=_hex(PALETTE[tone][0]))] if tone else []),
        make("vAlign", val="top" if style == "Signature Table" and not cell.heads_row else "center"),
    ]
    if tone and PALETTE[tone][1] == "#ffffff":
        for run in place.iter(w("r")):
            _colour(run, "FFFFFF")


def _colour(run: Element, ink: str) -> None:
    properties = child_of(run, "rPr")
    style = properties.find(w("rStyle"))
    if style is not None and style.get(w("val")) == "Sample":
        return
    earlier = {w("rStyle"), w("rFonts"), w("b"), w("bCs")}
    properties.insert(sum(child.tag in earlier for child in properties), make("color", val=ink))


def _cell_style(style: str, table: Table, cell: Cell, header: bool) -> str:
    if style == "Cover Table":
        return "CoverTableText"
    size = "Small" if len(table.widths) >= SMALL_FROM else ""
    return size + ("TableHead" if header else "TableRowHead" if cell.heads_row else "TableText")


def _set_cell_style(place: Element, style: str, held: bool) -> None:
    for paragraph in place.iter(w("p")):
        properties = child_of(paragraph, "pPr")
        align = properties.find(w("jc"))
        properties[:] = [
            make("pStyle", val=style),
            *([make("keepNext")] if held and not style.endswith("TableHead") else []),
            *([] if align is None else [align]),
        ]


def _rule_lines(place: Element, count: int) -> None:
    """Make so many empty lines to write on in a cell; the last one has the border of the cell below it."""
    # pandoc makes one of several empty paragraphs.
    first = child_of(place, "p")
    for each in [copy.deepcopy(first) for _ in range(count - 1)]:
        first.addnext(each)
    for number, paragraph in enumerate(place.iter(w("p")), 1):
        sides = [make(side, val="single", sz=2, space=1, color="A0A0A0") for side in ("bottom", "between")]
        spacing = make("spacing", before=0, after=0, line=_LINE_TO_WRITE, lineRule="exact")
        child_of(paragraph, "pPr").extend([*([make("pBdr", *sides)] if number < count else []), spacing])


def _underline(place: Element) -> None:
    properties = child_of(place, "tcPr")
    width = child_of(properties, "tcW")
    width.addnext(make("tcBorders", make("bottom", val="single", sz=4, space=0, color="404040")))


def _hex(colour: str) -> str:
    return colour.lstrip("#").upper()
