"""Choose among findings: those of some codes, and those that are new since a baseline."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from . import messages
from .codes import CODES
from .diagnostics import Diagnostic
from .errors import PreplanError
from .lint import all_rules
from .validate import close_to

Baseline = Counter[tuple[str, str, str]]


def chosen(found: Iterable[Diagnostic], select: Sequence[str], ignore: Sequence[str]) -> list[Diagnostic]:
    """Keep what is selected, all if nothing is, and drop what is ignored; what blocks a document always stays.

    Each name is a code, or what comes before the hyphen in the codes of a family, such as `law`. Raises PreplanError
    for a name that is neither, and where what blocks a document is ignored.
    """
    wanted, unwanted = _codes(select), _codes(ignore)
    for name in ignore:
        if any(_blocks(code) for code in _codes([name])):
            raise PreplanError(messages.CANT_IGNORE(code=name))
    return [
        each
        for each in found
        if _blocks(each.code) or ((each.code in wanted if select else True) and each.code not in unwanted)
    ]


def baseline_in(text: bytes, file: object) -> Baseline:
    """Read a report in JSON as a baseline: how often each finding is known, by code, file and message.

    Raises PreplanError for a text that is no such report.
    """
    try:
        known = json.loads(text)
        if isinstance(known, list):
            return Counter((each["code"], each["file"], each["message"]) for each in known)
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    raise PreplanError(messages.NO_BASELINE(file=file))


def beyond(found: Iterable[Diagnostic], baseline: Baseline) -> tuple[list[Diagnostic], int, int]:
    """Return what a baseline doesn't know, how many findings it knows, and how many of its own are gone.

    The line doesn't matter, so what is known stays known while lines come and go above it; nor does the language.
    """
    left, new = baseline.copy(), []
    for each in found:
        keys = [(each.code, each.span.file, each.message.show(lang)) for lang in ("zh", "en")]
        key = next((key for key in keys if left[key] > 0), None)
        if key:
            left[key] -= 1
        else:
            new.append(each)
    gone = sum(left.values())
    return new, sum(baseline.values()) - gone, gone


def _codes(names: Sequence[str]) -> set[str]:
    # To load every rule takes longer than to say again what is known of a hundred plans.
    known = (*CODES, *all_rules()) if names else ()
    found: set[str] = set()
    for name in names:
        meant = {code for code in known if code == name or (code.startswith(f"{name}-") and code in all_rules())}
        if not meant:
            near = close_to(name, (*known, *{each.partition("-")[0] for each in all_rules()}))
            unknown = messages.UNKNOWN_RULES(code=name)
            hint = messages.DID_YOU_MEAN(name=near) if near else messages.RULES_ARE()
            raise PreplanError(messages.WITH_HINT(one=unknown, other=hint))
        found |= meant
    return found


def _blocks(code: str) -> bool:
    return code in CODES and CODES[code].blocks
