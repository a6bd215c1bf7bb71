"""The reference document: the look of a Chinese plan document as Word styles."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Literal

from ..document import PALETTE
from .docx_look import PLAN, look_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..document import Document
    from .docx_look import Look

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

# Latin and Chinese face of each kind of text. Windows and Word for Mac know the Chinese faces by these names;
# the font table adds the Chinese names.
_BODY_FONT = ("Times New Roman", "FangSong")
_TABLE_FONT = ("Times New Roman", "SimSun")
_HEAD_FONT = ("Arial", "SimHei")
_LINK_COLOUR = "1F3864"
_MUTED_COLOUR = "595959"
_NOTICES = {"Caution": ("B3261E", "FDF1F0"), "Sample": ("9A6B00", "FFF8E1"), "Note": ("1F5FAE", "EFF4FA")}

# Word knows these styles by name, and the six headings.
_BUILT_IN = {"Normal", "Body Text", "header", "footer", "caption", "TOC Heading", "toc 1", "toc 2"}


def reference(default: bytes, document: Document) -> bytes:
    """Restyle pandoc's own reference document; `default` is what pandoc prints as `reference.docx`."""
    with zipfile.ZipFile(io.BytesIO(default)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = _page(look_of(document)).encode()
    parts["word/styles.xml"] = styles(document.language, look_of(document)).encode()
    parts["word/fontTable.xml"] = _fonts().encode()
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


def styles(language: Literal["zh", "en"], look: Look = PLAN) -> str:
    """Write styles.xml: 仿宋 text and 黑体 headings, sizes after Chinese practice."""
    # Letters that are said to be Chinese break anywhere within a word in LibreOffice.
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f"{_face(*_BODY_FONT)}{_size(look.body)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:styles xmlns:w="{NAMESPACE}">{defaults}{"".join(_styles(language, look))}</w:styles>'
    )


def _styles(language: Literal["zh", "en"], look: Look) -> Iterator[str]:
    indented = language == "zh" and look.indent
    indent = f'<w:ind w:firstLineChars="200" w:firstLine="{look.body * 20}"/>' if indented else ""
    spacing = f'<w:spacing w:before="0" w:after="60" w:line="{look.pitch}" w:lineRule="exact"/>'
    body = f'{spacing}{indent}<w:jc w:val="both"/>'
    yield _paragraph("Normal", "Normal", default=True)
    yield _paragraph("BodyText", "Body Text", body)
    yield _paragraph("FirstParagraph", "First Paragraph", based="BodyText")
    yield _paragraph("Compact", "Compact")
    yield from _headings(look)
    yield from _cover()
    if look is not PLAN:
        yield from _view()
    yield from _contents(look)
    yield _paragraph(
        "Clause",
        "Clause",
        f'{spacing}<w:ind w:left="840" w:hanging="840"/><w:jc w:val="both"/>',
    )
    yield from _tables(look)
    yield from _notices()
    yield _paragraph(
        "Header",
        "header",
        '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="7F7F7F"/></w:pBdr>'
        f'<w:tabs><w:tab w:val="right" w:pos="{look.text_width}"/></w:tabs>',
        _face(*_TABLE_FONT) + _size(18),
    )
    yield _paragraph("Footer", "footer", '<w:jc w:val="center"/>', _face(*_TABLE_FONT) + _size(18))
    yield from _characters()


def _headings(look: Look) -> Iterator[str]:
    heads = (*look.heads, *[look.heads[-1]] * (6 - len(look.heads)))
    for level, (size, before, after) in enumerate(heads, start=1):
        yield _paragraph(
            f"Heading{level}",
            f"heading {level}",
            f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="{after}" w:line="{size * 13}" '
            f'w:lineRule="atLeast"/><w:outlineLvl w:val="{level - 1}"/>',
            _face(*_HEAD_FONT) + _size(size),
            following="BodyText",
        )
    yield _paragraph(
        "FrontHeading",
        "Front Heading",
        '<w:keepNext/><w:keepLines/><w:pageBreakBefore/><w:spacing w:before="240" w:after="480"/>'
        '<w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
        _face(*_HEAD_FONT) + _size(36),
        following="BodyText",
    )
    yield _paragraph(
        "FrontSubheading",
        "Front Subheading",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="1"/>',
        _face(*_HEAD_FONT) + _size(28),
        following="BodyText",
    )


def _cover() -> Iterator[str]:
    centred = '<w:spacing w:before="{}" w:after="{}" w:line="{}" w:lineRule="atLeast"/><w:jc w:val="center"/>'
    yield _paragraph(
        "CoverNumber",
        "Cover Number",
        '<w:spacing w:line="440" w:lineRule="exact"/><w:ind w:left="5300"/>',
        _face(*_TABLE_FONT) + _size(24),
    )
    yield _paragraph(
        "CoverOrganisation", "Cover Organisation", centred.format(1600, 360, 600), _face(*_HEAD_FONT) + _size(36)
    )
    yield _paragraph(
        "CoverTitle", "Cover Title", centred.format(0, 240, 800), _face(*_TABLE_FONT) + "<w:b/><w:bCs/>" + _size(52)
    )
    yield _paragraph("CoverKind", "Cover Kind", centred.format(120, 240, 500), _face(*_BODY_FONT) + _size(32))
    yield _paragraph("CoverMark", "Cover Mark", centred.format(120, 0, 600), _face(*_HEAD_FONT) + _size(32))


def _view() -> Iterator[str]:
    centred = '<w:spacing w:before="0" w:after="{}" w:line="{}" w:lineRule="atLeast"/><w:jc w:val="center"/>'
    yield _paragraph("ViewTitle", "View Title", centred.format(60, 440), _face(*_HEAD_FONT) + _size(36))
    yield _paragraph("ViewOwner", "View Owner", centred.format(120, 260), _face(*_TABLE_FONT) + _size(20))
    yield _paragraph("ViewRemark", "View Remark", "", _face(*_TABLE_FONT) + _size(18))


def _contents(look: Look) -> Iterator[str]:
    yield _paragraph(
        "TOCHeading",
        "TOC Heading",
        '<w:keepNext/><w:pageBreakBefore/><w:spacing w:before="240" w:after="360"/><w:jc w:val="center"/>',
        _face(*_HEAD_FONT) + _size(36),
    )
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{look.text_width}"/></w:tabs>'
    line = '<w:spacing w:line="440" w:lineRule="exact"/>'
    yield _paragraph("TOC1", "toc 1", tab + line, _face(*_HEAD_FONT) + _size(24))
    yield _paragraph("TOC2", "toc 2", tab + line + '<w:ind w:left="480"/>', _face(*_BODY_FONT) + _size(24))


def _tables(look: Look) -> Iterator[str]:
    # 宋体; the fixed pitch keeps rows alike whichever face stands in for it.
    for prefix, name, size in (("", "", look.table), ("Small", "Small ", look.small)):
        pitch = size * 15 if look.air else size * 14
        text = f'<w:spacing w:before="{look.air}" w:after="{look.air}" w:line="{pitch}" w:lineRule="exact"/>'
        yield _paragraph(f"{prefix}TableText", f"{name}Table Text", text, _face(*_TABLE_FONT) + _size(size))
        yield _paragraph(
            f"{prefix}TableHead",
            f"{name}Table Head",
            '<w:keepNext/><w:jc w:val="center"/>',
            _face(*_HEAD_FONT),
            based=f"{prefix}TableText",
        )
        yield _paragraph(
            f"{prefix}TableRowHead", f"{name}Table Row Head", "", _face(*_HEAD_FONT), based=f"{prefix}TableText"
        )
    yield _paragraph(
        "CoverTableText",
        "Cover Table Text",
        '<w:spacing w:line="480" w:lineRule="exact"/>',
        _face(*_BODY_FONT) + _size(28),
    )
    yield _paragraph(
        "Caption",
        "caption",
        '<w:spacing w:before="200" w:after="100" w:line="320" w:lineRule="atLeast"/><w:jc w:val="center"/>',
        _face(*_HEAD_FONT) + _size(21),
    )
    yield _paragraph("TableCaption", "Table Caption", "<w:keepNext/>", based="Caption")
    yield _paragraph("Lead", "Lead", "<w:keepNext/>", based="BodyText")
    yield _paragraph("ImageCaption", "Image Caption", '<w:spacing w:before="80" w:after="240"/>', based="Caption")
    yield _paragraph("Figure", "Figure", '<w:spacing w:before="160" w:after="0"/><w:jc w:val="center"/>')
    yield _paragraph("CaptionedFigure", "Captioned Figure", "<w:keepNext/>", based="Figure")
    yield _paragraph(
        "TableEnd",
        "Table End",
        f'<w:spacing w:before="0" w:after="0" w:line="{200 if look.air else 60}" w:lineRule="exact"/>',
        _size(12),
    )
    margins = (
        f'<w:tblCellMar><w:top w:w="{look.cell}" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
        f'<w:bottom w:w="{look.cell}" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
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


def _notices() -> Iterator[str]:
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
            '<w:spacing w:before="{}" w:after="{}" w:line="400" w:lineRule="exact"/><w:ind w:left="220" w:right="200"/>'
        )
        yield _paragraph(
            f"{kind}Title",
            f"{kind} Title",
            "<w:keepNext/><w:keepLines/>" + box + shape.format(200, 0),
            _face(*_HEAD_FONT) + f'<w:color w:val="{colour}"/>' + _size(24),
            following=f"{kind}Text",
        )
        yield _paragraph(
            f"{kind}Text", f"{kind} Text", "<w:keepLines/>" + box + shape.format(0, 0), _face(*_BODY_FONT) + _size(24)
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


def _face(latin: str, chinese: str) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


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


def _fonts() -> str:
    faces = (
        ("Times New Roman", "", "roman", "00"),
        ("Arial", "", "swiss", "00"),
        ("FangSong", "仿宋", "modern", "86"),
        ("SimSun", "宋体", "auto", "86"),
        ("SimHei", "黑体", "modern", "86"),
    )
    fonts = "".join(
        f'<w:font w:name="{name}">'
        + (f'<w:altName w:val="{chinese}"/>' if chinese else "")
        + f'<w:charset w:val="{charset}"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, chinese, family, charset in faces
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{NAMESPACE}">{fonts}</w:fonts>'


def _page(look: Look) -> str:
    # pandoc shrinks pictures to the text width that it reads here.
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:document xmlns:w="{NAMESPACE}"><w:body><w:p/><w:sectPr>'
        f'<w:pgSz w:w="{look.width}" w:h="{look.height}"/>'
        f'<w:pgMar w:top="{look.top}" w:right="{look.right}" w:bottom="{look.bottom}" w:left="{look.left}" '
        f'w:header="{min(1247, look.top * 2 // 3)}" w:footer="{min(1191, look.bottom * 2 // 3)}" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )
