"""Say a resolved plan as plain JSON values: every item with its fields and its place."""

from __future__ import annotations

from typing import Any

from .model import HIDDEN, Fragment, Plan, Where, kinds


def as_json(plan: Plan) -> dict[str, Any]:
    """Return `{"plan": …, "<kind>": …}`; a kind that is a list stays one.

    Every mapping says where it is `at`, and an item that is taken over says which plan it is `from`.
    """
    found: dict[str, Any] = {"id": plan.id}
    for kind in kinds().values():
        parts = plan.parts(kind.name)
        if not parts:
            continue
        values = [_value(plan, part, (), part.data) for part in parts]
        found[kind.name] = _merge(values)
    return {"plan": found.pop("plan", {}), **found}


def _value(plan: Plan, fragment: Fragment, path: Where, data: Any) -> Any:
    if isinstance(data, dict):
        at = {"at": str(fragment.span(path))}
        home = plan.home.get(fragment, plan.id)
        if "id" in data and home not in (plan.id, ""):
            at["from"] = home
        return {name: _value(plan, fragment, (*path, name), each) for name, each in data.items()} | at
    if isinstance(data, list):
        return [_value(plan, fragment, (*path, index), each) for index, each in enumerate(data) if each is not HIDDEN]
    return data


def _merge(values: list[Any]) -> Any:
    """Add lists up; of two mappings the later one wins, but the lists in them add up too."""
    if all(isinstance(each, list) for each in values):
        return [item for each in values for item in each]
    merged: dict[str, Any] = {}
    for each in values:
        if isinstance(each, dict):
            for name, value in each.items():
                both = isinstance(value, list) and isinstance(merged.get(name), list)
                merged[name] = merged[name] + value if both else value
    return merged
