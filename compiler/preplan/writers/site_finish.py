"""Finish the pages that MkDocs made: less to load, a search that reads Chinese, a strict content policy."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import shutil
from pathlib import Path

from ..diagnostics import Text
from ..errors import PreplanError
from .site_text import ROW_END

_FOREIGN_SCRIPT = Text("网页 {page} 里有不属于主题的脚本", "the page {page} holds a script that is not the theme's")
_OTHER_THEME = Text(
    "主题不是预期的版本（{page} 里的“{text}”出现 {count} 次）；请安装锁定的版本",
    "the theme is not the expected version ({page} holds `{text}` {count} times); install the locked version",
)
_NO_WORKER = Text(
    "主题有 {count} 个搜索脚本，应当是一个；请安装锁定的版本",
    "the theme has {count} search workers instead of one; install the locked version",
)


def finish(site: Path, *, language: str) -> None:
    """Rework a built site in place. Raises PreplanError when the theme is not the one this was written for."""
    _drop_unneeded(site)
    _mend_search(site)
    _mend_index(site)
    _cut_foreign_addresses(site)
    known: set[str] = set()
    for index, page in enumerate([site / "404.html", *sorted(set(site.rglob("*.html")) - {site / "404.html"})]):
        text = page.read_text(encoding="utf-8")
        scripts = inline_scripts(text)
        # The page for missing addresses holds no document: what runs there is the theme's own.
        if index == 0:
            known = {_without_depth(script) for script in scripts}
        for script in scripts:
            if _without_depth(script) not in known:
                name = page.relative_to(site).as_posix()
                raise PreplanError(_FOREIGN_SCRIPT(page=name))
        text = _replace_once(text, _OPEN_POLICY, html.escape(_policy(scripts)), page.name)
        label = {"zh": "搜索", "en": "Search"}[language]
        text = _replace_once(
            text,
            '<div class="md-search" data-md-component="search" role="dialog">',
            f'<div class="md-search" data-md-component="search" role="dialog" aria-label="{label}">',
            page.name,
        )
        page.write_text(text.replace(ROW_END, ""), encoding="utf-8", newline="\n")


def inline_scripts(text: str) -> list[str]:
    """Return the inline scripts of a page as they stand in it."""
    return re.findall(r"<script>(.*?)</script>", text, flags=re.DOTALL)


_OPEN_POLICY = "default-src 'self' 'unsafe-inline' data:"


def _drop_unneeded(site: Path) -> None:
    for path in (*sorted(site.rglob("*.map")), site / "sitemap.xml.gz", site / "assets/images/favicon.png"):
        path.unlink(missing_ok=True)
    sitemap = site / "sitemap.xml"
    # Without an address of the site MkDocs writes an empty one.
    if "<loc>" not in sitemap.read_text(encoding="utf-8"):
        sitemap.unlink()
    # The search runs without the stemmers of other languages.
    shutil.rmtree(site / "assets/javascripts/lunr", ignore_errors=True)
    for path in (*site.glob("assets/javascripts/**/*.js"), *site.glob("assets/stylesheets/*.css")):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(r"\n?(?://|/\*)# sourceMappingURL=[^\n]*\n?$", "\n", text), encoding="utf-8", newline="\n"
        )


def _mend_search(site: Path) -> None:
    workers = sorted(site.glob("assets/javascripts/workers/search.*.min.js"))
    if len(workers) != 1:
        raise PreplanError(_NO_WORKER(count=len(workers)))
    text = workers[0].read_text(encoding="utf-8")
    # The theme looks up every stretch of a query but the one that ends it: the last word was never found whole.
    text = _replace_once(
        text,
        "for(let o=s+1;o<t.length;o++)t.slice(s,o)in e",
        "for(let o=s+1;o<=t.length;o++)t.slice(s,o)in e",
        "search",
    )
    # A Chinese word beside digits or letters (拨打119) has to become a word of its own, as it is in the index.
    text = _replace_once(
        text,
        's=>[...fe(s,this.index.invertedIndex)].join("* "))',
        's=>" "+[...fe(s,this.index.invertedIndex)].join("* ")+" ")',
        "search",
    )
    workers[0].write_text(text, encoding="utf-8", newline="\n")


def _mend_index(site: Path) -> None:
    """Give each result its plan's name, as chapters of different plans share titles, and rows of their own."""
    path = site / "search/search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    titles = {entry["location"]: entry["title"] for entry in index["docs"]}
    for entry in index["docs"]:
        if page := re.fullmatch(r"(plans/[a-z0-9-]+/)[a-z0-9-]+/", entry["location"]):
            entry["title"] += f" · {titles[page[1]]}"
        parts = re.split(r"(<p>.*?</p>|<ul>.*</ul>)", entry["text"], flags=re.DOTALL)
        entry["text"] = "".join(part if part.startswith("<") else _rows(part) for part in parts)
    path.write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8", newline="\n")


def _rows(text: str) -> str:
    rows = (row.strip(" \u200b") for row in text.split(ROW_END))
    return "".join(f"<p>{row}</p>" for row in rows if row)


def _cut_foreign_addresses(site: Path) -> None:
    """Point what the theme would load from elsewhere for features we don't use at nothing."""
    for path in sorted(site.glob("assets/javascripts/bundle.*.min.js")):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(r"https://(?:unpkg\.com|api\.github\.com)/", "/not-used/", text), encoding="utf-8", newline="\n"
        )


def _policy(scripts: list[str]) -> str:
    hashes = sorted(
        {"'sha256-" + base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() + "'" for s in scripts}
    )
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *hashes)),
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _without_depth(script: str) -> str:
    return re.sub(r'__md_scope=new URL\("[A-Za-z0-9._~/-]*",location\)', '__md_scope=new URL("",location)', script)


def _replace_once(text: str, old: str, new: str, name: str) -> str:
    if text.count(old) != 1:
        raise PreplanError(_OTHER_THEME(page=name, text=f"{old[:40]}…", count=text.count(old)))
    return text.replace(old, new)
