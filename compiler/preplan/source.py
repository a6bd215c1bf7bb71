"""The text of one file, and places in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file; lines and columns count from 1, columns in characters, the end is exclusive."""

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def covers(self, other: Span) -> bool:
        """Say whether another stretch lies within this one."""
        return (
            self.file == other.file
            and (self.line, self.column) <= (other.line, other.column)
            and (other.end_line, other.end_column) <= (self.end_line, self.end_column)
        )


@dataclass(frozen=True)
class Source:
    """A file's text under the name people know it by: relative to where they work, with `/`."""

    name: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; only LF, CRLF and CR end a line, as in YAML."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def line(self, number: int) -> str:
        """Return a line by its number from 1, empty past the end."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""
