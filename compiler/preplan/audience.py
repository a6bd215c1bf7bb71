"""Take out of a plan what an audience may not see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .model import AUDIENCES, HIDDEN, Audience, Fragment, Item, Plan, Reference, Where, audience_of, kinds

# What is for editors only: no audience sees it.
_EDITORS = frozenset({"allow", "note", "settings", "source_conflict"})


def see(plan: Plan, audience: Audience) -> Plan:
    """Return the plan as an audience sees it: what is kept from it, and every editor's note, is not in it at all.

    An item's own `audience` counts before the schema's `x-audience`, for the item and the plain fields in it; lists
    and mappings in it are judged for themselves. An entry taken out of a list leaves HIDDEN in its place, so that the
    paths of the others stay true; a reference to something taken out goes with it.
    """
    rank = AUDIENCES.index(audience)
    seen = {each: _seen(each, rank) for each in plan.fragments}
    gone = {id_ for id_, item in plan.items.items() if _value(seen[item.fragment], item.path) is None}
    for reference in plan.references:
        if reference.target in gone and _value(seen[reference.fragment], reference.path) is not None:
            _take_out(seen[reference.fragment].data, reference.path)
    items: dict[Item, Item | None] = {}
    for group in plan.types.values():
        for item in group:
            _item(item, seen, items)
    return Plan(
        id=plan.id,
        fragments=tuple(seen.values()),
        own=frozenset(seen[each] for each in plan.own if each in seen),
        items={id_: made for id_, item in plan.items.items() if (made := items[item])},
        types={type_: tuple(made for each in group if (made := items[each])) for type_, group in plan.types.items()},
        references=tuple(
            Reference(
                items.get(each.item) if each.item else None, seen[each.fragment], each.path, each.target, each.types
            )
            for each in plan.references
            if _value(seen[each.fragment], each.path) is not None
        ),
        unsound=plan.unsound,
        home={seen[fragment]: id_ for fragment, id_ in plan.home.items() if fragment in seen},
        faulty=frozenset((seen[fragment], path) for fragment, path in plan.faulty if fragment in seen),
        shared=frozenset(seen[each] for each in plan.shared if each in seen),
    )


def _seen(fragment: Fragment, rank: int) -> Fragment:
    kind = kinds().get(fragment.kind)
    data = _filter(fragment.data, kind.schema if kind else {}, rank)
    return Fragment(
        fragment.kind, fragment.file, _empty(fragment.data) if data is HIDDEN else data,
        fragment.marks, fragment.keys, fragment.broken,
    )  # fmt: skip


def _filter(data: Any, schema: Mapping[str, Any], rank: int) -> Any:
    """Copy a value without what is hidden; HIDDEN stands for a value that is hidden whole."""
    if AUDIENCES.index(audience_of(data, schema)) > rank:
        return HIDDEN
    if isinstance(data, dict):
        fields = schema.get("properties", {})
        decided = data.get("audience") in AUDIENCES if isinstance(data.get("audience"), str) else False
        copies = (
            (
                name,
                each if decided and isinstance(each, str | int | float) else _filter(each, fields.get(name, {}), rank),
            )
            for name, each in data.items()
            if name not in _EDITORS
        )
        return {name: copy for name, copy in copies if copy is not HIDDEN}
    if isinstance(data, list):
        return [_filter(each, schema.get("items", {}), rank) for each in data]
    return data


def _empty(data: Any) -> Any:
    return [HIDDEN] * len(data) if isinstance(data, list) else {}


def _value(fragment: Fragment, path: Where) -> Any:
    data: Any = fragment.data
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
        if data is HIDDEN:
            return None
    return data


def _take_out(data: Any, path: Where) -> None:
    """Remove a value from our own copy."""
    for step in path[:-1]:
        data = data[step]
    last: Any = path[-1]
    if isinstance(data, list):
        data[last] = HIDDEN
    else:
        del data[last]


def _item(item: Item, seen: Mapping[Fragment, Fragment], made: dict[Item, Item | None]) -> Item | None:
    """Make an item as it is seen, its owner first."""
    if item not in made:
        owner = _item(item.owner, seen, made) if item.owner else None
        data = _value(seen[item.fragment], item.path)
        made[item] = None if data is None else Item(seen[item.fragment], item.path, data, item.type, item.id, owner)
    return made[item]
