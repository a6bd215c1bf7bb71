"""Read files and turn their YAML into fragments of plain values with positions."""

from __future__ import annotations

import math
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from . import messages
from .diagnostics import Diagnostic, Note, Said, Text, visible
from .model import Fragment, Where
from .printable import unprintable
from .source import Source, Span

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 48
MAX_VALUES = 200_000
MAX_SCALAR = 64 * 1024
MAX_UNSEEN = 20
MAX_MISTAKES = 100

_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})?(\.[0-9]{1,18})?([eE][-+]?[0-9]{1,3})?")
_WORDS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
# Everything YAML or a terminal would act on and a reader would not see: C0 and C1 controls but tab and line
# ends, DEL, bidirectional and zero-width marks, U+2028/2029 (line ends in YAML 1.1), surrogates, non-characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# What stands in for them while reading on, so that all columns stay right.
_STAND_IN = "\ufffd"
_COLONS = re.compile("[:：]")
_FIELD = re.compile(r"\s*(?:- +\S|[a-z][a-z_]*: )")
_FLOW_FIELD = re.compile(r", [a-z][a-z_]*: ")
_SALVAGED_ID = re.compile(r"(?:^|[\s{,-])id:[ \t]*[\"']?([a-z][a-z0-9-]{0,62})\b")
_SALVAGED_KIND = re.compile(r"^([a-z]+):", re.MULTILINE)
_LIBYAML: tuple[tuple[str, Text, Text | None], ...] = (
    ("could not find expected ':'", messages.NO_COLON, messages.COLON_SPACE_HELP),
    ("mapping values are not allowed", messages.COLON_IN_TEXT, messages.COLON_HELP),
    ("did not find expected ',' or ']'", messages.BRACKET_OPEN, None),
    ("did not find expected ',' or '}'", messages.BRACE_OPEN, None),
    ("unexpected end of stream", messages.QUOTE_OPEN, None),
    ("unexpected document indicator", messages.QUOTE_OPEN, None),
    ("did not find expected key", messages.INDENTATION, None),
    ("did not find expected '-' indicator", messages.INDENTATION, None),
    ("block sequence entries are not allowed", messages.INDENTATION, None),
    ("cannot start any token", messages.BAD_START, messages.QUOTE_HELP),
    ("did not find expected alphabetic or numeric character", messages.ALIAS, messages.ALIAS_HELP),
    ("undefined tag handle", messages.TAG, messages.TAG_HELP),
    ("did not find expected tag URI", messages.TAG, messages.TAG_HELP),
    ("did not find expected '!'", messages.TAG, messages.TAG_HELP),
    ("escape", messages.BAD_ESCAPE, None),
    ("hexdecimal", messages.BAD_ESCAPE, None),
)
# Mistakes shown where the thing was opened, not where the parser gave up.
_OPENED = (
    messages.BRACKET_OPEN, messages.BRACE_OPEN, messages.QUOTE_OPEN, messages.NO_COLON, messages.ALIAS, messages.TAG,
)  # fmt: skip


class Wreck:
    """What can still be known of a file with mistakes in its YAML: the ids and kinds that seem to stand in it."""

    def __init__(self, text: str) -> None:
        self.ids = frozenset(_SALVAGED_ID.findall(text))
        self.kinds = frozenset(_SALVAGED_KIND.findall(text))


def read(path: Path, name: str) -> tuple[Source | None, list[Diagnostic]]:
    """Read one file as text, under the name people know it by; a byte order mark is dropped.

    Raises OSError where the machine can't read it.
    """
    if _UNSEEN.search(name) or "\n" in name:
        return _refused(visible(name, len(name)), messages.UNSEEN_IN_NAME())
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        if path.is_symlink():
            return _refused(name, messages.IS_A_LINK())
        if path.exists() and not path.is_file():
            return _refused(name, messages.NOT_A_FILE())
        raise
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            return _refused(name, messages.NOT_A_FILE())
        if about.st_size > MAX_BYTES:
            return _refused(name, messages.TOO_LARGE(size=about.st_size, limit=MAX_BYTES))
        data = file.read(MAX_BYTES + 1)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _refused(name, messages.IS_UTF16(), messages.SAVE_AS_UTF8())
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _refused(name, _which_encoding(data)(), messages.SAVE_AS_UTF8())
    return Source(name, text), []


