"""Say whether an update of a file does nothing but fill in its own signature field.

The first revision is known byte for byte, so it is enough to know which of its objects an update replaces. Besides
the catalogue that is the signature field; an archive timestamp brings a field of its own, which nobody sees. Whatever
is new can be reached from these only. pyHanko's own comparison allows more (metadata, orphans) and reads every object
of the file for each revision, which takes a hundred times as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, Reference, StreamObject
from pyhanko.pdf_utils.reader import HistoricalResolver

# The number and generation of an object.
Place = tuple[int, int]

# Entries of the catalogue that a signature may add or change, each under conditions of its own.
_CATALOGUE = frozenset({"/Perms", "/DSS", "/Extensions"})
_FIELD = frozenset({"/V", "/AP"})
_STORE = ("/Certs", "/CRLs", "/OCSPs")
# Which extensions of PDF 1.7 a signature makes use of: it changes nothing, but has to lead nowhere.
_EXTENSIONS = frozenset({"/ESIC", "/ISO_"})


# All that the field of an archive timestamp may say: it has no looks and does nothing.
_UNSEEN = frozenset({"/F", "/FT", "/P", "/Rect", "/Subtype", "/T", "/TU", "/Type", "/V"})


def held(dictionary: Any, key: str) -> Any:
    """Return what a dictionary of a PDF holds under a key, or None; `get` would return a reference to it."""
    return dictionary[key] if key in dictionary else None  # noqa: SIM401, see above


def only_signs(old: HistoricalResolver, new: HistoricalResolver, name: str, *, timestamp: bool) -> bool:
    """Say whether a revision differs from the one before by a signature in the field `name`, and by nothing else."""
    if new.refs_freed_in_revision() or _trailer(old) != _trailer(new):
        return False
    replaced = _replaced(old, new)
    if replaced is None:
        return False
    replaced -= {_place(new.root_ref)} | (set(_store_places(old)) & set(_store_places(new)))
    if not _catalogue_is_sound(old, new) or not _all_in_use(old, new):
        return False
    if timestamp:
        return _adds_unseen_field(old, new, name, replaced)
    field = _field_place(old, name)
    return field is not None and replaced == {field} and _only_fills(_at(old, field), _at(new, field), old)


def _trailer(resolver: HistoricalResolver) -> dict[str, Any]:
    trailer = resolver.trailer_view
    return {key: _plain(trailer.raw_get(key)) for key in ("/Root", "/Info", "/Encrypt") if key in trailer}


def _replaced(old: HistoricalResolver, new: HistoricalResolver) -> set[Place] | None:
    """Return the objects of the old revision that the new one replaces; None where it fills a gap in its numbers.

    A reference in the old revision that led nowhere could lead to something new.
    """
    size = int(old.trailer_view["/Size"])
    given = {_place(each) for each in new.explicit_refs_in_revision()}
    known = _known(old)
    if any(place not in known and place[0] < size for place in given):
        return None
    return given & known


def _known(resolver: HistoricalResolver) -> set[Place]:
    """Return every object that there is up to a revision."""
    table = resolver.reader.xrefs
    revisions = range(resolver.revision + 1)
    return {_place(each) for revision in revisions for each in table.explicit_refs_in_revision(revision)}


def _catalogue_is_sound(old: HistoricalResolver, new: HistoricalResolver) -> bool:
    before, after = old.root, new.root
    rest_before = {key: _plain(before.raw_get(key)) for key in before if key not in _CATALOGUE}
    rest_after = {key: _plain(after.raw_get(key)) for key in after if key not in _CATALOGUE}
    extensions = held(after, "/Extensions") or DictionaryObject()
    extended = set(extensions) <= _EXTENSIONS and "('ref', " not in repr(_plain(extensions))
    return rest_before == rest_after and extended and _store_only_grows(old, new)


def _store_only_grows(old: HistoricalResolver, new: HistoricalResolver) -> bool:
    before, after = held(old.root, "/DSS"), held(new.root, "/DSS")
    if after is None or set(after) - {"/Type", *_STORE}:
        return after is None and before is None
    for key in _STORE:
        first, then = (
            _plain((held(each, key) if each is not None else None) or ArrayObject()) for each in (before, after)
        )
        if then[: len(first)] != first:
            return False
    return True


def _all_in_use(old: HistoricalResolver, new: HistoricalResolver) -> bool:
    """Say whether everything new can be reached, so that nothing lies in wait, but what holds the update together."""
    fresh = {_place(each) for each in new.explicit_refs_in_revision()} - _known(old)
    fresh -= {_place(each) for each in new.object_streams_used()}
    table = new.reader.xrefs.get_xref_container_info(new.revision).stream_ref
    fresh -= {_place(table)} if table else set()
    replaced = {_place(each) for each in new.explicit_refs_in_revision()} & _known(old)
    waiting: list[Any] = [new.root, *(_at(new, each) for each in replaced)]
    while waiting and fresh:
        value = waiting.pop()
        if isinstance(value, IndirectObject):
            if (place := _place(value)) in fresh:
                fresh.discard(place)
                waiting.append(_at(new, place))
        elif isinstance(value, DictionaryObject):
            waiting += [value.raw_get(key) for key in value]
        elif isinstance(value, ArrayObject):
            waiting += [value.raw_get(at) for at in range(len(value))]
    return not fresh


def _store_places(resolver: HistoricalResolver) -> Iterator[Place]:
    """Yield what the store of revocation data consists of, without the data itself."""
    root = resolver.root
    if "/DSS" in root:
        raw = root.raw_get("/DSS")
        if isinstance(raw, IndirectObject):
            yield _place(raw)
        for key in _STORE:
            if key in root["/DSS"] and isinstance(root["/DSS"].raw_get(key), IndirectObject):
                yield _place(root["/DSS"].raw_get(key))


def _field_place(resolver: HistoricalResolver, name: str) -> Place | None:
    form = held(resolver.root, "/AcroForm") or DictionaryObject()
    for raw in held(form, "/Fields") or ():
        if isinstance(raw, IndirectObject) and str(held(raw.get_object(), "/T")) == name:
            return _place(raw)
    return None


def _only_fills(before: Any, after: Any, old: HistoricalResolver) -> bool:
    if not isinstance(before, DictionaryObject) or not isinstance(after, DictionaryObject) or "/V" in before:
        return False
    rest_before = {key: _plain(before.raw_get(key)) for key in before if key not in _FIELD}
    rest_after = {key: _plain(after.raw_get(key)) for key in after if key not in _FIELD}
    looks = held(after, "/AP")
    # The value and what it looks like are new objects, not some that the file had for other ends.
    fresh = _is_fresh(old, after, "/V") and looks is not None and [*looks] == ["/N"] and _is_fresh(old, looks, "/N")
    return rest_before == rest_after and fresh


def _is_fresh(old: HistoricalResolver, dictionary: Any, key: str) -> bool:
    raw = dictionary.raw_get(key) if key in dictionary else None
    return isinstance(raw, IndirectObject) and raw.idnum >= int(old.trailer_view["/Size"])


def _adds_unseen_field(old: HistoricalResolver, new: HistoricalResolver, name: str, replaced: set[Place]) -> bool:
    """Say whether nothing was added but one field without an extent, to the form and to a page."""
    field, form = _field_place(new, name), old.root.raw_get("/AcroForm")
    if field is None or _field_place(old, name) is not None or not isinstance(form, IndirectObject):
        return False
    widget = _at(new, field)
    page = widget.raw_get("/P") if "/P" in widget else None
    unseen = [float(each) for each in held(widget, "/Rect") or (1,)] == [0, 0, 0, 0] and set(widget) <= _UNSEEN
    if not unseen or not isinstance(page, IndirectObject):
        return False
    lists = ((_place(form), "/Fields"), (_place(page), "/Annots"))
    grown = all(_grown_by(_at(old, place), _at(new, place), key, field) for place, key in lists)
    return grown and replaced <= {each for place, key in lists for each in _places_of_list(old, place, key)}


def _grown_by(before: Any, after: Any, key: str, added: Place) -> bool:
    """Say whether two dictionaries are the same but for one reference at the end of a list."""
    rest_before = {each: _plain(before.raw_get(each)) for each in before if each != key}
    rest_after = {each: _plain(after.raw_get(each)) for each in after if each != key}
    first, then = (tuple(_plain(held(each, key) or ArrayObject())) for each in (before, after))
    return rest_before == rest_after and then == (*first, ("ref", *added))


def _places_of_list(resolver: HistoricalResolver, place: Place, key: str) -> Iterator[Place]:
    """Yield where a list may be written: in its dictionary, or by itself."""
    yield place
    dictionary = _at(resolver, place)
    if key in dictionary and isinstance(dictionary.raw_get(key), IndirectObject):
        yield _place(dictionary.raw_get(key))


def _place(reference: Any) -> Place:
    return reference.idnum, reference.generation


def _at(resolver: HistoricalResolver, place: Place) -> Any:
    return resolver(Reference(*place, resolver))


def _plain(value: Any) -> Any:
    """Say a value in a way that can be compared: names and texts differ, and references are not followed."""
    if isinstance(value, IndirectObject):
        return ("ref", value.idnum, value.generation)
    if isinstance(value, StreamObject):
        return ("stream", value.encoded_data, tuple(sorted((key, _plain(value.raw_get(key))) for key in value)))
    if isinstance(value, DictionaryObject):
        return {key: _plain(value.raw_get(key)) for key in value}
    if isinstance(value, ArrayObject | list | tuple):
        return tuple(
            _plain(value.raw_get(at) if isinstance(value, ArrayObject) else value[at]) for at in range(len(value))
        )
    return (type(value).__name__, str(value) if not isinstance(value, bytes) else bytes(value))
