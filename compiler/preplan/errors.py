"""What can go wrong that is not the author's mistake."""

from __future__ import annotations

from .diagnostics import Language, Said, Text, visible

_LONGEST_QUOTE = 600


class PreplanError(Exception):
    """A fault of the machine or of our own, said in a sentence that a user can act on."""

    def __init__(self, message: Said) -> None:
        # The sentence itself, so that an error from another process arrives in both languages.
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message.show("en")

    def show(self, lang: Language) -> str:
        """Say it in a language."""
        return self.message.show(lang)


def quoted(text: str) -> Said:
    r"""Pass on what another program said, its lines as one, in its own language.

    It may be longer than other values of a sentence, as the last words often say which file it was.

    >>> quoted("a: {b}\n  c").show("en")
    'a: {b} / c'
    """
    lines = " / ".join(line.strip() for line in text.splitlines() if line.strip())
    said = visible(lines, _LONGEST_QUOTE).replace("{", "{{").replace("}", "}}")
    return Text(said, said)()
