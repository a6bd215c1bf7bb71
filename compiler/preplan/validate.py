"""Hold a fragment against the schema of its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from . import messages, repair, values
from .diagnostics import Diagnostic, Note, Said, Text
from .model import Fragment, Layer, Where, kinds, label, schema_at

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema_rs import Draft202012Validator

FORMATS: dict[str, Callable[[object], bool]] = {
    "date": values.is_date,
    "duration": values.is_duration,
    # Not `time`: editors take that for RFC 3339, with seconds and an offset.
    "time-of-day": values.is_time,
}
LANGUAGE_VERSION = 1
MAX_MISTAKES = 500

ID = re.compile("[a-z][a-z0-9-]{0,62}")

_LONGEST_WORD = 64
_COLONS = re.compile("[:：]")


def validate(fragment: Fragment) -> list[Diagnostic]:
    """Say everything that is wrong with a fragment, each mistake once, in the order of the schema's walk."""
    return [diagnostic for _, diagnostic in mistakes(fragment)]


def mistakes(fragment: Fragment) -> list[tuple[Where, Diagnostic]]:
    """Say everything that is wrong with a fragment, with the path of the value that is wrong."""
    if fragment.kind not in kinds():
        span = fragment.key_span(())
        message = messages.UNKNOWN_KIND(name=fragment.kind)
        labels = {name: kind.label for name, kind in kinds().items()}
        help_ = _did_you_mean(fragment.kind, labels) or messages.KINDS_ARE(names=in_words(labels))
        taken = {path[0] for path in fragment.keys if len(path) == 1}
        fix = repair.of_name(span, fragment.kind, labels, repair.names_of(labels), open_ended=False, taken=taken)
        return [((), Diagnostic("unknown-kind", "error", message, span, help=help_, fix=fix))]
    blank = [*_blanks(fragment.data)]
    if not blank and _validator(fragment.kind).is_valid(fragment.data):
        return []
    if _is_newer(fragment):
        message = messages.NEWER_LANGUAGE(found=fragment.data["schema"], known=LANGUAGE_VERSION)
        span = fragment.span(("schema",))
        return [(("schema",), Diagnostic("newer-language", "error", message, span, help=messages.NEWER_HELP()))]
    found = [*islice(_explain(fragment), MAX_MISTAKES + 1)]
    found += _blank_texts(fragment, blank, {path for path, _ in found})
    if not found and not fragment.broken:
        # Should the two validators ever disagree, a poor message is better than none.
        message = messages.NOT_VALID(name=fragment.kind)
        return [((), Diagnostic("bad-value", "error", message, fragment.key_span(())))]
    if len(found) > MAX_MISTAKES:
        path, last = found[MAX_MISTAKES - 1]
        found[MAX_MISTAKES - 1 :] = [(path, replace(last, notes=(*last.notes, Note(messages.MORE_MISTAKES()))))]
    return found


def lost_kinds(layer: Layer) -> frozenset[str]:
    """Return the kinds that may hold more than is known: in broken files, or under a misspelt name."""
    unknown = {fragment.kind for fragment in layer.fragments} - kinds().keys()
    meant = {close_to(name, kinds()) for name in unknown}
    return layer.lost_kinds | layer.unread | (frozenset(kinds()) if None in meant else meant - {None})  # type: ignore[operator]


def ids_in(data: object) -> Iterator[str]:
    """Yield every id that stands anywhere in some data, whatever its kind."""
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"]
        for each in data.values():
            yield from ids_in(each)
    elif isinstance(data, list):
        for each in data:
            yield from ids_in(each)


def close_to(word: str, words: Iterable[str]) -> str | None:
    """Return the word that was most likely meant, if any comes close."""
    if len(word) > _LONGEST_WORD:
        return None
    known = sorted(words)
    if near := get_close_matches(word, known, n=1, cutoff=0.6):
        return near[0]
    # A Chinese character says as much as three letters, which is its length in UTF-8.
    parts = [each for each in known if min(len(word.encode()), len(each.encode())) >= 3]
    begins = (each for each in parts if each.startswith(word) or word.startswith(each))
    return next(begins, next((each for each in parts if word in each), None))


