"""Bring a figure's SVG into a page: only known shapes and attributes, ids of its own."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

from ..diagnostics import Text
from ..document import Figure
from ..errors import PreplanError

SHAPES = frozenset(
    "svg g title desc defs rect line polyline polygon path circle ellipse text tspan marker use symbol clipPath "
    "linearGradient radialGradient stop pattern".split()
)
ATTRIBUTES = frozenset(
    "id x y x1 y1 x2 y2 cx cy r rx ry dx dy d points width height viewBox transform fill fill-opacity fill-rule "
    "stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray stroke-opacity stroke-miterlimit opacity "
    "font-size font-family font-weight font-style text-anchor dominant-baseline alignment-baseline letter-spacing "
    "textLength lengthAdjust marker-start marker-mid marker-end markerWidth markerHeight markerUnits orient refX refY "
    "clip-path clip-rule offset stop-color stop-opacity gradientUnits gradientTransform patternUnits fx fy href "
    "preserveAspectRatio role aria-hidden aria-label aria-labelledby aria-describedby visibility display "
    "shape-rendering text-rendering vector-effect paint-order writing-mode baseline-shift".split()
)


_DECLARATION = Text(
    "图 {figure}：SVG 里有声明，这是不允许的", "figure {figure}: its SVG holds a declaration, which is not allowed"
)
_NOT_XML = Text(
    "图 {figure}：SVG 不是格式正确的 XML（{reason}）", "figure {figure}: its SVG is not well-formed XML ({reason})"
)
_NOT_SVG = Text("图 {figure}：这不是 SVG", "figure {figure}: its drawing is not SVG")
_BAD_SHAPE = Text(
    "图 {figure}：SVG 里有 {name}，这是不允许的", "figure {figure}: its SVG holds `{name}`, which is not allowed"
)
_BAD_ATTRIBUTE = Text(
    "图 {figure}：SVG 的 {element} 不能有 {name}", "figure {figure}: `{name}` on `{element}` is not allowed in its SVG"
)
_LEADS_OUTSIDE = Text(
    "图 {figure}：{element} 的 {name} 指向 SVG 之外", "figure {figure}: `{name}` on `{element}` leads outside its SVG"
)


def drawing(figure: Figure) -> str:
    """Return the drawing as markup for an HTML page, on one line, named by its caption.

    Raises PreplanError on anything that is not a plain drawing: scripts, styles, foreign content, outside references.
    """
    if "<!" in figure.svg or "<?" in figure.svg.removeprefix('<?xml version="1.0" encoding="UTF-8"?>'):
        raise PreplanError(_DECLARATION(figure=figure.id))
    try:
        # Without a declaration there are no entities to grow.
        root = ElementTree.fromstring(figure.svg)  # noqa: S314
    except ElementTree.ParseError as error:
        raise PreplanError(_NOT_XML(figure=figure.id, reason=str(error))) from error
    if root.tag not in (_SVG + "svg", "svg"):
        raise PreplanError(_NOT_SVG(figure=figure.id))
    root.set("width", f"{figure.width:g}")
    root.set("height", f"{figure.height:g}")
    root.attrib.setdefault("viewBox", f"0 0 {figure.width:g} {figure.height:g}")
    root.set("role", "img")
    for name in ("aria-label", "aria-labelledby", "aria-hidden"):
        root.attrib.pop(name, None)
    root.set("aria-label", f"{figure.label} {figure.caption}")
    return _markup(root, figure.id)


_SVG = "{http://www.w3.org/2000/svg}"


def _markup(element: ElementTree.Element, figure: str) -> str:
    name = element.tag.removeprefix(_SVG)
    if name not in SHAPES:
        raise PreplanError(_BAD_SHAPE(figure=figure, name=name))
    attributes = "".join(_attribute(name, key, value, figure) for key, value in element.attrib.items())
    inner = _text(element.text) + "".join(_markup(child, figure) + _text(child.tail) for child in element)
    return f"<{name}{attributes}>{inner}</{name}>"


def _attribute(element: str, name: str, value: str, figure: str) -> str:
    if name.startswith("{"):
        # xml:space, xml:lang and xlink:href have no place in HTML; only the last would be missed.
        if name.endswith("}href"):
            name = "href"
        else:
            return ""
    if name == "class" or name.startswith("data-"):
        return ""
    if name not in ATTRIBUTES or (name == "href" and not value.startswith("#")):
        raise PreplanError(_BAD_ATTRIBUTE(figure=figure, name=name, element=element))
    if name == "id":
        value = f"{figure}--{value}"
    elif name == "href":
        value = f"#{figure}--{value[1:]}"
    elif name.startswith("aria-") and name.endswith("by"):
        value = " ".join(f"{figure}--{part}" for part in value.split())
    else:
        value = re.sub(r"url\(\s*#([^)\s]+)\s*\)", rf"url(#{figure}--\1)", value)
        if name != "aria-label" and re.search(r"url\((?!#)", value):
            raise PreplanError(_LEADS_OUTSIDE(figure=figure, name=name, element=element))
    return f' {name}="{html.escape(" ".join(value.split()))}"'


def _text(text: str | None) -> str:
    return html.escape(" ".join(text.split()) if text and not text.strip() else re.sub(r"\s+", " ", text or ""))
