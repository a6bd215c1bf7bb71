"""Make texts and ids fit for a page: nothing in them but themselves."""

from __future__ import annotations

import re

from ..diagnostics import Said, Text
from ..errors import PreplanError

# Ends a row in the text that the search reads, so that a result shows the row and not the whole table;
# taken out of the finished pages. A noncharacter: no text can hold it, and clean() drops it.
ROW_END = "\ufdd0"

_NO_ADDRESS = Text(
    "{what}的编号“{id}”不能作网址的一部分", "{what} has the id `{id}`, which cannot be part of an address"
)


def escape_markdown(text: str) -> str:
    """Write a text so that neither Markdown nor HTML sees anything in it but the text, on one line.

    >>> escape_markdown("<b> {#x}")
    '&#60;b&#62; &#123;&#35;x&#125;'
    """
    return re.sub(r"[!-/:-@\[-`{-~]", lambda match: f"&#{ord(match[0])};", clean(text))


def clean(text: str) -> str:
    r"""Drop characters that no page can hold and put the rest on one line.

    >>> clean("a\x00\n\n b")
    'a b'
    """
    return " ".join(printable(text).split())


def printable(text: str) -> str:
    """Drop characters that no page can hold."""
    return _CONTROL.sub("", text)


def safe_id(id: str, what: Said) -> str:
    """Return an id as it is, or raise PreplanError when it cannot be part of an address."""
    if not _ID.fullmatch(id):
        raise PreplanError(_NO_ADDRESS(what=what, id=id))
    return id


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ID = re.compile(r"[a-z][a-z0-9-]{0,126}")
