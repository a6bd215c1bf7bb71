"""What a signature shows on the page: role, name, day and seal, as a PDF of the size of its field."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..diagnostics import Language, Text
from ..errors import PreplanError, quoted
from ..resources import folder
from ..values import show_date
from ..writers.fonts import SANS, SERIF, fonts
from .policy import NAMES, Role

if TYPE_CHECKING:
    import typst

_LARGEST_SEAL = 1024 * 1024

_SIGNED_AS = Text("{role}电子签名", "Signed as {role}")
_DEMO = Text("示例", "DEMO")
_NO_STAMP = Text("签名的图样没能生成：{reason}", "the stamp could not be made: {reason}")
_BAD_SEAL = Text(
    "{file} 不能作印章图：应当是不大于 1 MiB 的 PNG、JPEG 或 SVG",
    "{file} can't be a seal: it has to be a PNG, JPEG or SVG of at most 1 MiB",
)


@dataclass(frozen=True, slots=True)
class Seal:
    """The picture of a seal."""

    data: bytes
    format: Literal["png", "jpg", "svg"]


def read_seal(path: Path) -> Seal:
    """Read the picture of a seal."""
    data = path.read_bytes()
    if len(data) <= _LARGEST_SEAL:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return Seal(data, "png")
        if data.startswith(b"\xff\xd8\xff"):
            return Seal(data, "jpg")
        if b"<svg" in data[:1000]:
            return Seal(data, "svg")
    raise PreplanError(_BAD_SEAL(file=path))


def stamp(
    role: Role, name: str, day: date, lang: Language, *, size: tuple[float, float], seal: Seal | None, demo: bool
) -> bytes:
    """Set the stamp as a PDF page of a size in points; a demo is marked as such."""
    import typst

    width, height = size
    said = {
        "role": _SIGNED_AS(role=NAMES[role]).show(lang),
        "name": name,
        "day": show_date(day, lang),
        "language": lang,
        "demo": _DEMO().show(lang) if demo else None,
        "seal": [*seal.data]
        if seal and seal.format != "svg"
        else seal.data.decode("utf-8", "replace")
        if seal
        else None,
        "format": seal.format if seal else None,
        "width": width,
        "height": height,
        "sans": SANS,
        "serif": SERIF,
    }
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        pdf, warnings = _compiler().compile_with_warnings(
            sys_inputs={"stamp": json.dumps(said, ensure_ascii=False)},
            format="pdf",
            pdf_standards=["a-3b"],
            pdf_tags=False,
            timestamp=at,
        )
    except typst.TypstError as error:
        raise PreplanError(_NO_STAMP(reason=quoted(error.message))) from error
    if warnings or not isinstance(pdf, bytes):
        raise PreplanError(_NO_STAMP(reason=quoted("\n".join(each.message for each in warnings))))
    return pdf


@cache
def _compiler() -> typst.Compiler:
    import typst

    template = folder("site") / "templates" / "pdf" / "stamp.typ"
    return typst.Compiler(template, root=template.parent, font_paths=fonts())
