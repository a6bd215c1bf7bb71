"""Findings as a GitLab code quality report."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..diagnostics import Diagnostic, Language, fingerprints

_SEVERITIES = {"error": "critical", "warning": "minor", "info": "info"}


def report(findings: Sequence[Diagnostic], lang: Language, **_: object) -> str:
    """Return a JSON list without what a plan allows; fingerprints stay the same while lines above come and go."""
    standing = [each for each in findings if not each.allowed]
    issues = [
        {
            "description": each.message.show(lang),
            "check_name": each.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[each.severity],
            "location": {"path": each.span.file, "lines": {"begin": each.span.line}},
        }
        for each, fingerprint in zip(standing, fingerprints(standing), strict=True)
    ]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"
