"""The reference document: a house style as Word styles."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from ..document import PALETTE
from .docx_look import look_of, twips

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..document import Document
    from .docx_look import Look
    from .house import Lines, Words

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_LINK_COLOUR = "1F3864"
_MUTED_COLOUR = "595959"
_NOTICES = {"Caution": ("B3261E", "FDF1F0"), "Sample": ("9A6B00", "FFF8E1"), "Note": ("1F5FAE", "EFF4FA")}

# Word knows these styles by name, and the six headings.
_BUILT_IN = {"Normal", "Body Text", "header", "footer", "caption", "TOC Heading", "toc 1", "toc 2"}


def reference(default: bytes, document: Document) -> bytes:
    """Restyle pandoc's own reference document; `default` is what pandoc prints as `reference.docx`."""
    with zipfile.ZipFile(io.BytesIO(default)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    look = look_of(document)
    parts["word/document.xml"] = _page(look).encode()
    parts["word/styles.xml"] = styles(look).encode()
    parts["word/fontTable.xml"] = _fonts(look).encode()
    return pack(parts)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Zip parts so that the same parts give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        # Office wants the list of content types first.
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, parts[name])
    return buffer.getvalue()


def styles(look: Look) -> str:
    """Write styles.xml."""
    # Letters that are said to be Chinese break anywhere within a word in LibreOffice.
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f"{_type(look, 'text', look.layout.text.size)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:styles xmlns:w="{NAMESPACE}">{defaults}{"".join(_styles(look))}</w:styles>'
    )


def _styles(look: Look) -> Iterator[str]:
    indent = f'<w:ind w:firstLineChars="200" w:firstLine="{look.character * 2}"/>' if look.indent else ""
    # Indented paragraphs need no air between them, and keep to the lines of the page.
    after, pitch = 0 if look.indent else 60, twips(look.layout.text.pitch)
    spacing = f'<w:spacing w:before="0" w:after="{after}" w:line="{pitch}" w:lineRule="exact"/>'
    body = f'{spacing}{indent}<w:jc w:val="both"/>'
    # Word has no characters to a line outside its grid, but letters may stand closer.
    track = f'<w:spacing w:val="{twips(look.layout.tracking)}"/>' if look.layout.tracking and look.chinese else ""
    yield _paragraph("Normal", "Normal", default=True)
    yield _paragraph("BodyText", "Body Text", body, track)
    yield _paragraph("FirstParagraph", "First Paragraph", based="BodyText")
    yield _paragraph("Compact", "Compact")
    yield from _headings(look)
    yield from _view(look) if look.view else _cover(look)
    yield from _contents(look)
    yield _paragraph(
        "Clause",
        "Clause",
        f'{spacing}<w:ind w:left="{look.character * 3}" w:hanging="{look.character * 3}"/><w:jc w:val="both"/>',
        track,
    )
    yield from _tables(look)
    yield from _notices(look)
    yield _paragraph(
        "Header",
        "header",
        '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="7F7F7F"/></w:pBdr>'
        f'<w:tabs><w:tab w:val="right" w:pos="{look.text_width}"/></w:tabs>',
        _type(look, "table", 9),
    )
    size = look.house.foot.size if look.sides else 9
    yield _paragraph("Footer", "footer", '<w:jc w:val="center"/>', _type(look, "table", size))
    yield from _characters()


def _headings(look: Look) -> Iterator[str]:
    heads, title = look.layout.heads, look.layout.title
    for level in range(1, 7):
        head = heads[min(level, len(heads)) - 1]
        line = max(look.layout.text.pitch, head.size * 1.3)
        indented = look.chinese and head.indent
        indent = f'<w:ind w:firstLineChars="200" w:firstLine="{twips(head.size * 2)}"/>' if indented else ""
        yield _paragraph(
            f"Heading{level}",
            f"heading {level}",
            f'<w:keepNext/><w:keepLines/><w:spacing w:before="{twips(head.above)}" w:after="{twips(head.below)}" '
            f'w:line="{twips(line)}" w:lineRule="atLeast"/>{indent}<w:outlineLvl w:val="{level - 1}"/>',
            _type(look, head.face, head.size),
            following="BodyText",
        )
    yield _paragraph(
        "FrontHeading",
        "Front Heading",
        f'<w:keepNext/><w:keepLines/><w:pageBreakBefore/><w:spacing w:before="0" w:after="{twips(title.below)}"/>'
        '<w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
        _type(look, title.face, title.size),
        following="BodyText",
    )
    yield _paragraph(
        "FrontSubheading",
        "Front Subheading",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="1"/>',
        _type(look, heads[0].face, 14),
        following="BodyText",
    )


