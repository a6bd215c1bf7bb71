"""Search the free texts of a plan."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import accumulate

from ..model import Audience, Fragment, Node, Plan, Where
from ..source import Span

_CLAUSE_ENDS = "，。；！？,;!?\n"


@dataclass(frozen=True, slots=True)
class Found:
    """A word found in a text: where in the plan, the whole text, which part of it, and who sees it."""

    fragment: Fragment
    path: Where
    text: str
    start: int
    end: int
    audience: Audience

    @property
    def word(self) -> str:
        """What was found."""
        return self.text[self.start : self.end]

    @property
    def place(self) -> Span:
        """The place of the word, or of the whole text where its lines are not those of the file."""
        whole = self.fragment.span(self.path)
        quotes, odd = divmod(whole.end_column - whole.column - len(self.text), 2)
        if whole.line != whole.end_line or odd or quotes not in (0, 1):
            return whole
        column = whole.column + quotes
        return Span(whole.file, whole.line, column + self.start, whole.line, column + self.end)

    @property
    def before(self) -> str:
        """What stands before it in its clause."""
        return self.text[max(self.text.rfind(mark, 0, self.start) for mark in _CLAUSE_ENDS) + 1 : self.start]

    @property
    def after(self) -> str:
        """What stands behind it in its clause."""
        ends = (self.text.find(mark, self.end) for mark in _CLAUSE_ENDS)
        return self.text[self.end : min((end for end in ends if end >= 0), default=len(self.text))]


def search(plan: Plan, pattern: re.Pattern[str], kinds: Container[str] | None = None) -> Iterator[Found]:
    """Yield every place where a pattern is found in the sound free texts of a plan, or of some kinds.

    Texts for editors only, such as notes, are none of the plan's. A pattern must not match NUL.
    """
    for fragment in plan.fragments:
        if kinds is None or fragment.kind in kinds:
            yield from _search(plan, fragment, pattern)


def part_of(node: Node, name: str, start: int, end: int) -> Span:
    """Return the place of a part of a text field, or of the whole where its lines are not those of the file."""
    return Found(node.fragment, (*node.path, name), node[name], start, end, "public").place


def _search(plan: Plan, fragment: Fragment, pattern: re.Pattern[str]) -> Iterator[Found]:
    passages = fragment.passages
    starts: list[int] | None = None
    # All texts in one go: most fragments have nothing of what is looked for.
    for start, end in fragment.matches(pattern):
        starts = starts or [0, *accumulate(len(text) + 1 for _, text, _ in passages)]
        index = bisect_right(starts, start) - 1
        path, text, audience = passages[index]
        if not _is_faulty(plan, fragment, path):
            offset = starts[index]
            yield Found(fragment, path, text, start - offset, end - offset, audience)


def _is_faulty(plan: Plan, fragment: Fragment, path: Where) -> bool:
    """Say whether a text, or the entry it stands in, holds a structural mistake."""
    return bool(plan.faulty) and any(
        (fragment, path[:length]) in plan.faulty
        for length in range(1, len(path) + 1)
        if length == len(path) or isinstance(path[length - 1], int)
    )
