"""Findings as a GitLab code quality report."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from ..diagnostics import Diagnostic, Language

_SEVERITIES = {"error": "critical", "warning": "minor", "info": "info"}


def report(findings: Sequence[Diagnostic], lang: Language, **_: object) -> str:
    """Return a JSON list; a fingerprint stays the same while lines above the finding come and go."""
    seen: dict[str, int] = {}
    issues = []
    for each in findings:
        what = f"{each.code}\0{each.span.file}\0{each.message.show('en')}"
        seen[what] = seen.get(what, 0) + 1
        issues.append(
            {
                "description": each.message.show(lang),
                "check_name": each.code,
                "fingerprint": hashlib.sha256(f"{what}\0{seen[what]}".encode()).hexdigest(),
                "severity": _SEVERITIES[each.severity],
                "location": {"path": each.span.file, "lines": {"begin": each.span.line}},
            }
        )
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"
