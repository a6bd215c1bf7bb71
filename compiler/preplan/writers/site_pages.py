"""Lay documents out as Markdown pages whose every text is escaped."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..document import (
    PALETTE,
    Block,
    Cell,
    Clauses,
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
    plain,
    walk,
)
from ..errors import PreplanError
from .site_config import Settings
from .site_drawing import drawing

if TYPE_CHECKING:
    from jinja2 import Environment

# What the site itself says around a document.
WORDS = {
    "zh": {
        "home": "首页",
        "plans": "预案",
        "intro": "选择预案;手机上可用右上角的搜索查找岗位、措施和电话。",
        "front": "批准与修订",
        "annexes": "附件",
        "version": "版本",
        "effective": "生效",
        "levels": "判断级别",
        "steps": "处置步骤",
        "contacts": "联系电话",
        "matrix": "风险矩阵",
        "quick": "常用",
        "previous": "上一章",
        "next": "下一章",
        "in words": "文字说明",
        "draft help": "本版尚未批准,不得作为执行依据。",
        "path": "所在位置",
        "kind": "类型",
        "status": "状态",
        "organisation": "编制单位",
    },
    "en": {
        "home": "Home",
        "plans": "Plans",
        "intro": "Choose a plan, or search for a post, a measure or a telephone number.",
        "front": "Approval and revisions",
        "annexes": "Annexes",
        "version": "Version",
        "effective": "In force",
        "levels": "Which level?",
        "steps": "What to do",
        "contacts": "Whom to call",
        "matrix": "Risk matrix",
        "quick": "Quick access",
        "previous": "Previous",
        "next": "Next",
        "in words": "In words",
        "draft help": "This version is not approved and must not be acted on.",
        "path": "You are here",
        "kind": "Type",
        "status": "Status",
        "organisation": "Organisation",
    },
}


# Ends a row in the text that the search reads, so that a result shows the row and not the whole table;
# taken out of the finished pages. A noncharacter: no text can hold it, and clean() drops it.
ROW_END = "\ufdd0"


def pages(documents: Sequence[Document], settings: Settings, templates: Path) -> dict[str, str]:
    """Make the Markdown page of every path: the home page, each plan's front page and its top-level sections."""
    environment = _environment(templates)
    made = {"index.md": _home(documents, settings, environment)}
    for document in documents:
        _safe_id(document.id, "plan")
        front = f"plans/{document.id}/index.md"
        if front in made:
            raise PreplanError(f"two plans have the id `{document.id}`")
        made[front] = _front(document, environment)
        for section in document.sections:
            _safe_id(section.id, f"section of {document.id}")
            path = f"plans/{document.id}/{section.id}/index.md"
            if path in made:
                raise PreplanError(f"{document.id}: two chapters have the id `{section.id}`")
            made[path] = _chapter(document, section, environment)
    return made


def tones() -> str:
    """Say the palette, and the widths of table columns, as a style sheet; pages carry no style of their own."""
    rules = [f".pp-tone-{tone}{{background:{back};color:{front}}}" for tone, (back, front) in PALETTE.items()]
    rules += [f"col.pp-w-{share}{{width:{share}%}}" for share in range(1, 101)]
    return "\n".join(rules) + "\n"


def escape_markdown(text: str) -> str:
    """Write a text so that neither Markdown nor HTML sees anything in it but the text, on one line.

    >>> escape_markdown("<b> {#x}")
    '&#60;b&#62; &#123;&#35;x&#125;'
    """
    return re.sub(r"[!-/:-@\[-`{-~]", lambda match: f"&#{ord(match[0])};", clean(text))


def clean(text: str) -> str:
    r"""Drop characters that no page can hold and put the rest on one line.

    >>> clean("a\x00\n\n b")
    'a b'
    """
    return " ".join(_CONTROL.sub("", text).split())


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ID = re.compile(r"[a-z][a-z0-9-]{0,126}")
_HREF = re.compile(
    r"tel:\+?[0-9*#(),;ext.-]+|mailto:[^\s\"<>\[\]\\:]+|https://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][^\s\"<>\[\]\\]*)?"
)


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    style: str
    href: str
    mark: str


