"""Which response level stands above which."""

from __future__ import annotations

import re

from ..model import Item

NUMERALS = {
    word: number
    for number, words in enumerate(("一 Ⅰ I 1", "二 Ⅱ II 2", "三 Ⅲ III 3", "四 Ⅳ IV 4", "五 Ⅴ V 5"), 1)
    for word in words.split()
}
GRADE, TENS = "级", "一二三四五六七八九十"
ANY_NUMERAL = "|".join(sorted(NUMERALS, key=len, reverse=True))
NAMED = re.compile(rf"(?<![0-9A-Za-z{TENS}])({ANY_NUMERAL}){GRADE}|\b(?i:level) ([1-5])\b")


def rank(level: Item) -> int:
    """Return how serious a level is, 1 for the most: the numeral in its name, or else its ordinal.

    Where the two disagree the ordinal is the mistake, and only `level-order` says so.
    """
    found = NAMED.search(level.name)
    return NUMERALS[found[1] or found[2]] if found else int(level["ordinal"])
