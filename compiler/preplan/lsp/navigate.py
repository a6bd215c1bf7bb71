"""Where an id is declared, and where it is used."""

from __future__ import annotations

from lsprotocol import types

from .desk import Desk
from .names import declared, family, mentions, name_at


def definition(desk: Desk, position: types.Position) -> list[types.Location]:
    """Return where the thing at a position is declared, the nearest place first; for `extends`, the plan."""
    line, column = desk.place(position)
    name = name_at(desk, line, column)
    if name:
        return [desk.location(item.place) for item in declared(desk, name)]
    entry = desk.scan.at(line, column)
    if entry and entry.path == ("plan", "extends") and not entry.is_key:
        return [
            desk.location(fragment.key_span(()))
            for base in desk.project.bases(desk.folder)[-1:]
            for part in desk.project.session.parts(base)
            for fragment in part.layer.fragments
            if fragment.kind == "plan"
        ]
    return []


def references(desk: Desk, position: types.Position, *, declarations: bool) -> list[types.Location]:
    """Return every place that names the thing at a position, in all plans that see it."""
    name = name_at(desk, *desk.place(position))
    if name is None:
        return []
    found = mentions(desk.project, family(desk, name), name)
    return [desk.location(each.span) for each in found if declarations or not each.declares]
