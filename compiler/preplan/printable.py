"""Which characters the editions can print: those that their fonts have."""

from __future__ import annotations

import re
from functools import cache

from . import resources

# What nearly every plan is written with, and every font has: no need to look further.
_COMMON = re.compile("[^\\x00-\\x7e\\u4e00-\\u9fa5\\u3001-\\u3011\\uff01-\\uff5e\\u201c\\u201d\\u2014\\u2026\\u00b7]")


def unprintable(text: str) -> str:
    """Return the first character of a text that no font has, else an empty text.

    >>> unprintable("灭火器 ✓ 𠮷 ☑")
    '☑'
    """
    if not _COMMON.search(text):
        return ""
    found = _missing().search(text)
    return found[0] if found else ""


@cache
def _missing() -> re.Pattern[str]:
    lines = (resources.folder("schema") / "printable.txt").read_text("ascii").splitlines()
    ranges = (line.split("-") for line in lines if not line.startswith("#"))
    known = "".join(rf"\U{int(each[0], 16):08x}-\U{int(each[-1], 16):08x}" for each in ranges)
    return re.compile(f"[^\\s{known}]")
