"""Outlines: the order of chapters as data, read and checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import yaml

from ..diagnostics import Text
from ..errors import PreplanError, quoted
from ..model import kinds, schema_at

LAYOUTS = ("auto", "facts", "sections", "register")
PAPERS, FORMATS = ("a4", "a5"), ("docx", "pdf", "xlsx")

_WRONG = Text("提纲 {name}：{place} {fault}", "outline {name}: {place} {fault}")
_NOT_YAML = Text("不是有效的 YAML（{reason}）", "is not valid YAML ({reason})")
_UNKNOWN_KEY = Text("有未知的键 {key}", "has the unknown key `{key}`")
_NO_KEY = Text("缺少 {key}", "has no `{key}`")
_NO_FIELD = Text("指向不存在的字段 {path}", "names `{path}`, which is no field of a plan")
_NO_LAYOUT = Text("的版式 {key} 不存在", "names the layout `{key}`, which does not exist")
_NO_CHAPTER = Text("的专用版式 {key} 不存在", "names the chapter layout `{key}`, which does not exist")
_NO_PART = Text("：底本提纲没有 {key} 这一节", "takes over `{key}`, which its base does not have")
_TWICE = Text("的编号用了两次", "has an id that is used twice")
_BAD = Text("的 {key} 写法不对", "has a wrong `{key}`")


@dataclass(frozen=True)
class Column:
    """A column of a table: its fields, how each of them is said, and its share of the width.

    A field is said on a line of its own, `plain` or with its `label`, or on the `same` line as the one before.
    """

    fields: tuple[tuple[str, Literal["plain", "label", "same"]], ...]
    share: float
    title: Text | None = None


@dataclass(frozen=True)
class Part:
    """A section of an outline: its heading, where its content comes from, and how it is laid out.

    `source` is a field of a plan, such as `plan.scope`; `fields` are those of it that are shown, all when empty.
    `chapter` names a layout of our own; `shortcut` is what people call it who look for it first.
    """

    id: str
    title: Text | None = None
    intro: Text | None = None
    source: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    layout: str = "auto"
    columns: tuple[Column, ...] = ()
    chapter: str | None = None
    shortcut: Text | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Look:
    """How the view of a plan looks that an outline lays out: see `document.View`."""

    name: str
    title: Text
    formats: tuple[str, ...]
    paper: Literal["a4", "a5"] = "a4"
    breaks: int = 0
    contents: bool = False
    dense: bool = False


@dataclass(frozen=True)
class Outline:
    """The parts of a document in order; that of a view says how it looks, too."""

    front: tuple[Part, ...]
    body: tuple[Part, ...]
    annexes: tuple[Part, ...]
    look: Look | None = None

    @property
    def shortcuts(self) -> list[tuple[str, Text]]:
        """The ids of the parts that people look for first, and what they call them."""
        tops = self.front + self.body + self.annexes
        return [(part.id, part.shortcut) for top in tops for part in (top, *top.parts) if part.shortcut]

    @property
    def shown(self) -> frozenset[str]:
        """The fields that some part shows, such as `plan.scope`, and layouts of our own as `chapter:levels`."""
        return frozenset(name for part in self.front + self.body + self.annexes for name in _shown(part))


def read_outline(
    text: str, name: str, layouts: frozenset[str], load: Callable[[str], Outline] | None = None
) -> Outline:
    """Read an outline; `layouts` are the layouts of our own there are.

    An outline may have a `base`, which `load` returns: its parts are then taken over by their ids alone, or with
    `like: <id>` under another title. Raises PreplanError where it is wrong.
    """
    reader = _Reader(name, layouts)
    try:
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise reader.wrong("", _NOT_YAML(reason=quoted(str(error)))) from error
    reader.check_keys(data, "", {"base", "front", "body", "annexes", "view"}, {"body"})
    if "base" in data and load:
        base = load(str(data["base"]))
        reader.known = {part.id: part for top in base.front + base.body + base.annexes for part in (top, *top.parts)}
    front, body, annexes = (reader.parts(data.get(each, []), each, "") for each in ("front", "body", "annexes"))
    return Outline(front, body, annexes, reader.look(data["view"]) if "view" in data else None)


class _Reader:
    def __init__(self, name: str, layouts: frozenset[str]) -> None:
        self.name = name
        self.layouts = layouts
        self.ids: set[str] = set()
        self.known: dict[str, Part] = {}

    def wrong(self, place: str, fault: object) -> PreplanError:
        return PreplanError(_WRONG(name=self.name, place=place, fault=fault))

    def check_keys(self, data: Any, place: str, allowed: set[str], needed: set[str]) -> None:
        if not isinstance(data, dict):
            raise self.wrong(place, _BAD(key=place or self.name))
        for key in data:
            if key not in allowed:
                raise self.wrong(place, _UNKNOWN_KEY(key=key))
        for key in sorted(needed):
            if key not in data:
                raise self.wrong(place, _NO_KEY(key=key))

    def look(self, data: Any) -> Look:
        self.check_keys(data, "view", {"title", "formats", "paper", "breaks", "contents", "dense"}, {"formats"})
        title, formats = self.text(data, "title", "view"), data["formats"]
        paper, breaks = data.get("paper", PAPERS[0]), data.get("breaks", 0)
        if title is None:
            raise self.wrong("view", _NO_KEY(key="title"))
        for key, right in {
            "formats": isinstance(formats, list) and bool(formats) and all(each in FORMATS for each in formats),
            "paper": paper in PAPERS,
            "breaks": isinstance(breaks, int) and 0 <= breaks <= 6,
        }.items():
            if not right:
                raise self.wrong("view", _BAD(key=key))
        name, flags = self.name.removesuffix(".yaml"), [bool(data.get(each)) for each in ("contents", "dense")]
        return Look(name, title, tuple(formats), paper, breaks, *flags)

    def parts(self, data: Any, place: str, above: str) -> tuple[Part, ...]:
        if not isinstance(data, list):
            raise self.wrong(place, _BAD(key=place))
        return tuple(self.part(each, f"{place}[{count}]", above) for count, each in enumerate(data))

    def part(self, data: Any, place: str, above: str) -> Part:
        if isinstance(data, str):
            data = {"like": data}
        if isinstance(data, dict) and "like" in data:
            return self.like(data, place)
        allowed = {"id", "title", "intro", "from", "fields", "layout", "columns", "chapter", "sections", "shortcut"}
        self.check_keys(data, place, allowed, set())
        source = tuple(str(data.get("from", "")).split(".")) if "from" in data else ()
        id_ = data.get("id") or "-".join(source).replace("_", "-") or data.get("chapter")
        if not isinstance(id_, str):
            raise self.wrong(place, _NO_KEY(key="id"))
        id_ = f"{above}-{id_}" if above else id_
        if id_ in self.ids:
            raise self.wrong(id_, _TWICE())
        self.ids.add(id_)
        fields = tuple(data.get("fields", ()))
        below = (*source, 0) if source and _schema(source).get("type") == "array" else source
        for path in [source, *((*below, field) for field in fields)] if source else []:
            if path[0] not in kinds() or not _schema(path):
                raise self.wrong(id_, _NO_FIELD(path=".".join(str(step) for step in path if step != 0)))
        layout = data.get("layout", "auto")
        if layout not in LAYOUTS:
            raise self.wrong(id_, _NO_LAYOUT(key=layout))
        chapter = data.get("chapter")
        if chapter is not None and chapter not in self.layouts:
            raise self.wrong(id_, _NO_CHAPTER(key=chapter))
        return Part(
            id=id_,
            title=self.text(data, "title", id_),
            intro=self.text(data, "intro", id_),
            source=source,
            fields=fields,
            layout=layout,
            columns=self.columns(data.get("columns", {}), id_, source),
            chapter=chapter,
            shortcut=self.text(data, "shortcut", id_),
            parts=self.parts(data.get("sections", []), place, above or id_),
        )

    def like(self, data: Mapping[str, Any], place: str) -> Part:
        self.check_keys(data, place, {"like", "title", "intro"}, set())
        part = self.known.get(str(data["like"]))
        if part is None:
            raise self.wrong(place, _NO_PART(key=data["like"]))
        if self.ids & {part.id, *(each.id for each in part.parts)}:
            raise self.wrong(part.id, _TWICE())
        self.ids |= {part.id, *(each.id for each in part.parts)}
        title, intro = self.text(data, "title", place), self.text(data, "intro", place)
        return replace(part, title=title or part.title, intro=intro or part.intro)

    def text(self, data: Mapping[str, Any], key: str, place: str) -> Text | None:
        if key not in data:
            return None
        said = data[key]
        if (
            not isinstance(said, dict)
            or set(said) != {"zh", "en"}
            or not all(isinstance(v, str) for v in said.values())
        ):
            raise self.wrong(place, _BAD(key=key))
        return Text(*(said[lang].replace("{", "{{").replace("}", "}}") for lang in ("zh", "en")))

    def columns(self, data: Any, place: str, source: tuple[str, ...]) -> tuple[Column, ...]:
        if not isinstance(data, dict) or (data and not source):
            raise self.wrong(place, _BAD(key="columns"))
        if not data:
            return ()
        known = _schema(source).get("items", {}).get("properties", {})
        made = []
        for key, about in data.items():
            column = about if isinstance(about, dict) else {"share": about}
            self.check_keys(column, place, {"share", "title"}, {"share"})
            share = column["share"]
            if not isinstance(share, int | float) or share <= 0:
                raise self.wrong(place, _BAD(key="columns"))
            fields = read_fields(str(key))
            for name, _ in fields:
                if name not in known:
                    raise self.wrong(place, _NO_FIELD(path=".".join((*source, name))))
            made.append(Column(fields, float(share), self.text(column, "title", place)))
        return tuple(made)


def read_fields(text: str) -> tuple[tuple[str, Literal["plain", "label", "same"]], ...]:
    """Read the fields of a column: those around a `+` have labels, those around a `&` none, `~` joins lines.

    >>> read_fields("name&text+level"), read_fields("quantity~unit")
    ((('name', 'plain'), ('text', 'plain'), ('level', 'label')), (('quantity', 'plain'), ('unit', 'same')))
    """
    modes: dict[str, Literal["plain", "label", "same"]] = {"&": "plain", "+": "label", "~": "same"}
    names, marks = re.split(r"[+&~]", text), re.findall(r"[+&~]", text)
    first: Literal["plain", "label"] = "label" if marks[:1] == ["+"] else "plain"
    return tuple(zip(names, (first, *(modes[mark] for mark in marks)), strict=True))


def _schema(path: tuple[str | int, ...]) -> Mapping[str, Any]:
    return schema_at(str(path[0]), path[1:])


def _shown(part: Part) -> Iterator[str]:
    if part.chapter:
        yield f"chapter:{part.chapter}"
    elif part.source:
        yield from (".".join((*part.source, each)) for each in part.fields) if part.fields else (".".join(part.source),)
    for each in part.parts:
        yield from _shown(each)
