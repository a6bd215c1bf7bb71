"""Check a finished site: links lead somewhere, nothing foreign loads or runs, the search finds."""

from __future__ import annotations

import bisect
import html
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ..diagnostics import Said, Text
from ..document import Document, Table, plain, walk
from ..errors import PreplanError

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_MOST_SHOWN = 5

_FAULTY = Text("生成的网站有问题：{faults}", "the site that was built is faulty: {faults}")
_BOTH = Text("{one}；{other}", "{one}; {other}")
_MORE = Text("另有 {count} 处", "and {count} more")
_ON_PAGE = Text("{page}：{fault}", "{page}: {fault}")
_ID_TWICE = Text("编号“{id}”用了两次", "the id `{id}` is given twice")
_LEADS_NOWHERE = Text("链接 {link} 没有指向任何文件", "the link {link} leads nowhere")
_NO_SUCH_ID = Text("链接 {link} 指向的编号不存在", "nothing has the id of the link {link}")
_BAD_ELEMENT = Text("不允许有元素 {tag}", "the element `{tag}` is not allowed")
_FOREIGN_SCRIPT = Text("脚本 {source} 不属于主题", "the script {source} is not the theme's")
_UNKNOWN_SCRIPT = Text("有一段脚本的类型未知", "a script has an unknown type")
_THEME_LOADS = Text(
    "主题会为这一页从别处加载脚本或数据", "the theme would load a script or data from elsewhere for this page"
)
_OWN_STYLE = Text("{tag} 带有自己的样式", "`{tag}` has a style of its own")
_HANDLER = Text("{tag} 带有事件处理 {name}", "`{tag}` has the handler {name}")
_LOADS_ELSEWHERE = Text("{tag} 从别处加载 {address}", "`{tag}` loads {address} from elsewhere")
_STYLE_LOADS = Text("从别处加载 {address}", "loads {address} from elsewhere")
_BAD_SCHEME = Text("有链接用了 {scheme}: 开头的地址", "a link has the scheme {scheme}")
_NOT_CUT = Text(
    "搜索索引没有分词（是否安装了 jieba？）", "the search index is not cut into words (is jieba installed?)"
)
_NOT_FOUND = Text("搜索“{word}”找不到它", "a search for {word} does not find it")


def check(site: Path, documents: Sequence[Document], *, site_url: str = "") -> None:
    """Raise PreplanError with the first faults of a site, or return when it has none."""
    faults = [*_page_faults(site, site_url), *_style_faults(site), *_search_faults(site, documents)]
    if faults:
        more = [_MORE(count=len(faults) - _MOST_SHOWN)] if len(faults) > _MOST_SHOWN else []
        said = reduce(lambda one, other: _BOTH(one=one, other=other), [*faults[:_MOST_SHOWN], *more])
        raise PreplanError(_FAULTY(faults=said))


def probes(document: Document) -> list[str]:
    """Choose words that a search must find: Chinese words of section titles and of short table cells."""
    words: dict[str, None] = {}
    for _, section in walk(document.sections):
        words.update(dict.fromkeys(re.findall(r"[\u4e00-\u9fff]{2,}", section.title)))
        for block in section.blocks:
            if isinstance(block, Table):
                for row in block.header + block.rows:
                    for cell in row.cells:
                        text = "".join(plain(line) for line in cell.lines)
                        if re.fullmatch(r"[\u4e00-\u9fff]{2,4}", text):
                            words[text] = None
    return list(words)


def found(index: str, queries: Iterable[str]) -> dict[str, list[str]]:
    """Say which places a search index gives for each query, by the rules of the search that the pages run."""
    data = json.loads(index)
    separator = re.compile(data["config"]["separator"])
    tokens: dict[str, set[str]] = {}
    for entry in data["docs"]:
        text = html.unescape(re.sub(r"<[^>]*>", " ", f"{entry['title']} {entry['text']}"))
        for token in separator.split(text.lower()):
            if token:
                tokens.setdefault(token, set()).add(entry["location"])
    order = sorted(tokens)
    results: dict[str, list[str]] = {}
    for query in queries:
        places: set[str] = set()
        words = [word for word in separator.split(re.sub(r"([\u4e00-\u9fff]+)", r" \1 ", query.lower())) if word]
        for part in {part for word in words for part in _segment(word, tokens)}:
            for at in range(bisect.bisect_left(order, part), len(order)):
                if not order[at].startswith(part):
                    break
                places |= tokens[order[at]]
        results[query] = sorted(places)
    return results


def _segment(query: str, tokens: dict[str, set[str]]) -> set[str]:
    """Cut a Chinese word of a query into the longest words that the index knows, as the search worker does."""
    if not re.match(r"[\u4e00-\u9fff]", query):
        return {query}
    size = len(query)
    longest = [0] * (size + 1)
    for start in range(size):
        for end in range(start + 1, size + 1):
            if query[start:end] in tokens:
                longest[start] = end - start
    parts: set[str] = set()
    stack = [0]
    while stack:
        at = stack.pop()
        for step in range(1, longest[at]):
            if longest[at + step] > longest[at] - step:
                parts.add(query[at : at + step])
                stack.append(at + step)
        after = at + longest[at]
        if longest[after] and after < size - 1:
            stack.append(after)
        parts.add(query[at:after])
    return {query} if "" in parts else parts


