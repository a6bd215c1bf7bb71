"""What plans write of laws, and how messages cite them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, Protocol

from ..diagnostics import Note, Said, Text
from ..law import Listed, catalogue, laws
from ..model import Item, Node, Plan
from ..source import Span
from ._reading import node_at

ARTICLE = Text("{law}{article}", "{law}, {article}")
WANTS = Text("{article}：{what}", "{article}: {what}")
UNCHECKED = Text("这一规定尚未与官方文本核对", "this is not yet compared with the official text")

_NOT_IN_NAME = re.compile(r"[\s\W_]|^中华人民共和国")
_ARTICLE = re.compile(r"第\s*([〇零一二三四五六七八九十百千两\d]{1,12})\s*条")
_CLAUSE = re.compile(r"第([\d.]+)条")
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
# What an entry that cites a law says of the matter.
_SAID = ("name", "event", "duty", "what", "text")


@dataclass(frozen=True, slots=True)
class Cited:
    """One article that a plan cites: of which law, as it is written, where, and what is said beside it, if anything."""

    law: str
    text: str
    number: int
    whole: str
    span: Span
    said: str


class Ruled(Protocol):
    """What an article of a law says, and whether that was compared with the official text."""

    @property
    def law(self) -> str: ...
    @property
    def article(self) -> str: ...
    @property
    def checked(self) -> bool: ...


def said_in(plan: Plan, law: str, article: str) -> Said:
    """Name an article of a law: as the plan calls the law if it lists it, else as everybody does."""
    usual = laws().get(law, Text(law, law))
    own = plan.name_of(law) if law in plan.items else None
    name = Text(own or usual.zh, own if own and (own.isascii() or usual.en == law) else usual.en)
    return ARTICLE(law=name, article=Text(article, _english(article)))


def law_notes(plan: Plan, ruled: Ruled, what: Text | Said) -> tuple[Note, ...]:
    """Say where the law wants what, and that nobody has compared it with the official text where that is so."""
    said = Note(WANTS(article=said_in(plan, ruled.law, ruled.article), what=what))
    return (said,) if ruled.checked else (said, Note(UNCHECKED()))


@lru_cache(4096)
def plain(text: str) -> str:
    """Return a name or number of a law as it is compared: width, case, spaces and marks make no difference."""
    return _NOT_IN_NAME.sub("", unicodedata.normalize("NFKC", text)).casefold()


def disagreements(plan: Plan) -> Iterator[tuple[Item, Item, Literal["name", "number"]]]:
    """Yield each of the plan's own laws whose name or number an earlier entry contradicts, the entry, and which."""
    laws = [(law, plain(law.name), plain(law["number"])) for law in plan.of_type("law") if law.get("number")]
    for index, (law, name, number) in enumerate(laws):
        for other, other_name, other_number in laws[:index] if law.fragment in plan.own else ():
            same_name, same_number = name == other_name, number == other_number and _same_issue(law, other)
            if same_name == same_number or (same_name and _edition(law, other)):
                continue
            yield law, other, "name" if same_number else "number"
            break


@lru_cache(4096)
def even(number: str) -> str:
    """Return a number with its brackets, dashes and spaces as everybody else's."""
    text = re.sub(r"[〔【]", "[", re.sub(r"[〕】]", "]", unicodedata.normalize("NFKC", number)))
    return re.sub(r"\s*[‐-―−]+\s*", "-", re.sub(r"\s+", " ", text)).strip()


@cache
def listed_by_number() -> dict[str, Listed]:
    """Return the documents of the catalogue that ships with preplan, by each of their plain numbers."""
    return {plain(even(number)): each for each in catalogue() for number in (each.number, *each.also)}


@cache
def listed_by_name() -> dict[str, list[Listed]]:
    """Return the documents of the catalogue that ships with preplan, by their plain names: every edition of each."""
    found: dict[str, list[Listed]] = {}
    for each in catalogue():
        found.setdefault(plain(each.name), []).append(each)
    return found


def article_number(text: str) -> int | None:
    """Return the number of the first article a text names, 第二十五条 or 第25条; none where it names none."""
    match = _ARTICLE.search(text)
    return _number(match[1]) if match else None


def cited_articles(plan: Plan, laws: Collection[str]) -> Iterator[Cited]:
    """Yield each article of these laws that the plan cites, those that its own catalogue lists as duties included."""
    for each in plan.references:
        if each.target in laws and "law" in each.types and each.fragment.kind != "basis":
            yield from _articles(each.target, node_at(each.fragment, each.path[:-1]))
    for law in plan.of_type("law"):
        for duty in law.children("duties") if law.id in laws else ():
            yield from _articles(str(law.id), duty)


def _articles(law: str, node: Node) -> Iterator[Cited]:
    said = "\n".join(str(node[name]) for name in _SAID if node.get(name)).casefold()
    places = [*node.children("articles"), *([node.child("article")] if node.get("article") else [])]
    for place in places:
        whole = str(place.data)
        for match in _ARTICLE.finditer(whole):
            yield Cited(law, match[0], _number(match[1]), whole, place.at(), said)


def _english(article: str) -> str:
    """Say an article in English: the clauses of a standard have bare numbers."""
    if clause := _CLAUSE.fullmatch(article):
        return clause[1] if "." in clause[1] else f"article {clause[1]}"
    number = article_number(article)
    return f"article {number}" if number else article


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    total = digit = 0
    for sign in text:
        if sign in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[sign], 0
        else:
            digit = int(sign) if sign.isdecimal() else _DIGITS[sign]
    return total + digit


def _same_issue(law: Item, other: Item) -> bool:
    return len({each["issued_on"] for each in (law, other) if each.get("issued_on")}) < 2


def _edition(law: Item, other: Item) -> bool:
    return any(each.get("replaced_by") or each.get("status") in ("repealed", "replaced") for each in (law, other))
