"""Write a fragment file in the one form that all of them have; what it says and its comments stay.

Entries are indented by two spaces, dashes too; a line ends in LF and not in blanks; blank lines stand alone, and only
between entries; fields come in the order of their schema, within each run of lines; brackets have no blanks inside;
dates have no quotes. Whether entries stand in brackets or on lines of their own is the author's choice, as are the
lines of what is in brackets, up to 120 columns.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from . import messages
from .diagnostics import Diagnostic
from .errors import PreplanError
from .layout import Block, Comment, Entry, Flow, Leaf, layout
from .model import kinds
from .parse import parse
from .source import Source
from .validate import mistakes
from .values import is_date

WIDEST = 120

_INDENT = 2
# YAML looks no further than 1024 characters for the colon of a key.
_LONGEST_KEY = 1000
_HEADER = re.compile(r"([|>])([-+]?)([1-9]?)([-+]?)[ \t]*(#.*)?")

Schema = Mapping[str, Any]


def fmt(source: Source) -> tuple[str, list[Diagnostic]]:
    """Return the text of a file in our form; what is wrong with its YAML leaves it as it is, and is returned too.

    A file that holds no kind of ours is left as it is as well. Raises PreplanError rather than say anything else.
    """
    text = source.text.replace("\r\n", "\n").replace("\r", "\n")
    fragments, found, _ = parse(Source(source.name, text))
    if not found and not any(each.kind in kinds() for each in fragments):
        found = [diagnostic for each in fragments for _, diagnostic in mistakes(each)]
    if found:
        return source.text, found
    root = layout(text)
    lines = _plain_lines(text) if root is None else _top(root)
    written = "".join(f"{line}\n" for line in lines)
    if _meaning(Source(source.name, written)) != _meaning(Source(source.name, text)):
        raise PreplanError(messages.FMT_WOULD_CHANGE(file=source.name))
    return written, []


def _meaning(source: Source) -> str:
    """Return what a file says, as a text: to Python, 1 equals True."""
    fragments, found, _ = parse(source)
    said = [[each.kind, each.data] for each in fragments]
    return json.dumps([said, [each.message.show("en") for each in found]], sort_keys=True)


def _plain_lines(text: str) -> list[str]:
    return [_end_cut(line) for line in text.strip("\n").split("\n")]


def _top(root: Block) -> list[str]:
    """Write a file: its kinds stay in the author's order."""
    known = {name: kind.schema for name, kind in kinds().items()}
    entries = [_entry_arranged(each, known.get(each.key.value, {}) if each.key else {}) for each in root.entries]
    above, lines = _block(Block(entries, False, root.foot), 0)
    return [*above, *lines]


def _arranged(node: Leaf | Flow | Block, schema: Schema) -> Leaf | Flow | Block:
    """Put the fields of a value in order, and take the quotes off its dates."""
    match node:
        case Leaf():
            is_quoted = node.style in ("'", '"') and node.text[1:-1] == node.value
            if is_quoted and schema.get("format") == "date" and is_date(node.value):
                return replace(node, text=node.value, style=None)
            return node
        case Flow():
            return replace(node, entries=_in_order(_below(node, schema), schema))
        case Block():
            return replace(node, entries=[each for run in _runs(_below(node, schema)) for each in _run(run, schema)])


def _below(node: Flow | Block, schema: Schema) -> list[Entry]:
    fields, items = schema.get("properties", {}), schema.get("items", {})
    return [_entry_arranged(each, fields.get(each.key.value, {}) if each.key else items) for each in node.entries]


def _entry_arranged(entry: Entry, schema: Schema) -> Entry:
    return replace(entry, value=_arranged(entry.value, schema))


