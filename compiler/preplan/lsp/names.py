"""Which id stands at a place, and everywhere else that it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..model import Item
from ..source import Span
from .desk import Desk
from .index import Index, Scope, is_local, may_be_local, scope_of
from .workspace import Project


@dataclass(frozen=True)
class Name:
    """An id at a place; `scope` is the list in which it is known, None where it is known in the whole plan."""

    id: str
    span: Span
    scope: Scope | None


@dataclass(frozen=True)
class Mention:
    """A place where an id is written: where it is declared, or where something refers to it."""

    span: Span
    declares: bool


def name_at(desk: Desk, line: int, column: int) -> Name | None:
    """Return the id at a place, which counts from 1; None where there is none."""
    for file in desk.project.indexes(desk.folder):
        for item in file.items:
            if item.id and item.fragment.file == desk.source.name and _on(item.at("id"), line, column):
                return Name(item.id, item.at("id"), scope_of(item))
        for each in file.references:
            if each.fragment.file == desk.source.name and _on(each.span, line, column):
                scope = scope_of(each.item)
                local = scope is not None and may_be_local(each) and each.target in locals_of(file, scope)
                return Name(each.target, each.span, scope if local else None)
    return None


def declared(desk: Desk, name: Name) -> list[Item]:
    """Return what a name names, the nearest first."""
    if name.scope:
        return [
            item
            for file in desk.project.indexes(desk.folder)
            for item in file.items
            if item.id == name.id and scope_of(item) == name.scope
        ]
    return desk.view.items.get(name.id, [])


def family(desk: Desk, name: Name) -> list[Path]:
    """Return the folders in which an id means the same: that of the most general plan that declares it, and who sees it."""
    project = desk.project
    if name.scope:
        return [desk.folder]
    layers = project.layers(desk.folder)
    givers = [
        layer
        for layer in layers
        if any(item.id == name.id and not is_local(item) for file in project.indexes(layer) for item in file.items)
    ]
    top = givers[-1] if givers else desk.folder
    return [project.shared, *project.plans()] if top == project.shared else project.affected(top)


def mentions(project: Project, folders: list[Path], name: Name) -> Iterator[Mention]:
    """Yield every place in some folders where an id is written, in order."""
    for _, files in project.mentioning(folders, name.id):
        for file in files:
            yield from sorted(_in_file(file, name), key=lambda each: each.span)


def locals_of(file: Index, scope: Scope) -> set[str]:
    """Return the ids that are known in a list of a file only."""
    return {str(item.id) for item in file.items if scope_of(item) == scope}


def _in_file(file: Index, name: Name) -> Iterator[Mention]:
    for item in file.items:
        if item.id == name.id and scope_of(item) == name.scope:
            yield Mention(item.at("id"), True)
    for each in file.references:
        if each.target == name.id:
            scope = scope_of(each.item) if may_be_local(each) else None
            local = scope if scope and each.target in locals_of(file, scope) else None
            if local == name.scope:
                yield Mention(each.span, False)


def _on(span: Span, line: int, column: int) -> bool:
    return span.line == line and span.column <= column <= span.end_column
