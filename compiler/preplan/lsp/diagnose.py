"""Findings as an editor shows them."""

from __future__ import annotations

from lsprotocol import types

from .. import words
from ..diagnostics import Diagnostic
from .desk import Desk

SOURCE = "preplan"
# More in one file is of no use to anybody, and too much for an editor.
MAX_SHOWN = 500

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}


def diagnose(desk: Desk, found: list[Diagnostic]) -> list[types.Diagnostic]:
    """Return the first findings in a file, with what their notes point at."""
    return [shown(desk, each) for each in found[:MAX_SHOWN]]


def shown(desk: Desk, found: Diagnostic) -> types.Diagnostic:
    """Return a finding: notes without a place and advice follow the message, each on a line of its own."""
    say = desk.editor.say
    lines = [say(found.message)]
    lines += [f"{say(words.LABEL(label=words.NOTE))}{say(note.message)}" for note in found.notes if not note.span]
    lines += [f"{say(words.LABEL(label=words.HELP))}{say(found.help)}"] if found.help else []
    related = [
        types.DiagnosticRelatedInformation(desk.location(note.span), say(note.message))
        for note in found.notes
        if note.span
    ]
    return types.Diagnostic(
        desk.range(found.span), "\n".join(lines), _SEVERITIES[found.severity], found.code,
        source=SOURCE, related_information=related or None,
    )  # fmt: skip