def _runs(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Part entries where a blank line stands between them: such paragraphs are the author's."""
    runs: list[list[Entry]] = []
    for each in entries:
        if not runs or each.blank or any(comment.blank for comment in each.above):
            runs.append([])
        runs[-1].append(each)
    return runs


def _run(entries: Sequence[Entry], schema: Schema) -> list[Entry]:
    """Order the entries of a run; what stands above its last blank line stays on top of it."""
    first = entries[0]
    cut = len(first.above) if first.blank else max((n for n, c in enumerate(first.above) if c.blank), default=0)
    top, own = first.above[:cut], first.above[cut:]
    blank = first.blank or bool(own and own[0].blank)
    if own:
        own = [replace(own[0], blank=False), *own[1:]]
    ordered = _in_order([replace(first, above=own, blank=False), *entries[1:]], schema)
    first = ordered[0]
    if first.above:
        above = [*top, replace(first.above[0], blank=blank), *first.above[1:]]
        return [replace(first, above=above), *ordered[1:]]
    return [replace(first, above=top, blank=blank), *ordered[1:]]


def _in_order(entries: Sequence[Entry], schema: Schema) -> list[Entry]:
    """Sort fields as in their schema; one that it does not have stays behind the one before it."""
    places = {name: number for number, name in enumerate(schema.get("properties", ()))}
    place, placed = -1, list[tuple[int, Entry]]()
    for each in entries:
        place = places.get(each.key.value, place) if each.key else place
        placed.append((place, each))
    return [each for _, each in sorted(placed, key=lambda one: one[0])]


def _block(block: Block, column: int) -> tuple[list[str], list[str]]:
    """Return the lines of a block: the comments above its first entry, and all that follows."""
    top, lines = list[str](), list[str]()
    for number, entry in enumerate(block.entries):
        # After a text that keeps its line ends, a blank line would be part of it.
        no_blank = not number or _keeps(block.entries[number - 1].value)
        above = _comments(entry.above, column, no_blank=no_blank)
        inner, own = _entry(entry, column)
        above += [""] if entry.blank and (above or not no_blank) else []
        if number:
            lines += above + inner + own
        else:
            top, lines = above + inner, own
    lines += _comments(block.foot, column, no_blank=_keeps(block.entries[-1].value))
    return top, lines


def _keeps(value: Leaf | Flow | Block) -> bool:
    if isinstance(value, Block):
        return not value.foot and _keeps(value.entries[-1].value)
    return isinstance(value, Leaf) and value.keeps


def _comments(comments: Sequence[Comment], column: int, *, no_blank: bool) -> list[str]:
    lines: list[str] = []
    for each in comments:
        lines += [""] if each.blank and (lines or not no_blank) else []
        lines.append(" " * column + each.text)
    return lines


def _entry(entry: Entry, column: int) -> tuple[list[str], list[str]]:
    """Return the lines of an entry, and before them the comments that have to come above its first line."""
    *before, head = [" " * column + "-"] if entry.key is None else _key(entry.key, column)
    value = _shown(entry, len(head) + 1, column)
    if not isinstance(value, Block):
        lines = [f"{head} {value[0]}" if value[0] else head, *value[1:]]
        if entry.beside:
            start = column if entry.key else column + _INDENT
            moved = entry.width - (len(lines[0]) - start) if entry.width and len(lines) == 1 else 0
            lines[-1] += " " * max(entry.gap + moved, min(entry.gap, 2), 1) + entry.beside
        return [], before + lines
    above, lines = _block(value, column + _INDENT)
    beside = [Comment(entry.beside, 0, False)] if entry.beside else []
    if entry.key is None:
        above = _comments(beside, column, no_blank=True) + [line[_INDENT:] for line in above]
        return above, [f"{head} {lines[0][column + _INDENT :]}", *lines[1:]]
    if entry.beside:
        head += " " * max(entry.gap, 1) + entry.beside
    return [], [*before, head, *above, *lines]


def _key(key: Leaf, column: int) -> list[str]:
    lines = _text(key, column)
    if len(lines) == 1 and len(lines[0]) < _LONGEST_KEY:
        return [f"{' ' * column}{lines[0]}:"]
    return [f"{' ' * column}? {lines[0]}", *lines[1:], f"{' ' * column}:"]


def _shown(entry: Entry, start: int, column: int) -> list[str] | Block:
    """Return the lines of a value from where it starts, or a block where it can't stay in brackets."""
    match entry.value:
        case Block() as block:
            return block
        case Leaf() as leaf:
            return _text(leaf, column)
        case Flow() as flow if "\n" in flow.text:
            first, *rest = map(_end_cut, flow.text.split("\n"))
            least, moved = column if entry.key else column + _INDENT, start - flow.column
            lines = [first, *(_moved(line, moved, least) for line in rest)]
            widest = max(start + len(first), *map(len, lines[1:]))
        case Flow() as flow:
            lines = [_in_brackets(flow)]
            widest = start + len(lines[0])
    return Block(flow.entries, flow.is_list) if widest > WIDEST and flow.entries and not flow.commented else lines


def _in_brackets(flow: Flow) -> str:
    inner = []
    for each in flow.entries:
        value = _in_brackets(each.value) if isinstance(each.value, Flow) else _leaf(each.value).text
        inner.append(f"{each.key.text}: {value}" if each.key and value else each.key.text if each.key else value)
    return f"[{', '.join(inner)}]" if flow.is_list else f"{{{', '.join(inner)}}}"


def _leaf(node: Leaf | Flow | Block) -> Leaf:
    assert isinstance(node, Leaf)  # no block stands in brackets
    return node


def _moved(line: str, by: int, least: int) -> str:
    text = line.lstrip(" \t")
    return text and " " * max(len(line) - len(text) + by, least) + text


def _text(leaf: Leaf, column: int) -> list[str]:
    """Return the lines of a text, all but the first with their indentation."""
    first, *rest = leaf.text.split("\n")
    if not leaf.is_block:
        lines = [_end_cut(line).lstrip(" \t") for line in (first, *rest)]
        return [lines[0], *(line and " " * (column + _INDENT) + line for line in lines[1:])]
    header = _HEADER.fullmatch(first.rstrip())
    assert header
    style, before, digit, after, comment = header.groups()
    ended = leaf.text.endswith("\n")
    chomp = before + after if ended else "-"
    old = max(leaf.outer, 0) + int(digit) if digit else _indentation(rest)
    lines = [line[old:] for line in rest]
    if leaf.keeps and ended:
        lines.pop()
    else:
        while lines and not lines[-1]:
            lines.pop()
    head = f"{style}{_INDENT if digit else ''}{chomp}{f' {comment}' if comment else ''}"
    return [head, *(line and " " * (column + _INDENT) + line for line in lines)]


def _indentation(lines: Sequence[str]) -> int:
    return next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")), 0)


def _end_cut(line: str) -> str:
    """Cut the blanks at the end of a line, but not one that a backslash makes part of the text."""
    cut = line.rstrip(" \t")
    escaped = (len(cut) - len(cut.rstrip("\\"))) % 2 == 1
    return line[: len(cut) + 1] if escaped else cut
