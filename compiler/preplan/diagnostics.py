"""What the compiler says about a plan: sentences in every language, each at its place."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .source import Span
from .values import show_date, show_duration

Severity = Literal["error", "warning", "info"]
Language = Literal["zh", "en"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

_LONGEST_VALUE = 80
# C0 and C1 controls, bidirectional and zero-width marks, line separators: none may reach a terminal.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in every language of its readers; `{name}` marks where values go."""

    zh: str
    en: str

    def __call__(self, **values: object) -> Said:
        """Put values in; lists become tuples, so that a sentence can be looked up."""
        return Said(self, tuple((name, _fixed(value)) for name, value in values.items()))


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its values, not yet in one language.

    Values may be texts, numbers, dates, durations, spans, and further sentences.
    """

    text: Text
    values: tuple[tuple[str, object], ...] = ()

    def show(self, lang: Language) -> str:
        """Say it in a language."""
        template = self.text.zh if lang == "zh" else self.text.en
        return template.format(**{name: _show(value, lang) for name, value in self.values})


@dataclass(frozen=True, slots=True)
class Note:
    """A remark beside a message, with a place of its own where it has one."""

    message: Said
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to a source: the text that takes the place of what stands in a span."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair that is safe to make unasked: what it does, in words, and its edits, none over another."""

    message: Said
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Allowed:
    """Why a finding may stand: the reason, the name of the person who answers for it, the last day, and where it says so.

    Where the plan's settings switch a rule off, there is neither person nor day.
    """

    reason: str
    by: str | None
    until: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake or remark: its stable code, how grave it is, where it is and what to do.

    `allowed` is None unless the plan itself says that this finding may stand.
    """

    code: str
    severity: Severity
    message: Said
    span: Span
    notes: tuple[Note, ...] = ()
    help: Said | None = None
    fix: Fix | None = None
    allowed: Allowed | None = None


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by place, then code, and keep one of each."""
    return sorted(dict.fromkeys(diagnostics), key=lambda each: (each.span, each.code, each.message.show("en")))


def reaches(diagnostics: Iterable[Diagnostic], severity: Severity) -> bool:
    """Say whether any that is not allowed is at least as grave as `severity`."""
    limit = SEVERITIES.index(severity)
    return any(SEVERITIES.index(each.severity) <= limit and not each.allowed for each in diagnostics)


def fingerprints(diagnostics: Sequence[Diagnostic]) -> list[str]:
    """Return what stands for each finding while lines come and go above it, a SHA-256 in hexadecimal."""
    seen: Counter[str] = Counter()
    found = []
    for each in diagnostics:
        what = f"{each.code}\0{each.span.file}\0{each.message.show('en')}"
        seen[what] += 1
        found.append(hashlib.sha256(f"{what}\0{seen[what]}".encode()).hexdigest())
    return found


def visible(text: str, longest: int = _LONGEST_VALUE) -> str:
    r"""Make a text from a source fit to print: unseen characters as `\u....`, the middle of a long one left out.

    >>> visible("a\x1bb")
    'a\\u001bb'
    """
    text = text if len(text) <= longest else text[: longest - 12] + "…" + text[-11:]
    return _UNSEEN.sub(lambda match: _SHORT.get(match[0]) or f"\\u{ord(match[0]):04x}", text)


def _fixed(value: object) -> object:
    """Return a value that can be looked up: lists as tuples, mappings as they are written in Python."""
    if isinstance(value, list):
        return tuple(_fixed(each) for each in value)
    return str(value) if isinstance(value, dict) else value


def _show(value: object, lang: Language) -> str:
    match value:
        case Said():
            return value.show(lang)
        case Text():
            return value.zh if lang == "zh" else value.en
        case timedelta():
            return show_duration(value, lang)
        case date():
            return show_date(value, lang)
        case tuple() | list():
            return ("、" if lang == "zh" else ", ").join(_show(each, lang) for each in value)
        case _:
            return visible(str(value))
