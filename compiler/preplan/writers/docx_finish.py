"""What pandoc leaves undone in a DOCX: contents, indents, new pages, header and footer, properties."""

from __future__ import annotations

import io
import math
import unicodedata
import zipfile
from typing import TYPE_CHECKING

from ..document import Clause, Clauses, Document, Figure, walk
from .docx_ast import bookmarks, in_contents, tables
from .docx_look import look_of
from .docx_reference import NAMESPACE, pack, styles
from .docx_tables import dress_table
from .docx_xml import child_of, field_runs, make, parse, style_of, text_run, to_bytes, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WORD = "http://schemas.microsoft.com/office/word"


def finish(raw: bytes, document: Document) -> bytes:
    """Dress what pandoc wrote for a document, and zip it so that the same document gives the same bytes."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = parse(parts["word/document.xml"])
    body = root[0]
    names, look = bookmarks(document), look_of(document)
    _restore_hyphens(body)
    for element, (style, table) in zip(body.iter(w("tbl")), tables(document), strict=True):
        dress_table(element, style, table, look)
    for paragraph, hang in zip(_styled(body, "Clause"), _hangs(document), strict=True):
        _hang_clause(paragraph, hang)
    if document.view is None:
        _space_cover(body, document)
    _fill_contents(body, document, names)
    _break_pages(body, document, names)
    _describe_figures(body, document)
    _set_page(body, cover=document.view is None)
    parts["word/document.xml"] = to_bytes(root)
    # pandoc adds two dozen styles for source code that an edition never holds.
    parts["word/styles.xml"] = styles(document.language, look).encode()
    parts["word/header1.xml"] = to_bytes(_header(document))
    parts["word/footer1.xml"] = to_bytes(_footer(document))
    parts["word/settings.xml"] = to_bytes(_settings(document))
    parts["docProps/app.xml"] = to_bytes(_application(document))
    parts["docProps/core.xml"] = to_bytes(_properties(document))
    parts["word/_rels/document.xml.rels"] = to_bytes(_relate(parts["word/_rels/document.xml.rels"]))
    parts["[Content_Types].xml"] = to_bytes(_type(parts["[Content_Types].xml"]))
    return pack(parts)


def _restore_hyphens(body: Element) -> None:
    # pandoc turns the soft hyphen into an element, which text searches miss.
    for hyphen in list(body.iter(w("softHyphen"))):
        hyphen.tag = w("t")
        hyphen.text = "\u00ad"


def _hangs(document: Document) -> Iterator[int]:
    """Say for each clause how far its text hangs, in twips; the clauses of one list hang alike."""
    for _, section in walk(document.sections):
        for block in section.blocks:
            if isinstance(block, Clauses):
                hang = max(_label_width(clause) for clause in block.clauses) if block.clauses else 0
                yield from (hang for _ in block.clauses)


def _label_width(clause: Clause) -> int:
    # A character of 14 pt is 280 twips wide; a gap stands behind the label.
    return _breadth(clause.label, 280) + 200


def _hang_clause(paragraph: Element, hang: int) -> None:
    properties = child_of(paragraph, "pPr")
    properties.append(make("ind", left=hang, hanging=hang))
    labels = [style for style in paragraph.iter(w("rStyle")) if style.get(w("val")) == "ClauseLabel"]
    for run in labels[-1].iterancestors(w("r")) if labels else ():
        run.addnext(make("r", make("tab")))


def _space_cover(body: Element, document: Document) -> None:
    """Let the title stand in the upper half and the dates at the foot, however many lines either has."""
    cover, look = document.cover, look_of(document)
    title, name = _breadth(cover.title, 520), _breadth(cover.organisation, 360)
    lines = math.ceil(title / look.text_width)
    rows = 3 + len(cover.facts)
    taken = 3 * 440 + (lines + math.ceil(name / look.text_width)) * 800 + 1800 + (1000 if document.draft else 0)
    free = max(look.text_height - taken - rows * 580, 400)
    for paragraph in _styled(body, "CoverOrganisation"):
        _set_spacing(paragraph, before=free * 3 // 10, after=360, line=600)
    for paragraph in _styled(body, "CoverTitle") if lines > 1 else ():
        # Lines of one length: a title never ends in a line of one or two characters.
        margin = max(0, (look.text_width - title // lines - 520) // 2)
        child_of(paragraph, "pPr").append(make("ind", left=margin, right=margin))
    last = child_of(body, "tbl").getprevious()
    if last is not None:
        _set_spacing(last, before=120, after=free * 13 // 20, line=500)


def _breadth(text: str, em: int) -> int:
    return sum(em if unicodedata.east_asian_width(letter) in "WFA" else em * 11 // 20 for letter in text)


def _set_spacing(paragraph: Element, *, before: int, after: int, line: int) -> None:
    properties = child_of(paragraph, "pPr")
    properties.append(make("spacing", before=before, after=after, line=line, lineRule="atLeast"))


def _fill_contents(body: Element, document: Document, names: dict[str, str]) -> None:
    # LibreOffice counts the pages of a PAGEREF field, but not of one inside a TOC field, where it keeps what
    # is stored; and what pandoc can't know is better left empty than wrong. So there is no TOC field.
    entries = [
        each for each in body.iter(w("p")) if style_of(each).startswith("TOC") and style_of(each) != "TOCHeading"
    ]
    for paragraph, (_, section) in zip(entries, in_contents(document), strict=True):
        link = child_of(paragraph, "hyperlink")
        for properties in link.iter(w("rPr")):
            # Entries of the contents are black.
            properties[:] = [each for each in properties if each.tag != w("rStyle")]
        link.append(make("r", make("tab")))
        link.extend(field_runs(f" PAGEREF {names[section.id]} \\h "))


def _break_pages(body: Element, document: Document, names: dict[str, str]) -> None:
    """Begin the body and every annex on a new page; in a view, each section down to the depth it says."""
    tops = document.body[:1] + document.annexes
    if view := document.view:
        tops = tuple(section for depth, section in walk(document.sections) if depth <= view.breaks)[1:]
    starts = {names[section.id] for section in tops}
    for mark in body.iter(w("bookmarkStart")):
        paragraph = mark.getparent()
        if mark.get(w("name")) in starts and paragraph is not None and paragraph.tag == w("p"):
            child_of(child_of(paragraph, "pPr"), "pStyle").addnext(make("pageBreakBefore"))


def _describe_figures(body: Element, document: Document) -> None:
    figures = [block for _, section in walk(document.sections) for block in section.blocks if isinstance(block, Figure)]
    for drawing, figure in zip(body.iter(w("drawing")), figures, strict=True):
        for each in drawing.iter():
            if str(each.tag).endswith(("}docPr", "}cNvPr")):
                each.set("name", figure.id)
                each.set("descr", figure.alt)
                each.attrib.pop("title", "")


def _set_page(body: Element, *, cover: bool) -> None:
    section = child_of(body, "sectPr")
    references = [make(f"{kind}Reference", type="default") for kind in ("header", "footer")]
    for reference, identity in zip(references, ("rIdHeader", "rIdFooter"), strict=True):
        reference.set(f"{{{_RELATIONS}}}id", identity)
    size = [each for each in section if each.tag in {w("pgSz"), w("pgMar")}]
    # The cover has neither header nor footer.
    section[:] = [*references, *size, *([make("titlePg")] if cover else [])]


def _header(document: Document) -> Element:
    cover = document.cover
    mark = [text_run("  "), text_run(f"\u00a0{document.words.draft}\u00a0", "DraftMark")] if document.draft else []
    style = make("pPr", make("pStyle", val="Header"))
    version = f"{document.words.version} {cover.version}" if cover.version else ""
    said = ("\u3000" if document.language == "zh" else "  ").join(each for each in (cover.number, version) if each)
    line = make("p", style, text_run(said), *mark, make("r", make("tab")), text_run(cover.title))
    return _part("hdr", line)


def _footer(document: Document) -> Element:
    line = make("p", make("pPr", make("pStyle", val="Footer")))
    rest = document.words.page
    for place, instruction in (("{page}", " PAGE "), ("{pages}", " NUMPAGES ")):
        before, found, rest = rest.partition(place)
        line.append(text_run(before))
        if found:
            line.extend(field_runs(instruction, "1"))
    line.append(text_run(rest))
    return _part("ftr", line)


def _part(tag: str, *children: Element) -> Element:
    root = parse(f'<w:{tag} xmlns:w="{NAMESPACE}"/>'.encode())
    root.extend(children)
    return root


def _settings(document: Document) -> Element:
    return _part(
        "settings",
        make("zoom", percent=100),
        make("defaultTabStop", val=420),
        make("characterSpacingControl", val="compressPunctuation"),
        # Word counts the pages of the contents when it opens the file.
        make("updateFields", val="true"),
        make("footnotePr", make("footnote", id=-1), make("footnote", id=0)),
        make(
            "compat",
            # A line that ends in a break stays ragged in a justified paragraph.
            make("doNotExpandShiftReturn"),
            # Without this Word opens the file in compatibility mode.
            make("compatSetting", name="compatibilityMode", uri=_WORD, val="15"),
        ),
        make("themeFontLang", val="zh-CN" if document.language == "zh" else "en-US", eastAsia="zh-CN"),
        make("decimalSymbol", val="."),
        make("listSeparator", val=","),
    )


def _properties(document: Document) -> Element:
    cover = document.cover
    root = parse(
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title/><dc:subject/><dc:creator/><dc:language/><cp:version/>"
        '<dcterms:created xsi:type="dcterms:W3CDTF"/><dcterms:modified xsi:type="dcterms:W3CDTF"/>'
        "</cp:coreProperties>".encode()
    )
    moment = f"{document.date}T00:00:00Z"
    language = "zh-CN" if document.language == "zh" else "en"
    subject = f"{cover.number} {cover.kind}".strip()
    values = (cover.title, subject, cover.organisation, language, document.version, moment, moment)
    for each, value in zip(root, values, strict=True):
        each.text = value
    return root


def _application(document: Document) -> Element:
    extended = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    root = parse(f'<Properties xmlns="{extended}"><Application/><Company/></Properties>'.encode())
    root[0].text, root[1].text = "preplan", document.cover.organisation
    return root


def _relate(raw: bytes) -> Element:
    root = parse(raw)
    for identity, kind in (("rIdHeader", "header"), ("rIdFooter", "footer")):
        relation = {"Id": identity, "Type": f"{_RELATIONS}/{kind}", "Target": f"{kind}1.xml"}
        root.append(root.makeelement(f"{{{_PACKAGE}/relationships}}Relationship", relation))
    root[:] = sorted(root, key=lambda each: each.get("Id", ""))
    return root


def _type(raw: bytes) -> Element:
    root = parse(raw)
    for kind in ("header", "footer"):
        override = {"PartName": f"/word/{kind}1.xml", "ContentType": f"{_OFFICE}.{kind}+xml"}
        root.append(root.makeelement(f"{{{_PACKAGE}/content-types}}Override", override))
    return root


def _styled(body: Element, style: str) -> Iterable[Element]:
    return [each for each in body.iter(w("p")) if style_of(each) == style]