_LOADS = {"src", "srcset", "poster", "data", "action", "formaction", "background", "manifest", "ping"}
_SCHEMES = {"https", "mailto", "tel"}
_SCRIPTS = re.compile(r"(?:/?(?:[A-Za-z0-9._~-]+/)*)assets/javascripts/bundle\.[0-9a-f]+\.min\.js")
_ELEMENTS = {"iframe", "object", "embed", "base", "applet", "frame", "portal"}


def _page_faults(site: Path, site_url: str) -> Iterator[Said]:
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    pages: dict[str, tuple[set[str], list[str]]] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        root = lxml_html.fromstring(path.read_bytes(), parser=parser)
        ids: set[str] = set()
        links: list[str] = []
        for element in root.iter("*"):
            yield from (_ON_PAGE(page=name, fault=fault) for fault in _element_faults(element))
            for key, value in _attributes(element):
                if key == "id":
                    if value in ids:
                        yield _ON_PAGE(page=name, fault=_ID_TWICE(id=value))
                    ids.add(value)
                elif key in ("href", "src"):
                    links.append(value)
        pages[name] = ids, links
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    root_path = urlsplit(site_url).path.strip("/") + "/" if urlsplit(site_url).path.strip("/") else ""
    for name, (ids, links) in pages.items():
        for link in links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = _target(name, parts.path, root_path)
            if target not in files:
                yield _ON_PAGE(page=name, fault=_LEADS_NOWHERE(link=link))
            elif parts.fragment and unquote(parts.fragment) not in (pages[target][0] if target in pages else ids):
                yield _ON_PAGE(page=name, fault=_NO_SUCH_ID(link=link))


def _target(page: str, path: str, root: str) -> str:
    if not path:
        return page
    path = unquote(path)
    if path.startswith("/"):
        target = path.lstrip("/").removeprefix(root)
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    target = "" if target == "." else target
    return posixpath.join(target, "index.html") if path.endswith(("/", ".", "..")) or not target else target


def _element_faults(element: HtmlElement) -> Iterator[Said]:
    tag = str(element.tag)
    if tag in _ELEMENTS or (tag == "meta" and element.get("http-equiv", "").lower() == "refresh"):
        yield _BAD_ELEMENT(tag=tag)
    if tag == "script":
        if element.get("src") is not None and not _SCRIPTS.fullmatch(element.get("src", "")):
            yield _FOREIGN_SCRIPT(source=str(element.get("src")))
        if element.get("src") is None and element.get("type", "") not in ("", "application/json"):
            yield _UNKNOWN_SCRIPT()
    if "mermaid" in (element.get("class") or "").split() or element.get("data-md-component") == "source":
        yield _THEME_LOADS()
    if tag == "style" or element.get("style") is not None:
        yield _OWN_STYLE(tag=tag)
    for name, value in _attributes(element):
        text = value.strip()
        if name.startswith("on"):
            yield _HANDLER(tag=tag, name=name)
        elif name in _LOADS or (name == "href" and tag in ("link", "use", "image", "script")):
            parts = urlsplit(text)
            canonical = tag == "link" and element.get("rel") in ("canonical", "prev", "next")
            if (parts.scheme or parts.netloc) and not canonical:
                yield _LOADS_ELSEWHERE(tag=tag, address=text)
        elif name.endswith("href"):
            scheme = urlsplit(re.sub(r"[\x00-\x20]", "", text)).scheme
            if scheme and scheme not in _SCHEMES:
                yield _BAD_SCHEME(scheme=scheme)


def _attributes(element: HtmlElement) -> Iterator[tuple[str, str]]:
    return ((str(name).lower(), str(value)) for name, value in element.attrib.items())


def _style_faults(site: Path) -> Iterator[Said]:
    for path in sorted(site.rglob("*.css")):
        text = path.read_text(encoding="utf-8")
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", text) + re.findall(r"@import\s+[\"']([^\"']+)", text):
            if not address.startswith("data:") and (urlsplit(address).scheme or address.startswith("//")):
                name = path.relative_to(site).as_posix()
                yield _ON_PAGE(page=name, fault=_STYLE_LOADS(address=address))


def _search_faults(site: Path, documents: Sequence[Document]) -> Iterator[Said]:
    index = (site / "search/search_index.json").read_text(encoding="utf-8")
    # A word in the middle of a sentence is found only where the sentence was cut into words.
    if documents and "\\u200b" not in index.partition('"docs":')[2]:
        yield _NOT_CUT()
    for document in documents:
        places = found(index, probes(document))
        for word, locations in places.items():
            if not any(place.startswith(f"plans/{document.id}/") for place in locations):
                yield _ON_PAGE(page=document.id, fault=_NOT_FOUND(word=word))
