"""Findings as JUnit XML: a suite a file, a failed case an error."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from .. import words
from ..diagnostics import Diagnostic, Language


def report(findings: Sequence[Diagnostic], lang: Language, **_: object) -> str:
    """Return the report; warnings and remarks are cases that passed, with the message as their output."""
    errors = sum(map(_failed, findings))
    root = Element("testsuites", name="preplan", tests=str(max(1, len(findings))), failures=str(errors))
    for file, group in groupby(findings, key=lambda each: each.span.file):
        cases = [*group]
        failed = sum(map(_failed, cases))
        suite = SubElement(root, "testsuite", name=file, tests=str(len(cases)), failures=str(failed))
        for each in cases:
            _case(suite, each, lang)
    if not findings:
        suite = SubElement(root, "testsuite", name="preplan", tests="1", failures="0")
        SubElement(suite, "testcase", classname="preplan", name=words.CLEAN().show(lang))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _case(suite: Element, finding: Diagnostic, lang: Language) -> None:
    case = SubElement(suite, "testcase", classname=finding.code, name=str(finding.span))
    message = finding.message.show(lang)
    said = "\n".join([f"{finding.span}: {message}", *([finding.help.show(lang)] if finding.help else [])])
    if finding.allowed:
        SubElement(case, "skipped", message=words.permission(finding.allowed).show(lang))
    elif _failed(finding):
        SubElement(case, "failure", type=finding.code, message=message).text = said
    else:
        SubElement(case, "system-out").text = said


def _failed(finding: Diagnostic) -> bool:
    return finding.severity == "error" and not finding.allowed
