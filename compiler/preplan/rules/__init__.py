"""What an expert reviewer would say about a plan: each module here is one judgement.

A rule's code is its module's name with hyphens. A module has:

- a docstring in English: the fault as a title, one paragraph with the reason and how it is decided, then
  `Flagged:` and `Fine:`, each an indented YAML plan text that the tests run;
- `SEVERITY`, `TITLE`, `WHY` and `BASIS` (in both languages);
- `check(plan)`, or `check(plan, today)` where it judges by the date, which yields findings;
- `ABSENCE = True` where it reports that something is missing or too few anywhere in the plan;
- `FOR_PROFILES`, a severity by profile, where the law binds some organisations more than others: of those a plan has,
  the gravest counts.

A module whose name begins with an underscore is no rule: several rules share what it holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnostics import Fix, Note, Said, Severity
from ..source import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about one place; `severity` only where it differs from the rule's own."""

    span: Span
    message: Said
    notes: tuple[Note, ...] = ()
    help: Said | None = None
    severity: Severity | None = None
    fix: Fix | None = None