def meant(word: str, labels: Mapping[str, Text]) -> str | None:
    """Return the name that was most likely meant by a name or by what people call it, if any comes close.

    >>> meant("现场", {"special": Text("专项应急预案", "special plan"), "on-site": Text("现场处置方案", "on-site plan")})
    'on-site'
    """
    called = {said: name for name, label in labels.items() for said in (label.en, label.zh) if said}
    called |= {name: name for name in labels}
    near = close_to(word, called)
    return called[near] if near else None


def aside(name: str, label: Text) -> Text:
    """Return what people call a thing, to stand in brackets behind its name; nothing where it says no more."""
    same = {"", name.casefold(), name.replace("_", " ").replace("-", " ").casefold()}
    return Text(
        "" if label.zh.casefold() in same else f"（{label.zh}）",
        "" if label.en.casefold() in same else f" ({label.en})",
    )


@cache
def _validator(kind: str) -> Draft202012Validator:
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(dict(kinds()[kind].schema), formats=FORMATS, validate_formats=True)


def _explain(fragment: Fragment) -> Iterator[tuple[Where, Diagnostic]]:
    """Let jsonschema find what is wrong: it is slow, but it says where and why."""
    said: set[Where] = set()
    errors = islice(_oracle(fragment.kind).iter_errors(fragment.data), MAX_MISTAKES + 1)
    for error in sorted(errors, key=_order):
        path: Where = tuple(error.absolute_path)
        # Syntax has said it already. Fields that are there can still be unknown.
        if (fragment.kind, *path) in fragment.broken and error.validator != "additionalProperties":
            continue
        match error.validator:
            case "additionalProperties":
                yield from _unknown_fields(fragment, path, error)
            case "required":
                yield from _missing_fields(fragment, path, error)
            case _ if path not in said:
                said.add(path)
                yield path, _wrong_value(fragment, path, error)


@cache
def _oracle(kind: str) -> Any:
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import extend

    checker = FormatChecker(formats=())
    for name, check in FORMATS.items():
        checker.checks(name)(check)
    strict: Any = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
    return strict(dict(kinds()[kind].schema), format_checker=checker)


def _pattern(_: Any, pattern: str, instance: object, __: object) -> Iterator[ValidationError]:
    from jsonschema.exceptions import ValidationError

    # To Python, `$` matches before a line end too.
    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance):
        yield ValidationError("")


def _blanks(data: Any, path: Where = ()) -> Iterator[Where]:
    """Yield the places of texts that hold blanks and nothing else: to the schema's `minLength`, they are texts."""
    if isinstance(data, str):
        if data.isspace():
            yield path
    elif isinstance(data, dict | list):
        for step, each in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _blanks(each, (*path, step))


def _blank_texts(
    fragment: Fragment, blank: Iterable[Where], wrong: Collection[Where]
) -> Iterator[tuple[Where, Diagnostic]]:
    """Report blank texts, where nothing else is said of them or of what they stand in."""
    for path in blank:
        if not any(path[:end] in wrong for end in range(len(path) + 1)):
            name = next((step for step in reversed(path) if isinstance(step, str)), fragment.kind)
            yield path, Diagnostic("missing-value", "error", messages.TOO_SHORT(name=name), fragment.span(path))


def _is_newer(fragment: Fragment) -> bool:
    version = fragment.data.get("schema") if fragment.kind == "plan" and isinstance(fragment.data, dict) else None
    return type(version) is int and version > LANGUAGE_VERSION


def _order(error: ValidationError) -> tuple[list[str], bool]:
    # A wrong type comes before a wrong format of the same value.
    return [f"{step:09}" if isinstance(step, int) else step for step in error.absolute_path], error.validator != "type"


