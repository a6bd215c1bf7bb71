"""Findings as GitHub workflow commands, which show beside the changed lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics import Diagnostic, Language

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def report(findings: Sequence[Diagnostic], lang: Language, **_: object) -> str:
    """Return one command a line; GitHub shows ten of each severity in a step, so the gravest come first; what a plan allows is left out."""
    ordered = sorted(
        (each for each in findings if not each.allowed), key=lambda each: list(_COMMANDS).index(each.severity)
    )
    return "".join(f"{_command(each, lang)}\n" for each in ordered)


def _command(finding: Diagnostic, lang: Language) -> str:
    span = finding.span
    place = f"file={_value(span.file)},line={span.line},col={span.column},endLine={span.end_line}"
    text = finding.message.show(lang) + (f"\n{finding.help.show(lang)}" if finding.help else "")
    return f"::{_COMMANDS[finding.severity]} {place},title={_value(finding.code)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
