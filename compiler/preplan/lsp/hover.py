"""What there is to know about the word under the cursor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lsprotocol import types

from .. import words
from ..codes import CODES
from ..diagnostics import Language, Said, Text, visible
from ..explain import about_field, explain
from ..lint import all_rules
from ..model import EVERYWHERE, Item, Reference, Where, kinds, label, schema_at
from ..resolve import item_types
from ..source import Span
from ..values import is_date, is_duration, show_date, show_duration
from .desk import Desk
from .names import declared, name_at
from .reader import Entry

_LONGEST, _SHORT = 300, 32
_MOST = 8
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")


def hover(desk: Desk, position: types.Position) -> types.Hover | None:
    """Return what is known about the word at a position, and why what is found there is wrong."""
    line, column = desk.place(position)
    entry = desk.scan.at(line, column)
    parts = [*_about(desk, entry, line, column)] if entry else []
    place = Span(desk.source.name, line, column, line, column)
    found = [each for each in desk.project.findings(desk.source.name) if each.span.covers(place)]
    for code in dict.fromkeys(each.code for each in found):
        said = explain(code, desk.editor.lang).rstrip()
        parts.append(f"```text\n{said}\n```" if desk.editor.markdown else said)
    if not parts:
        return None
    kind = types.MarkupKind.Markdown if desk.editor.markdown else types.MarkupKind.PlainText
    rule = "\n\n---\n\n" if desk.editor.markdown else "\n\n"
    return types.Hover(types.MarkupContent(kind, rule.join(parts)), desk.range(entry.span) if entry else None)


def _about(desk: Desk, entry: Entry, line: int, column: int) -> Iterator[str]:
    kind, path = str(entry.path[0]), entry.path[1:]
    if kind not in kinds():
        return
    name = name_at(desk, line, column)
    if entry.is_key:
        yield _field(desk, kind, path)
    elif name:
        items = declared(desk, name)
        yield from (_card(desk, item) for item in items[:1])
    else:
        said = _value(desk.editor.lang, schema_at(kind, path), desk.scan.value(entry.path), path)
        if said:
            yield _plain(desk, said)


def _field(desk: Desk, kind: str, path: Where) -> str:
    """Say what a field is for and what it takes."""
    schema = schema_at(kind, path)
    if not schema:
        return _plain(desk, words.NO_FIELD().show(desk.editor.lang))
    required = path and path[-1] in schema_at(kind, path[:-1]).get("required", ())
    template = words.REQUIRED_FIELD if required else words.FIELD
    head = desk.editor.say(template(name=path[-1] if path else kind, label=label(schema)))
    return _block(desk, head, [desk.editor.say(each) for each in about_field(schema)])


def _value(lang: Language, schema: Mapping[str, Any], value: Any, path: Where) -> str:
    """Say a value in words; nothing where it speaks for itself."""
    if not isinstance(value, str):
        return ""
    if "enum" in schema:
        said = schema.get("x-values", {}).get(value)
        return Text(said["zh"], said["en"])().show(lang) if said else ""
    match schema.get("format"):
        case "duration" if is_duration(value):
            return show_duration(value, lang)
        case "date" if is_date(value):
            return show_date(value, lang)
    if path and path[-1] == "rule":
        title = CODES[value].title if value in CODES else all_rules()[value].title if value in all_rules() else None
        return title().show(lang) if title else ""
    return ""


def _card(desk: Desk, item: Item) -> str:
    """Say what a thing is: its fields in words, and what it does in the plan."""
    say = desk.editor.say
    head = say(words.FIELD(name=_raw(item.name), label=_raw(item.id or "")))
    schema = schema_at(item.fragment.kind, item.path)
    lines = [say(item_types()[item.type])]
    for field, each in schema.get("properties", {}).items():
        if field in item.data and field not in ("id", "name", *EVERYWHERE):
            said = _said(desk, each, item.data[field], (field,))
            if said:
                lines.append(say(words.FACT(label=label(each), value=_raw(said))))
    lines += _used(desk, item)
    return _block(desk, head, lines)


def _said(desk: Desk, schema: Mapping[str, Any], value: Any, path: Where) -> str:
    """Say a field in words; nothing for groups of fields."""
    lang = desk.editor.lang
    if isinstance(value, bool):
        return desk.editor.say(words.YES if value else words.NO)
    if isinstance(value, str | int | float):
        if "x-refers-to" in schema:
            item = desk.view.find(str(value))
            return f"{item.name}" if item else str(value)
        return _value(lang, schema, value, path) or str(value)
    if isinstance(value, list):
        said = [_entry(desk, schema.get("items", {}), each, path) for each in value]
        return _listed(lang, [each for each in said if each])
    return ""


def _entry(desk: Desk, schema: Mapping[str, Any], value: Any, path: Where) -> str:
    if isinstance(value, dict):
        return visible(str(value.get("name") or value.get("text") or value.get("article") or ""), _SHORT)
    return _said(desk, schema, value, path)


def _used(desk: Desk, item: Item) -> Iterator[str]:
    """Say in which fields of which things something is named."""
    uses: dict[str, list[str]] = {}
    for each in desk.view.references_to(str(item.id)) if item.owner is None or item.type != "step" else ():
        where = f"{desk.editor.say(_thing(each))} {desk.editor.say(_label(each))}".strip()
        uses.setdefault(where, []).append(_owner(each))
    for where, owners in uses.items():
        names = [each for each in dict.fromkeys(owners) if each]
        said = _listed(desk.editor.lang, names) or str(len(owners))
        yield desk.editor.say(words.FACT(label=_raw(where), value=_raw(said)))


def _thing(reference: Reference) -> Said | Text:
    return item_types()[reference.item.type] if reference.item else kinds()[reference.fragment.kind].label


def _label(reference: Reference) -> Text:
    """Return what people call the field that holds a reference, or a list of them."""
    path = reference.path
    while path and isinstance(path[-1], int):
        path = path[:-1]
    return label(schema_at(reference.fragment.kind, path))


def _owner(reference: Reference) -> str:
    """Return the name of what refers to a thing: for a step, what is done."""
    item = reference.item
    return visible(str(item.data.get("do") or item.name), _SHORT) if item else ""


def _listed(lang: Language, names: list[str]) -> str:
    """Name the first few, and how many there are if there are more."""
    shown = ("、" if lang == "zh" else ", ").join(names[:_MOST])
    return shown if len(names) <= _MOST else words.AND_MORE(names=_raw(shown), count=len(names)).show(lang)


def _raw(text: str) -> Text:
    said = visible(text, _LONGEST)
    return Text(said, said)


def _block(desk: Desk, head: str, lines: list[str]) -> str:
    if not desk.editor.markdown:
        return "\n".join([head, *lines])
    return "\n\n".join([f"**{_safe(head)}**", "\n".join(f"- {_safe(each)}" for each in lines)])


def _plain(desk: Desk, text: str) -> str:
    return _safe(text) if desk.editor.markdown else text


def _safe(text: str) -> str:
    """Escape what Markdown would act on: texts of a plan are data."""
    return _MARKS.sub(r"\\\1", text.replace("\n", " "))
