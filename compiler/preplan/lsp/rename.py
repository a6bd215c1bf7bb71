"""Give a thing another id, everywhere it is written."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types

from .. import messages, words
from ..diagnostics import Said
from ..errors import PreplanError
from ..source import Span
from ..validate import ID
from .desk import Desk
from .index import is_local, may_be_local, scope_of
from .names import Name, declared, family, locals_of, mentions, name_at


def renamable(desk: Desk, position: types.Position) -> types.PrepareRenamePlaceholder | None:
    """Return the id at a position, if it is one that is declared somewhere."""
    name = name_at(desk, *desk.place(position))
    if name is None or not declared(desk, name):
        return None
    return types.PrepareRenamePlaceholder(desk.range(_inside(desk, name.span)), name.id)


def rename(desk: Desk, position: types.Position, new: str) -> types.WorkspaceEdit | None:
    """Return what to change, so that a thing has another id in its plan and all that see it.

    Raises PreplanError where the new id is none or is taken, or where a file that names the old one can't be parsed.
    """
    name = name_at(desk, *desk.place(position))
    if name is None or not declared(desk, name):
        return None
    if not ID.fullmatch(new):
        raise PreplanError(messages.WITH_HINT(one=messages.BAD_ID(value=new), other=messages.ID_HELP()))
    if new == name.id:
        return desk.edits({})
    folders = family(desk, name)
    if taken := _taken(desk, folders, name, new):
        raise PreplanError(taken)
    changes: dict[str, list[tuple[Span, str]]] = {}
    for each in mentions(desk.project, folders, name):
        changes.setdefault(each.span.file, []).append((_inside(desk, each.span), new))
    if broken := _broken(desk, folders, name):
        raise PreplanError(words.RENAME_BROKEN(files=broken, id=name.id))
    return desk.edits(changes)


def _taken(desk: Desk, folders: list[Path], name: Name, new: str) -> Said | None:
    """Say where a new id is in the way: declared already in what any of the plans sees, or nearer by, else named."""
    named: Said | None = None
    seen = {layer for folder in folders for layer in desk.project.layers(folder)}
    for _, files in desk.project.mentioning(sorted(seen), new):
        for file in files:
            for item in file.items:
                if item.id != new:
                    continue
                if is_local(item):
                    # A step of this id would catch what refers to the other thing.
                    owners = {scope_of(each.item) for each in file.references if each.target == name.id}
                    clash = scope_of(item) == name.scope or (name.scope is None and scope_of(item) in owners)
                else:
                    clash = name.scope is None
                if clash:
                    return words.RENAME_TAKEN(id=new, place=item.place)
            for each in file.references:
                if each.target != new:
                    continue
                local = scope_of(each.item) if may_be_local(each) else None
                # What leads nowhere now would lead to something it was not written for.
                if (local == name.scope) if name.scope else (local is None or new not in locals_of(file, local)):
                    named = named or words.RENAME_TAKEN(id=new, place=each.span)
    return named


def _broken(desk: Desk, folders: list[Path], name: Name) -> list[str]:
    """Name the files that can't be parsed and may hold the id."""
    return [
        file.source.name
        for _, files in desk.project.mentioning(folders, name.id)
        for file in files
        if not file.whole
        and (name.scope is None or file.source.name == desk.source.name)
        and name.id in file.source.text
    ]


def _inside(desk: Desk, span: Span) -> Span:
    """Return the place of an id without its quotes."""
    source = desk.project.source(span.file)
    quoted = source is not None and source.line(span.line)[span.column - 1 : span.column] in ("'", '"')
    return Span(span.file, span.line, span.column + 1, span.end_line, span.end_column - 1) if quoted else span
