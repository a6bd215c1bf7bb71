"""Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the source."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from ..codes import CODES
from ..diagnostics import Diagnostic, Language
from ..lint import all_rules
from ..source import Span
from ..version import __version__

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def report(findings: Sequence[Diagnostic], lang: Language, **_: object) -> str:
    """Return one run; its rules are those that found something, each with its explanation."""
    codes = sorted({each.code for each in findings})
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "preplan",
                        "semanticVersion": __version__,
                        "rules": [_rule(code, lang) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(each, codes.index(each.code), lang) for each in findings],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, lang: Language) -> dict[str, Any]:
    rule = all_rules().get(code)
    title, about = (rule.title, rule.why) if rule else (CODES[code].title, CODES[code].about)
    return {
        "id": code,
        "shortDescription": {"text": title().show(lang)},
        "fullDescription": {"text": about().show(lang)},
        "help": {"text": f"preplan explain {code}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity if rule else "error"]},
    }


def _result(finding: Diagnostic, index: int, lang: Language) -> dict[str, Any]:
    text = finding.message.show(lang) + (f"\n{finding.help.show(lang)}" if finding.help else "")
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(finding.span)}],
    }
    related = [
        {"id": number, "physicalLocation": _location(note.span), "message": {"text": note.message.show(lang)}}
        for number, note in enumerate(finding.notes)
        if note.span
    ]
    return result | ({"relatedLocations": related} if related else {})


def _location(span: Span) -> dict[str, Any]:
    return {
        "artifactLocation": {
            "uri": quote(span.file) if not span.file.startswith("/") else f"file://{quote(span.file)}"
        },
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        },
    }