def take(text: str, name: str) -> tuple[Source | None, list[Diagnostic]]:
    """Take a text that is not saved yet for that of a file, within the limits of one that is."""
    if _UNSEEN.search(name) or "\n" in name:
        return _refused(visible(name, len(name)), messages.UNSEEN_IN_NAME())
    # Half a character can't be saved; what is wrong with it is said when it is parsed.
    size = len(text.encode(errors="surrogatepass"))
    if size > MAX_BYTES:
        return _refused(name, messages.TOO_LARGE(size=size, limit=MAX_BYTES))
    return Source(name, text.removeprefix("\ufeff")), []


def parse(source: Source) -> tuple[list[Fragment], list[Diagnostic], Wreck | None]:
    """Turn a file into its fragments, one for each top-level key.

    Returns what is wrong with it too, and then a wreck: what stands in the file may be more than its fragments.
    """
    found = list(_unseen(source))
    text = source.text
    if found:
        source = Source(source.name, _UNSEEN.sub(_STAND_IN, text))
        text = _UNSEEN.sub("", text)
    builder = _Builder(source, bool(found))
    try:
        data = builder.build()
    except _Stop:
        return [], found + builder.found, Wreck(text)
    except yaml.YAMLError as error:
        wrong = _open_quotation(source, error, builder.quoted) or _broken(source, error, builder.open)
        return [], [*found, *builder.found, wrong], Wreck(text)
    found += builder.found
    if data is None:
        if not found:
            found.append(Diagnostic("empty-file", "warning", messages.FILE_EMPTY(), Span(source.name)))
        return [], found, None
    if not isinstance(data, dict):
        help_ = messages.COLON_SPACE_HELP() if isinstance(data, str) and _COLONS.search(data) else None
        span = builder.span(builder.marks[()])
        found.append(Diagnostic("syntax", "error", messages.NOT_A_MAPPING(), span, help=help_))
        return [], found, Wreck(text)
    broken = frozenset(builder.broken)
    return (
        [Fragment(kind, source.name, each, builder.marks, builder.keys, broken) for kind, each in data.items()],
        found,
        Wreck(text) if found else None,
    )


def _refused(name: str, message: Said, help: Said | None = None) -> tuple[None, list[Diagnostic]]:
    return None, [Diagnostic("bad-file", "error", message, Span(name, 1, 1, 1, 1), help=help)]


class _Stop(yaml.YAMLError):
    """Reading on would be of no use; the reason is already noted."""


