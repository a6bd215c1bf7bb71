"""What pandoc leaves undone in a DOCX: contents, indents, new pages, header and footer, properties."""

from __future__ import annotations

import copy
import io
import math
import re
import unicodedata
import zipfile
from typing import TYPE_CHECKING

from ..document import Clauses, Document, Figure, walk
from .docx_ast import bookmarks, in_contents, tables
from .docx_look import look_of, twips
from .docx_reference import NAMESPACE, pack, styles
from .docx_tables import dress_table
from .docx_xml import child_of, field_runs, make, parse, remove, style_of, text_run, to_bytes, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from .docx_look import Look

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WORD = "http://schemas.microsoft.com/office/word"

# A code, such as KFYJ-ZH-01. Word breaks lines at a plain hyphen, and finds no other hyphen when that one is searched
# for: a number to dial keeps its plain ones, as it is copied and looked for.
_CODE = re.compile(r"(?<![A-Za-z0-9-])(?=[0-9-]*[A-Z])[A-Z0-9]{1,12}(?:-[A-Z0-9]{1,12}){1,5}(?![A-Za-z0-9-])")


def finish(raw: bytes, document: Document) -> bytes:
    """Dress what pandoc wrote for a document, and zip it so that the same document gives the same bytes."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = parse(parts["word/document.xml"])
    body = root[0]
    names, look = bookmarks(document), look_of(document)
    _restore_hyphens(body)
    _keep_codes_whole(body)
    for element, (style, table) in zip(body.iter(w("tbl")), tables(document), strict=True):
        dress_table(element, style, table, look)
    for paragraph, hang in zip(_styled(body, "Clause"), _hangs(document, look.character), strict=True):
        _hang_clause(paragraph, hang)
    if document.view is None:
        _space_cover(body, document)
    _refer_by_fields(body, {name for key, name in names.items() if "\0" in key})
    _fill_contents(body, document, names)
    _break_pages(body, document, names)
    _describe_figures(body, document)
    furniture = _furniture(document, look)
    _set_page(body, furniture, cover=not look.view)
    parts["word/document.xml"] = to_bytes(root)
    # pandoc adds two dozen styles for source code that an edition never holds.
    parts["word/styles.xml"] = styles(look).encode()
    for name, part in furniture.items():
        parts[f"word/{name}.xml"] = to_bytes(part)
    parts["word/settings.xml"] = to_bytes(_settings(document, sides=look.sides))
    parts["docProps/app.xml"] = to_bytes(_application(document))
    parts["docProps/core.xml"] = to_bytes(_properties(document))
    parts["word/_rels/document.xml.rels"] = to_bytes(_relate(parts["word/_rels/document.xml.rels"], furniture))
    parts["[Content_Types].xml"] = to_bytes(_type(parts["[Content_Types].xml"], furniture))
    return pack(parts)


def _restore_hyphens(body: Element) -> None:
    # pandoc turns the soft hyphen into an element, which text searches miss.
    for hyphen in list(body.iter(w("softHyphen"))):
        hyphen.tag = w("t")
        hyphen.text = "\u00ad"


def _keep_codes_whole(body: Element) -> None:
    for text in [each for each in body.iter(w("t")) if "-" in (each.text or "")]:
        # No text of an XML file holds this character.
        first, *rest = _CODE.sub(lambda code: code[0].replace("-", "\0"), text.text or "").split("\0")
        if rest:
            text.text = first
            for piece in reversed(rest):
                after = copy.copy(text)
                after.text = piece
                text.addnext(after)
                text.addnext(make("noBreakHyphen"))


def _hangs(document: Document, character: int) -> Iterator[int]:
    """Say for each clause how far its text hangs, in twips; the clauses of one list hang alike."""
    for _, section in walk(document.sections):
        for block in section.blocks:
            if isinstance(block, Clauses):
                # A gap stands behind the label.
                hang = max((_breadth(clause.label, character) + 200 for clause in block.clauses), default=0)
                yield from (hang for _ in block.clauses)


def _hang_clause(paragraph: Element, hang: int) -> None:
    properties = child_of(paragraph, "pPr")
    properties.append(make("ind", left=hang, hanging=hang))
    labels = [style for style in paragraph.iter(w("rStyle")) if style.get(w("val")) == "ClauseLabel"]
    for run in labels[-1].iterancestors(w("r")) if labels else ():
        run.addnext(make("r", make("tab")))


def _space_cover(body: Element, document: Document) -> None:
    """Let the title stand in the upper half and the dates at the foot, however many lines either has."""
    cover, look = document.cover, look_of(document)
    large, middle = (twips(each.size) for each in (look.house.cover.title, look.house.cover.organisation))
    title, name = _breadth(cover.title, large), _breadth(cover.organisation, middle)
    lines = math.ceil(title / look.text_width)
    rows = 3 + len(cover.facts) + cover.numbered
    taken = 3 * 440 + lines * large * 3 // 2 + math.ceil(name / look.text_width) * 800 + 1800
    taken += 1000 if document.draft else 0
    free = max(look.text_height - taken - rows * 580, 400)
    for paragraph in _styled(body, "CoverOrganisation"):
        _set_spacing(paragraph, before=free * 3 // 10, after=360, line=600)
    for paragraph in _styled(body, "CoverTitle") if lines > 1 else ():
        # Lines of one length: a title never ends in a line of one or two characters.
        margin = max(0, (look.text_width - title // lines - large * 3 // 4) // 2)
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


def _refer_by_fields(body: Element, numbers: set[str]) -> None:
    """Make a field of each reference that says a number: when that changes in Word, so does the reference."""
    for link in list(body.iter(w("hyperlink"))):
        name = link.get(w("anchor"))
        if name in numbers:
            for each in field_runs(f" REF {name} \\h \\* MERGEFORMAT ", list(link)):
                link.addprevious(each)
            remove(link)


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


def _set_page(body: Element, furniture: Iterable[str], *, cover: bool) -> None:
    section = child_of(body, "sectPr")
    sides = {"1": ("default",), "2": ("even",)} if "footer2" in furniture else {"1": ("default",)}
    references = []
    for name in furniture:
        # One head serves both sides of a sheet.
        for side in ("default", "even") if name == "header1" and len(sides) > 1 else sides[name[-1]]:
            reference = make(f"{name[:-1]}Reference", type=side)
            reference.set(f"{{{_RELATIONS}}}id", f"rId-{name}")
            references.append(reference)
    size = [each for each in section if each.tag in {w("pgSz"), w("pgMar")}]
    # The cover has neither header nor footer.
    section[:] = [*references, *size, *([make("titlePg")] if cover else [])]


def _furniture(document: Document, look: Look) -> dict[str, Element]:
    """Return header and footer by the names of their parts; a second footer is that of even pages."""
    if not look.sides:
        return {"header1": _header(document), "footer1": _footer(document.words.page)}
    foot = look.house.foot
    odd, even = (_footer(foot.text, side, twips(foot.size)) for side in ("right", "left"))
    return {"header1": _header(document), "footer1": odd, "footer2": even}


def _header(document: Document) -> Element:
    cover = document.cover
    mark = [text_run("  "), text_run(f"\u00a0{document.words.draft}\u00a0", "DraftMark")] if document.draft else []
    style = make("pPr", make("pStyle", val="Header"))
    version = f"{document.words.version} {cover.version}" if cover.version else ""
    said = ("\u3000" if document.language == "zh" else "  ").join(each for each in (cover.number, version) if each)
    line = make("p", style, text_run(said), *mark, make("r", make("tab")), text_run(cover.title))
    part = _part("hdr", line)
    _keep_codes_whole(part)
    return part


def _footer(words: str, side: str = "", margin: int = 0) -> Element:
    shape = [make("ind", **{side: margin}), make("jc", val=side)] if side else []
    line = make("p", make("pPr", make("pStyle", val="Footer"), *shape))
    rest = words
    for place, instruction in (("{page}", " PAGE "), ("{pages}", " NUMPAGES ")):
        before, found, rest = rest.partition(place)
        line.append(text_run(before))
        if found:
            line.extend(field_runs(instruction, [text_run("1")]))
    line.append(text_run(rest))
    return _part("ftr", line)


def _part(tag: str, *children: Element) -> Element:
    root = parse(f'<w:{tag} xmlns:w="{NAMESPACE}"/>'.encode())
    root.extend(children)
    return root


def _settings(document: Document, *, sides: bool) -> Element:
    return _part(
        "settings",
        make("zoom", percent=100),
        make("defaultTabStop", val=420),
        *([make("evenAndOddHeaders")] if sides else []),
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


def _relate(raw: bytes, furniture: Iterable[str]) -> Element:
    root = parse(raw)
    for name in furniture:
        relation = {"Id": f"rId-{name}", "Type": f"{_RELATIONS}/{name[:-1]}", "Target": f"{name}.xml"}
        root.append(root.makeelement(f"{{{_PACKAGE}/relationships}}Relationship", relation))
    root[:] = sorted(root, key=lambda each: each.get("Id", ""))
    return root


def _type(raw: bytes, furniture: Iterable[str]) -> Element:
    root = parse(raw)
    for name in furniture:
        override = {"PartName": f"/word/{name}.xml", "ContentType": f"{_OFFICE}.{name[:-1]}+xml"}
        root.append(root.makeelement(f"{{{_PACKAGE}/content-types}}Override", override))
    return root


def _styled(body: Element, style: str) -> Iterable[Element]:
    return [each for each in body.iter(w("p")) if style_of(each) == style]
