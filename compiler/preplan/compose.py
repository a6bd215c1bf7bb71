"""Turn a plan into the document that every writer writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from .chapters import Content, Voice, chapters
from .chapters._blocks import facts, show, show_all, show_fields, show_record, table
from .chapters._finish import anchored, linked, numbered, runs_in
from .chapters._outline import Look, Outline, Part, read_outline
from .chapters._register import register
from .chapters._voice import EDITORIAL, schema_of, shape
from .diagnostics import Text
from .document import (
    STYLE,
    Cover,
    Document,
    Notice,
    Paragraph,
    Run,
    Section,
    Shortcut,
    Table,
    View,
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
        sample_help="标记为示例值的内容（带底色、虚线下划线或“示例值”字样），正式使用前应当替换为本单位的实际情况。",
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
        copy_number="分发号",
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
        copy_number="Copy number",
    ),
}

_NO_OUTLINE = Text("没有名为 {name} 的提纲", "there is no outline `{name}`")
_AUDIENCES = {
    "public": Text("公开", "public"),
    "internal": Text("内部", "internal"),
    "controlled": Text("受控", "controlled"),
}
# What the cover, the header and the furniture say of the head.
_ON_COVER = frozenset(
    f"plan.{name}"
    for name in "schema number version name type organisation language extends overrides removes outline style status control issued_on effective_on".split()
)


def compose(
    plan: Plan, *, audience: Audience, today: date, outline: Outline | None = None, whole: Plan | None = None
) -> Document:
    """Lay a plan out as an outline says, its own when none is given; what the outline does not name comes last.

    A view shows only what its outline names, and numbers nothing. The plan is one that `see` has prepared for the audience; `today` becomes the document's date. What is judged of
    the plan rather than shown, such as whether it covers a clause, is judged of the `whole` plan, when that is given.
    """
    voice = Voice(plan, today, whole)
    outline = outline or outline_of(plan)
    front = [_section(voice, part) for part in outline.front]
    body = [_section(voice, part) for part in outline.body]
    annexes = [_section(voice, part) for part in outline.annexes]
    if not outline.look:
        body = [*_with_rest(voice, outline, [each for each in body if each])]
    sections = tuple(tuple(each for each in part if each) for part in (front, body, annexes))
    names = ("front",) * 3 if outline.look else ("front", "body", "annexes")
    counted = [numbered(voice, part, name) for part, name in zip(sections, names, strict=True)]
    if outline.look:
        counted = [tuple(map(_without_echo, part)) for part in counted]
    finished = linked(anchored(*counted), _places(outline))
    words = WORDS[plan.language]
    cover = _cover(voice, audience)
    ids = {section.id for part in finished for _, section in walk(part)}
    return Document(
        id=plan.id,
        language=plan.language,
        version=str(plan.head.get("version", "")),
        audience=audience,
        date=today.isoformat(),
        draft=_is_draft(voice),
        words=words,
        cover=cover,
        front=finished[0],
        body=finished[1] if outline.look else _with_sample_notice(finished[1], finished, cover, words),
        annexes=finished[2],
        shortcuts=tuple(Shortcut(voice.say(said), id_) for id_, said in outline.shortcuts if id_ in ids),
        view=_view(voice, outline.look) if outline.look else None,
        style=str(plan.head.get("style", STYLE)),
    )


def compose_views(plan: Plan, *, audience: Audience, today: date, whole: Plan | None = None) -> list[Document]:
    """Compose each view of a plan that has something to show; every outline in `views/` lays out one."""
    names = sorted(path.stem for path in (folder("schema") / "outlines" / "views").glob("*.yaml"))
    made = (
        compose(plan, audience=audience, today=today, whole=whole, outline=load_outline(f"views/{name}"))
        for name in names
    )
    return [document for document in made if document.sections]


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


def _view(voice: Voice, look: Look) -> View:
    return View(look.name, voice.say(look.title), look.formats, look.paper, look.breaks, look.contents, look.dense)


def _without_echo(section: Section) -> Section:
    """Leave out the caption of a table that has no number and only repeats the heading above it."""
    blocks = (
        replace(each, caption="") if isinstance(each, Table) and each.caption == section.title else each
        for each in section.blocks
    )
    return replace(section, blocks=tuple(blocks), sections=tuple(map(_without_echo, section.sections)))


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
        if part.layout == "register":
            return register(voice, nodes, id_, title, part.fields)
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
    names = part.fields or [name for name in kinds()[kind].schema["properties"] if name not in EDITORIAL]
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
            if name not in EDITORIAL:
                yield from _rest(voice, kind, (*path, name), shown)
        return
    id_ = "-".join((kind, "further", *path)).replace("_", "-")
    title = voice.say(label(schema))
    content = _content(voice, Part(id_, source=(kind, *path)), id_, title)
    if content:
        yield path, content


def _cover(voice: Voice, audience: Audience) -> Cover:
    samples: list[str] = []

    def said(name: str, field: str = "") -> str:
        node = voice.head(name)
        runs = voice.runs(node) if node else ()
        if any(run.style == "sample" for run in runs):
            samples.append(field or name)
        return plain(runs)

    control = [text for each in ("status", "control") if (text := said(each, "status"))]
    return Cover(
        number=said("number"),
        version=said("version"),
        organisation=said("organisation"),
        title=said("name", "title"),
        kind=said("type", "kind"),
        status=voice.comma.join(control),
        issued_on=said("issued_on"),
        effective_on=said("effective_on"),
        audience=voice.say(_AUDIENCES[audience]),
        samples=tuple(dict.fromkeys(samples)),
        numbered=audience != "public" and voice.plan.head.get("control") == "controlled",
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
    body: tuple[Section, ...], sections: Sequence[tuple[Section, ...]], cover: Cover, words: Words
) -> tuple[Section, ...]:
    """Explain once, before everything else, what a sample value is."""
    marked = any(run.style == "sample" for part in sections for _, each in walk(part) for run in runs_in(each))
    if not body or not (marked or cover.samples):
        return body
    notice = Notice("sample", words.sample, ((Run(words.sample_help),),))
    return (replace(body[0], blocks=(notice, *body[0].blocks)), *body[1:])


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