class _Builder:
    """Builds plain values from parser events; keeps the first of two equal keys."""

    def __init__(self, source: Source, marred: bool) -> None:
        self.source = source
        self.marred = marred
        self.found: list[Diagnostic] = []
        self.open: list[Any] = []
        # The last scalar, if it is in quotes.
        self.quoted: Any = None
        self.marks: dict[Where, tuple[Any, Any]] = {}
        self.keys: dict[Where, tuple[Any, Any]] = {}
        self.broken: set[Where] = set()
        self.count = 0
        self.parser = CParser(source.text)
        self.next: Callable[[], Any] = self.parser.get_event

    def build(self) -> Any:
        self.next()
        event = self.next()
        if isinstance(event, yaml.StreamEndEvent):
            return None
        if event.tags or event.version:
            self.mistake(messages.DIRECTIVE(), event.start_mark, event.end_mark)
        data = self.value(self.next(), (), 0)
        self.next()
        event = self.next()
        if not isinstance(event, yaml.StreamEndEvent):
            self.mistake(messages.SECOND_DOCUMENT(), event.start_mark, event.end_mark)
        return data

    def value(self, event: Any, path: Where, depth: int) -> Any:
        kind = type(event)
        if kind is yaml.AliasEvent:
            self.mistake(messages.ALIAS(), event.start_mark, event.end_mark, messages.ALIAS_HELP())
            self.marks[path] = (event.start_mark, event.end_mark)
            self.broken.add(path)
            return None
        if event.anchor is not None:
            self.mistake(messages.ALIAS(), event.start_mark, event.end_mark, messages.ALIAS_HELP())
            self.broken.add(path)
        if event.tag is not None:
            self.mistake(messages.TAG(), event.start_mark, event.end_mark, messages.TAG_HELP())
            self.broken.add(path)
        if kind is yaml.ScalarEvent:
            self.marks[path] = (event.start_mark, event.end_mark)
            before = len(self.found)
            said = self.scalar(event)
            if len(self.found) > before or (self.marred and _STAND_IN in event.value):
                self.broken.add(path)
            return said
        self.count += 1
        if depth >= MAX_DEPTH:
            self.mistake(messages.TOO_DEEP(limit=MAX_DEPTH), event.start_mark, event.end_mark)
            raise _Stop
        start = event.start_mark
        self.open.append(event)
        data: Any
        if kind is yaml.SequenceStartEvent:
            data = []
            event = self.next()
            while type(event) is not yaml.SequenceEndEvent:
                data.append(self.value(event, (*path, len(data)), depth + 1))
                event = self.next()
        else:
            data = {}
            event = self.next()
            while type(event) is not yaml.MappingEndEvent:
                self.entry(event, data, path, depth)
                event = self.next()
        self.open.pop()
        self.marks[path] = (start, event.end_mark)
        return data

    def entry(self, event: Any, data: dict[str, Any], path: Where, depth: int) -> None:
        key = self.key(event, depth)
        if key is None:
            self.broken.add(path)
            self.skip(self.next(), depth + 1)
            return
        where = (*path, key)
        if key in data:
            notes = (Note(messages.FIRST_HERE(), self.span(self.keys[where])),)
            span = self.span((event.start_mark, event.end_mark))
            self.note(Diagnostic("given-twice", "error", messages.GIVEN_TWICE(name=key), span, notes))
            self.skip(self.next(), depth + 1)
            return
        self.keys[where] = (event.start_mark, event.end_mark)
        data[key] = self.value(self.next(), where, depth + 1)

    def key(self, event: Any, depth: int) -> str | None:
        """Return a key's name; a key that is none is noted and read over."""
        if type(event) is not yaml.ScalarEvent:
            self.mistake(messages.KEY_NOT_TEXT(), event.start_mark, event.end_mark, messages.QUOTE_HELP())
            self.skip(event, depth + 1)
            return None
        if event.anchor is not None:
            self.mistake(messages.ALIAS(), event.start_mark, event.end_mark, messages.ALIAS_HELP())
        if event.tag is not None:
            self.mistake(messages.TAG(), event.start_mark, event.end_mark, messages.TAG_HELP())
        if event.value == "<<" and not event.style:
            self.mistake(messages.MERGE_KEY(), event.start_mark, event.end_mark)
            return None
        key = self.scalar(event)
        if not isinstance(key, str):
            self.mistake(messages.KEY_NOT_TEXT(), event.start_mark, event.end_mark)
            return None
        return key if key.isascii() else unicodedata.normalize("NFC", key)

    def skip(self, event: Any, depth: int) -> None:
        opened = 0
        while True:
            opened += type(event) in (yaml.SequenceStartEvent, yaml.MappingStartEvent)
            opened -= type(event) in (yaml.SequenceEndEvent, yaml.MappingEndEvent)
            if depth + opened > MAX_DEPTH:
                self.mistake(messages.TOO_DEEP(limit=MAX_DEPTH), event.start_mark, event.end_mark)
                raise _Stop
            if not opened:
                return
            event = self.next()

    def scalar(self, event: Any) -> Any:
        self.count += 1
        self.quoted = event if event.style in ("'", '"') else None
        if self.count > MAX_VALUES:
            self.mistake(messages.TOO_MANY(limit=MAX_VALUES), event.start_mark, event.start_mark)
            raise _Stop
        text: str = event.value
        if self.marred:
            text = text.replace(_STAND_IN, "")
        if not event.style:
            if text in _WORDS:
                return _WORDS[text]
            if text[0] in "+-.0123456789" and not isinstance(number := _number(text), str):
                return number
        elif event.style == '"' and (match := _UNSEEN.search(text)):
            self.note(_unseen_at(self.span((event.start_mark, event.end_mark)), match[0]))
            text = _UNSEEN.sub("", text)
        if not text.isascii() and (character := unprintable(text)):
            self.note(self.no_glyph(event, character))
        if len(text) > MAX_SCALAR:
            message = messages.SCALAR_TOO_LONG(size=len(text), limit=MAX_SCALAR)
            self.mistake(message, event.start_mark, event.start_mark)
            return text[:MAX_SCALAR]
        return text

    def no_glyph(self, event: Any, character: str) -> Diagnostic:
        """Report a character that can't be printed, where it stands in the text."""
        span = self.span((event.start_mark, event.end_mark))
        for number in range(span.line, span.end_line + 1):
            start = span.column - 1 if number == span.line else 0
            column = self.source.line(number).find(character, start) + 1
            if column:
                span = Span(span.file, number, column, number, column + 1)
                break
        message = messages.NO_GLYPH(character=character, code=f"{ord(character):04X}")
        return Diagnostic("unprintable-character", "error", message, span, help=messages.NO_GLYPH_HELP())

    def mistake(self, message: Said, start: Any, end: Any, help: Said | None = None) -> None:
        self.note(Diagnostic("syntax", "error", message, self.span((start, end)), help=help))

    def note(self, diagnostic: Diagnostic) -> None:
        self.found.append(diagnostic)
        if len(self.found) >= MAX_MISTAKES:
            self.found[-1] = replace(diagnostic, notes=(*diagnostic.notes, Note(messages.READ_NO_FURTHER())))
            raise _Stop

    def span(self, mark: tuple[Any, Any]) -> Span:
        start, end = mark
        return Span(self.source.name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _number(text: str) -> int | float | str:
    """Read a number of YAML 1.2's core schema; what other readers could take for another one stays text."""
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and any(digit.isdigit() for digit in text) and math.isfinite(float(text)):
        return float(text)
    return text


def _unseen(source: Source) -> Iterator[Diagnostic]:
    if not _UNSEEN.search(source.text):
        return
    places = ((number, match) for number, line in enumerate(source.lines, 1) for match in _UNSEEN.finditer(line))
    for number, match in islice(places, MAX_UNSEEN):
        column = match.start() + 1
        yield _unseen_at(Span(source.name, number, column, number, column + 1), match[0])


def _unseen_at(span: Span, character: str) -> Diagnostic:
    name = unicodedata.name(character, None) or {0: "NUL", 0x1B: "ESC", 0x7F: "DEL"}.get(ord(character), "control")
    message = messages.UNSEEN_CHARACTER(code=f"{ord(character):04X}", name=name)
    return Diagnostic("unseen-character", "error", message, span, help=messages.UNSEEN_HELP())


def _broken(source: Source, error: yaml.YAMLError, unclosed: list[Any]) -> Diagnostic:
    problem = str(getattr(error, "problem", None) or error).split("\n")[0]
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    message, help_ = messages.NOT_YAML, None
    notes: tuple[Note, ...] = (Note(messages.YAML_SAYS(problem=problem)),)
    for part, known, advice in _LIBYAML:
        if part in problem:
            message, help_, notes = known, advice, ()
            break
    before = source.line(mark.line + 1)[: mark.column] if mark else ""
    if mark and source.line(mark.line + 1)[mark.column : mark.column + 1] == "\t":
        message, help_, notes = messages.TAB, messages.TAB_HELP, ()
    elif message is messages.INDENTATION and before.strip(" -"):
        message, help_ = messages.TOO_MUCH, messages.QUOTE_HELP
    elif "<document start>" in problem and "..." in source.lines[: mark.line if mark else 0]:
        message, notes = messages.SECOND_DOCUMENT, ()
    elif "node content" in problem and unclosed and unclosed[-1].flow_style and mark and not _rest(source, mark):
        is_list = type(unclosed[-1]) is yaml.SequenceStartEvent
        message, notes, opened = messages.BRACKET_OPEN if is_list else messages.BRACE_OPEN, (), unclosed[-1].start_mark
    if message in _OPENED and opened:
        mark = opened
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if line > len(source.lines):
        line, column = len(source.lines), len(source.lines[-1]) + 1
    span = Span(source.name, line, column, line, column + 1)
    return Diagnostic("syntax", "error", message(), span, notes, help_() if help_ else None)


def _open_quotation(source: Source, error: yaml.YAMLError, event: Any) -> Diagnostic | None:
    """Report a quotation behind which nothing could be read, if it swallowed what look like fields or entries."""
    mark: Any = getattr(error, "problem_mark", None)
    before = source.line(mark.line + 1)[: mark.column] if mark else ""
    begins = before.rfind(before[-1], 0, -1) if before.endswith(("'", '"')) else -1
    if begins >= 0 and _FLOW_FIELD.search(before, begins):
        # The parser looks one sign ahead, and so does not tell of the quotation itself.
        line, column = mark.line + 1, begins + 1
    elif event is not None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        swallowed = source.lines[line : event.end_mark.line + 1]
        if not any(_FIELD.match(each) for each in swallowed) and not _FLOW_FIELD.search(event.value):
            return None
    else:
        return None
    return Diagnostic("syntax", "error", messages.QUOTE_OPEN(), Span(source.name, line, column, line, column + 1))


def _rest(source: Source, mark: Any) -> str:
    return "".join([source.line(mark.line + 1)[mark.column :], *source.lines[mark.line + 1 :]]).strip()


def _which_encoding(data: bytes) -> Text:
    if b"\x00" in data[:64]:
        return messages.IS_UTF16
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return messages.NOT_UTF8
    return messages.IS_GBK
