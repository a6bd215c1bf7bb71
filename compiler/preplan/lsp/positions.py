"""Places in a text as editors count them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lsprotocol import types

from ..source import Span


@dataclass(frozen=True)
class Positions:
    """How an editor counts columns: in UTF-16 units unless it says otherwise. Lines end as in YAML in all of them."""

    encoding: types.PositionEncodingKind = types.PositionEncodingKind.Utf16

    def units(self, line: str, characters: int) -> int:
        """Count a line's first characters in the editor's units."""
        if line.isascii() or self.encoding == types.PositionEncodingKind.Utf32:
            return characters
        return sum(map(self._width, line[:characters]))

    def characters(self, line: str, units: int) -> int:
        """Count characters up to a column of the editor's; inside a character, those before it."""
        if line.isascii() or self.encoding == types.PositionEncodingKind.Utf32:
            return min(units, len(line))
        for count, character in enumerate(line):
            units -= self._width(character)
            if units < 0:
                return count
        return len(line)

    def range(self, span: Span, lines: Sequence[str]) -> types.Range:
        """Return a span as a range; `lines` are those of its file."""
        return types.Range(
            self._position(span.line, span.column, lines), self._position(span.end_line, span.end_column, lines)
        )

    def place(self, position: types.Position, lines: Sequence[str]) -> tuple[int, int]:
        """Return line and column in characters, both from 0; what lies outside the text is moved to its edge."""
        if position.line >= len(lines):
            return len(lines) - 1, len(lines[-1])
        return position.line, self.characters(lines[position.line], position.character)

    def _position(self, line: int, column: int, lines: Sequence[str]) -> types.Position:
        text = lines[line - 1] if line <= len(lines) else ""
        return types.Position(line - 1, self.units(text, column - 1))

    def _width(self, character: str) -> int:
        if self.encoding == types.PositionEncodingKind.Utf8:
            return len(character.encode(errors="surrogatepass"))
        return 2 if ord(character) > 0xFFFF else 1