@dataclass(frozen=True, slots=True)
class _Box:
    """A table cell as the template prints it; a repeat stands in for a cell that spans from a row above."""

    tag: str
    scope: str
    css: str
    colspan: int
    rowspan: int
    label: str
    lines: tuple[tuple[_Text, ...], ...]
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    boxes: tuple[_Box, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a document's ids are found, seen from one of its pages (empty for the front page)."""

    document: Document
    page: str
    homes: dict[str, str]

    def link(self, ref: str) -> str:
        home = self.homes.get(ref)
        if home is None:
            raise PreplanError(f"{self.document.id}: a reference leads to `{ref}`, which is not in the document")
        if home == self.page:
            return f"#{ref}"
        return (f"../{home}/" if self.page else f"{home}/") + ("" if home == ref else f"#{ref}")

    def runs(self, runs: Runs) -> tuple[_Text, ...]:
        mark = self.document.words.sample
        texts = []
        for run in runs:
            href = ""
            if run.ref is not None:
                href = self.link(run.ref)
            elif run.href is not None and _HREF.fullmatch(run.href):
                href = run.href
            texts.append(_Text(_CONTROL.sub("", run.text), run.style, href, mark if run.style == "sample" else ""))
        return tuple(texts)


def _environment(templates: Path) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(templates),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["row_end"] = ROW_END
    return environment


def _island(environment: Environment, template: str, **values: Any) -> str:
    """Render a template as one raw HTML block: Markdown leaves it alone as long as it holds no blank line."""
    text = environment.get_template(template).render(**values)
    return re.sub(r"\n\s*\n", "\n", text.strip()) + "\n"


def _matter(values: dict[str, Any]) -> str:
    """Write front matter as JSON, every text escaped: themes print these as they are."""

    def escape(value: Any) -> Any:
        if isinstance(value, str):
            return html.escape(clean(value))
        if isinstance(value, dict):
            return {key: escape(part) for key, part in value.items()}
        if isinstance(value, list | tuple):
            return [escape(part) for part in value]
        return value

    return f"---\n{json.dumps(escape(values), ensure_ascii=False)}\n---\n\n"


def _heading(depth: int, section: Section) -> str:
    return f"{'#' * min(depth, 6)} {escape_markdown(section.heading)} {{#{_safe_id(section.id, 'section')}}}\n\n"


def _home(documents: Sequence[Document], settings: Settings, environment: Environment) -> str:
    words = WORDS[settings.language]
    matter = {"title": settings.site_name, "hide": ["navigation", "toc"]}
    cards = [{"url": f"plans/{d.id}/", "cover": d.cover, "draft": d.words.draft if d.draft else ""} for d in documents]
    island = _island(environment, "home.html.j2", cards=cards, words=words, description=settings.site_description)
    return f"{_matter(matter)}# {escape_markdown(settings.site_name)} {{#home}}\n\n{island}"


def _front(document: Document, environment: Environment) -> str:
    words = WORDS[document.language]
    place = _Place(document, "", _homes(document))
    island = _island(
        environment,
        "plan.html.j2",
        cover=document.cover,
        facts=[(label, place.runs(runs)) for label, runs in _cover_facts(document)],
        draft=document.words.draft if document.draft else "",
        sample=document.words.sample if _has_sample(document) else "",
        sample_help=document.words.sample_help,
        contents=document.words.contents,
        groups=[
            (label, [_entry(section) for section in sections])
            for label, sections in (
                ("", document.body),
                (words["annexes"], document.annexes),
                (words["front"], document.front),
            )
            if sections
        ],
        quick=[(kind, words[kind], caption, place.link(ref)) for kind, caption, ref in _quick(document)],
        words=words,
    )
    title = f"# {escape_markdown(document.title)} {{#{document.id}}}\n\n"
    return _matter({**_around(document, ""), "hide": ["toc"]}) + title + island


def _chapter(document: Document, top: Section, environment: Environment) -> str:
    place = _Place(document, top.id, _homes(document))
    parts = [_matter(_around(document, top.id))]
    for depth, section in walk((top,)):
        parts.append(_heading(depth, section))
        if section.blocks:
            blocks = [_block(block, place) for block in section.blocks]
            island = _island(environment, "blocks.html.j2", blocks=blocks, words=WORDS[document.language])
            parts.append(island + "\n")
    return "".join(parts)


def _around(document: Document, page: str) -> dict[str, Any]:
    """Say what the theme shows around a page of a plan: navigation, neighbours, the plan's particulars."""
    words = WORDS[document.language]
    base = f"plans/{document.id}/"
    order = [("", document.title)] + [(section.id, section.heading) for section in document.sections]
    at = [id for id, _ in order].index(page)

    def neighbour(index: int) -> dict[str, str] | None:
        if not 0 <= index < len(order):
            return None
        id, title = order[index]
        return {"title": title, "url": base + (f"{id}/" if id else "")}

    cover = document.cover
    return {
        "title": order[at][1],
        "description": f"{document.title} {cover.number}",
        "lang": document.language,
        "plan": {"title": document.title, "url": base},
        "particulars": [
            text
            for text in (
                cover.number,
                f"{words['version']} {cover.version}",
                cover.status,
                f"{words['effective']} {cover.effective_on}" if cover.effective_on else "",
            )
            if text.strip()
        ],
        "draft": document.words.draft if document.draft else None,
        "draft_help": words["draft help"],
        "words": {key: words[key] for key in ("home", "path", "previous", "next")},
        "groups": [
            {
                "title": title,
                "pages": [{"title": section.heading, "url": f"{base}{section.id}/"} for section in sections],
            }
            for title, sections in (
                (document.words.contents, document.body),
                (words["annexes"], document.annexes),
                (words["front"], document.front),
            )
            if sections
        ],
        "previous": neighbour(at - 1),
        "next": neighbour(at + 1),
    }


def _cover_facts(document: Document) -> Iterator[tuple[str, Runs]]:
    cover, words, own = document.cover, document.words, WORDS[document.language]
    for label, text in (
        (words.number, cover.number),
        (words.version, cover.version),
        (own["kind"], cover.kind),
        (own["status"], cover.status),
        (own["organisation"], cover.organisation),
        (words.issued_on, cover.issued_on),
        (words.effective_on, cover.effective_on),
        (words.audience, cover.audience),
    ):
        if text:
            yield label, (Run(text),)
    for fact in cover.facts:
        yield fact.label, fact.runs


def _entry(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": section.title,
        "url": f"{section.id}/",
        "sections": [{"title": each.heading, "url": f"{section.id}/#{each.id}"} for each in section.sections],
    }


def _homes(document: Document) -> dict[str, str]:
    """Map every id to the top-level section whose page holds it."""
    homes: dict[str, str] = {}
    for top in document.sections:
        for _, section in walk((top,)):
            homes[section.id] = top.id
            for block in section.blocks:
                for id in _ids(block):
                    homes[id] = top.id
    return homes


def _ids(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield block.id
            yield from (row.id for row in block.header + block.rows if row.id)
        case Figure():
            yield block.id
        case Clauses(clauses=clauses):
            yield from (clause.id for clause in clauses if clause.id)
        case _:
            pass


def _all_runs(document: Document) -> Iterator[Runs]:
    for fact in document.cover.facts:
        yield fact.runs
    for _, section in walk(document.sections):
        for block in section.blocks:
            match block:
                case Paragraph(runs=runs):
                    yield runs
                case Clauses(clauses=clauses):
                    yield from (clause.runs for clause in clauses)
                case Facts(facts=facts):
                    yield from (fact.runs for fact in facts)
                case Table():
                    for row in block.rows:
                        for cell in row.cells:
                            yield from cell.lines
                case Notice(lines=lines):
                    yield from lines
                case _:
                    pass


def _has_sample(document: Document) -> bool:
    return any(run.style == "sample" for runs in _all_runs(document) for run in runs)


def _quick(document: Document) -> Iterator[tuple[str, str, str]]:
    """Find the tables that people look for first: kind, caption, id."""
    tables = [b for _, s in walk(document.body + document.annexes) for b in s.blocks if isinstance(b, Table)]
    found: dict[str, Table] = {}
    for table in tables:
        heads = [row.cells[0] for row in table.rows if row.cells]
        if table.layout == "matrix":
            found.setdefault("matrix", table)
        elif table.layout == "steps":
            found.setdefault("steps", table)
        elif sum(head.tone is not None and head.heads_row for head in heads) >= 2:
            found.setdefault("levels", table)
    calls = [(sum(_calls(cell) for row in table.rows for cell in row.cells), table) for table in tables]
    most = max((count for count, _ in calls), default=0)
    if most:
        found["contacts"] = next(table for count, table in calls if count == most)
    for kind in ("levels", "steps", "contacts", "matrix"):
        if kind in found:
            yield kind, found[kind].caption, found[kind].id


def _calls(cell: Cell) -> int:
    return sum((run.href or "").startswith("tel:") for line in cell.lines for run in line)


def _block(block: Block, place: _Place) -> dict[str, Any]:
    match block:
        case Paragraph(runs=runs):
            return {"is": "paragraph", "runs": place.runs(runs)}
        case Clauses(clauses=clauses):
            return {"is": "clauses", "clauses": [(c.id or "", c.label, place.runs(c.runs)) for c in clauses]}
        case Facts(facts=facts):
            return {"is": "facts", "facts": [(fact.label, place.runs(fact.runs)) for fact in facts]}
        case Notice():
            lines = [place.runs(line) for line in block.lines]
            return {"is": "notice", "kind": block.kind, "title": block.title, "lines": lines}
        case Signatures(fields=fields):
            return {"is": "signatures", "fields": fields, "words": place.document.words}
        case Figure():
            return {"is": "figure", "figure": block, "svg": _safe(drawing(block))}
        case Table():
            return _table(block, place)


def _safe(markup: str) -> Any:
    from markupsafe import Markup

    # Only a drawing comes here, of known shapes and with its texts escaped.
    return Markup(markup)  # noqa: S704


def _table(table: Table, place: _Place) -> dict[str, Any]:
    columns = len(table.widths)
    heads = _heads(table, columns)
    stacks = table.layout != "matrix"
    return {
        "is": "table",
        "table": table,
        "widths": [max(1, min(100, round(share * 100))) for share in table.widths],
        "header": [_line(row, place, header=True) for row in table.header],
        "rows": list(_rows(table, heads if stacks else [""] * columns, place, repeats=stacks)),
        "no_head": not (table.rows and table.rows[0].cells and table.rows[0].cells[0].heads_row),
    }


def _heads(table: Table, columns: int) -> list[str]:
    """Say what stands above each column, for cards on a narrow screen."""
    heads: list[list[str]] = [[] for _ in range(columns)]
    for _, at, cell in _grid(table.header):
        text = " ".join(plain(line) for line in cell.lines)
        for column in range(at, min(at + cell.colspan, columns)):
            heads[column].append(text)
    return [" ".join(parts) for parts in heads]


def _grid(rows: Sequence[Row]) -> Iterator[tuple[int, int, Cell]]:
    """Visit cells with their row and first column, spans of rows above taken into account."""
    busy: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        at = 0
        for cell in row.cells:
            while (index, at) in busy:
                at += 1
            for down in range(cell.rowspan):
                busy.update((index + down, at + right) for right in range(cell.colspan))
            yield index, at, cell
            at += cell.colspan


def _rows(table: Table, heads: list[str], place: _Place, *, repeats: bool) -> Iterator[_Line]:
    columns = len(heads)
    placed: list[list[tuple[int, Cell, bool]]] = [[] for _ in table.rows]
    for index, at, cell in _grid(table.rows):
        placed[index].append((at, cell, False))
        if repeats:
            for down in range(index + 1, min(index + cell.rowspan, len(table.rows))):
                placed[down].append((at, cell, True))
    for row, cells in zip(table.rows, placed, strict=True):
        boxes = tuple(
            _box(cell, place, label=heads[at] if at < columns else "", repeat=repeat)
            for at, cell, repeat in sorted(cells, key=lambda each: each[0])
        )
        yield _Line(row.id or "", boxes)


def _line(row: Row, place: _Place, *, header: bool) -> _Line:
    return _Line(row.id or "", tuple(_box(cell, place, header=header) for cell in row.cells))


def _box(cell: Cell, place: _Place, *, header: bool = False, label: str = "", repeat: bool = False) -> _Box:
    lines = tuple(place.runs(line) for line in cell.lines)
    empty = not any(text.text.strip() for line in lines for text in line)
    names = [
        f"pp-tone-{cell.tone}" if cell.tone else "",
        "pp-center" if cell.align == "center" else "",
        "pp-empty" if empty else "",
        "pp-repeat" if repeat else "",
    ]
    scope = ("colgroup" if cell.colspan > 1 else "col") if header else ("row" if cell.heads_row else "")
    return _Box(
        tag="th" if header or (cell.heads_row and not repeat) else "td",
        scope="" if repeat else scope,
        css=" ".join(name for name in names if name),
        colspan=1 if repeat else cell.colspan,
        rowspan=1 if repeat else cell.rowspan,
        label="" if header or cell.heads_row else label,
        lines=lines,
        repeat=repeat,
    )


def _safe_id(id: str, what: str) -> str:
    if not _ID.fullmatch(id):
        raise PreplanError(f"the {what} has the id `{clean(id)[:80]}`, which cannot be part of an address")
    return id
