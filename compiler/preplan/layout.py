"""A file as it is laid out: its entries with the comments, blank lines and exact texts that the values leave out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]


@dataclass(slots=True)
class Comment:
    """A comment on a line of its own, and whether a blank line stands above it."""

    text: str
    column: int
    blank: bool


@dataclass(slots=True)
class Leaf:
    """A text as it is written; `outer` is the column from which a block text counts its indentation."""

    text: str
    value: str
    style: str | None
    outer: int

    @property
    def is_block(self) -> bool:
        """Whether it is a block text, after `|` or `>`."""
        return self.style in ("|", ">")

    @property
    def keeps(self) -> bool:
        """Whether the blank lines after it are part of it."""
        return self.is_block and "+" in self.text.partition("\n")[0].partition("#")[0]


@dataclass(slots=True)
class Flow:
    """A mapping or a list in brackets, and how it is written from the column where it begins."""

    text: str
    entries: list[Entry]
    is_list: bool
    column: int
    commented: bool


@dataclass(slots=True)
class Block:
    """A mapping or a list whose entries have lines of their own; `foot` are the comments after the last of them."""

    entries: list[Entry]
    is_list: bool
    foot: list[Comment] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """One entry of a mapping, or of a list: then it has no key.

    `above` are the comments over it, and `blank` says that a blank line stands right above it. `beside` is the comment
    behind its value, or behind its key where the value has lines of its own; `gap` says how many spaces are before it,
    and `width` how long on one line the entry was, 0 where it was not on one.
    """

    key: Leaf | None
    value: Leaf | Flow | Block
    above: list[Comment] = field(default_factory=list)
    blank: bool = False
    beside: str = ""
    gap: int = 0
    width: int = 0


def layout(text: str) -> Block | None:
    """Read the layout of a text whose lines end in LF and with which `parse` finds nothing wrong.

    None where the whole file stands in brackets, or in none of its lines.
    """
    return _Reader(text).root()


class _Reader:
    """Walks through the parser's events and looks at what stands between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.events = [*_events(text)]
        self.at = 2  # after the beginnings of the stream and of its document
        self.end = 0
        # What stands between the last text and the next: comments, a blank line after them, a comment beside the last.
        self.waiting: list[Comment] = []
        self.blank = False
        self.beside = ("", 0)

    def root(self) -> Block | None:
        if type(self.events[self.at]) is not yaml.MappingStartEvent or self.events[self.at].flow_style:
            return None
        self.look_on(0, line_ended=True, blank=False)
        block = self.block(-1)
        block.foot += self.waiting
        return block

    def block(self, outer: int) -> Block:
        event = self.events[self.at]
        column, is_list = event.start_mark.column, type(event) is yaml.SequenceStartEvent
        block = Block([], is_list)
        self.at += 1
        while not self.at_end():
            block.entries.append(self.entry(column, is_list))
        self.at += 1
        # A list that is not indented stands in the column of its key; a comment there is about the next key.
        least = column + (is_list and column == outer)
        while self.waiting and self.waiting[0].column >= least:
            block.foot.append(self.waiting.pop(0))
        return block

    def entry(self, column: int, is_list: bool) -> Entry:
        above, blank = self.lead()
        start = self.events[self.at].start_mark.index
        key = None if is_list else self.leaf(column)
        beside = ("", 0) if is_list else self.beside
        event = self.events[self.at]
        if type(event) is not yaml.ScalarEvent and not event.flow_style:
            return Entry(key, self.block(column), above, blank, *beside)
        if beside[0]:
            above.append(Comment(beside[0], -1, False))
        above += self.lead()[0]
        value = self.leaf(column) if type(event) is yaml.ScalarEvent else self.flow()
        written = self.text[start : self.end]
        return Entry(key, value, above, blank, *self.beside, 0 if "\n" in written else len(written))

    def leaf(self, outer: int) -> Leaf:
        event = self.events[self.at]
        start, end = event.start_mark.index, event.end_mark.index
        leaf = Leaf(self.text[start:end], event.value, event.style, outer)
        self.at += 1
        ended = leaf.is_block and leaf.text.endswith("\n")
        self.look_on(max(end, self.end), ended, ended and not leaf.keeps and not leaf.text.split("\n")[-2].strip())
        return leaf

    def flow(self) -> Flow:
        start = self.events[self.at].start_mark
        self.end = start.index
        flow = self.bracket()
        self.look_on(self.end, line_ended=False, blank=False)
        return flow

    def bracket(self) -> Flow:
        """Read what stands in brackets, where only the texts and whether there is a comment count."""
        start = self.events[self.at].start_mark
        is_list = type(self.events[self.at]) is yaml.SequenceStartEvent
        entries, commented = list[Entry](), self.pass_over()
        while not self.at_end():
            key = None
            if not is_list:
                key, commented = self.word(), self.pass_over() or commented
            if type(self.events[self.at]) is yaml.ScalarEvent:
                entries.append(Entry(key, self.word()))
                commented = self.pass_over() or commented
            else:
                inner = self.bracket()
                entries.append(Entry(key, inner))
                commented = commented or inner.commented
        commented = self.pass_over() or commented
        return Flow(self.text[start.index : self.end], entries, is_list, start.column, commented)

    def word(self) -> Leaf:
        event = self.events[self.at]
        return Leaf(self.text[event.start_mark.index : event.end_mark.index], event.value, event.style, 0)

    def pass_over(self) -> bool:
        """Go to the next event in brackets; say whether there was a comment on the way."""
        event = self.events[self.at]
        start, end = event.start_mark.index, event.end_mark.index
        between = self.text[self.end : start]
        self.end = max(end, self.end)
        self.at += 1
        return "#" in between

    def lead(self) -> tuple[list[Comment], bool]:
        """Take what stands above the next entry."""
        above, blank = self.waiting, self.blank
        self.waiting, self.blank = [], False
        return above, blank

    def at_end(self) -> bool:
        return type(self.events[self.at]) in (yaml.SequenceEndEvent, yaml.MappingEndEvent)

    def look_on(self, end: int, line_ended: bool, blank: bool) -> None:
        """Look at what stands between the end of a text and the next one."""
        self.end = end
        lines = self.text[end : self.next_start()].split("\n")
        self.beside = ("", 0)
        inside = False
        for number, line in enumerate(lines):
            own = line_ended or number > 0
            before, mark, comment = line.partition("#")
            inside = inside or bool(before.strip())
            if own and mark:
                # What follows a dash is about that entry, whatever its column.
                self.waiting.append(Comment(mark + comment.rstrip(), -1 if inside else len(before), blank))
                blank = False
            elif mark:
                self.beside = (mark + comment.rstrip(), len(before) - len(before.rstrip()))
            elif own and not before.strip() and number < len(lines) - 1:
                blank = True
        self.blank = blank

    def next_start(self) -> int:
        for index in range(self.at, len(self.events)):
            event = self.events[index]
            if type(event) is yaml.ScalarEvent or getattr(event, "flow_style", False):
                return int(event.start_mark.index)
        return len(self.text)


def _events(text: str) -> Iterator[Any]:
    parser = CParser(text)
    while (event := parser.get_event()) is not None:
        yield event