def _unknown_fields(fragment: Fragment, path: Where, error: ValidationError) -> Iterator[tuple[Where, Diagnostic]]:
    known, there = _labels(_schema(error)["properties"]), cast("dict[str, Any]", error.instance)
    for name in there:
        if name not in known:
            thing = _thing(fragment, path)
            help_ = _did_you_mean(name, known) or messages.FIELDS_ARE(names=in_words(known))
            message = messages.UNKNOWN_FIELD(thing=thing, name=name)
            span, called = fragment.key_span((*path, name)), repair.names_of(known)
            fix = repair.of_name(span, name, known, called, open_ended=False, taken=there)
            yield (*path, name), Diagnostic("unknown-field", "error", message, span, help=help_, fix=fix)


def _missing_fields(fragment: Fragment, path: Where, error: ValidationError) -> Iterator[tuple[Where, Diagnostic]]:
    properties, instance = _schema(error)["properties"], cast("dict[str, Any]", error.instance)
    # A misspelt field is reported as unknown, not as missing too.
    misspelt = {meant(name, _labels(properties)) for name in instance if name not in properties}
    (name,) = [each for each in _schema(error)["required"] if f"'{each}' is a required" in error.message][:1]
    if name not in misspelt:
        message = messages.MISSING_FIELD(thing=_thing(fragment, path), name=name, label=label(properties[name]))
        yield (*path, name), Diagnostic("missing-field", "error", message, fragment.head(path))


def _wrong_value(fragment: Fragment, path: Where, error: ValidationError) -> Diagnostic:
    value, schema = error.instance, _schema(error)
    wanted: Any = error.validator_value
    name = next((step for step in reversed(path) if isinstance(step, str)), fragment.kind)
    span = fragment.span(path) if not isinstance(value, dict | list) else fragment.head(path)
    fix = repair.of_value(span, value, str(error.validator), wanted, schema, is_id=path[-1:] == ("id",))

    def diagnostic(code: str, message: Said, help_: Said | None = None) -> Diagnostic:
        return Diagnostic(code, "error", message, span, help=help_, fix=fix)

    match error.validator:
        case "type" | "enum" | "const" if value is None:
            return diagnostic("missing-value", messages.IS_EMPTY(name=name), messages.EMPTY_HELP())
        case "type":
            text = messages.WRONG_ENTRY if path and isinstance(path[-1], int) else messages.WRONG_TYPE
            message = text(name=name, wanted=_types(wanted), found=messages.TYPES[_type_of(value)])
            return diagnostic("wrong-type", message, _type_help(value, schema))
        case "enum" | "const":
            known = wanted if error.validator == "enum" else [wanted]
            labels = {each: _text(schema.get("x-values", {}).get(each)) for each in known}
            values_are = messages.VALUES_ARE(names=in_words(labels))
            if _type_of(value) != _type_of(known[0]):
                types = messages.TYPES[_type_of(known[0])], messages.TYPES[_type_of(value)]
                message = messages.WRONG_TYPE(name=name, wanted=types[0], found=types[1])
                return diagnostic("wrong-type", message, values_are)
            near = _did_you_mean(value, labels) if isinstance(value, str) else None
            hint = messages.TWO_HINTS(one=near, other=values_are) if near else values_are
            return diagnostic("bad-value", messages.NOT_ONE_OF(value=value, name=name), hint)
        case "format":
            bad, help_text = {
                "duration": (messages.BAD_DURATION, messages.DURATION_HELP),
                "date": (messages.BAD_DATE, messages.DATE_HELP),
                "time-of-day": (messages.BAD_TIME, messages.TIME_HELP),
            }[wanted]
            return diagnostic("bad-value", bad(value=value), help_text())
        case "pattern" if ID.pattern in wanted:
            return diagnostic("bad-value", messages.BAD_ID(value=value), messages.ID_HELP())
        case "pattern":
            examples = schema.get("examples")
            help_ = messages.FOR_EXAMPLE(examples=examples) if examples else None
            return diagnostic("bad-value", messages.BAD_PATTERN(value=value, name=name), help_)
        case "minLength" | "minItems":
            return diagnostic("missing-value", messages.TOO_SHORT(name=name))
        case "maxLength":
            return diagnostic("bad-value", messages.TOO_LONG(name=name, limit=wanted))
        case "minimum" | "maximum":
            limits = messages.OUT_OF_RANGE(name=name, low=schema.get("minimum", 0), high=schema.get("maximum", "∞"))
            return diagnostic("bad-value", limits)
        case "minProperties":
            return diagnostic("missing-value", messages.TOO_FEW(thing=_thing(fragment, path)))
        case _:
            return diagnostic("bad-value", messages.NOT_VALID(name=name))


