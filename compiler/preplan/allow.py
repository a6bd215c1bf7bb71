"""Settle what becomes of a plan's findings by its own word: how grave they are, and which may stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from . import messages
from .codes import CODES
from .diagnostics import Allowed, Diagnostic, Note
from .lint import all_rules
from .model import Node, Plan
from .repair import of_name
from .source import Span
from .validate import close_to
from .values import read_date


def settle(plan: Plan, found: Sequence[Diagnostic], today: date) -> list[Diagnostic]:
    """Mark the findings of rules that a plan allows, and report permissions that are expired, unused or of no rule.

    A permission holds for what is found in the item it stands in, one in the plan's head for the whole plan; one that
    the plan takes over from another, for what it takes over. That one is unused is not said while something structural
    is wrong, or of one that is taken over.
    """
    permissions, settings = [*_permissions(plan)], _settings(plan)
    graded = [_graded(each, settings) for each in found]
    settled = [_allowed(each, permissions, today) for each in graded]
    unknown = _unknown(settings, permissions)
    return [*settled, *unknown, *_said_twice(plan), *_idle(plan, graded, permissions, today)]


@dataclass(frozen=True, slots=True)
class _Permission:
    """One entry of `allow`; `scope` is the place it is about, None for all files but those in `beyond`."""

    entry: Node
    scope: tuple[Span, ...] | None
    beyond: frozenset[str]
    by: str

    @property
    def rule(self) -> str:
        return str(self.entry["rule"])

    @property
    def until(self) -> date:
        return read_date(self.entry["until"])

    def covers(self, finding: Diagnostic) -> bool:
        if self.scope is None:
            here = finding.span.file not in self.beyond
        else:
            here = any(each.covers(finding.span) for each in self.scope)
        return here and finding.code == self.rule


@dataclass(frozen=True, slots=True)
class _Settings:
    strict: bool
    rules: dict[str, Node]


def _permissions(plan: Plan) -> Iterator[_Permission]:
    own = frozenset(each.file for each in plan.own)
    for each in plan.references:
        if each.path[-3:-2] != ("allow",) or each.path[-1] != "by":
            continue
        path, entry = each.path[:-3], each.path[:-1]
        if (each.fragment, entry) in plan.faulty:
            continue
        node, scope = Node(each.fragment, (), each.fragment.data).child(*entry), None
        if each.fragment.kind != "plan" or path:
            # What a kind as a whole lacks is found at its name.
            scope = (each.fragment.span(path), *(() if path else (each.fragment.key_span(()),)))
        # Whoever answers for a plan has not seen what others say in those that extend it.
        beyond = frozenset[str]() if node.at().file in own else own
        yield _Permission(node, scope, beyond, plan.name_of(each.target))


def _settings(plan: Plan) -> _Settings:
    said = _said(plan)
    if said is None:
        return _Settings(strict=False, rules={})
    return _Settings(bool(said.get("strict")), {each["rule"]: each for each in said.children("rules")})


def _said(plan: Plan) -> Node | None:
    said = plan.head.child("settings") if "settings" in plan.head else None
    return None if said is None or (said.fragment, said.path) in plan.faulty else said


def _graded(finding: Diagnostic, settings: _Settings) -> Diagnostic:
    entry = settings.rules.get(finding.code)
    if entry and entry["severity"] == "off":
        return replace(finding, allowed=Allowed(entry["reason"], None, None, entry.at("rule")))
    severity = entry["severity"] if entry else finding.severity
    return replace(finding, severity="error" if settings.strict and severity == "warning" else severity)


def _allowed(finding: Diagnostic, permissions: Sequence[_Permission], today: date) -> Diagnostic:
    for each in permissions:
        if today <= each.until and each.covers(finding):
            allowed = Allowed(str(each.entry["reason"]), each.by, each.until, each.entry.at("rule"))
            return replace(finding, allowed=allowed)
    return finding


def _unknown(settings: _Settings, permissions: Sequence[_Permission]) -> Iterator[Diagnostic]:
    for entry in (*settings.rules.values(), *(each.entry for each in permissions)):
        code, span = entry["rule"], entry.at("rule")
        if code in all_rules():
            continue
        if code in CODES and CODES[code].blocks:
            yield Diagnostic("unknown-reference", "error", messages.CANT_IGNORE(code=code), span)
            continue
        near = close_to(code, all_rules())
        help_ = messages.DID_YOU_MEAN(name=near) if near else messages.RULES_ARE()
        fix = of_name(span, code, all_rules(), open_ended=False)
        yield Diagnostic("unknown-reference", "error", messages.NO_RULE(code=code), span, help=help_, fix=fix)


def _said_twice(plan: Plan) -> Iterator[Diagnostic]:
    """Report a rule that the settings name more than once: which of them counts is nothing to guess."""
    said, first = _said(plan), dict[str, Node]()
    for each in said.children("rules") if said else ():
        if (before := first.setdefault(each["rule"], each)) is not each:
            message, note = messages.GIVEN_TWICE(name=each["rule"]), Note(messages.FIRST_HERE(), before.at("rule"))
            yield Diagnostic("given-twice", "error", message, each.at("rule"), (note,))


def _idle(
    plan: Plan, found: Sequence[Diagnostic], permissions: Sequence[_Permission], today: date
) -> Iterator[Diagnostic]:
    own = {each.file for each in (*plan.own, *plan.shared)}
    for each in permissions:
        if each.rule not in all_rules():
            continue
        if each.until < today:
            message = messages.ALLOW_EXPIRED(code=each.rule, on=each.until)
            span = each.entry.at("until")
            yield Diagnostic("allow-expired", "warning", message, span, help=messages.ALLOW_EXPIRED_HELP())
        elif not plan.unsound and each.entry.at().file in own and not any(map(each.covers, found)):
            message = messages.ALLOW_UNUSED(code=each.rule)
            span = each.entry.at("rule")
            yield Diagnostic("allow-unused", "warning", message, span, help=messages.ALLOW_UNUSED_HELP())
