"""Printed editions: each document as a tagged PDF/A that anyone can keep, read aloud and sign."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..diagnostics import Said, Text
from ..document import PALETTE, Document, Figure, Notice, Run, as_json
from ..errors import PreplanError, quoted
from ..resources import folder
from ..source import Span
from .drawing import with_fonts
from .fonts import SANS, SERIF, fonts
from .house import as_data, house
from .pdf_fields import with_fields

if TYPE_CHECKING:
    import typst

# The pipeline may call `write` once for every document.
EACH = True
BUILT_WITH = ("typst", "manimgx-fonts-cjk", "pylopdf-fonts-zh-cn", "pikepdf")

_SCHEMES = ("tel:", "mailto:", "https:", "http:")
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')

_NOT_MADE = Text("“{id}”的 PDF 没能生成：{reason}", "the PDF of `{id}` could not be made: {reason}")
_NO_GLYPHS = Text(
    "“{id}”的 PDF 所用字体里没有{missing}；请改用别的字符",
    "no font for the PDF of `{id}` has {missing}; write it in other characters",
)
_GLYPH = Text("“{text}”（{codes}）{place}", "“{text}” ({codes}){place}")
_LEADS_NOWHERE = Text(
    "“{id}”里有链接指向不存在的“{ref}”{place}", "a link in `{id}` leads to `{ref}`, which is not there{place}"
)
_BAD_ADDRESS = Text("“{id}”里的链接不能指向“{href}”{place}", "a link in `{id}` may not lead to `{href}`{place}")
_AT = Text("（在 {place}）", " (at {place})")
_NOWHERE = Text("", "")


def write(documents: Sequence[Document], out: Path, *, root: Path) -> list[Path]:  # noqa: ARG001, all writers are called alike
    """Write `editions/<id>-<version>-<audience>.pdf` below `out` for every document."""
    editions = out / "editions"
    editions.mkdir(parents=True, exist_ok=True)
    written = []
    for document in documents:
        path = editions / f"{document.name}.pdf"
        path.write_bytes(render(document))
        written.append(path)
    return sorted(written)


def render(document: Document) -> bytes:
    """Set one document as PDF/A-3a and PDF/UA-1; the same document gives the same bytes."""
    import typst

    _check_links(document)
    try:
        pdf, warnings = _compiler().compile_with_warnings(
            sys_inputs=_inputs(document), format="pdf", pdf_standards=["a-3a", "ua-1"]
        )
    except typst.TypstError as error:
        raise _explain(document, error) from error
    # An unknown font is a mere warning for Typst, and leaves the pages blank.
    if warnings or not isinstance(pdf, bytes):
        said = quoted("\n".join(each.message for each in warnings))
        raise PreplanError(_NOT_MADE(id=document.id, reason=said))
    # Without it a signature's update would follow `%%EOF` on the same line, which PDF/A forbids (6.1.9).
    return with_fields(pdf + b"\n", document)


@cache
def _compiler() -> typst.Compiler:
    import typst

    template = folder("site") / "templates" / "pdf" / "plan.typ"
    return typst.Compiler(template, root=template.parent, font_paths=fonts())


def _inputs(document: Document) -> dict[str, str]:
    parts = [part for part, _ in _parts(document)]
    samples = bool(document.cover.samples) or any(isinstance(part, Run) and part.style == "sample" for part in parts)
    explained = any(isinstance(part, Notice) and part.kind == "sample" for part in parts)
    style = house(document.style)
    data = {
        **as_data(style, style.layout(document)),
        "serif": SERIF,
        "sans": SANS,
        "palette": PALETTE,
        "date": [int(part) for part in document.date.split("-")],
        "drawings": {part.id: with_fonts(part.svg) for part in parts if isinstance(part, Figure)},
        "legend": samples and not explained,
    }
    return {
        "document": json.dumps(as_json(document), ensure_ascii=False),
        "style": json.dumps(data, ensure_ascii=False),
    }


def _check_links(document: Document) -> None:
    ids = {part.id for part, _ in _parts(document) if getattr(part, "id", None)}
    for part, origin in _parts(document):
        if not isinstance(part, Run):
            continue
        if part.ref is not None and part.ref not in ids:
            raise PreplanError(_LEADS_NOWHERE(id=document.id, ref=part.ref, place=_place(origin)))
        if part.href is not None and not part.href.lower().startswith(_SCHEMES):
            raise PreplanError(_BAD_ADDRESS(id=document.id, href=part.href, place=_place(origin)))


def _explain(document: Document, error: typst.TypstError) -> PreplanError:
    missing = sorted({_unescape(found) for found in _NO_GLYPH.findall(error.diagnostic)})
    if not missing:
        return PreplanError(_NOT_MADE(id=document.id, reason=quoted(error.message)))
    said = [
        _GLYPH(text=each, codes=" ".join(f"U+{ord(c):04X}" for c in each), place=_place(_find(document, each)))
        for each in missing
    ]
    return PreplanError(_NO_GLYPHS(id=document.id, missing=said))


def _unescape(text: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)


def _find(document: Document, text: str) -> Span | None:
    return next(
        (origin for part, origin in _parts(document) if isinstance(part, str) and text in part and origin), None
    )


def _place(origin: Span | None) -> Said:
    return _AT(place=origin) if origin else _NOWHERE()


def _parts(value: Any, origin: Span | None = None) -> Iterator[tuple[Any, Span | None]]:
    """Visit every part and string of a document with the nearest known place in the source."""
    if isinstance(value, str):
        yield value, origin
    elif isinstance(value, tuple):
        for each in value:
            yield from _parts(each, origin)
    elif is_dataclass(value):
        origin = getattr(value, "origin", None) or origin
        yield value, origin
        for field in fields(value):
            if field.name != "origin":
                yield from _parts(getattr(value, field.name), origin)
