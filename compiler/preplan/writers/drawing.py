"""Drawings made ready for print: SVG in faces that are at hand, and as PNG."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from ..diagnostics import Text
from ..errors import PreplanError, quoted
from ..resources import folder
from .fonts import DRAWING, DRAWING_BOLD, fonts

if TYPE_CHECKING:
    import typst

_BOLD = {"bold", "bolder", "600", "700", "800", "900"}


_NOT_SVG = Text("图不是格式正确的 SVG：{reason}", "a drawing is not well-formed SVG: {reason}")
_NOT_DRAWN = Text("图没能画出来：{reason}", "a drawing could not be made: {reason}")


def with_fonts(svg: str) -> str:
    """Return the drawing with every text in our drawing face, whatever face it asked for."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(svg.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise PreplanError(_NOT_SVG(reason=quoted(str(error)))) from error
    for element in root.iter(etree.Element):
        element.attrib.pop("font-family", "")
        if element.get("font-weight") in _BOLD:
            element.set("font-family", DRAWING_BOLD)
    if "font-family" not in root.attrib:
        root.set("font-family", DRAWING)
    return etree.tostring(root, encoding="unicode")


def svg_to_png(svg: str, width: float, height: float, scale: float = 2) -> bytes:
    """Draw an SVG of so many CSS pixels as a PNG with `scale` dots to each of them."""
    import typst

    drawing = json.dumps({"svg": with_fonts(svg), "width": width, "height": height, "font": DRAWING})
    try:
        # PNG is silent about characters that no font has; PDF/A refuses them.
        _compiler().compile(sys_inputs={"drawing": drawing}, format="pdf", pdf_standards="a-3b")
        png, warnings = _compiler().compile_with_warnings(sys_inputs={"drawing": drawing}, format="png", ppi=96 * scale)
    except typst.TypstError as error:
        raise PreplanError(_NOT_DRAWN(reason=quoted(error.message))) from error
    if warnings or not isinstance(png, bytes):
        raise PreplanError(_NOT_DRAWN(reason=quoted("\n".join(each.message for each in warnings))))
    return png


@cache
def _compiler() -> typst.Compiler:
    import typst

    template = folder("site") / "templates" / "pdf" / "drawing.typ"
    return typst.Compiler(template, root=template.parent, font_paths=fonts())
