"""What could be written at the cursor: kinds, fields, ids and values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lsprotocol import types

from .. import words
from ..diagnostics import Said, Text
from ..explain import about_field, description
from ..lint import all_rules
from ..model import EVERYWHERE, Where, kinds, label, outlines, schema_at
from ..project import shared_folder
from ..resolve import item_types
from .desk import Desk
from .reader import Cursor
from .scan import cursor


@dataclass(frozen=True)
class Offer:
    """Something to be written: the text itself, what people call it, and what more there is to say."""

    text: str
    name: str
    kind: types.CompletionItemKind
    about: str = ""
    order: int = 1


def complete(desk: Desk, position: types.Position) -> list[types.CompletionItem]:
    """Return what could be written at a position, whatever is broken around it."""
    line, column = desk.place(position)
    here = cursor(desk.source.lines, line - 1, column - 1)
    edge = range_of(desk, here, line)
    return [_item(each, edge, number) for number, each in enumerate(_offers(desk, here))]


def range_of(desk: Desk, here: Cursor, line: int) -> types.Range:
    """Return what a completion takes the place of."""
    units, text = desk.editor.positions.units, desk.source.line(line)
    return types.Range(
        types.Position(line - 1, units(text, here.start)), types.Position(line - 1, units(text, here.end))
    )


def _item(offer: Offer, edge: types.Range, number: int) -> types.CompletionItem:
    shown = offer.text.strip().removeprefix("- ").rstrip(":")
    return types.CompletionItem(
        shown,
        kind=offer.kind,
        detail=offer.name or None,
        documentation=offer.about or None,
        # Who types a Chinese name finds its id.
        filter_text=f"{shown} {offer.name}".strip(),
        sort_text=f"{offer.order}{number:05}",
        text_edit=types.TextEdit(edge, offer.text),
    )


def _offers(desk: Desk, here: Cursor) -> Iterator[Offer]:
    if here.role == "nothing":
        return
    if here.path == () or here.path[0] not in kinds():
        if here.path == () and not here.in_flow:
            yield from _kinds(desk, here)
        return
    schema = schema_at(str(here.path[0]), here.path[1:])
    blank = " " if here.glued else ""
    if here.role == "field":
        yield from _fields(desk, here, schema, "")
    elif here.role == "entry" and "properties" in schema:
        yield from _fields(desk, here, schema, blank)
    elif here.role == "entry" and "items" in schema:
        inner = schema["items"]
        if "properties" in inner:
            yield from _fields(desk, Cursor("entry", (*here.path, 0)), inner, "- ")
        else:
            yield from _values(desk, (*here.path, 0), inner, "- ", "")
    elif "items" in schema:
        yield from _values(desk, (*here.path, 0), schema["items"], f"{blank}[", "]")
    else:
        yield from _values(desk, here.path, schema, blank, "")


def _kinds(desk: Desk, here: Cursor) -> Iterator[Offer]:
    there = set() if here.followed else {fragment.kind for fragment in desk.scan.fragments}
    for name, kind in kinds().items():
        if name not in there:
            text = name if here.followed else f"{name}:"
            about = desk.editor.say(description(kind.schema))
            yield Offer(text, desk.editor.say(kind.label), types.CompletionItemKind.Module, about)


def _fields(desk: Desk, here: Cursor, schema: Mapping[str, Any], before: str) -> Iterator[Offer]:
    present = desk.scan.value(here.path)
    there = present.keys() if isinstance(present, dict) and not here.followed else ()
    required = schema.get("required", ())
    for name, each in schema.get("properties", {}).items():
        if name in there:
            continue
        long = each.get("type") in ("array", "object")
        after = "" if here.followed else ":" if long and not here.in_flow else ": "
        template = words.REQUIRED_FIELD if name in required else words.FIELD
        about = [desk.editor.say(template(name=name, label=label(each))), *map(desk.editor.say, about_field(each))]
        order = 0 if name in required else 2 if name in EVERYWHERE else 1
        yield Offer(
            f"{before}{name}{after}", desk.editor.say(label(each)), types.CompletionItemKind.Field,
            "\n".join(about), order,
        )  # fmt: skip


def _values(desk: Desk, path: Where, schema: Mapping[str, Any], before: str, after: str) -> Iterator[Offer]:
    for each in _choices(desk, path, schema):
        yield Offer(f"{before}{each.text}{after}", each.name, each.kind, each.about, each.order)


def _choices(desk: Desk, path: Where, schema: Mapping[str, Any]) -> Iterator[Offer]:
    if "x-refers-to" in schema:
        yield from _ids(desk, path, schema["x-refers-to"])
    elif "enum" in schema:
        for value in schema["enum"]:
            said = schema.get("x-values", {}).get(value)
            name = desk.editor.say(Text(said["zh"], said["en"])) if said else ""
            quoted = f'"{value}"' if value[:1] in ">=<|" else value
            yield Offer(quoted, name, types.CompletionItemKind.EnumMember)
    elif "const" in schema:
        yield Offer(str(schema["const"]), "", types.CompletionItemKind.Constant)
    elif "boolean" in schema.get("type", ()):
        for value, text in (("true", words.YES), ("false", words.NO)):
            yield Offer(value, desk.editor.say(text), types.CompletionItemKind.Value)
    elif path == ("plan", "extends"):
        shared = shared_folder(desk.folder)
        yield from _named(each.name for each in desk.project.plans() if each not in (desk.folder, shared))
    elif path == ("plan", "outline"):
        yield from _named(outlines())
    elif path[:2] in (("plan", "overrides"), ("plan", "removes")):
        for item in _below(desk):
            yield _of(desk, str(item.id), item.name, item.type)
    elif path[-1] == "rule":
        for code, rule in all_rules().items():
            yield Offer(code, desk.editor.say(rule.title), types.CompletionItemKind.Reference)
    elif schema.get("format") in ("date", "duration", "time-of-day"):
        for value in schema.get("examples", ()):
            said = desk.editor.say(words.FIELD_TYPES[schema["format"]])
            yield Offer(value, said, types.CompletionItemKind.Value)


def _ids(desk: Desk, path: Where, wanted: list[str]) -> Iterator[Offer]:
    for list_ in _lists(path, wanted):
        for step in desk.scan.value(list_) or ():
            if isinstance(step, dict) and isinstance(step.get("id"), str):
                yield _of(desk, step["id"], str(step.get("do") or step.get("name") or ""), wanted[0], 0)
    for item in desk.view.of_types(wanted):
        yield _of(desk, str(item.id), item.name, item.type)


def _lists(path: Where, wanted: list[str]) -> Iterator[Where]:
    """Return the list around a place whose entries are known in it only, where one of them is wanted."""
    for end in range(len(path), 1, -1):
        schema = schema_at(str(path[0]), path[1:end])
        if schema.get("x-local") and schema.get("x-entity") in wanted:
            yield path[: end - 1]
            return


def _below(desk: Desk) -> Iterator[Any]:
    """Return what the plans below this one declare."""
    for base in desk.project.bases(desk.folder):
        for file in desk.project.indexes(base):
            yield from (each for each in file.items if each.id)


def _of(desk: Desk, id_: str, name: str, type_: str, order: int = 1) -> Offer:
    kind: Said | Text = item_types()[type_]
    return Offer(id_, name, types.CompletionItemKind.Reference, desk.editor.say(kind), order)


def _named(names: Iterable[str]) -> Iterator[Offer]:
    return (Offer(name, "", types.CompletionItemKind.Reference) for name in names)
