"""Read YAML line by line as far as it can be made out, and say where in it a reader has got to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from ..model import Where
from ..source import Span

MAX_DEPTH = 48
# Ten times as much as the largest file that people wrote; what comes after it is not looked at.
MAX_ENTRIES = 50_000

Role = Literal["field", "value", "entry", "nothing"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key or a scalar that is written down, and the path of the value it names or is."""

    path: Where
    span: Span
    is_key: bool


@dataclass(frozen=True, slots=True)
class Cursor:
    """What could be written at a place of a text.

    `field`: the name of a field of the mapping at `path`; `value`: the value at `path`, beside its key or dash;
    `entry`: the value at `path` or the first line of it. It takes the place of `start` to `end`, columns of the line
    from 0. `glued` says that a blank has to come before it, `followed` that a colon stands behind it.
    """

    role: Role
    path: Where = ()
    start: int = 0
    end: int = 0
    glued: bool = False
    followed: bool = False
    in_flow: bool = False


@dataclass(slots=True)
class Reader:
    """Reads line after line. No construct reaches past a line that is indented no deeper than where it began.

    So whatever is left open, such as a bracket or a quote, spoils nothing that comes after it.
    """

    name: str
    root: dict[str, Any] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    marks: dict[Where, Span] = field(default_factory=dict)
    keys: dict[Where, Span] = field(default_factory=dict)
    containers: dict[Where, Any] = field(default_factory=dict)
    frames: list[_Frame] = field(default_factory=lambda: [_Frame(-1, False, (), ())])
    brackets: list[_Bracket] = field(default_factory=list)
    quote: str = ""
    # The column that ends what is open: a block scalar, or brackets and quotes.
    block: int | None = None
    bound: int = -1
    steps: int = 0
    last: tuple[int, int] = (0, 0)
    here: Cursor = field(default_factory=lambda: Cursor("nothing"))

    def __post_init__(self) -> None:
        self.containers[()] = self.root

    def line(self, number: int, text: str) -> None:
        """Read the next line, and note what could be written at its end."""
        indent = len(text) - len(text.lstrip(" "))
        blank = not text.strip()
        self.here = Cursor("nothing")
        if len(self.entries) >= MAX_ENTRIES:
            return
        if self.block is not None:
            if blank or indent > self.block:
                return
            self.block = None
        if self.brackets or self.quote:
            if blank:
                return
            if indent > self.bound or (not self.quote and text[indent] in "]}"):
                self._flow(number, text, indent, ())
                self.last = (number, len(text))
                return
            self.brackets, self.quote = [], ""
        if not blank and text[indent] != "#":
            self._in_block(number, text, indent)
            self.last = (number, len(text.rstrip()))

    def here_at(self, number: int, text: str) -> Cursor:
        """Say what could be written at the end of the last line, which may be blank."""
        column = len(text)
        if text.strip():
            self.line(number, text)
            return self.here
        if self.block is not None and column > self.block:
            return Cursor("nothing")
        if self.brackets and not self.quote and column > self.bound:
            return self._in_bracket(column)
        return Cursor("nothing") if self.quote and column > self.bound else self._place(column)

    def finish(self) -> None:
        """Close what is open at the end."""
        self._leave(-1)

    def _in_block(self, number: int, text: str, column: int) -> None:
        """Read a line in block style from where its first word stands."""
        dash: _Frame | None = None
        while text[column] == "-" and text[column + 1 : column + 2] in ("", " ", "\t"):
            dash = self._enter(number, column, is_list=True)
            if dash is None:
                return
            dash.last = (*dash.path, dash.count)
            dash.count += 1
            self._put(dash.last, None)
            column += 1 + len(text[column + 1 :]) - len(text[column + 1 :].lstrip())
            if column >= len(text):
                self.here = Cursor("entry", dash.last, column)
                return
        if text[column] == "#":
            return
        colon = _colon(text, column)
        if colon >= 0:
            self._key(number, text, column, colon)
            return
        self.here = Cursor("entry", dash.last, column) if dash else self._place(column)
        if self.here.role == "entry" and self.here.path and self._get(self.here.path) is None:
            self._value(number, text, column, self.here.path, self.frames[-1].indent if dash else column - 1)

    def _key(self, number: int, text: str, column: int, colon: int) -> None:
        frame = self._enter(number, column, is_list=False)
        if frame is None:
            return
        end = column + len(text[column:colon].rstrip())
        name = text[column:end].strip("\"'")
        frame.last = path = (*frame.path, name)
        self._note(path, number, column, end, is_key=True)
        self._put(path, None)
        rest = text[colon + 1 :]
        start = colon + 1 + len(rest) - len(rest.lstrip())
        self._value(number, text, start, path, column)

    def _value(self, number: int, text: str, start: int, path: Where, bound: int) -> None:
        """Read the value that begins on this line and ends before a line that is indented no deeper than `bound`."""
        if start >= len(text):
            self.here = Cursor("value", path, start)
            return
        first = text[start]
        if first == "#":
            self.here = Cursor("nothing")
        elif first in "|>":
            self.block, self.here = bound, Cursor("nothing")
            self._put(path, "")
        elif first in "[{\"'":
            self.bound = bound
            self._flow(number, text, start, path)
        else:
            end = start + plain_end(text[start:])
            self._put(path, text[start:end])
            self._note(path, number, start, end)
            role = self.here.role if self.here.role == "entry" else "value"
            self.here = Cursor(role, path, start) if end == len(text) else Cursor("nothing")

    def _flow(self, number: int, text: str, at: int, path: Where) -> None:
        """Read on in brackets or quotes; `path` is that of what begins here, where nothing is open."""
        self.here = Cursor("nothing")
        while at < len(text) and self.steps < 4 * MAX_ENTRIES:
            self.steps += 1
            top = self.brackets[-1] if self.brackets else None
            character = text[at]
            if self.quote:
                at = _quote_end(text, at, self.quote) + 1
                self.quote = "" if at else self.quote
                if not at:
                    return
            elif character in " \t":
                at += 1
            elif character == "#" and text[at - 1 : at] in ("", " ", "\t"):
                return
            elif character in "[{":
                where = self._child(top) if top else path
                if len(self.brackets) >= MAX_DEPTH:
                    self.brackets = []
                    return
                self.brackets.append(_Bracket(character == "[", where, (number, at)))
                self._put(where, [] if character == "[" else {})
                at += 1
            elif top and character in "]}":
                self.marks[top.path] = self._span(top.start[0], top.start[1], at + 1, number)
                self.brackets.pop()
                at += 1
                if not self.brackets:
                    return
            elif top and character == ",":
                top.count, top.key, top.colon = top.count + 1, None, False
                at += 1
            elif top and character == ":":
                top.colon = top.key is not None
                at += 1
            else:
                at = self._token(number, text, at, self._child(top) if top else path, top)
                if not self.brackets:
                    return
        if self.brackets and not self.quote and self.here.role == "nothing":
            self.here = self._in_bracket(len(text))

    def _token(self, number: int, text: str, at: int, path: Where, top: _Bracket | None) -> int:
        """Read a key or a scalar in brackets or quotes, and return where it ends."""
        quote = text[at] if text[at] in "\"'" else ""
        if quote:
            end = _quote_end(text, at + 1, quote)
            self.quote = quote if end < 0 else ""
            word, end = (text[at + 1 :], len(text)) if end < 0 else (text[at + 1 : end], end + 1)
        else:
            end = flow_end(text, at)
            word = text[at:end].rstrip()
        stop = end if quote else at + len(word)
        is_key = bool(top and not top.is_list and not top.colon)
        if top and is_key:
            top.key = word
            path = (*top.path, word)
        self._note(path, number, at, stop, is_key=is_key)
        self._put(path, None if is_key else word)
        if stop >= len(text) and (self.quote or not quote):
            start = at + len(quote)
            role: Role = "field" if is_key else "value"
            self.here = Cursor(role, top.path if top and is_key else path, start, in_flow=bool(top))
        return end

    def _in_bracket(self, column: int) -> Cursor:
        """Say what could be written next in brackets."""
        top = self.brackets[-1]
        if not top.is_list and not top.colon:
            role: Role = "nothing" if top.key is not None else "field"
            return Cursor(role, top.path, column, in_flow=True)
        # After an entry comes a comma.
        role = "nothing" if self._get(self._child(top)) is not None else "value"
        return Cursor(role, self._child(top), column, in_flow=True)

    def _child(self, top: _Bracket) -> Where:
        return (*top.path, top.count if top.is_list else top.key or "")

    def _place(self, column: int) -> Cursor:
        """Say what a word without dash or colon would be that began in a column of a new line."""
        at = max(index for index, frame in enumerate(self.frames) if frame.indent <= column)
        frame = self.frames[at]
        if frame.indent == column and frame.is_list:
            above = self.frames[at - 1]
            if above.indent == column:
                return Cursor("field", above.path, column)
            return Cursor("entry", (*frame.path, frame.count), column)
        if frame.indent == column:
            return Cursor("field", frame.path, column)
        # What has a value already would be going on; nothing of ours to say there.
        taken = frame.last and self._get(frame.last) is not None
        open_ = isinstance(self._get(frame.last), dict | list) and not self._get(frame.last)
        return Cursor("entry" if not taken or open_ else "nothing", frame.last, column)

    def _enter(self, number: int, column: int, *, is_list: bool) -> _Frame | None:
        """Return the mapping or list whose keys or dashes stand in a column; None where it is too deep."""
        self._leave(column)
        if self.frames[-1].indent == column and self.frames[-1].is_list and not is_list:
            self._leave(column, lists=True)
        top = self.frames[-1]
        if top.indent == column and top.is_list == is_list:
            return top
        if len(self.frames) > MAX_DEPTH:
            return None
        path = top.last
        held = self.containers.get(path)
        # A line out of place does not undo what stands there already.
        if not held:
            held = [] if is_list else {}
            self._put(path, held)
        frame = _Frame(column, is_list, path, path, number, len(held))
        self.frames.append(frame)
        return frame

    def _leave(self, column: int, *, lists: bool = False) -> None:
        """Close what is indented deeper than a column, and a list in this very column when asked to."""
        while (top := self.frames[-1]).indent > column or (lists and top.indent == column and top.is_list):
            self.marks[top.path] = self._span(top.line, top.indent, self.last[1], self.last[0])
            self.frames.pop()

    def _put(self, path: Where, value: Any) -> None:
        if not path:
            return
        holder, step = self.containers.get(path[:-1]), path[-1]
        if isinstance(holder, list) and isinstance(step, int):
            holder[step : step + 1] = [value]
        elif isinstance(holder, dict) and isinstance(step, str):
            holder[step] = value
        if isinstance(value, dict | list):
            self.containers[path] = value
        else:
            self.containers.pop(path, None)

    def _get(self, path: Where) -> Any:
        holder = self.containers.get(path[:-1])
        if isinstance(holder, dict):
            return holder.get(path[-1]) if path else holder
        if isinstance(holder, list) and isinstance(path[-1], int) and path[-1] < len(holder):
            return holder[path[-1]]
        return None

    def _note(self, path: Where, number: int, start: int, end: int, *, is_key: bool = False) -> None:
        span = self._span(number, start, end)
        self.entries.append(Entry(path, span, is_key))
        (self.keys if is_key else self.marks)[path] = span

    def _span(self, number: int, start: int, end: int, last: int | None = None) -> Span:
        return Span(self.name, number + 1, start + 1, (number if last is None else last) + 1, end + 1)