def _schema(error: ValidationError) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", error.schema)


def _thing(fragment: Fragment, path: Where) -> Text:
    """Return what people call the thing at a path."""
    said = label(schema_at(fragment.kind, path))
    said = said if said.zh else kinds()[fragment.kind].label
    return Text(said.zh, said.en.lower())


def _did_you_mean(word: str, labels: Mapping[str, Text]) -> Said | None:
    near = meant(word, labels)
    if near is None:
        return None
    return messages.DID_YOU_MEAN_IN_WORDS(name=near, aside=aside(near, labels[near]))


def in_words(labels: Mapping[str, Text]) -> list[Text]:
    """Return names with what people call them."""
    asides = {str(name): aside(str(name), label) for name, label in labels.items()}
    return [Text(f"{name}{said.zh}", f"{name}{said.en}") for name, said in asides.items()]


def _labels(properties: Mapping[str, Any]) -> dict[str, Text]:
    return {name: label(schema) for name, schema in properties.items()}


def _text(words: Mapping[str, str] | None) -> Text:
    return Text(words["zh"], words["en"]) if words else Text("", "")


def _types(wanted: str | list[str]) -> Said | Text:
    names = [wanted] if isinstance(wanted, str) else wanted
    if len(names) == 1:
        return messages.TYPES[names[0]]
    return messages.OR(one=messages.TYPES[names[0]], other=messages.TYPES[names[1]])


def _type_of(value: object) -> str:
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def _type_help(value: object, schema: Mapping[str, Any]) -> Said | None:
    """Say how to write what is wanted instead of what is there."""
    wants = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    match value:
        case float() if "string" in wants:
            return messages.QUOTE_HELP()  # 1.10 has been read as 1.1: better not to show it
        case bool() | int() if "string" in wants:
            return messages.QUOTE_IT(value=str(value).lower() if isinstance(value, bool) else value)
        case list() if "object" in wants:
            return messages.ONE_MAPPING()
        case list():
            return messages.ONLY_ONE()
        case _ if "boolean" in wants:
            return messages.YES_OR_NO()
        case str() if "object" in wants:
            return messages.COLON_SPACE_HELP() if _COLONS.search(value) else _as_fields(schema)
        case str() if "array" in wants and "properties" in schema["items"] and len(_needed(schema["items"])) == 1:
            return messages.DASH_FIELD(name=_needed(schema["items"])[0])
        case dict() | str() if "array" in wants:
            return messages.DASH_IT()
        case dict() if "string" in wants:
            return messages.NO_FIELDS()
        case _ if "integer" in wants or "number" in wants:
            return messages.IN_DIGITS()
    return None


def _as_fields(schema: Mapping[str, Any]) -> Said:
    needed = _needed(schema)
    if len(needed) == 1:
        return messages.WRITE_FIELD(name=needed[0])
    fields = _labels(schema["properties"])
    return messages.WRITE_FIELDS(names=in_words({name: fields[name] for name in needed or fields}))


def _needed(schema: Mapping[str, Any]) -> list[str]:
    """Return the fields that a mapping can't do without; the text where it needs none but has one."""
    needed = [*schema.get("required", ())]
    return ["text"] if not needed and "text" in schema["properties"] else needed
