"""The few words of WordprocessingML that the DOCX writer speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .docx_reference import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

_XML = "http://www.w3.org/XML/1998/namespace"


def parse(raw: bytes) -> Element:
    """Read a part of the archive."""
    from lxml import etree

    return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))


def to_bytes(root: Element) -> bytes:
    """Write a part of the archive."""
    from lxml import etree

    etree.cleanup_namespaces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def w(tag: str) -> str:
    """Name an element or attribute of the main namespace."""
    return f"{{{NAMESPACE}}}{tag}"


def make(tag: str, *children: Element, **attributes: object) -> Element:
    """Make an element of the main namespace with attributes of the main namespace."""
    from lxml import etree

    element: Element = etree.Element(w(tag), nsmap={"w": NAMESPACE})
    for name, value in attributes.items():
        element.set(w(name), str(value))
    element.extend(children)
    return element


def text_run(text: str, style: str = "") -> Element:
    """Make a run of text, in a character style if one is named."""
    word = make("t")
    word.text = text
    word.set(f"{{{_XML}}}space", "preserve")
    return make("r", *([make("rPr", make("rStyle", val=style))] if style else []), word)


def field_runs(instruction: str, shown: Sequence[Element] = ()) -> list[Element]:
    """Make the runs of a field; those `shown` stand there until a reader works the field out.

    A field that shows nothing is marked as out of date.
    """
    code = make("instrText")
    code.text = instruction
    code.set(f"{{{_XML}}}space", "preserve")
    return [
        make("r", make("fldChar", fldCharType="begin", **({} if shown else {"dirty": "true"}))),
        make("r", code),
        make("r", make("fldChar", fldCharType="separate")),
        *shown,
        make("r", make("fldChar", fldCharType="end")),
    ]


def child_of(element: Element, tag: str) -> Element:
    """Return the child with a tag, made as the first one where it is missing."""
    child = element.find(w(tag))
    if child is None:
        child = make(tag)
        element.insert(0, child)
    return child


def style_of(paragraph: Element) -> str:
    """Say which style a paragraph names, or nothing."""
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(w("val"), "")


def remove(element: Element) -> None:
    """Take an element out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