@dataclass(slots=True)
class _Frame:
    """A mapping or list in block style: the column where its keys or dashes stand, and its last child."""

    indent: int
    is_list: bool
    path: Where
    last: Where
    line: int = 0
    count: int = 0


@dataclass(slots=True)
class _Bracket:
    """An open bracket or brace: in a brace, the key that waits for its value."""

    is_list: bool
    path: Where
    start: tuple[int, int]
    count: int = 0
    key: str | None = None
    colon: bool = False


def _colon(text: str, start: int) -> int:
    """Return where the colon behind a key stands, or -1 where there is no key."""
    at = start
    if text[start] in "\"'":
        at = _quote_end(text, start + 1, text[start])
        if at < 0 or not text[at + 1 :].lstrip().startswith(":"):
            return -1
    elif text[start] in "[]{},#&*!|>%@`":
        return -1
    while (at := text.find(":", at)) >= 0:
        if text[at + 1 : at + 2] in ("", " ", "\t"):
            return at if " #" not in text[start:at] else -1
        at += 1
    return -1


def plain_end(text: str) -> int:
    """Return where a plain scalar ends: before a comment or the blanks at the end."""
    comment = text.find(" #")
    return len((text if comment < 0 else text[:comment]).rstrip())


def flow_end(text: str, start: int) -> int:
    """Return where a plain key or scalar in brackets ends, with the blanks behind it."""
    for at in range(start + 1, len(text)):
        character = text[at]
        if character in ",[]{}" or (character == "#" and text[at - 1] in " \t"):
            return at
        if character == ":" and text[at + 1 : at + 2] in ("", " ", "\t", ",", "[", "]", "{", "}"):
            return at
    return len(text)


def _quote_end(text: str, at: int, quote: str) -> int:
    """Return where the closing quote stands, or -1 where it does not."""
    while at < len(text):
        if text[at] == "\\" and quote == '"':
            at += 2
        elif text[at] == quote:
            if quote == '"' or text[at + 1 : at + 2] != "'":
                return at
            at += 2
        else:
            at += 1
    return -1
