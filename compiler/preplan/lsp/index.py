"""What one file declares and refers to, whether or not it can be parsed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Fragment, Item, Reference, Where, local_types, walk
from ..pipeline import Part
from ..source import Source
from .scan import scan

Scope = tuple[str, Where]


@dataclass(frozen=True, eq=False)
class Index:
    """The fragments of a file, and their items and references, in the order they are written.

    `whole` says that the file can be parsed, so that nothing is missing here.
    """

    source: Source
    fragments: tuple[Fragment, ...]
    items: tuple[Item, ...]
    references: tuple[Reference, ...]
    whole: bool


def index(source: Source, part: Part) -> Index:
    """Look through what a file came to, or through what can be made out of it where its YAML is broken."""
    fragments, whole = part.layer.fragments, True
    if not fragments and any(each.code == "syntax" for each in part.found):
        fragments, whole = scan(source).fragments, False
    items, references = list[Item](), list[Reference]()
    for fragment in fragments:
        for each in walk(fragment):
            (items if isinstance(each, Item) else references).append(each)  # type: ignore[arg-type]
        if fragment.kind == "plan":
            references += _named(fragment)
    return Index(source, fragments, tuple(items), tuple(references), whole)


def is_local(item: Item) -> bool:
    """Say whether an item is known in its own list only, as a step is."""
    return item.type in local_types()


def scope_of(item: Item | None) -> Scope | None:
    """Return the list in which the id of a local item is known."""
    return (item.fragment.file, (item.fragment.kind, *item.path[:-1])) if item and is_local(item) else None


def may_be_local(reference: Reference) -> bool:
    """Say whether a reference may mean something that is known in its own list only."""
    return not local_types().isdisjoint(reference.types)


def _named(fragment: Fragment) -> Iterator[Reference]:
    """Yield what a plan replaces and removes: ids too, of items of any type."""
    for name in ("overrides", "removes"):
        ids = fragment.data.get(name) if isinstance(fragment.data, dict) else None
        for number, each in enumerate(ids if isinstance(ids, list) else ()):
            if isinstance(each, str) and "." not in each:
                yield Reference(None, fragment, (name, number), each, ())
