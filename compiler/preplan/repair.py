"""Say what repairs a mistake of structure, where only one thing can have been meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from . import messages
from .diagnostics import Diagnostic, Edit, Fix, Text
from .lenient import mend_boolean, mend_date, mend_duration, mend_id, mend_integer, mend_time, surely
from .model import Layer
from .source import Span

_FORMATS: Mapping[str, Callable[[str], str | None]] = {
    "date": mend_date,
    "duration": mend_duration,
    "time-of-day": mend_time,
}
# What says more of a text than that it is one.
_NARROWER = frozenset({"enum", "format", "x-refers-to"})


def of_name(
    span: Span,
    word: str,
    names: Iterable[str],
    called: Iterable[tuple[str, str]] = (),
    *,
    open_ended: bool,
    taken: Container[object] = (),
) -> Fix | None:
    """Return the fix for a name that is not there but almost; none where that would give a name twice.

    `called` are pairs of what people call a thing and its name; `open_ended` says that what was meant may not be there.
    """
    meant = surely(word, names, called, open_ended=open_ended)
    return instead(span, word, meant) if meant and meant not in taken else None


def of_value(
    span: Span, value: object, fault: str, wanted: Any, schema: Mapping[str, Any], *, is_id: bool = False
) -> Fix | None:
    """Return the fix for a value that its schema refuses; `fault` is the keyword that does, `wanted` what it asks."""
    match fault:
        case "format" if isinstance(value, str):
            mended = _FORMATS[wanted](value)
            return instead(span, value, mended) if mended else None
        case "pattern" if isinstance(value, str) and is_id:
            mended = mend_id(value)
            return instead(span, value, mended) if re.search(wanted, mended) else None
        case "enum" | "const":
            return _of_choice(span, value, wanted if fault == "enum" else [wanted], schema)
        case "type":
            return _of_type(span, value, [wanted] if isinstance(wanted, str) else wanted, schema)
    return None


def only_safe(found: Sequence[Diagnostic], layers: Sequence[Layer]) -> Iterator[Diagnostic]:
    """Leave out fixes of ids that are named elsewhere, or would be there twice; what all plans share, any may name.

    `layers` are the one where the mistakes were found, last, and all that lie below it: so a plan and those that
    extend it say the same.
    """
    wrong_ids = [each for each in found if each.fix and each.message.text is messages.BAD_ID]
    data = [each.data for layer in layers for each in layer.fragments] if wrong_ids else []
    texts, ids = Counter(text for each in data for text in _texts(each)), {id_ for each in data for id_ in _ids(each)}
    for each in found:
        if each in wrong_ids and each.fix:
            old, new = dict(each.message.values)["value"], each.fix.edits[0].text
            if not layers[-1].id or texts[str(old)] != 1 or new in ids:
                yield replace(each, fix=None)
                continue
        yield each


def names_of(labels: Mapping[str, Text]) -> list[tuple[str, str]]:
    """Return what people call things, with their names, in every language."""
    return [(said, name) for name, label in labels.items() for said in (label.zh, label.en) if said]


def instead(span: Span, old: str, new: str) -> Fix | None:
    """Return the fix that writes `new` where `old` stands and keeps its quotes; None where it is written otherwise."""
    width = span.end_column - span.column
    if span.line != span.end_line or width not in (len(old), len(old) + 2):
        return None
    quote = (width - len(old)) // 2
    inner = Span(span.file, span.line, span.column + quote, span.line, span.end_column - quote)
    return Fix(messages.WRITE_INSTEAD(name=new), (Edit(inner, new),))


def _texts(data: object) -> Iterator[str]:
    match data:
        case str():
            yield data
        case dict() | list():
            for each in data.values() if isinstance(data, dict) else data:
                yield from _texts(each)


def _ids(data: object) -> Iterator[object]:
    if isinstance(data, dict) and "id" in data:
        yield data["id"] if isinstance(data["id"], str) else None
    if isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _ids(each)


def _of_choice(span: Span, value: object, known: Iterable[Any], schema: Mapping[str, Any]) -> Fix | None:
    if not isinstance(value, str):
        return None
    names = [each for each in known if isinstance(each, str)]
    if names:
        said = schema.get("x-values", {})
        return of_name(span, value, names, [(s, n) for n in names for s in said.get(n, {}).values()], open_ended=False)
    number = mend_integer(value)
    return _bare(span, number) if number and number in map(str, known) else None


def _of_type(span: Span, value: object, wants: list[str], schema: Mapping[str, Any]) -> Fix | None:
    match value:
        case str() if wants == ["boolean"]:
            return _bare(span, mend_boolean(value))
        case str() if wants in (["integer"], ["number"]):
            return _bare(span, mend_integer(value))
        case int() if schema.get("format") == "date":
            return _bare(span, mend_date(str(value)))
        case int() | float() if wants == ["string"] and _is_text(str(value), span, schema):
            start = Span(span.file, span.line, span.column, span.line, span.column)
            end = Span(span.file, span.line, span.end_column, span.line, span.end_column)
            return Fix(messages.ADD_QUOTES(), (Edit(start, '"'), Edit(end, '"')))
    return None


def _is_text(shown: str, span: Span, schema: Mapping[str, Any]) -> bool:
    """Say whether what is read as a number or as true would do as a text."""
    if span.line != span.end_line or _NARROWER & schema.keys():
        return False
    as_written = len(shown) == span.end_column - span.column
    return "pattern" not in schema or (as_written and bool(re.search(schema["pattern"], shown)))


def _bare(span: Span, new: str | None) -> Fix | None:
    """Return the fix that writes `new` for all that stands in a place, quotes too; None for more than one line."""
    if new is None or span.line != span.end_line:
        return None
    return Fix(messages.WRITE_INSTEAD(name=new), (Edit(span, new),))
