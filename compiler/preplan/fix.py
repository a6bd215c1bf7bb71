"""Make the repairs that findings bring with them, as long as nothing gets worse."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .codes import CODES
from .diagnostics import Diagnostic, Edit, Fix

MAX_ROUNDS = 8

# What was not known was not looked into: once its name is right, more may come to light.
_HID_MORE = frozenset({"unknown-field", "unknown-kind", "unknown-plan"})
_UNREADABLE = frozenset({"bad-file", "given-twice", "syntax", "unseen-character"})
_LINE_END = re.compile(r"\r\n|\r|\n")

Texts = Mapping[str, str]
# From where to where in a text, and what is to stand there.
_Change = tuple[int, int, str]


@dataclass(frozen=True)
class Mended:
    """What became of texts: what was found, those that changed, what was repaired, what was refused, what is left."""

    found: tuple[Diagnostic, ...]
    texts: dict[str, str]
    done: tuple[Diagnostic, ...]
    refused: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]


def apply(texts: Texts, fixes: Iterable[Fix]) -> tuple[dict[str, str], list[Fix]]:
    """Make the edits of fixes; return the texts that change, and the fixes that were made.

    A fix is made as a whole. Of two that touch the same place the first is made and the other is left for another
    time; so is one about a text that is not there, or about a place that the text does not have.
    """
    starts = {name: _line_starts(text) for name, text in texts.items()}
    changes: dict[str, list[_Change]] = {}
    made: list[Fix] = []
    for fix in fixes:
        own = [(each.span.file, _change(each, texts, starts)) for each in fix.edits]
        if any(change is None or _clashes(change, changes.get(file, ())) for file, change in own):
            continue
        for file, change in own:
            if change:
                changes.setdefault(file, []).append(change)
        made.append(fix)
    return {file: _changed(texts[file], each) for file, each in changes.items()}, made


def mend(texts: Texts, find: Callable[[Texts], Sequence[Diagnostic]]) -> Mended:
    """Repair what can be, round after round, until nothing is left to repair or the rounds are used up.

    `find` says everything that is wrong once some of the texts are changed. A repair is refused if what it is for is
    still there afterwards, or if there are more mistakes than before: mistakes of structure if it is for one of those,
    which keep rules from judging; else of any kind. Structure comes first.
    """
    first = [*find({})]
    changed, left = dict[str, str](), first
    done, refused = list[Diagnostic](), list[Diagnostic]()
    for _ in range(MAX_ROUNDS):
        todo = [each for each in left if each.fix and not each.allowed and not _is_one_of(each, refused)]
        todo = [each for each in todo if _is_structural(each)] or todo
        now, best = {**texts, **changed}, changed
        made = apply(now, _fixes(todo))[1]
        tried = [each for each in todo if any(each.fix is fix for fix in made)]
        if not tried:
            break
        # All at once; where that fails, half of them, and so on down to those that can't be made.
        kept, parts = list[Diagnostic](), [tried]
        while parts:
            some = parts.pop()
            then = {**changed, **apply(now, _fixes([*kept, *some]))[0]}
            found = find(then)
            if not _is_worse(left, found, some):
                kept += some
                best, left = then, [*found]
            elif len(some) > 1:
                parts += [some[len(some) // 2 :], some[: len(some) // 2]]
        changed = best
        done += kept
        refused += [each for each in tried if each not in kept]
    return Mended(tuple(first), changed, tuple(done), tuple(refused), tuple(left))


def _fixes(found: Iterable[Diagnostic]) -> list[Fix]:
    return [each.fix for each in found if each.fix]


def _line_starts(text: str) -> list[int]:
    """Return where each line begins; only LF, CRLF and CR end a line, as in Source."""
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def _change(edit: Edit, texts: Texts, starts: Mapping[str, Sequence[int]]) -> _Change | None:
    """Return where in its text an edit is to be made; None where the text has no such place."""
    span, lines = edit.span, starts.get(edit.span.file, ())
    if not 1 <= span.line <= span.end_line <= len(lines):
        return None
    start = lines[span.line - 1] + span.column - 1
    end = lines[span.end_line - 1] + span.end_column - 1
    within = [
        lines[number] - 1 if number < len(lines) else len(texts[span.file]) for number in (span.line, span.end_line)
    ]
    return (start, end, edit.text) if start <= end and start <= within[0] and end <= within[1] else None


def _clashes(change: _Change, others: Iterable[_Change]) -> bool:
    """Say whether a change shares a character with another, or begins where another begins."""
    return any(change[0] == other[0] or (change[0] < other[1] and other[0] < change[1]) for other in others)


def _changed(text: str, changes: Sequence[_Change]) -> str:
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _is_structural(finding: Diagnostic) -> bool:
    return finding.code in CODES and CODES[finding.code].blocks


def _is_one_of(finding: Diagnostic, others: Iterable[Diagnostic]) -> bool:
    return any(_which(finding) == _which(each) and finding.span == each.span for each in others)


def _which(finding: Diagnostic) -> tuple[str, str, str]:
    return finding.code, finding.span.file, finding.message.show("en")


def _where(finding: Diagnostic) -> tuple[int, tuple[str, str, str]]:
    return finding.span.line, _which(finding)


def _is_worse(before: Sequence[Diagnostic], after: Sequence[Diagnostic], mended: Sequence[Diagnostic]) -> bool:
    # By their lines, which repairs leave as they are: of many mistakes alike, only the first are said at a time.
    had, has = Counter(map(_where, before)), Counter(map(_where, after))
    if any(has[which] > had[which] - count for which, count in Counter(map(_where, mended)).items()):
        return True
    if any(each.code in _HID_MORE for each in mended):
        return _count(after, _is_unreadable) > _count(before, _is_unreadable)
    if any(map(_is_structural, mended)):
        return _count(after, _is_structural) > _count(before, _is_structural)
    return len(after) > len(before)


def _is_unreadable(finding: Diagnostic) -> bool:
    return finding.code in _UNREADABLE


def _count(found: Iterable[Diagnostic], which: Callable[[Diagnostic], bool]) -> int:
    return sum(map(which, found))
