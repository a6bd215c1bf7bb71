"""Say what a code or a kind means: a rule's documentation, a structural mistake's, or the fields of a kind."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from . import messages, resources, words
from .codes import CODES
from .diagnostics import Language, Said, Text
from .errors import PreplanError
from .lint import Rule, all_rules
from .model import EVERYWHERE, kinds, label, schema_at
from .resolve import item_types
from .usage import wrapped
from .validate import ID, close_to, in_words

_WIDTH = 88
_EXAMPLES = re.compile(r"^(Flagged|Fine):\n((?:[ \t]+.*\n|\n)+)", re.MULTILINE)
# Descriptions are in Chinese first; what follows its last stop is English.
_DESCRIPTION = re.compile("(.*。)(.*)", re.DOTALL)


def explain(about: str | None, lang: Language) -> str:
    """Return what to know about a code or a kind, or a line about each of them where nothing is asked for.

    A part of a kind is asked for by its path, such as `organisation.roles`.
    Raises PreplanError for a code or a kind that does not exist.
    """
    if about is None:
        return _everything(lang)
    if about in CODES:
        return f"{about}: {CODES[about].title().show(lang)}\n\n{_wrap(CODES[about].about().show(lang))}\n"
    if about in all_rules():
        return _rule(all_rules()[about], lang)
    schema = _part(about)
    if schema is not None:
        return _kind(about, schema, lang)
    near = close_to(about, [*CODES, *all_rules(), *_parts()])
    unknown = messages.UNKNOWN_CODE(code=about)
    raise PreplanError(messages.WITH_HINT(one=unknown, other=messages.DID_YOU_MEAN(name=near)) if near else unknown)


def examples(rule: Rule) -> list[tuple[str, str]]:
    """Return a rule's examples in order: `Flagged` or `Fine`, and the YAML of a small plan."""
    text = (rule.module.__doc__ or "").rstrip() + "\n"
    return [(word, textwrap.dedent(block).strip("\n") + "\n") for word, block in _EXAMPLES.findall(text)]


def by_profile(rule: Rule) -> list[tuple[Text, Text]]:
    """Return what people call each profile for whose plans a finding is graver, and how grave it is for them."""
    profiles = schema_at("plan", ("profiles", 0))["x-values"]
    return [(_text(profiles[each]), words.SEVERITIES[severity]) for each, severity in rule.by_profile.items()]


def description(schema: Mapping[str, Any]) -> Text:
    """Return the description of a field in each language.

    >>> description({"description": "缺省为中文。Chinese when not given."})
    Text(zh='缺省为中文。', en='Chinese when not given.')
    """
    said = _DESCRIPTION.fullmatch(schema.get("description", ""))
    return Text(said[1], said[2]) if said else Text("", "")


def about_field(schema: Mapping[str, Any]) -> Iterator[Said]:
    """Say what a field takes, what it is for, and give an example."""
    yield _type(schema)
    if "minimum" in schema and "maximum" in schema:
        yield words.BETWEEN(low=schema["minimum"], high=schema["maximum"])
    for each in (schema, schema.get("items", {})):
        said = description(each)
        if said.zh and each["description"] not in _common():
            yield Text(said.zh.rstrip("。"), said.en.rstrip("."))()
            if (
                "examples" in each
                and not {"format", "x-refers-to"} & each.keys()
                and ID.pattern not in each.get("pattern", "")
            ):
                yield words.SUCH_AS(examples=each["examples"])
            return


def _everything(lang: Language) -> str:
    titles = {name: each.title for name, each in CODES.items()}
    titles |= {name: rule.title for name, rule in all_rules().items()}
    labels = {name: kind.label for name, kind in kinds().items()}
    return "".join(
        [
            f"{words.CODES_ARE().show(lang)}\n",
            *(f"  {name:28} {title().show(lang)}\n" for name, title in titles.items()),
            f"\n{words.KINDS_ARE().show(lang)}\n",
            *(f"  {name:28} {each().show(lang)}\n" for name, each in labels.items()),
        ]
    )


def _rule(rule: Rule, lang: Language) -> str:
    lines = [
        f"{rule.code}: {rule.title().show(lang)}",
        "",
        _wrap(rule.why().show(lang)),
        "",
        words.LABEL(label=words.SEVERITY).show(lang) + words.SEVERITIES[rule.severity]().show(lang),
        *(f"  {words.LABEL(label=profile).show(lang)}{said().show(lang)}" for profile, said in by_profile(rule)),
        words.LABEL(label=words.BASIS).show(lang) + rule.basis().show(lang),
    ]
    for word, text in examples(rule):
        label = words.LABEL(label=words.FLAGGED if word == "Flagged" else words.FINE)
        lines += ["", label.show(lang).rstrip(), textwrap.indent(text.rstrip("\n"), "    ")]
    return "\n".join(lines) + "\n"


def _part(path: str) -> Mapping[str, Any] | None:
    """Return the schema of a kind, or of the fields at a path in it; None where there are none."""
    kind, *names = path.split(".")
    if kind not in kinds():
        return None
    schema: Mapping[str, Any] = schema_at(kind, ())
    for name in names:
        schema = schema.get("items", schema).get("properties", {}).get(name, {})
    return schema if "properties" in schema.get("items", schema) else None


def _parts() -> Iterator[str]:
    """Yield the path of everything in any kind that has fields."""

    def below(path: str, schema: Mapping[str, Any]) -> Iterator[str]:
        fields = schema.get("items", schema).get("properties", {})
        if fields:
            yield path
        for name, each in fields.items():
            yield from below(f"{path}.{name}", each)

    for kind in kinds().values():
        yield from below(kind.name, kind.schema)


def _kind(path: str, schema: Mapping[str, Any], lang: Language) -> str:
    about = description(schema)().show(lang)
    many = schema["type"] == "array"
    lines = [f"{path}: {label(schema)().show(lang)}", "", *([_wrap(about), ""] if about else [])]
    lines += [(words.A_LIST_OF if many else words.A_MAPPING)().show(lang), ""]
    entry = schema["items"] if many else schema
    lines += _fields(entry, "  ", lang)
    rest = {name: label(each) for name, each in entry["properties"].items() if name in EVERYWHERE}
    if rest:
        lines += ["", _wrap(words.ALSO_FIELDS(names=in_words(rest)).show(lang))]
    return "\n".join(lines) + "\n"


def _fields(schema: Mapping[str, Any], indent: str, lang: Language) -> Iterator[str]:
    for name, each in schema["properties"].items():
        if name in EVERYWHERE:
            continue
        template = words.REQUIRED_FIELD if name in schema.get("required", ()) else words.FIELD
        head = words.LABEL(label=template(name=name, label=label(each)))
        about = ("；" if lang == "zh" else "; ").join(part.show(lang) for part in about_field(each))
        first, *others = wrapped(f"{head.show(lang)}{about}", _WIDTH - len(indent))
        yield f"{indent}{first}"
        yield from (f"{indent}    {line}" for line in others)
        inner = each.get("items", each)
        if "properties" in inner:
            yield from _fields(inner, f"{indent}    ", lang)


@cache
def _common() -> frozenset[str]:
    """Return the descriptions of what all kinds use, such as dates: the type of a field says as much."""
    found = json.loads((resources.folder("schema") / "common.schema.json").read_text("utf-8"))["$defs"]
    return frozenset(each["description"] for each in found.values() if {"format", "pattern"} & each.keys())


def _type(schema: Mapping[str, Any]) -> Said:
    if "x-refers-to" in schema:
        return words.ID_OF(things=[item_types()[each] for each in schema["x-refers-to"]])
    if "enum" in schema:
        values = {each: _text(schema["x-values"][each]) for each in schema["enum"]}
        return words.ONE_OF(values=in_words(values))
    if "const" in schema:
        return words.ALWAYS(value=schema["const"])
    if "format" in schema:
        return words.FIELD_TYPES[schema["format"]]()
    if ID.pattern in schema.get("pattern", ""):
        return words.FIELD_TYPES["id"](example=schema.get("examples", ["level-1"])[0])
    if schema["type"] == "array":
        return words.LIST_OF(what=_type(schema["items"]))
    types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    said = words.FIELD_TYPES[types[0]]()
    return words.OR(one=said, other=words.FIELD_TYPES[types[1]]) if len(types) > 1 else said


def _text(said: Mapping[str, str]) -> Text:
    return Text(said["zh"], said["en"])


def _wrap(text: str) -> str:
    return "\n".join(wrapped(text, _WIDTH))
