"""What can go wrong that is not the author's mistake."""

from __future__ import annotations

from .diagnostics import Language, Said


class PreplanError(Exception):
    """A fault of the machine or of our own, said in a sentence that a user can act on."""

    def __init__(self, message: Said | str) -> None:
        super().__init__(message if isinstance(message, str) else message.show("en"))
        self.message = message

    def show(self, lang: Language) -> str:
        """Say it in a language."""
        return self.message if isinstance(self.message, str) else self.message.show(lang)
