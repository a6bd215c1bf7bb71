"""Plans from a few lines of text, and what a document says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from xml.etree import ElementTree

from preplan.audience import see
from preplan.compose import compose
from preplan.diagnostics import Diagnostic
from preplan.document import Block, Document, texts, walk
from preplan.model import Audience, Layer, Plan, kinds
from preplan.overlay import overlay
from preplan.parse import parse
from preplan.resolve import resolve
from preplan.source import Source
from preplan.validate import mistakes
from preplan.values import is_duration

TODAY = date(2026, 11, 24)

# What is said in other words than those of the source, or not at all.
_UNSAID = {"id", "source", "source_conflict", "example", "note", "audience", "metric", "clause"}
_UNSAID |= {"extends", "overrides", "removes"}


def plan_of(text: str, shared: str = "", base: str = "") -> Plan:
    """Put a plan together from one file, one that all plans share, and one of a plan it extends; all must be sound."""
    layers = []
    for id_, content in (("", shared), ("base", base), ("small", text)):
        if not content:
            continue
        fragments, wrong, _ = parse(Source(f"plans/{id_ or 'shared'}/all.yaml", content))
        wrong += [diagnostic for fragment in fragments for _, diagnostic in mistakes(fragment)]
        _refuse(wrong)
        layers.append(Layer(id_, tuple(fragments)))
    laid = overlay(layers)
    plan, wrong = resolve(laid.layers, laid.removed)
    _refuse(wrong)
    return plan


def document_of(text: str, shared: str = "", audience: Audience = "internal") -> Document:
    """Compose the document of a plan."""
    return compose(see(plan_of(text, shared), audience), audience=audience, today=TODAY)


def blocks_of(document: Document, id_: str) -> tuple[Block, ...]:
    """Return the blocks of a section."""
    return next(section.blocks for _, section in walk(document.sections) if section.id == id_)


def outline_in_words(document: Document) -> list[str]:
    """Return the headings, indented by depth."""
    return ["  " * (depth - 1) + section.heading for depth, section in walk(document.sections)]


def drawn(svg: str) -> ElementTree.Element:
    """Read a drawing of our own."""
    return ElementTree.fromstring(svg)  # noqa: S314


def squeezed(text: str) -> str:
    """Take the white space out of a text."""
    return re.sub(r"\s+", "", text)


def all_text(document: Document) -> str:
    """Return all that a document says, without white space."""
    return squeezed("\n".join(texts(document)))


def texts_of(plan: Plan) -> Iterator[str]:
    """Return every free text of a plan's own fragments that its document has to say."""
    for fragment in plan.fragments:
        if fragment not in plan.shared:
            yield from _texts(fragment.data, kinds()[fragment.kind].schema)


def _refuse(wrong: Sequence[Diagnostic]) -> None:
    if wrong:
        raise AssertionError("\n".join(f"{each.span}: {each.message.show('en')}" for each in wrong))


def _texts(data: Any, schema: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(data, dict):
        for name, each in data.items():
            if name not in _UNSAID or (name == "audience" and isinstance(each, list)):
                yield from _texts(each, schema.get("properties", {}).get(name, {}))
    elif isinstance(data, list):
        for each in data:
            yield from _texts(each, schema.get("items", {}))
    elif isinstance(data, str) and not {"x-refers-to", "x-values", "format"} & set(schema) and not is_duration(data):
        yield data
