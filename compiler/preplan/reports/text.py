"""Findings for people: the place, the message, the line with the fault underlined, notes and advice."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

import click

from .. import words
from ..diagnostics import SEVERITIES, Diagnostic, Language, Note, visible
from ..source import Span

_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}
_WIDEST = 100
_MANY = 10


def report(
    findings: Sequence[Diagnostic], lang: Language, *, line: Callable[[str, int], str], colour: bool, **_: object
) -> str:
    """Return all findings, how many there are of each rule where they are many, and a closing count."""
    blocks = [_block(each, lang, line, colour) for each in findings]
    standing = [each for each in findings if not each.allowed]
    count = _count(standing, lang, colour)
    if allowed := len(findings) - len(standing):
        count = words.ALLOWED_TOO(counts=count, allowed=allowed).show(lang)
    return "".join(f"{block}\n\n" for block in blocks) + _by_rule(standing, lang) + count + "\n"


def _block(finding: Diagnostic, lang: Language, line: Callable[[str, int], str], colour: bool) -> str:
    def paint(text: str, **style: object) -> str:
        return click.style(text, **style) if colour else text  # type: ignore[arg-type]

    hue = "green" if finding.allowed else _COLOURS[finding.severity]
    grade = words.ALLOWED().show(lang) if finding.allowed else finding.severity
    severity = paint(f"{grade}[{finding.code}]", fg=hue, bold=True)
    lines = [f"{paint(str(finding.span), bold=True)}: {severity}: {finding.message.show(lang)}"]
    shown = _excerpt(finding.span, line(finding.span.file, finding.span.line))
    if shown:
        text, under = shown
        lines += [f"  | {text}", f"  | {paint(under, fg=hue, bold=True)}"]
    notes = [*finding.notes]
    if finding.allowed:
        notes.append(Note(words.permission(finding.allowed), finding.allowed.span))
    for note in notes:
        place = f"{note.span}: " if note.span else ""
        lines.append(f"  = {paint(words.NOTE().show(lang), bold=True)}: {place}{note.message.show(lang)}")
    if finding.help:
        lines.append(f"  = {paint(words.HELP().show(lang), bold=True)}: {finding.help.show(lang)}")
    return "\n".join(lines)


def _excerpt(span: Span, text: str) -> tuple[str, str] | None:
    """Cut a window of a source line around its fault, and underline the fault in terminal cells."""
    if not text.strip():
        return None
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(text)
    end = max(min(end, len(text)), start + 1)
    short = len(text) <= _WIDEST and _width(text) <= _WIDEST
    first = 0 if short else max(0, start - 30)
    last, room = first, _WIDEST
    while last < len(text) and (room := room - _width(text[last])) >= 0:
        last += 1
    before, after = "…" if first else "", "…" if last < len(text) else ""
    window = visible(text[first:last], _WIDEST * 2)
    indent = _width(before + visible(text[first:start], _WIDEST * 2))
    length = max(1, _width(visible(text[start : min(end, last)], _WIDEST * 2)))
    return f"{before}{window}{after}", " " * indent + "^" * length


def _width(text: str) -> int:
    """Count the terminal cells of a text: Han characters take two."""
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


def _by_rule(findings: Sequence[Diagnostic], lang: Language) -> str:
    """Return how many findings there are of each code, the most first, where there are too many to see at a glance."""
    counts = Counter(each.code for each in findings)
    if len(findings) < _MANY or len(counts) == 1:
        return ""
    lines = [f"  {count:4} {code}\n" for code, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))]
    return f"{words.MOST().show(lang)}\n{''.join(lines)}\n"


def _count(findings: Sequence[Diagnostic], lang: Language, colour: bool) -> str:
    if not findings:
        return click.style(words.CLEAN().show(lang), fg="green") if colour else words.CLEAN().show(lang)
    counts = Counter(each.severity for each in findings)
    parts = [words.counted(severity, counts[severity]) for severity in SEVERITIES if counts[severity]]
    files = len({each.span.file for each in findings})
    return (words.IN_ONE_FILE if files == 1 else words.IN_FILES)(counts=parts, files=files).show(lang)
