"""Lay documents out as Markdown pages whose every text is escaped."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..diagnostics import Text
from ..document import PALETTE, Document, Runs, Section, walk
from ..errors import PreplanError
from ..settings import Settings
from .site_blocks import Place, block_of, homes_of
from .site_sample import has_sample
from .site_text import ROW_END, clean, escape_markdown, safe_id
from .site_words import WORDS

if TYPE_CHECKING:
    from jinja2 import Environment


# Folders of site/pages that are on every site.
_MANUAL = ("reference", "rules")
_PLAN_TWICE = Text("有两个预案的编号都是“{id}”", "two plans have the id `{id}`")
_CHAPTER_TWICE = Text("{plan}：有两章的编号都是“{id}”", "{plan}: two chapters have the id `{id}`")
_A_PLAN = Text("预案", "the plan")
_A_CHAPTER = Text("预案 {plan} 的一章", "the chapter of {plan}")
_A_SECTION = Text("一节", "the section")


def pages(documents: Sequence[Document], settings: Settings, templates: Path) -> dict[str, str]:
    """Make the Markdown page of every path: the home page, each plan's front page and its top-level sections."""
    environment = _environment(templates)
    made = {"index.md": _home(documents, settings, environment)}
    for document in documents:
        safe_id(document.id, _A_PLAN())
        front = f"plans/{document.id}/index.md"
        if front in made:
            raise PreplanError(_PLAN_TWICE(id=document.id))
        homes = homes_of(document)
        made[front] = _front(Place(document, "", homes), environment)
        for section in document.sections:
            safe_id(section.id, _A_CHAPTER(plan=document.id))
            path = f"plans/{document.id}/{section.id}/index.md"
            if path in made:
                raise PreplanError(_CHAPTER_TWICE(plan=document.id, id=section.id))
            made[path] = _chapter(Place(document, section.id, homes), section, environment)
    return made


def manual(folder: Path) -> dict[str, str]:
    """Make the pages about the plan language and its rules from those that ship with the compiler.

    Search is for people who look for what to do, so it leaves these out.
    """
    made = {}
    for path in (path for name in _MANUAL for path in sorted((folder / name).glob("*.md"))):
        text = path.read_text("utf-8")
        title = text.partition("\n")[0].removeprefix("# ").replace("`", "")
        made[f"{path.parent.name}/{path.name}"] = _matter({"title": title, "search": {"exclude": True}}) + text
    return made


def tones() -> str:
    """Say the palette, and the widths of table columns, as a style sheet; pages carry no style of their own."""
    rules = [f".pp-tone-{tone}{{background:{back};color:{front}}}" for tone, (back, front) in PALETTE.items()]
    rules += [f"col.pp-w-{share}{{width:{share}%}}" for share in range(1, 101)]
    return "\n".join(rules) + "\n"


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
    return f"{'#' * min(depth, 6)} {escape_markdown(section.heading)} {{#{safe_id(section.id, _A_SECTION())}}}\n\n"


def _home(documents: Sequence[Document], settings: Settings, environment: Environment) -> str:
    words = WORDS[settings.language]
    matter = {"title": settings.site_name, "hide": ["navigation", "toc"]}
    cards = [{"url": f"plans/{d.id}/", "cover": d.cover, "draft": d.words.draft if d.draft else ""} for d in documents]
    island = _island(environment, "home.html.j2", cards=cards, words=words, description=settings.site_description)
    return f"{_matter(matter)}# {escape_markdown(settings.site_name)} {{#home}}\n\n{island}"


def _front(place: Place, environment: Environment) -> str:
    document = place.document
    words = WORDS[document.language]
    headings = {section.id: section.heading for _, section in walk(document.sections)}
    island = _island(
        environment,
        "plan.html.j2",
        cover=document.cover,
        facts=[(label, place.runs(runs)) for label, runs in _cover_facts(document)],
        draft=document.words.draft if document.draft else "",
        sample=document.words.sample if has_sample(document) else "",
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
        shortcuts=[(each.label, headings[each.ref], place.link(each.ref)) for each in document.shortcuts],
        words=words,
    )
    title = f"# {escape_markdown(document.title)} {{#{document.id}}}\n\n"
    return _matter({**_around(document, ""), "hide": ["toc"]}) + title + island


def _chapter(place: Place, top: Section, environment: Environment) -> str:
    document = place.document
    parts = [_matter(_around(document, top.id))]
    for depth, section in walk((top,)):
        parts.append(_heading(depth, section))
        if section.blocks:
            blocks = [block_of(block, place) for block in section.blocks]
            island = _island(environment, "blocks.html.j2", blocks=blocks, words=WORDS[document.language])
            parts.append(island + "\n")
    return "".join(parts)


def _around(document: Document, page: str) -> dict[str, Any]:
    """Say what the theme shows around a page of a plan: navigation, neighbours, the plan's particulars."""
    words = WORDS[document.language]
    base = f"plans/{document.id}/"
    # As the plan's navigation has them: who acts reads the chapters first, and who approved them last.
    sections = document.body + document.annexes + document.front
    order = [("", document.title)] + [(section.id, section.heading) for section in sections]
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
    for label, name in (
        (words.number, "number"),
        (words.version, "version"),
        (own["kind"], "kind"),
        (own["status"], "status"),
        (own["organisation"], "organisation"),
        (words.issued_on, "issued_on"),
        (words.effective_on, "effective_on"),
        (words.audience, "audience"),
    ):
        if runs := cover.runs(name):
            yield label, runs
    for fact in cover.facts:
        yield fact.label, fact.runs


def _entry(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": section.title,
        "url": f"{section.id}/",
        "sections": [{"title": each.heading, "url": f"{section.id}/#{each.id}"} for each in section.sections],
    }
