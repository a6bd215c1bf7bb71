"""Say the values of a plan in the words of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Literal

from ..diagnostics import Text
from ..document import Run, Runs
from ..model import HIDDEN, Fragment, Node, Plan, Where, label, schema_at
from ..values import is_date, is_duration, show_date, show_duration
from . import _words as words

Shape = Literal["scalar", "statement", "step", "criterion", "frequency", "record", "list"]
Lines = tuple[Runs, ...]

# Where a value comes from and what is only for editors: no output shows it.
EDITORIAL = frozenset({"id", "source", "source_conflict", "example", "note", "allow", "settings"})
# That, and what is shown by other means than a field of its own.
UNSAID = EDITORIAL | {"checked", "checked_on"}

# A reference that begins with this names a field, such as `risks.matrix`: it leads to the section that shows it.
FIELD = "="

_STATEMENT = {"name", "text", "source", "source_conflict", "example", "note", "allow"}
_PHONE = re.compile(r"\+?[0-9]{2,20}")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
_SHORT = 24


class Voice:
    """A plan as its audience sees it, and the language it is said in; `whole` is the plan with all that is in it."""

    def __init__(self, plan: Plan, today: date, whole: Plan | None = None) -> None:
        self.plan = plan
        self.whole = whole or plan
        self.lang = plan.language
        self.today = today
        self._text: str | None = None
        # The fields of one record are asked for one after the other.
        self._last: tuple[Node | None, Mapping[str, Any]] = (None, {})
        self._examples: dict[Fragment, dict[Where, bool]] = {}

    def say(self, text: Text, **values: object) -> str:
        """Say a sentence of our own."""
        return text(**values).show(self.lang)

    def label(self, node: Node, *path: str | int) -> str:
        """Return what people call a field."""
        schema = schema_of(node)
        for step in path:
            schema = schema.get("properties", {}).get(step, {})
        return self.say(label(schema))

    def entries(self, kind: str, *path: str) -> list[Node]:
        """Return the entries of a list that belong in this plan's document.

        Of what all plans share, those are the ones that this plan refers to, the terms it uses, and the numbers
        that everybody has to know in an emergency.
        """
        return [node for node in self.plan.entries(kind, *path) if self._belongs(node)]

    def head(self, name: str) -> Node | None:
        """Return a field of the plan's head."""
        return self.plan.field("plan", name)

    def lines(self, node: Node, schema: Mapping[str, Any] | None = None) -> Lines:
        """Say a value in one or more lines; who knows its schema saves the search for it."""
        schema = schema_of(node) if schema is None else schema
        match shape(schema):
            case "statement":
                return self._statement(node)
            case "criterion":
                return self.criteria([node])
            case "frequency":
                return self._frequency(node)
            case "step":
                return (self._step(node),)
            case "record":
                return tuple(self._record(node))
            case "list":
                return self._list(node, schema["items"])
        return self._scalar(node, schema)

    def runs(self, node: Node, schema: Mapping[str, Any] | None = None) -> Runs:
        """Say a value in one line."""
        lines = self.lines(node, schema)
        return lines[0] if len(lines) == 1 else self.join(lines, self.semicolon)

    def field(self, node: Node, name: str) -> Lines:
        """Say a field; nothing where there is none."""
        if name not in node:
            return ()
        if node is not self._last[0]:
            self._last = (node, schema_of(node).get("properties", {}))
        return self.lines(node.child(name), self._last[1].get(name))

    def doers(self, step: Node) -> Lines:
        """Say who does a step: the role, and whoever decides at the level at hand, level by level."""
        said = self.field(step, "role")
        if "decider" not in step:
            return said
        label = self.say(words.DECIDER[step["decider"]])
        by_role: dict[str, list[str]] = {}
        for level, role in self.plan.deciders(step):
            if self.plan.find(role):
                by_role.setdefault(role, []).append(level.name)
        runs = [(Run(self.plan.name_of(role), ref=role), levels) for role, levels in by_role.items()]
        if len(runs) == 1:
            return (*said, (Run(label + self.colon, "muted"), runs[0][0]))
        each = [(Run(self.comma.join(levels) + self.colon, "muted"), run) for run, levels in runs]
        return (*said, (Run(label, "muted"),), *each)

    def fields(self, node: Node, known: Sequence[str] = ()) -> list[str]:
        """Return the names of the fields that have something to say, in the order of the schema."""
        return [
            name
            for name in schema_of(node).get("properties", {})
            if name in node and name not in UNSAID and name not in known and not self._is_audience(node, name)
        ]

    def name(self, id_: str, path: Node) -> Run:
        """Say an item by its name, as a link to it."""
        item = self.plan.find(id_)
        return Run(item.name if item else id_, self.style(path, named=True), ref=id_ if item else None)

    def style(self, node: Node, *, named: bool = False) -> Literal["plain", "sample"]:
        """Return the style of a value: `sample` where an item around it says it is an example.

        What is `named` (a reference, a word of a fixed list) is one only if it is marked itself: in an item that is
        an example as a whole it is still the right name of something.
        """
        if node.fragment not in self._examples:
            self._examples[node.fragment] = dict(_examples(node.fragment.data, ()))
        marked = self._examples[node.fragment]
        path = node.path
        for depth in range(len(path), 0, -1) if marked else ():
            if path[:depth] in marked:
                itself = depth >= len(path) - 1 and marked[path[:depth]]
                return "sample" if itself or not named else "plain"
        return "plain"

    def text(self, text: str, node: Node) -> Lines:
        """Say free text, one line of it at a time."""
        style = self.style(node)
        if "\n" not in text:
            return ((Run(text.strip(), style),),)
        return tuple((Run(line.strip(), style),) for line in text.splitlines() if line.strip())

    def join(self, parts: Sequence[Runs], between: str) -> Runs:
        """Put lines together to one."""
        joined: list[Run] = []
        for part in parts:
            if joined:
                joined.append(Run(between))
            joined += part
        return tuple(joined)

    def muted(self, runs: Runs) -> Runs:
        """Say the same less loudly; a sample value stays one."""
        return tuple(Run(run.text, "muted", run.ref, run.href) if run.style == "plain" else run for run in runs)

    @property
    def comma(self) -> str:
        """What stands between the parts of a list."""
        return ", " if self.lang == "en" else "、"

    @property
    def colon(self) -> str:
        """What stands between a label and what it labels."""
        return ": " if self.lang == "en" else "："

    @property
    def semicolon(self) -> str:
        """What stands between sentences that were made one."""
        return "; " if self.lang == "en" else "；"

    @property
    def gap(self) -> str:
        """What stands between words."""
        return " " if self.lang == "en" else ""

    def criteria(self, nodes: Sequence[Node]) -> Lines:
        """Say criteria, those next to each other on one metric in one line."""
        said: list[Runs] = []
        metric = None
        for node in nodes:
            if "text" in node:
                said += self.lines(node.child("text"))
            if "ratings" in node:
                said.append(self.ratings(node))
            if "metric" not in node and "metric_name" not in node:
                metric = None
                continue
            if (here := node.get("metric")) and here == metric:
                said[-1] = (*said[-1], Run(self.say(words.AND)), *self.threshold(node))
            else:
                said.append(
                    (Run(f"{self.metric(node)} ", self._part_style(node, "metric_name")), *self.threshold(node))
                )
            metric = here
        return tuple(said)

    def rating(self, id_: str) -> tuple[str, str, str]:
        """Return the id and the name of the dimension that a rating belongs to, and its own name."""
        item = self.plan.find(id_)
        dimension = item.owner if item else None
        return (str(dimension.id), dimension.name, item.name) if item and dimension else ("", "", id_)

    def ratings(self, node: Node) -> Runs:
        """Say the ratings of a criterion, all of which must be reached."""
        said = []
        for each in node.children("ratings"):
            dimension, name, rating = self.rating(str(each.data))
            about = f"{name}{self.colon}" if name else ""
            said.append((Run(about + rating, self.style(each, named=True), ref=dimension or None),))
        return self.join(said, self.say(words.AND))

    def metric(self, node: Node) -> str:
        """Return what people call the metric of a criterion."""
        item = self.plan.find(node.get("metric"))
        return str(node.get("metric_name") or (item.name if item else node.get("metric", "")))

    def threshold(self, node: Node) -> Runs:
        """Say the comparison and the value of a criterion."""
        value = node.get("value", "")
        said = show_duration(value, self.lang) if isinstance(value, str) and _is_long(value) else number(value)
        op = self._enum(schema_at(node.fragment.kind, (*node.path, "op")), node["op"]) if "op" in node else ""
        gap = " " if self.lang == "en" else ""
        unit = f"{gap if str(node.get('unit', '')) != '%' else ''}{node['unit']}" if "unit" in node else ""
        return (Run(f"{op}{gap or ' '}" if op else "", "plain"), Run(said + unit, self._part_style(node, "value")))

    def _part_style(self, node: Node, name: str) -> Literal["plain", "sample"]:
        return self.style(node.child(name)) if name in node else self.style(node)

    def _scalar(self, node: Node, schema: Mapping[str, Any]) -> Lines:
        data = node.data
        if "x-refers-to" in schema:
            return ((self.name(str(data), node),),)
        if isinstance(data, bool):
            return ((Run(self.say(words.YES if data else words.NO), self.style(node, named=True)),),)
        if "x-values" in schema:
            return ((Run(self._enum(schema, data), self.style(node, named=True)),),)
        style = self.style(node)
        if isinstance(data, int | float):
            return ((Run(number(data), style),),)
        if schema.get("format") == "duration":
            return ((Run(show_duration(data, self.lang), style),),)
        if schema.get("format") == "date":
            return ((Run(show_date(data, self.lang), style),),)
        if href := self._href(node):
            return ((Run(data, style, href=href),),)
        return self.text(str(data), node)

    def _enum(self, schema: Mapping[str, Any], value: str) -> str:
        said = schema.get("x-values", {}).get(value)
        return self.say(Text(said["zh"], said["en"])) if said else value

    def _href(self, node: Node) -> str | None:
        """Build the address of a phone number or mailbox, from characters that can do no harm."""
        name, data = node.path[-1], str(node.data)
        kind = ""
        if name == "phone":
            kind = "landline"
        elif name == "value":
            kind = str(_up(node).get("kind", ""))
        number_ = re.sub(r"[ -]", "", data)
        if kind in ("mobile", "landline") and _PHONE.fullmatch(number_):
            return f"tel:{number_}"
        return f"mailto:{data}" if kind == "email" and _EMAIL.fullmatch(data) else None

    def _statement(self, node: Node) -> Lines:
        text = self.lines(node.child("text"))
        name = str(node.get("name", ""))
        if not name:
            return text
        style = self.style(node.child("name"))
        lead = "strong" if style == "plain" else style
        first = text[0][0]
        # An author who begins the text with its name must not read it twice.
        if match := re.match(rf"{re.escape(name)}(?=[：:，,])", first.text):
            head: Runs = (Run(name, lead), Run(first.text[match.end() :], first.style))
        else:
            head = (Run(name, lead), Run(self.colon), first)
        return (head, *text[1:])

    def _frequency(self, node: Node) -> Lines:
        per = show_duration(node["per"], self.lang)
        text = words.ONCE_EVERY if node["times"] == 1 else words.EVERY
        said = [Run(self.say(text, per=per, times=node["times"]), self._part_style(node, "times"))]
        if "length" in node:
            length = show_duration(node["length"], self.lang)
            said.append(Run(self.say(words.EACH_LASTS, length=length), self._part_style(node, "length")))
        if node.get("distinct_events"):
            said.append(Run(self.say(words.EACH_DIFFERENT)))
        said.append(Run(self.say(words.FULL_STOP)))
        return (tuple(said), *self.field(node, "text"))

    def _step(self, node: Node) -> Runs:
        said = list(self.runs(node.child("do")))
        parts = [*self.doers(node), *([self.runs(node.child("within"))] if "within" in node else [])]
        about = self.join(parts, self.comma)
        if about:
            left, right = ("（", "）") if self.lang == "zh" else (" (", ")")
            said += [Run(left), *about, Run(right)]
        return tuple(said)

    def _record(self, node: Node) -> Iterator[Runs]:
        for name in self.fields(node):
            lines = self.field(node, name)
            if lines:
                yield (Run(self.label(node, name) + self.colon, "muted"), *lines[0])
                yield from lines[1:]

    def _list(self, node: Node, schema: Mapping[str, Any]) -> Lines:
        children = node_children(node)
        if not children:
            return ()
        kind = shape(schema)
        if kind == "criterion":
            return self.criteria(children)
        if kind == "record":
            return tuple(self._entry(each) for each in children)
        if kind == "list":
            return tuple(self.join(self._list(each, schema["items"]), self.comma) for each in children)
        parts = [self.runs(each, schema) for each in children]
        named = "x-refers-to" in schema or "x-values" in schema
        if kind == "scalar" and (named or all(len(str(each.data)) <= _SHORT for each in children)):
            return (self.join(parts, self.comma),)
        if len(parts) == 1:
            return (parts[0],)
        return tuple((Run(f"({count}) "), *part) for count, part in enumerate(parts, 1))

    def _entry(self, node: Node) -> Runs:
        """Say a small record within a list in one line: the first field, then what belongs to it.

        The first two fields of its schema explain each other; later ones and numbers are said with their labels.
        """
        fields = schema_of(node).get("properties", {})
        leading = [name for name in fields if name not in UNSAID][:2]
        said: list[Runs] = []
        for name in self.fields(node):
            runs = self.runs(node.child(name))
            plain = name in leading and fields[name].get("type") != "integer"
            if runs:
                said.append(runs if plain else (Run(self.label(node, name) + self.colon, "muted"), *runs))
        if len(said) < 2:
            return said[0] if said else ()
        return (*said[0], Run(self.colon), *self.join(said[1:], self.semicolon))

    def _is_audience(self, node: Node, name: str) -> bool:
        return name == "audience" and isinstance(node[name], str)

    def _belongs(self, node: Node) -> bool:
        if node.fragment not in self.plan.shared or not isinstance(node.data, dict) or "id" not in node:
            return True
        if node.fragment.kind == "glossary":
            return any(str(each) in self._whole_text for each in (node.get("name"), *node.get("also", ())))
        if node.get("kind") == "emergency":
            return True
        return any(each.fragment not in self.plan.shared for each in self.plan.references_to(node["id"]))

    @property
    def _whole_text(self) -> str:
        if self._text is None:
            own = (each.data for each in self.plan.fragments if each not in self.plan.shared)
            self._text = "\n".join(text for data in own for text in _strings(data))
        return self._text


