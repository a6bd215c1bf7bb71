"""Findings as bytes, for the cache: each sentence in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .diagnostics import Allowed, Diagnostic, Edit, Fix, Note, Said, Text
from .source import Span
from .values import read_date


def freeze(found: Iterable[Diagnostic]) -> bytes:
    """Turn findings into bytes."""

    def said(message: Said | None) -> list[str] | None:
        return [message.show("zh"), message.show("en")] if message else None

    def place(span: Span | None) -> list[Any] | None:
        return [span.file, span.line, span.column, span.end_line, span.end_column] if span else None

    def permission(allowed: Allowed | None) -> list[Any] | None:
        if allowed is None:
            return None
        until = allowed.until.isoformat() if allowed.until else None
        return [allowed.reason, allowed.by, until, place(allowed.span)]

    return json.dumps(
        [
            [
                d.code,
                d.severity,
                said(d.message),
                place(d.span),
                [[said(n.message), place(n.span)] for n in d.notes],
                said(d.help),
                [said(d.fix.message), [[place(e.span), e.text] for e in d.fix.edits]] if d.fix else None,
                permission(d.allowed),
            ]
            for d in found
        ],
        ensure_ascii=False,
    ).encode()


def thaw(data: bytes) -> list[Diagnostic]:
    """Turn bytes into findings again."""

    def said(pair: list[str] | None) -> Any:
        return Text(*(each.replace("{", "{{").replace("}", "}}") for each in pair))() if pair else None

    def place(parts: list[Any] | None) -> Any:
        return Span(*parts) if parts else None

    def repair(parts: list[Any] | None) -> Fix | None:
        return Fix(said(parts[0]), tuple(Edit(place(span), text) for span, text in parts[1])) if parts else None

    def allowed(parts: list[Any] | None) -> Allowed | None:
        if parts is None:
            return None
        reason, by, until, span = parts
        return Allowed(reason, by, read_date(until) if until else None, place(span))

    return [
        Diagnostic(
            code,
            severity,
            said(message),
            place(span),
            tuple(Note(said(m), place(s)) for m, s in notes),
            said(help_),
            repair(fix),
            allowed(permission),
        )
        for code, severity, message, span, notes, help_, fix, permission in json.loads(data)
    ]
