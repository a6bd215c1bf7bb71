"""Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the source."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from .. import words
from ..codes import CODES
from ..diagnostics import Allowed, Diagnostic, Fix, Language, fingerprints
from ..lint import all_rules
from ..source import Span
from ..version import __version__

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def report(findings: Sequence[Diagnostic], lang: Language, *, home: str = "", **_: object) -> str:
    """Return one run; its rules are those that found something, with a link to their page below `home` if there is one.

    What a plan allows is marked as suppressed in its source.
    """
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
                        "rules": [_rule(code, lang, home) for code in codes],
                    }
                },
                "language": "zh-CN" if lang == "zh" else "en",
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(each, codes.index(each.code), fingerprint, lang)
                    for each, fingerprint in zip(findings, fingerprints(findings), strict=True)
                ],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, lang: Language, home: str) -> dict[str, Any]:
    rule = all_rules().get(code)
    title, about = (rule.title, rule.why) if rule else (CODES[code].title, CODES[code].about)
    basis = words.LABEL(label=words.BASIS).show(lang) + rule.basis().show(lang) if rule else ""
    said = [about().show(lang), *([basis] if basis else []), f"preplan explain {code}"]
    link = f"{home.rstrip('/')}/rules/{code}/" if home else ""
    markdown = [*said[:-1], f"[`{said[-1]}`]({link})" if link else f"`{said[-1]}`"]
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in code.split("-")),
        "shortDescription": {"text": title().show(lang)},
        "fullDescription": {"text": about().show(lang)},
        "help": {"text": "\n\n".join(said), "markdown": "\n\n".join(markdown)},
        **({"helpUri": link} if link else {}),
        "defaultConfiguration": {"level": _LEVELS[rule.severity if rule else CODES[code].severity]},
    }


def _result(finding: Diagnostic, index: int, fingerprint: str, lang: Language) -> dict[str, Any]:
    text = finding.message.show(lang) + (f"\n{finding.help.show(lang)}" if finding.help else "")
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(finding.span)}],
        "partialFingerprints": {"preplan/v1": fingerprint},
    }
    related = [
        {"id": number, "physicalLocation": _location(note.span), "message": {"text": note.message.show(lang)}}
        for number, note in enumerate(finding.notes)
        if note.span
    ]
    if related:
        result["relatedLocations"] = related
    if finding.fix:
        result["fixes"] = [_fix(finding.fix, lang)]
    if finding.allowed:
        result["suppressions"] = [_suppression(finding.allowed, lang)]
    return result


def _fix(fix: Fix, lang: Language) -> dict[str, Any]:
    files = dict.fromkeys(each.span.file for each in fix.edits)
    changes = [
        {
            "artifactLocation": {"uri": _uri(file)},
            "replacements": [
                {"deletedRegion": _region(each.span), "insertedContent": {"text": each.text}}
                for each in fix.edits
                if each.span.file == file
            ],
        }
        for file in files
    ]
    return {"description": {"text": fix.message.show(lang)}, "artifactChanges": changes}


def _suppression(allowed: Allowed, lang: Language) -> dict[str, Any]:
    return {
        "kind": "inSource",
        "status": "accepted",
        "justification": words.permission(allowed).show(lang),
        "location": {"physicalLocation": _location(allowed.span)},
    }


def _location(span: Span) -> dict[str, Any]:
    return {"artifactLocation": {"uri": _uri(span.file)}, "region": _region(span)}


def _uri(file: str) -> str:
    return f"file://{quote(file)}" if file.startswith("/") else quote(file)


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
