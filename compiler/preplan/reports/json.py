"""Findings for programs: a list of objects, the order of the text form."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..diagnostics import Allowed, Diagnostic, Language
from ..source import Span


def report(findings: Sequence[Diagnostic], lang: Language, **_: object) -> str:
    """Return a JSON list; `notes` hold a message and, where it has one, a place; `allowed` stands where a plan allows it."""
    return json.dumps([_as_json(each, lang) for each in findings], ensure_ascii=False, indent=2) + "\n"


def _as_json(finding: Diagnostic, lang: Language) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message.show(lang),
        "file": finding.span.file,
        "line": finding.span.line,
        "column": finding.span.column,
        "end_line": finding.span.end_line,
        "end_column": finding.span.end_column,
        "notes": [
            {"message": note.message.show(lang)} | (_place(note.span) if note.span else {}) for note in finding.notes
        ],
        "help": finding.help.show(lang) if finding.help else None,
        **({"allowed": _permission(finding.allowed)} if finding.allowed else {}),
    }


def _permission(allowed: Allowed) -> dict[str, object]:
    until = allowed.until.isoformat() if allowed.until else None
    return {"reason": allowed.reason, "by": allowed.by, "until": until} | _place(allowed.span)


def _place(span: Span) -> dict[str, object]:
    return {"file": span.file, "line": span.line, "column": span.column}
