"""Find the rules and run them over a plan."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from inspect import signature
from types import ModuleType

from . import rules
from .diagnostics import SEVERITIES, Diagnostic, Severity, Text
from .model import Plan
from .rules import Finding


@dataclass(frozen=True)
class Rule:
    """One judgement: its code is its module's name, its documentation the module's docstring."""

    code: str
    module: ModuleType = field(repr=False)

    @property
    def severity(self) -> Severity:
        """How grave a finding is, unless a plan's profiles say otherwise."""
        severity: Severity = self.module.SEVERITY
        return severity

    @property
    def by_profile(self) -> Mapping[str, Severity]:
        """How grave a finding is for plans of some profiles."""
        return getattr(self.module, "FOR_PROFILES", {})

    def severity_for(self, plan: Plan) -> Severity:
        """How grave a finding is in a plan: the gravest of what its profiles say, else as for all."""
        said = [self.by_profile[each] for each in plan.head.get("profiles", ()) if each in self.by_profile]
        return min(said, key=SEVERITIES.index, default=self.severity)

    @property
    def title(self) -> Text:
        """The fault in a few words."""
        title: Text = self.module.TITLE
        return title

    @property
    def basis(self) -> Text:
        """The law, standard or practice it rests on."""
        basis: Text = self.module.BASIS
        return basis

    @property
    def why(self) -> Text:
        """Why it matters and how it decides."""
        why: Text = self.module.WHY
        return why

    @cached_property
    def needs_today(self) -> bool:
        """Whether it judges by the date."""
        return "today" in signature(self.module.check).parameters

    @property
    def reports_absence(self) -> bool:
        """Whether it says that something is missing, and so can't judge while something is broken."""
        return getattr(self.module, "ABSENCE", False)

    def check(self, plan: Plan, today: date) -> list[Finding]:
        """Judge a plan as it is seen on a day."""
        return [*(self.module.check(plan, today) if self.needs_today else self.module.check(plan))]


@cache
def all_rules() -> dict[str, Rule]:
    """Load every rule, by code."""
    names = sorted(found.name for found in pkgutil.iter_modules(rules.__path__) if not found.name.startswith("_"))
    return {
        (code := name.replace("_", "-")): Rule(code, importlib.import_module(f"{rules.__name__}.{name}"))
        for name in names
    }


def lint(plan: Plan, today: date) -> list[Diagnostic]:
    """Run every rule over the sound items of a plan.

    A rule that reports absence keeps silent where a kind it has read holds a structural mistake: what is
    missing may be what is broken.
    """
    return [diagnostic for rule in all_rules().values() for diagnostic in judge(rule, plan, today)]


def judge(rule: Rule, plan: Plan, today: date) -> Iterator[Diagnostic]:
    """Run one rule over the sound items of a plan."""
    read: set[str] = set()
    seen = replace(plan, on_read=read.add)
    findings = rule.check(seen, today)
    if rule.reports_absence and read & plan.unsound:
        return
    for finding in findings:
        if finding.span.file == plan.id:
            continue  # What a plan without a head lacks has no place: that it has no head is said.
        severity = finding.severity or rule.severity_for(plan)
        yield Diagnostic(rule.code, severity, finding.message, finding.span, finding.notes, finding.help, finding.fix)