def _cover(look: Look) -> Iterator[str]:
    cover = look.house.cover

    def said(each: Words) -> str:
        return _type(look, each.face, each.size)

    centred = '<w:spacing w:before="{}" w:after="{}" w:line="{}" w:lineRule="atLeast"/><w:jc w:val="center"/>'
    yield _paragraph(
        "CoverNumber",
        "Cover Number",
        '<w:spacing w:line="440" w:lineRule="exact"/><w:ind w:left="5300"/>',
        _type(look, "table", 12),
    )
    yield _paragraph(
        "CoverOrganisation", "Cover Organisation", centred.format(1600, 360, 600), said(cover.organisation)
    )
    yield _paragraph(
        "CoverTitle", "Cover Title", centred.format(0, 240, twips(cover.title.size * 1.5)), said(cover.title)
    )
    yield _paragraph("CoverKind", "Cover Kind", centred.format(120, 240, 500), said(cover.kind))
    yield _paragraph("CoverMark", "Cover Mark", centred.format(120, 0, 600), _type(look, "head", 16))


def _view(look: Look) -> Iterator[str]:
    centred = '<w:spacing w:before="0" w:after="{}" w:line="{}" w:lineRule="atLeast"/><w:jc w:val="center"/>'
    title = look.layout.title
    yield _paragraph(
        "ViewTitle",
        "View Title",
        centred.format(twips(title.below), twips(title.size * 1.2)),
        _type(look, title.face, title.size),
    )
    yield _paragraph("ViewOwner", "View Owner", centred.format(120, 260), _type(look, "table", 10))
    yield _paragraph("ViewRemark", "View Remark", "", _type(look, "table", 9))


def _contents(look: Look) -> Iterator[str]:
    title, entries = look.layout.title, look.layout.contents
    yield _paragraph(
        "TOCHeading",
        "TOC Heading",
        f'<w:keepNext/><w:pageBreakBefore/><w:spacing w:before="0" w:after="{twips(title.below)}"/>'
        '<w:jc w:val="center"/>',
        _type(look, title.face, title.size),
    )
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{look.text_width}"/></w:tabs>'
    line = f'<w:spacing w:line="{twips(entries.pitch)}" w:lineRule="exact"/>'
    inner = f'<w:ind w:left="{twips(entries.size * 2)}"/>'
    yield _paragraph("TOC1", "toc 1", tab + line, _type(look, "head", entries.size))
    yield _paragraph("TOC2", "toc 2", tab + line + inner, _type(look, "text", entries.size))


