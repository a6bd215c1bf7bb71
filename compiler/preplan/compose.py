"""Turn a plan into the document that every writer writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from operator import is_
from pathlib import Path

from .chapters import Content, Voice, chapters
from .chapters._blocks import facts, show, show_all, show_fields, show_record, table
from .chapters._outline import Outline, Part, read_outline
from .chapters._voice import FIELD, schema_of, shape
from .diagnostics import Text
from .document import (
    Block,
    Cell,
    Clauses,
    Cover,
    Document,
    Facts,
    Figure,
    Notice,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Signatures,
    Table,
    Words,
    plain,
    walk,
)
from .errors import PreplanError
from .model import Audience, Plan, kinds, label, schema_at
from .resources import folder

WORDS = {
    "zh": Words(
        contents="目次",
        page="第 {page} 页 共 {pages} 页",
        draft="草案",
        sample="示例值",
        sample_help="带有示例标记的内容是示例值，正式使用前应当替换为本单位的实际情况。",
        number="编号",
        version="版本号",
        issued_on="颁布日期",
        effective_on="生效日期",
        audience="公开范围",
        signature="签字",
        date="日期",
        opinion="意见",
        caution="注意",
        table_continued="（续）",
    ),
    "en": Words(
        contents="Contents",
        page="Page {page} of {pages}",
        draft="Draft",
        sample="Sample value",
        sample_help="What is marked as a sample is made up, and has to be replaced by your own values before use.",
        number="Number",
        version="Version",
        issued_on="Issued on",
        effective_on="Effective on",
        audience="Audience",
        signature="Signature",
        date="Date",
        opinion="Opinion",
        caution="Caution",
        table_continued=" (continued)",
    ),
}

_TABLE = Text("表 {count}", "Table {count}")
_FIGURE = Text("图 {count}", "Figure {count}")
_ANNEX = Text("附件 {count}", "Annex {count}")
_ANNEX_PART = Text("附 {count}", "{count}")
_ANNEX_TABLE = Text("附表 {count}", "Annex table {count}")
_ANNEX_FIGURE = Text("附图 {count}", "Annex figure {count}")
_NO_OUTLINE = Text("没有名为 {name} 的提纲", "there is no outline `{name}`")
_AUDIENCES = {
    "public": Text("公开", "public"),
    "internal": Text("内部", "internal"),
    "controlled": Text("受控", "controlled"),
}
# Where a value comes from and what is only for editors.
_UNSAID = frozenset({"id", "source", "example", "note"})
# What the cover, the header and the furniture say of the head.
_ON_COVER = frozenset(
    f"plan.{name}"
    for name in "schema number version name type organisation language extends outline status control issued_on effective_on".split()
)


def compose(plan: Plan, *, audience: Audience, today: date, outline: Outline | None = None) -> Document:
    """Lay a plan out as an outline says, its own when none is given; what the outline does not name comes last.

    The plan is one that `see` has prepared for the audience; `today` becomes the document's date.
    """
    voice = Voice(plan, today)
    outline = outline or outline_of(plan)
    front = [_section(voice, part) for part in outline.front]
    body = [_section(voice, part) for part in outline.body]
    annexes = [_section(voice, part) for part in outline.annexes]
    body = [*_with_rest(voice, outline, [each for each in body if each])]
    sections = tuple(tuple(each for each in part if each) for part in (front, body, annexes))
    names = ("front", "body", "annexes")
    numbered = (_numbered(voice, part, name) for part, name in zip(sections, names, strict=True))
    finished = _linked(_anchored(*numbered), _places(outline))
    words = WORDS[plan.language]
    return Document(
        id=plan.id,
        language=plan.language,
        version=str(plan.head.get("version", "")),
        audience=audience,
        date=today.isoformat(),
        draft=_is_draft(voice),
        words=words,
        cover=_cover(voice, audience),
        front=finished[0],
        body=_with_sample_notice(finished[1], finished, words),
        annexes=finished[2],
    )


def outline_of(plan: Plan) -> Outline:
    """Return the outline that a plan names, else the one of its type; raises PreplanError where there is none."""
    name = plan.head.get("outline")
    if name is None:
        name = str(plan.head.get("type", "comprehensive"))
        if not _outline_file(name).is_file():
            name = "comprehensive"
    return load_outline(str(name))


@cache
def load_outline(name: str) -> Outline:
    """Read an outline by its name; raises PreplanError where there is none."""
    path = _outline_file(name)
    if not path.is_file():
        raise PreplanError(_NO_OUTLINE(name=name))
    return read_outline(path.read_text("utf-8"), path.name, frozenset(chapters()), load_outline)


def _outline_file(name: str) -> Path:
    return folder("schema") / "outlines" / f"{name}.yaml"


def _section(voice: Voice, part: Part) -> Section | None:
    """Compose one part of the outline; nothing where it has nothing to say."""
    title = voice.say(part.title) if part.title else _label(voice, part.source)
    id_ = part.id if part.id not in voice.plan.items else f"{part.id}-section"
    content = _content(voice, part, id_, title)
    inner = [section for each in part.parts if (section := _section(voice, each))]
    if not content and not inner:
        return None
    if part.intro:
        content.blocks.insert(0, Paragraph((Run(voice.say(part.intro)),)))
    return Section(id_, "", title, tuple(content.blocks), (*content.sections, *inner))


def _content(voice: Voice, part: Part, id_: str, title: str) -> Content:
    if part.chapter:
        lay_out, _ = chapters()[part.chapter]
        return lay_out(voice, id_, title)
    if not part.source:
        return Content()
    kind, *path = part.source
    if schema_at(kind, tuple(path)).get("type") == "array":
        nodes = voice.entries(kind, *path)
        if nodes and (part.columns or shape(schema_of(nodes[0])) == "record"):
            return Content([table(voice, nodes, id_, title, part.columns)])
        return show_all(voice, nodes, id_, title)
    if not path:
        return _whole(voice, part, id_)
    node = voice.plan.field(kind, path[0])
    for name in path[1:]:
        node = node.child(name) if node is not None and name in node else None
    if node is None:
        return Content()
    if part.layout == "facts":
        made = facts(voice, [node.child(name) for name in part.fields or voice.fields(node) if name in node])
        return Content([made] if made else [])
    return show_record(voice, node, id_, part.fields) if part.fields else show(voice, node, id_, title)


def _whole(voice: Voice, part: Part, id_: str) -> Content:
    """Lay a kind out that is one mapping; each of its fields is that of the last layer that has it."""
    (kind,) = part.source
    names = part.fields or [name for name in kinds()[kind].schema["properties"] if name not in _UNSAID]
    if part.fields:
        nodes = [node for name in names if (node := voice.plan.field(kind, name))]
        if part.layout == "facts":
            made = facts(voice, nodes)
            return Content([made] if made else [])
        return show_fields(voice, nodes, id_)
    content = Content()
    for name in names:
        own = f"{id_}-{name.replace('_', '-')}"
        inner = _section(voice, Part(own, source=(kind, name)))
        if inner:
            content.sections.append(inner)
    return content


def _label(voice: Voice, source: Sequence[str]) -> str:
    return voice.say(label(schema_at(source[0], tuple(source[1:])))) if source else ""


def _with_rest(voice: Voice, outline: Outline, body: Sequence[Section]) -> Iterator[Section]:
    """Append what the outline does not name, so that nothing an author wrote is left out without a word."""
    yield from body
    shown = set(_ON_COVER)
    for name in outline.shown:
        shown |= set(chapters()[name.removeprefix("chapter:")][1]) if name.startswith("chapter:") else {name}
    for kind in kinds().values():
        parts = list(_rest(voice, kind.name, (), shown))
        if parts:
            title = voice.say(kind.label)
            id_ = f"{kind.name}-further"
            if len(parts) == 1 and not parts[0][0]:
                content = parts[0][1]
                yield Section(id_, "", title, tuple(content.blocks), tuple(content.sections))
                continue
            sections = []
            for path, content in parts:
                own = "-".join((id_, *path)).replace("_", "-")
                heading = voice.say(label(schema_at(kind.name, path)))
                sections.append(Section(own, "", heading, tuple(content.blocks), tuple(content.sections)))
            yield Section(id_, "", title, (), tuple(sections))


def _rest(voice: Voice, kind: str, path: tuple[str, ...], shown: set[str]) -> Iterator[tuple[tuple[str, ...], Content]]:
    """Find the fields of a kind that nothing shows, from the top down."""
    dotted = ".".join((kind, *path))
    if dotted in shown:
        return
    schema = schema_at(kind, path)
    if "properties" in schema and (not path or any(each.startswith(f"{dotted}.") for each in shown)):
        for name in schema["properties"]:
            if name not in _UNSAID:
                yield from _rest(voice, kind, (*path, name), shown)
        return
    id_ = "-".join((kind, "further", *path)).replace("_", "-")
    title = voice.say(label(schema))
    content = _content(voice, Part(id_, source=(kind, *path)), id_, title)
    if content:
        yield path, content


def _cover(voice: Voice, audience: Audience) -> Cover:
    def said(name: str) -> str:
        node = voice.head(name)
        return plain(voice.runs(node)) if node else ""

    control = [text for each in ("status", "control") if (text := said(each))]
    return Cover(
        number=said("number"),
        version=said("version"),
        organisation=said("organisation"),
        title=said("name"),
        kind=said("type"),
        status=voice.comma.join(control),
        issued_on=said("issued_on"),
        effective_on=said("effective_on"),
        audience=voice.say(_AUDIENCES[audience]),
    )


def _is_draft(voice: Voice) -> bool:
    """Say whether a plan is not yet in force: it says so itself, or its principal has not approved it."""
    principal, status = voice.head("principal"), voice.head("status")
    approved = any(
        each.get("stage") == "approval" and "on" in each and principal and each.get("role") == principal.data
        for each in voice.entries("approvals")
    )
    return status is None or status.data == "draft" or not approved


def _with_sample_notice(
    body: tuple[Section, ...], sections: Sequence[tuple[Section, ...]], words: Words
) -> tuple[Section, ...]:
    """Explain once, before everything else, what a sample value is."""
    marked = any(run.style == "sample" for part in sections for _, each in walk(part) for run in _runs(each))
    if not body or not marked:
        return body
    notice = Notice("sample", words.sample, ((Run(words.sample_help),),))
    return (replace(body[0], blocks=(notice, *body[0].blocks)), *body[1:])


# Numbers, anchors, links: what can only be known once everything is there.


def _numbered(voice: Voice, sections: Sequence[Section], part: str) -> tuple[Section, ...]:
    """Number chapters, sections, tables and figures in reading order; the front has no numbers."""
    counts: Counter[str] = Counter()

    def block(each: Block) -> Block:
        if part == "front" or not isinstance(each, Table | Figure):
            return each
        kind = "table" if isinstance(each, Table) else "figure"
        counts[kind] += 1
        texts = {
            ("table", "body"): _TABLE,
            ("figure", "body"): _FIGURE,
            ("table", "annexes"): _ANNEX_TABLE,
            ("figure", "annexes"): _ANNEX_FIGURE,
        }
        return replace(each, label=voice.say(texts[kind, part], count=counts[kind]))

    def section(each: Section, number: str, depth: int) -> Section:
        shown = number
        if part == "front":
            shown = ""
        elif part == "annexes":
            shown = voice.say(_ANNEX if depth == 1 else _ANNEX_PART, count=number)
        blocks = tuple(block(b) for b in each.blocks)
        inner = tuple(section(s, f"{number}.{count}", depth + 1) for count, s in enumerate(each.sections, 1))
        return replace(each, number=shown, blocks=blocks, sections=inner)

    return tuple(section(each, str(count), 1) for count, each in enumerate(sections, 1))


def _anchored(*parts: tuple[Section, ...]) -> tuple[tuple[Section, ...], ...]:
    """Make every id stand for one place: sections first, then tables and figures, then rows and clauses."""
    used: set[str] = set()

    def own(id_: str) -> str:
        count, made = 2, id_
        while made in used:
            made, count = f"{id_}-{count}", count + 1
        used.add(made)
        return made

    def once(id_: str | None) -> str | None:
        if id_ is None or id_ in used:
            return None
        used.add(id_)
        return id_

    def section(each: Section) -> Section:
        return replace(each, id=own(each.id), sections=tuple(map(section, each.sections)))

    def large(block: Block) -> Block:
        if isinstance(block, Table | Figure):
            return replace(block, id=own(block.id))
        if isinstance(block, Signatures):
            return Signatures(tuple(replace(field, id=own(field.id)) for field in block.fields))
        return block

    def small(block: Block) -> Block:
        if isinstance(block, Table):
            rows = ((row, once(row.id)) for row in block.rows)
            return replace(block, rows=tuple(row if id_ == row.id else replace(row, id=id_) for row, id_ in rows))
        if isinstance(block, Clauses):
            return Clauses(tuple(replace(clause, id=once(clause.id)) for clause in block.clauses))
        return block

    done = [tuple(map(section, part)) for part in parts]
    for each in (large, small):
        done = [_each_block(part, each) for part in done]
    return tuple(done)


def _each_block(sections: tuple[Section, ...], change: Callable[[Block], Block]) -> tuple[Section, ...]:
    return tuple(
        replace(each, blocks=tuple(map(change, each.blocks)), sections=_each_block(each.sections, change))
        for each in sections
    )


def _places(outline: Outline) -> dict[str, str]:
    """Say in which section each kind and field is shown first."""
    found: dict[str, str] = {}

    def visit(part: Part) -> None:
        dotted = ".".join(part.source)
        for name in (
            chapters()[part.chapter][1] if part.chapter else [f"{dotted}.{each}" for each in part.fields] or [dotted]
        ):
            found.setdefault(name, part.id)
            # Where a kind as a whole is meant, its first section will do.
            found.setdefault(name.partition(".")[0], part.id)
        for each in part.parts:
            visit(each)

    for part in outline.body + outline.annexes + outline.front:
        visit(part)
    return found


def _linked(parts: tuple[tuple[Section, ...], ...], places: Mapping[str, str]) -> tuple[tuple[Section, ...], ...]:
    """Give references without words those of what they lead to, and take away those that lead nowhere."""
    targets: dict[str, str] = {}
    for part in parts:
        for _, section in walk(part):
            targets[section.id] = section.number or section.title
            for block in section.blocks:
                match block:
                    case Table():
                        targets[block.id] = block.label or block.caption
                        targets.update({row.id: "" for row in block.rows if row.id})
                    case Figure():
                        targets[block.id] = block.label or block.caption
                    case Clauses():
                        targets.update({clause.id: "" for clause in block.clauses if clause.id})

    def runs(given: Runs) -> Runs:
        if all(run.ref is None for run in given):
            return given
        return tuple(made for run in given if (made := run if run.ref is None else run_(run)).text)

    def run_(run: Run) -> Run:
        # A run of nothing but a gap takes its words from where it leads.
        ref = _place(places, run.ref[len(FIELD) :]) if run.ref and run.ref.startswith(FIELD) else run.ref
        if ref is None or ref not in targets:
            return Run(run.text if run.text.strip() else "", run.style)
        return Run(run.text if run.text.strip() else run.text + targets[ref], run.style, ref)

    return tuple(_each_block(part, lambda block: _with_runs(block, runs)) for part in parts)


def _place(places: Mapping[str, str], field: str) -> str | None:
    """Return the section that shows a field, or the whole of which it is a part."""
    if field in places:
        return places[field]
    kind, _, name = field.partition(".")
    return f"{places[kind]}-{name.replace('_', '-')}" if kind in places and name else None


def _with_runs(block: Block, change: Callable[[Runs], Runs]) -> Block:
    def cell(each: Cell) -> Cell:
        lines = tuple(map(change, each.lines))
        # Most cells hold no reference; to make them anew would take longer than all the rest.
        return each if all(map(is_, lines, each.lines)) else replace(each, lines=lines)

    def row(each: Row) -> Row:
        cells = tuple(map(cell, each.cells))
        return each if all(map(is_, cells, each.cells)) else replace(each, cells=cells)

    match block:
        case Paragraph():
            return replace(block, runs=change(block.runs))
        case Clauses():
            return Clauses(tuple(replace(each, runs=change(each.runs)) for each in block.clauses))
        case Facts():
            return Facts(tuple(replace(each, runs=change(each.runs)) for each in block.facts))
        case Table():
            return replace(block, header=tuple(map(row, block.header)), rows=tuple(map(row, block.rows)))
        case Notice():
            return replace(block, lines=tuple(map(change, block.lines)))
    return block


def _runs(section: Section) -> Iterator[Run]:
    found: list[Run] = []

    def keep(runs: Runs) -> Runs:
        found.extend(runs)
        return runs

    for block in section.blocks:
        _with_runs(block, keep)
    return iter(found)
