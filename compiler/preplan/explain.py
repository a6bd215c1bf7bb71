"""Say what a code means: a rule's documentation, or a structural mistake's."""

from __future__ import annotations

import re
import textwrap

from . import messages, words
from .codes import CODES
from .diagnostics import Language
from .errors import PreplanError
from .lint import Rule, all_rules
from .usage import wrapped
from .validate import close_to

_WIDTH = 88
_EXAMPLES = re.compile(r"^(Flagged|Fine):\n((?:[ \t]+.*\n|\n)+)", re.MULTILINE)


def explain(code: str | None, lang: Language) -> str:
    """Return what to know about a code, or a line about every code where none is given.

    Raises PreplanError for a code that does not exist.
    """
    if code is None:
        titles = {name: each.title for name, each in CODES.items()}
        titles |= {name: rule.title for name, rule in all_rules().items()}
        return "".join(f"{name:28} {title().show(lang)}\n" for name, title in titles.items())
    if code in CODES:
        return f"{code}: {CODES[code].title().show(lang)}\n\n{_wrap(CODES[code].about().show(lang))}\n"
    rule = all_rules().get(code)
    if rule is None:
        near = close_to(code, [*CODES, *all_rules()])
        unknown = messages.UNKNOWN_CODE(code=code)
        raise PreplanError(messages.WITH_HINT(one=unknown, other=messages.DID_YOU_MEAN(name=near)) if near else unknown)
    return _rule(rule, lang)


def examples(rule: Rule) -> list[tuple[str, str]]:
    """Return a rule's examples in order: `Flagged` or `Fine`, and the YAML of a small plan."""
    text = (rule.module.__doc__ or "").rstrip() + "\n"
    return [(word, textwrap.dedent(block).strip("\n") + "\n") for word, block in _EXAMPLES.findall(text)]


def _rule(rule: Rule, lang: Language) -> str:
    lines = [
        f"{rule.code}: {rule.title().show(lang)}",
        "",
        _wrap(rule.why().show(lang)),
        "",
        words.LABEL(label=words.SEVERITY).show(lang) + words.SEVERITIES[rule.severity]().show(lang),
        words.LABEL(label=words.BASIS).show(lang) + rule.basis().show(lang),
    ]
    for word, text in examples(rule):
        label = words.LABEL(label=words.FLAGGED if word == "Flagged" else words.FINE)
        lines += ["", label.show(lang).rstrip(), textwrap.indent(text.rstrip("\n"), "    ")]
    return "\n".join(lines) + "\n"


def _wrap(text: str) -> str:
    return "\n".join(wrapped(text, _WIDTH))
