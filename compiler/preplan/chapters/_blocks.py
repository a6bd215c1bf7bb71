"""Blocks and sections out of the values of a plan: what the default layout and the layouts of our own are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..document import (
    PALETTE,
    Block,
    Cell,
    Clause,
    Clauses,
    Fact,
    Facts,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Table,
    Tone,
)
from ..model import Node
from ..source import Span
from ..values import show_duration
from . import _words as words
from ._outline import Column, read_fields
from ._voice import Voice, node_children, schema_of, shape


@dataclass
class Content:
    """What stands below a heading."""

    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.blocks or self.sections)


def show(voice: Voice, node: Node, id_: str, title: str) -> Content:
    """Lay a value out in the way that fits its schema, everything in it."""
    match shape(schema_of(node)):
        case "statement":
            return Content([Paragraph(line, node.at()) for line in voice.lines(node)])
        case "list":
            return show_all(voice, node_children(node), id_, title)
        case "frequency":
            return Content([Paragraph(line, node.at()) for line in voice.lines(node)])
        case "record":
            return show_record(voice, node, id_)
        case "step":
            return Content([steps_table(voice, [node], id_, title)])
    return Content([Paragraph(line, node.at()) for line in voice.lines(node)])


def show_all(voice: Voice, nodes: Sequence[Node], id_: str, title: str) -> Content:
    """Lay the entries of a list out: statements as clauses, steps and records as a table."""
    if not nodes:
        return Content()
    match shape(schema_of(nodes[0])):
        case "statement":
            return Content([clauses(voice, nodes)])
        case "step":
            return Content([steps_table(voice, nodes, id_, title)])
        case "record":
            return Content([table(voice, nodes, id_, title)])
    return Content([Clauses(tuple(_numbered(enumerate(_all_lines(voice, nodes), 1))))])


def show_record(voice: Voice, node: Node, id_: str, names: Sequence[str] | None = None) -> Content:
    """Lay a record out, or some of its fields."""
    names = voice.fields(node) if names is None else names
    return show_fields(voice, [node.child(name) for name in names if name in node], id_)


def show_fields(voice: Voice, nodes: Sequence[Node], id_: str) -> Content:
    """Lay fields out: short ones as facts, then every longer one below a label of its own."""
    content = Content()
    if short := facts(voice, [node for node in nodes if not is_long(node)]):
        content.blocks.append(short)
    for node in nodes:
        if not is_long(node):
            continue
        label = voice.label(node)
        inner = show(voice, node, f"{id_}-{str(node.path[-1]).replace('_', '-')}", label)
        if inner.blocks and not isinstance(inner.blocks[0], Table):
            content.blocks.append(lead(label, node.at()))
        content.blocks += inner.blocks
    return content


def is_long(node: Node) -> bool:
    """Say whether a value needs more room than a line."""
    kind = shape(schema_of(node))
    if kind == "list":
        children = node_children(node)
        return bool(children) and shape(schema_of(children[0])) in ("statement", "step", "record", "criterion")
    return kind in ("statement", "record", "step")


def lead(text: str, origin: Span | None = None) -> Paragraph:
    """Make a line that leads in what follows."""
    return Paragraph((Run(text, "strong"),), origin)


def clauses(voice: Voice, nodes: Sequence[Node]) -> Clauses:
    """Make numbered clauses of statements."""
    numbered = enumerate(nodes, 1)
    return Clauses(tuple(Clause(f"({n})", voice.join(voice.lines(node), " "), None, node.at()) for n, node in numbered))


def facts(voice: Voice, nodes: Sequence[Node]) -> Facts | None:
    """Put the label of each field beside its value; nothing where no field has anything to say."""
    said = [(node, voice.runs(node)) for node in nodes]
    made = tuple(Fact(voice.label(node), runs, node.at()) for node, runs in said if runs)
    return Facts(made) if made else None


def table(
    voice: Voice,
    nodes: Sequence[Node],
    id_: str,
    caption: str,
    columns: Sequence[Column] = (),
    *,
    known: Sequence[str] = (),
) -> Table:
    """Make one row of each record.

    Without columns there is one for each field. A field that no column names is said in a last column, under its
    label, unless it is `known` from elsewhere; a column that would be empty is left out.
    """
    schema = schema_of(nodes[0]).get("properties", {})
    filled = {name for node in nodes for name in voice.fields(node, known)}
    present = [name for name in schema if name in filled]
    columns = columns or [Column(((name, "plain"),), _share(voice, nodes, name)) for name in present]
    kept = [_single(column, filled) for column in columns if any(name in filled for name, _ in column.fields)]
    named = {name for column in columns for name, _ in column.fields}
    if rest := [name for name in present if name not in named]:
        share = 0.22 * sum(column.share for column in kept)
        kept.append(Column(read_fields("+".join(rest)), share, words.REMARKS if len(rest) > 1 else None))
    header = Row(tuple(_heading(voice, nodes[0], column, filled) for column in kept))
    rows = []
    for node in nodes:
        cells = [_table_cell(voice, node, column, first=count == 0) for count, column in enumerate(kept)]
        rows.append(Row(tuple(cells), _anchor(node), node.at()))
    return Table(f"table-{id_}", "", caption, shares([column.share for column in kept]), (header,), tuple(rows))


def steps_table(voice: Voice, nodes: Sequence[Node], id_: str, caption: str, anchor: str | None = None) -> Table:
    """Make one row of each step: what and by which means, who, until when; `anchor` begins the ids of the rows."""
    anchor = anchor or id_
    numbers = {node["id"]: count for count, node in enumerate(nodes, 1) if "id" in node}
    assumed = any("within" in node and "counted_from" not in node for node in nodes)
    header = (words.NUMBER, words.ACTION, words.ROLE, words.LIMIT)
    together = _together(nodes)
    rows = [_step_row(voice, node, count, numbers, anchor, together[count - 1]) for count, node in enumerate(nodes, 1)]
    widths = [0.07, 0.61, 0.17, 0.15]
    keep = [at for at in range(4) if at < 2 or any(row.cells[at].lines != ((),) for row in rows)]
    return Table(
        id=f"table-{id_}",
        label="",
        caption=caption,
        widths=shares([widths[at] for at in keep]),
        header=(Row(tuple(cell(voice.say(header[at])) for at in keep)),),
        rows=tuple(Row(tuple(row.cells[at] for at in keep), row.id, row.origin) for row in rows),
        layout="steps",
        remark=(Run(voice.say(words.FROM_ACTIVATION), "muted"),) if assumed else (),
    )


def cell(text: str, **about: object) -> Cell:
    """Make a cell of one plain line."""
    return Cell(((Run(text),),) if text else ((),), **about)  # type: ignore[arg-type]


def shares(widths: Sequence[float]) -> tuple[float, ...]:
    """Turn widths into shares that add up to 1."""
    total = sum(widths)
    made = [round(width / total, 4) for width in widths]
    return (*made[:-1], round(1 - sum(made[:-1]), 4))


def tone_of(node: Node) -> Tone | None:
    """Return the tone of a level, a grade, or anything else that has a colour."""
    colour = node.get("colour")
    return colour if colour in PALETTE else None


def within(voice: Voice, node: Node, name: str = "within") -> Runs:
    """Say a time limit."""
    if name not in node:
        return ()
    limit = show_duration(node[name], voice.lang)
    return (Run(voice.say(words.WITHIN, limit=limit), voice.style(node.child(name))),)


def _together(nodes: Sequence[Node]) -> list[int]:
    """Return for each step the number of the one it is done at the same time as; 0 where there is none."""
    found: list[int] = []
    for count, node in enumerate(nodes, 1):
        parallel = count > 1 and node.get("parallel")
        found.append((found[-1] or count - 1) if parallel else 0)
    return found


def _step_row(voice: Voice, node: Node, count: int, numbers: Mapping[str, int], anchor: str, together: int) -> Row:
    actions, means = list(voice.field(node, "do")), list[Run]()
    if node.get("life_safety"):
        actions.insert(0, (Run(voice.say(words.LIFE_SAFETY), "strong"),))
    if together:
        actions.insert(0, (Run(voice.say(words.PARALLEL, step=together), "muted"),))
    branches = node.children("next")
    for branch in branches:
        actions.append(_branch(voice, branch, numbers, anchor, alone=len(branches) == 1))
    if "stop_condition" in node:
        actions.append((Run(voice.say(words.STOP), "strong"), *voice.join(voice.field(node, "stop_condition"), " ")))
    if node.get("ends"):
        actions.append((Run(voice.say(words.ENDS), "muted"),))
    limit: list[Runs] = [within(voice, node)] if "within" in node else []
    if "counted_from" in node:
        limit.append((Run(voice.say(words.FROM[node["counted_from"]]), "muted"),))
    for name, label in (
        ("place", words.PLACE),
        ("channel", words.CHANNEL),
        ("notify", words.NOTIFY),
        ("form", words.FORM),
        ("resources", words.RESOURCES),
        ("restores", words.RESTORES),
    ):
        runs = _notified(voice, node) if name == "notify" else voice.runs(node.child(name)) if name in node else ()
        if runs:
            means += [
                *([Run(voice.say(words.BETWEEN), "muted")] if means else []),
                Run(voice.say(label), "muted"),
                *runs,
            ]
    if means:
        actions.append(tuple(means))
    cells = (
        Cell(((Run(str(count)),),), heads_row=True, align="center"),
        Cell(tuple(actions) or ((),)),
        Cell(voice.doers(node) or ((),)),
        Cell(tuple(limit) or ((),)),
    )
    return Row(cells, f"{anchor}-{node['id']}" if "id" in node else None, node.at())


def _notified(voice: Voice, node: Node) -> Runs:
    """Say whom a step notifies; whoever is not of the house has a number to call, beside the name."""
    return voice.join([(*voice.runs(each), *_number(voice, each)) for each in node.children("notify")], voice.comma)


def _number(voice: Voice, node: Node) -> Runs:
    """Say the phone of whom a reference names; nothing where that one has none, as a role has."""
    item = voice.plan.find(node.data)
    phone = voice.field(item, "phone") if item is not None else ()
    return (Run(" "), *phone[0]) if phone else ()


def _branch(voice: Voice, branch: Node, numbers: Mapping[str, int], anchor: str, *, alone: bool) -> Runs:
    to = str(branch.get("to", ""))
    if to in numbers:
        target = Run(voice.say(words.STEP, step=numbers[to]), "strong", ref=f"{anchor}-{to}")
    elif procedure := voice.plan.find(to):
        target = Run(voice.say(words.PROCEDURE, name=procedure.name), "strong", ref=to)
    else:
        target = Run(to)
    if "when" not in branch:
        return (Run(voice.say(words.THEN if alone else words.ELSE), "muted"), target)
    when = voice.join(voice.field(branch, "when"), " ")
    return (Run(voice.say(words.IF), "muted"), *when, Run(voice.say(words.GO_TO), "muted"), target)


def _heading(voice: Voice, node: Node, column: Column, filled: set[str]) -> Cell:
    if column.title:
        return cell(voice.say(column.title))
    names = [name for name, _ in column.fields if name in filled]
    return cell(voice.comma.join(dict.fromkeys(voice.label(node, name) for name in names)))


def _single(column: Column, filled: set[str]) -> Column:
    """Leave the label out of a column's cells where its head says the same: there is only that one field in it."""
    names = [name for name, _ in column.fields if name in filled]
    return column if column.title or len(names) != 1 else replace(column, fields=((names[0], "plain"),))