def _tables(look: Look) -> Iterator[str]:
    # 宋体; the fixed pitch keeps rows alike whichever face stands in for it.
    cells = look.layout.table
    for prefix, name, size in (("", "", cells.size), ("Small", "Small ", cells.small)):
        pitch = twips(size * (1.4 if look.dense else 1.5))
        text = f'<w:spacing w:before="0" w:after="0" w:line="{pitch}" w:lineRule="exact"/>'
        yield _paragraph(f"{prefix}TableText", f"{name}Table Text", text, _type(look, "table", size))
        yield _paragraph(
            f"{prefix}TableHead",
            f"{name}Table Head",
            '<w:keepNext/><w:jc w:val="center"/>',
            _face(look, "head"),
            based=f"{prefix}TableText",
        )
        yield _paragraph(
            f"{prefix}TableRowHead", f"{name}Table Row Head", "", _face(look, "head"), based=f"{prefix}TableText"
        )
    yield _paragraph(
        "CoverTableText",
        "Cover Table Text",
        '<w:spacing w:line="480" w:lineRule="exact"/>',
        _type(look, look.house.cover.facts.face, look.house.cover.facts.size),
    )
    yield _paragraph(
        "Caption",
        "caption",
        '<w:spacing w:before="200" w:after="100" w:line="320" w:lineRule="atLeast"/><w:jc w:val="center"/>',
        _type(look, "head", 10.5),
    )
    yield _paragraph("TableCaption", "Table Caption", "<w:keepNext/>", based="Caption")
    yield _paragraph("Lead", "Lead", "<w:keepNext/>", based="BodyText")
    yield _paragraph("ImageCaption", "Image Caption", '<w:spacing w:before="80" w:after="240"/>', based="Caption")
    yield _paragraph("Figure", "Figure", '<w:spacing w:before="160" w:after="0"/><w:jc w:val="center"/>')
    yield _paragraph("CaptionedFigure", "Captioned Figure", "<w:keepNext/>", based="Figure")
    yield _paragraph(
        "TableEnd",
        "Table End",
        f'<w:spacing w:before="0" w:after="0" w:line="{60 if look.dense else 200}" w:lineRule="exact"/>',
        '<w:sz w:val="12"/><w:szCs w:val="12"/>',
    )
    # Its lines give the text of a cell air of its own.
    air = twips(cells.air / 2)
    margins = (
        f'<w:tblCellMar><w:top w:w="{air}" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
        f'<w:bottom w:w="{air}" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
    )
    yield (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    for identity, name, borders in (
        ("PlanTable", "Plan Table", _borders(8, 4)),
        ("SignatureTable", "Signature Table", _borders(8, 4)),
        ("CoverTable", "Cover Table", ""),
    ):
        yield (
            f'<w:style w:type="table" w:customStyle="1" w:styleId="{identity}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>{borders}{margins}</w:tblPr></w:style>'
        )


def _notices(look: Look) -> Iterator[str]:
    lines: Lines = look.layout.notice
    for kind, (colour, ground) in _NOTICES.items():
        # Title and text have the same border and indent, so that Word draws one box around both.
        box = (
            f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="5" w:color="{colour}"/>'
            f'<w:left w:val="single" w:sz="36" w:space="8" w:color="{colour}"/>'
            f'<w:bottom w:val="single" w:sz="4" w:space="5" w:color="{colour}"/>'
            f'<w:right w:val="single" w:sz="4" w:space="8" w:color="{colour}"/></w:pBdr>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'
        )
        shape = (
            f'<w:spacing w:before="{{}}" w:after="{{}}" w:line="{twips(lines.pitch)}" w:lineRule="exact"/>'
            '<w:ind w:left="220" w:right="200"/>'
        )
        yield _paragraph(
            f"{kind}Title",
            f"{kind} Title",
            "<w:keepNext/><w:keepLines/>" + box + shape.format(200, 0),
            _type(look, "head", lines.size, f'<w:color w:val="{colour}"/>'),
            following=f"{kind}Text",
        )
        yield _paragraph(
            f"{kind}Text",
            f"{kind} Text",
            "<w:keepLines/>" + box + shape.format(0, 0),
            _type(look, "text", lines.size),
        )


def _characters() -> Iterator[str]:
    yield (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )
    ink = PALETTE["yellow"][1].lstrip("#").upper()
    for identity, name, run in (
        ("Hyperlink", "Hyperlink", f'<w:color w:val="{_LINK_COLOUR}"/>'),
        # A sample value carries its own ground and ink, so that it stays legible in a coloured cell.
        (
            "Sample",
            "Sample",
            f'<w:color w:val="{ink}"/><w:u w:val="dotted" w:color="9A6B00"/>'
            '<w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/>',
        ),
        ("Muted", "Muted", f'<w:color w:val="{_MUTED_COLOUR}"/>'),
        (
            "Remark",
            "Remark",
            f'<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="{_MUTED_COLOUR}"/>'
            '<w:sz w:val="19"/><w:szCs w:val="19"/>',
        ),
        ("ClauseLabel", "Clause Label", ""),
        (
            "DraftMark",
            "Draft Mark",
            '<w:color w:val="B3261E"/><w:bdr w:val="single" w:sz="12" w:space="0" w:color="B3261E"/>',
        ),
    ):
        custom = "" if identity == "Hyperlink" else ' w:customStyle="1"'
        yield (
            f'<w:style w:type="character"{custom} w:styleId="{identity}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{run}</w:rPr></w:style>'
        )


def _paragraph(
    identity: str,
    name: str,
    shape: str = "",
    run: str = "",
    *,
    based: str = "Normal",
    following: str = "",
    default: bool = False,
) -> str:
    built_in = name in _BUILT_IN or name.startswith("heading ")
    kind = ' w:default="1"' if default else "" if built_in else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{identity}"><w:name w:val="{name}"/>'
        + ("" if default else f'<w:basedOn w:val="{based}"/>')
        + (f'<w:next w:val="{following}"/>' if following else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{shape}</w:pPr>" if shape else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def _type(look: Look, face: str, points: float, colour: str = "") -> str:
    size = round(points * 2)
    return f'{_face(look, face)}{colour}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _face(look: Look, name: str) -> str:
    face = look.face(name)
    latin, bold = face.latin, "<w:b/><w:bCs/>" if face.bold else ""
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{face.word}" w:cs="{latin}"/>{bold}'


def _borders(outer: int, inner: int) -> str:
    sides = (
        ("top", outer),
        ("left", outer),
        ("bottom", outer),
        ("right", outer),
        ("insideH", inner),
        ("insideV", inner),
    )
    lines = "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="404040"/>' for side, size in sides)
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def _fonts(look: Look) -> str:
    faces = look.house.faces.values()
    # Where a face is missing, Word takes another one of its family.
    latin = {face.latin: ("", "swiss" if face.pdf == "sans" else "roman", "00") for face in faces}
    chinese = {face.word: (face.chinese, "modern" if face.pdf == "sans" else "roman", "86") for face in faces}
    fonts = "".join(
        f'<w:font w:name="{name}">'
        + (f'<w:altName w:val="{other}"/>' if other else "")
        + f'<w:charset w:val="{charset}"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, (other, family, charset) in sorted({**latin, **chinese}.items())
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{NAMESPACE}">{fonts}</w:fonts>'


def _page(look: Look) -> str:
    top, right, bottom, left = look.margins
    foot = look.house.foot
    # GB/T 9704-2012: a number at the side stands 7 mm below the text.
    from_foot = bottom - 397 - twips(foot.size * 1.2) if look.sides else min(1191, bottom * 2 // 3)
    # pandoc shrinks pictures to the text width that it reads here.
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:document xmlns:w="{NAMESPACE}"><w:body><w:p/><w:sectPr>'
        f'<w:pgSz w:w="{look.width}" w:h="{look.height}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{min(1247, top * 2 // 3)}" w:footer="{from_foot}" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )
