"""What the finished files say: the text of an edition or of a site, without white space, after NFKC."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from lxml import etree, html

from preplan.document import Document, Table, plain, walk

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The text area of a PDF page, in points from the lower left: outside it stand running header and footer.
_TEXT_AREA = (70, 70, 535, 757)
# What PDFium says for a hyphen at the end of a line.
_HYPHENS = {0x02: "-", 0xFFFE: "-"}


def squeezed(text: str) -> str:
    """Take out white space, after NFKC."""
    # To a reader a hyphen at which no line breaks is a hyphen.
    return "".join(unicodedata.normalize("NFKC", text).replace("\u2010", "-").split())


def pdf_text(path: Path, document: Document) -> str:
    """Return the text of a PDF without its furniture: header, footer, repeated table heads."""
    heads = _repeated_heads(document)
    pages = []
    for page in pypdfium2.PdfDocument(path):
        text = squeezed(page.get_textpage().get_text_bounded(*_TEXT_AREA).translate(_HYPHENS))
        head = next((head for head in heads if text.startswith(head)), "")
        pages.append(text.removeprefix(head))
    return "".join(pages)


def docx_text(path: Path) -> str:
    """Return the text of a DOCX, its body only: header and footer are furniture."""
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    hyphen = f"{_W}noBreakHyphen"
    said = body.iter(f"{_W}t", hyphen)
    return squeezed("".join("-" if each.tag == hyphen else each.text or "" for each in said))


def site_text(folder: Path) -> str:
    """Return the text of every page below a folder of a site, without its scripts."""
    said = []
    for page in sorted(folder.rglob("*.html")):
        (body,) = html.fromstring(page.read_bytes()).iter("body")
        etree.strip_elements(body, "script", "template", with_tail=False)
        said.append(squeezed(str(body.xpath("string()"))))
    return "".join(said)


def _repeated_heads(document: Document) -> list[str]:
    """Return what may stand at the top of a page above the rest of a table, the longest first."""
    heads = []
    for _, section in walk(document.sections):
        for block in section.blocks:
            if isinstance(block, Table):
                cells = [plain(line) for row in block.header for cell in row.cells for line in cell.lines]
                heads.append(squeezed((block.label or block.caption) + document.words.table_continued + "".join(cells)))
    return sorted(heads, key=len, reverse=True)