def schema_of(node: Node) -> Mapping[str, Any]:
    """Return the schema of a value."""
    return _schema(node.fragment.kind, tuple([0 if step.__class__ is int else step for step in node.path]))


def shape(schema: Mapping[str, Any]) -> Shape:
    """Say which kind of value a schema describes."""
    if "items" in schema:
        return "list"
    fields = schema.get("properties")
    if fields is None:
        return "scalar"
    if schema.get("x-entity") == "step":
        return "step"
    if "metric" in fields and "op" in fields:
        return "criterion"
    if "times" in fields and "per" in fields:
        return "frequency"
    return "statement" if set(fields) == _STATEMENT else "record"


def node_children(node: Node) -> list[Node]:
    """Return the entries of a list that can be seen."""
    return [
        Node(node.fragment, (*node.path, index), each) for index, each in enumerate(node.data) if each is not HIDDEN
    ]


def number(value: object) -> str:
    """Write a number as people do.

    >>> number(50.0), number(1.5)
    ('50', '1.5')
    """
    return f"{value:g}" if isinstance(value, float) else str(value)


@cache
def _schema(kind: str, path: Where) -> Mapping[str, Any]:
    # Which entry of a list it is makes no difference, so that there are no more of these than fields in the language.
    return schema_at(kind, path)


def _up(node: Node) -> Mapping[str, Any]:
    data: Any = node.fragment.data
    for step in node.path[:-1]:
        data = data[step]
    return data if isinstance(data, dict) else {}


def _is_long(value: str) -> bool:
    return is_duration(value) and not is_date(value)


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for each in data.values():
            yield from _strings(each)
    elif isinstance(data, list):
        for each in data:
            yield from _strings(each)


def _examples(data: Any, path: Where) -> Iterator[tuple[Where, bool]]:
    """Find the places that are marked as sample values, and whether they are so by their own name."""
    if isinstance(data, dict):
        example = data.get("example")
        if example is True:
            yield path, False
        elif isinstance(example, list):
            for each in example:
                yield (*path, *(int(step) if step.isdigit() else step for step in str(each).split("."))), True
        for name, value in data.items():
            if isinstance(value, dict | list):
                yield from _examples(value, (*path, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            if isinstance(value, dict | list):
                yield from _examples(value, (*path, index))