def _table_cell(voice: Voice, node: Node, column: Column, *, first: bool) -> Cell:
    lines: list[Runs] = []
    for name, mode in column.fields:
        said = voice.field(node, name)
        if said and name == "to" and (number := _number(voice, node.child(name))):
            said = ((*said[0], *number), *said[1:])
        if said and mode == "label":
            said = ((Run(voice.label(node, name) + voice.colon, "muted"), *said[0]), *said[1:])
        if said and mode == "same" and lines:
            lines[-1] = (*lines[-1], Run(voice.gap), *said[0]) if voice.gap else (*lines[-1], *said[0])
            said = said[1:]
        lines += said
    names = [name for name, _ in column.fields]
    named = first and names[0] == "name"
    if named and len(names) > 1 and lines:
        lines[0] = tuple(Run(run.text, "strong") if run.style == "plain" else run for run in lines[0])
    colour = tone_of(node) if first else None
    if len(names) == 1 and (item := voice.plan.find(node.get(names[0]))):
        colour = tone_of(item)
    return Cell(tuple(lines) or ((),), tone=colour, heads_row=named and len(names) == 1)


def _anchor(node: Node) -> str | None:
    id_ = node.get("id") if "x-entity" in schema_of(node) else None
    return str(id_) if id_ else None


def _share(voice: Voice, nodes: Sequence[Node], name: str) -> float:
    """Guess how much room a column wants: its label on one line, its text in proportion, neither extreme."""
    lengths = [
        max((sum(len(run.text) for run in line) for line in voice.field(node, name)), default=0) for node in nodes
    ]
    filled = [length for length in lengths if length] or [0]
    return float(min(max(len(voice.label(nodes[0], name)) + 1, sum(filled) / len(filled), 4), 26))


def _all_lines(voice: Voice, nodes: Sequence[Node]) -> Iterator[tuple[Runs, Node]]:
    for node in nodes:
        for line in voice.lines(node):
            yield line, node


def _numbered(lines: Iterator[tuple[int, tuple[Runs, Node]]]) -> Iterator[Clause]:
    for count, (line, node) in lines:
        yield Clause(f"({count})", line, None, node.at())
