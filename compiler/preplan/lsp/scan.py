"""Read a text that is being typed: what stands where in it, however broken its YAML is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..model import Fragment, Where
from ..source import Source
from .reader import Cursor, Entry, Reader, flow_end, plain_end

# As with entries: far more than people write.
MAX_LINES = 20_000


@dataclass(frozen=True)
class Scan:
    """A whole text as far as it can be made out: fragments, and every key and scalar in the order they are written."""

    fragments: tuple[Fragment, ...]
    entries: tuple[Entry, ...]

    def at(self, line: int, column: int) -> Entry | None:
        """Return what is written at a place, counted from 1; its end counts as part of it."""
        for each in self.entries:
            span = each.span
            if span.line == line and span.column <= column <= span.end_column:
                return each
        return None

    def value(self, path: Where) -> Any:
        """Return the value at a path; None where there is none."""
        data: Any = next((each.data for each in self.fragments if path[:1] == (each.kind,)), None)
        for step in path[1:]:
            if isinstance(data, dict):
                data = data.get(step)
            elif isinstance(data, list) and isinstance(step, int) and step < len(data):
                data = data[step]
            else:
                return None
        return data


def scan(source: Source) -> Scan:
    """Make out everything in a text that can be made out."""
    reader = Reader(source.name)
    for number, text in enumerate(source.lines[:MAX_LINES]):
        reader.line(number, text)
    reader.finish()
    fragments = [Fragment(kind, source.name, data, reader.marks, reader.keys) for kind, data in reader.root.items()]
    return Scan(tuple(fragments), tuple(reader.entries))


def cursor(lines: Sequence[str], line: int, column: int) -> Cursor:
    """Say what could be written at a place of a text; line and column count from 0."""
    if line >= MAX_LINES:
        return Cursor("nothing")
    whole = lines[line] if line < len(lines) else ""
    before = whole[:column]
    reader = Reader("")
    for number, text in enumerate(lines[:line]):
        reader.line(number, text)
    here = reader.here_at(line, before)
    if here.role == "nothing":
        return here
    rest = whole[column:]
    end = column + _token_end(rest, here)
    glued = before[here.start - 1 : here.start] in (":", "-") and here.role != "field"
    followed = whole[end:].lstrip(" ").startswith(":")
    return Cursor(here.role, here.path, here.start, end, glued, followed, here.in_flow)


def _token_end(rest: str, here: Cursor) -> int:
    """Return how much of what stands behind the cursor belongs to the same word."""
    if here.role == "field":
        word = rest.lstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
        return len(rest) - len(word)
    if here.in_flow:
        end = flow_end(rest, 0) if rest[:1] not in ("", ",", "]", "}", ":") else 0
        return len(rest[:end].rstrip())
    return len(rest[: plain_end(rest)].rstrip("\"'")) if rest.strip() else 0
