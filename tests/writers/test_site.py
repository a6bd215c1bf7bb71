"""The site says everything the document says, runs nothing the document says, and finds what it says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import html

from browser import browser, served
from documents import HOSTILE, cell, runs, sample
from preplan.document import Cell, Document, Figure, Paragraph, Row, Run, Section, Table, texts
from preplan.errors import PreplanError
from preplan.settings import Settings, read_settings
from preplan.writers import site
from preplan.writers.site_check import check, found
from preplan.writers.site_drawing import drawing

COMPILER = Path(site.__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample document's site, built once for all tests that only read it."""
    out = tmp_path_factory.mktemp("site")
    site.write([sample()], out, root=out)
    return out


def test_every_text_of_the_document_is_on_its_pages(built: Path) -> None:
    seen = _squeeze("".join(_visible(page) for page in sorted((built / "site").rglob("*.html"))))
    assert [] == [text for text in texts(sample()) if _squeeze(text) not in seen]


MANUAL = {
    name: sorted(
        path.stem for path in (Path(__file__).parents[2] / "site/pages" / name).glob("*.md") if path.stem != "index"
    )
    for name in ("reference", "rules")
}


def test_files_are_returned_sorted_and_are_all_there_is(tmp_path: Path) -> None:
    written = site.write([sample()], tmp_path, root=tmp_path)
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == written
    pages = ["", "annex-contacts/", "approval/", "chapter-general/", "chapter-organisation/", "chapter-response/"]
    assert [
        "404.html",
        "assets/favicon.svg",
        "assets/javascripts/bundle.min.js",
        "assets/javascripts/workers/search.min.js",
        "assets/preplan.css",
        "assets/stylesheets/main.min.css",
        "assets/stylesheets/palette.min.css",
        "assets/tones.css",
        "index.html",
        *sorted(f"plans/sample-plan/{page}index.html" for page in pages),
        *sorted(f"{name}/{page}index.html" for name in MANUAL for page in ("", *(f"{each}/" for each in MANUAL[name]))),
        "search/search_index.json",
    ] == [
        re.sub(r"\.[0-9a-f]{8}\.min", ".min", path.relative_to(tmp_path / "site").as_posix())
        for path in written
        if path.is_relative_to(tmp_path / "site")
    ]


def test_writing_again_replaces_the_old_site(tmp_path: Path) -> None:
    first = site.write([sample(), replace(sample(), id="other")], tmp_path, root=tmp_path)
    second = site.write([sample()], tmp_path, root=tmp_path)
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == second
    assert len(second) < len(first)


def test_hostile_text_makes_no_element_and_no_attribute(built: Path) -> None:
    for page in sorted((built / "site").rglob("*.html")):
        root = _page(page)
        # The theme's scope, its palette, its place in the page, its configuration and its bundle.
        assert ["inline", "inline", "inline", "application/json", "src"] == [
            "src" if element.get("src") else element.get("type", "inline") for element in root.iter("script")
        ]
        assert [] == list(root.iter("img", "iframe", "style", "b", "i"))
        assert [] == [key for element in root.iter("*") for key in element.attrib if key.startswith("on")]
        assert [] == [link for _, _, link, _ in root.iterlinks() if link.lower().startswith("javascript")]


def test_titles_say_hostile_text_as_text(built: Path) -> None:
    title = sample().title
    plan = _page(built / "site/plans/sample-plan/index.html")
    assert f"{title} - 应急预案" == plan.findtext("head/title")
    chapter = _page(built / "site/plans/sample-plan/chapter-general/index.html")
    assert f"1 总则 - {title} - 应急预案" == chapter.findtext("head/title")
    hostile = "1.2 标题 <script>alert(2)</script> {{ 1 }} *x* #y"
    assert hostile == chapter.get_element_by_id("hostile-title").text
    assert hostile in [" ".join(link.text_content().split()) for link in _inside(chapter, "md-nav--secondary", "a")]


def test_search_index_holds_hostile_text_escaped(built: Path) -> None:
    index = json.loads((built / "site/search/search_index.json").read_text(encoding="utf-8"))
    tags = {tag for entry in index["docs"] for tag in re.findall(r"<[^>]*>", entry["title"] + entry["text"])}
    assert {"<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>"} >= tags
    entry = next(entry for entry in index["docs"] if entry["location"].endswith("#hostile-title"))
    assert "1.2 标题 &lt;script&gt;alert(2)&lt;/script&gt; {{ 1 }} *x* #y" == entry["title"].replace("\u200b", "")


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("总经理", "plans/sample-plan/chapter-response/"),
        ("数据泄露", "plans/sample-plan/chapter-response/"),
        ("编制目的", "plans/sample-plan/chapter-general/#purpose"),
        ("值班", "plans/sample-plan/annex-contacts/"),
        ("199-0000-0001", "plans/sample-plan/annex-contacts/"),
        ("第1步", "plans/sample-plan/chapter-response/"),
        ("指挥部", "plans/sample-plan/chapter-organisation/"),
    ],
)
def test_search_finds(built: Path, query: str, place: str) -> None:
    index = (built / "site/search/search_index.json").read_text(encoding="utf-8")
    assert place in found(index, [query])[query]


def test_search_index_without_word_cutting_is_refused(built: Path, tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    index = (built / "site/search/search_index.json").read_text(encoding="utf-8").replace("\\u200b", "")
    (tmp_path / "search/search_index.json").write_text(index, encoding="utf-8")
    with pytest.raises(PreplanError, match="not cut into words"):
        check(tmp_path, [sample()])


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ('<a href="nowhere/">x</a>', "the link nowhere/ leads nowhere"),
        ('<a href="#nothing">x</a>', "nothing has the id of the link #nothing"),
        ('<p id="purpose"></p>', "the id `purpose` is given twice"),
        ('<img src="https://example.com/x.png">', "`img` loads https://example.com/x.png from elsewhere"),
        ('<script src="//example.com/x.js"></script>', "the script //example.com/x.js is not the theme's"),
        ('<p onclick="x()">x</p>', "`p` has the handler onclick"),
        ('<a href="java\tscript:x()">x</a>', "a link has the scheme javascript"),
        ('<iframe src="x"></iframe>', "the element `iframe` is not allowed"),
        ('<p style="color:red">x</p>', "`p` has a style of its own"),
        ('<pre class="mermaid">x</pre>', "would load a script or data from elsewhere"),
    ],
)
def test_check_names_a_fault(built: Path, tmp_path: Path, fault: str, message: str) -> None:
    name = "plans/sample-plan/chapter-general/index.html"
    for path in (built / "site").rglob("*"):
        if path.is_file():
            target = tmp_path / path.relative_to(built / "site")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    page = tmp_path / name
    page.write_text(page.read_text(encoding="utf-8").replace("<footer", f"{fault}<footer", 1), encoding="utf-8")
    with pytest.raises(PreplanError) as caught:
        check(tmp_path, [])
    assert f"{name}: " in str(caught.value)
    assert message in str(caught.value)


def test_cross_references_lead_to_the_page_that_holds_the_place(built: Path) -> None:
    page = _page(built / "site/plans/sample-plan/chapter-general/index.html")
    assert "../chapter-response/#table-levels" == page.xpath("//article//a[.='表 1']/@href")[0]
    page = _page(built / "site/plans/sample-plan/chapter-response/index.html")
    assert "../chapter-organisation/" == page.xpath("//article//a[.='总经理']/@href")[0]


def test_reference_to_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PreplanError, match="sample-plan: a reference leads to `nowhere`"):
        site.write([_with(Paragraph((Run("x", ref="nowhere"),)))], tmp_path, root=tmp_path)
    assert [] == list(tmp_path.iterdir())


def test_two_plans_with_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PreplanError, match="two plans have the id `sample-plan`"):
        site.write([sample(), sample()], tmp_path, root=tmp_path)


@pytest.mark.parametrize("id", ["../x", "a/b", "A", "", "a b"])
def test_id_that_is_no_address_is_refused(tmp_path: Path, id: str) -> None:
    with pytest.raises(PreplanError, match="cannot be part of an address"):
        site.write([replace(sample(), id=id)], tmp_path, root=tmp_path)


def test_link_that_is_not_allowed_stays_text(tmp_path: Path) -> None:
    bad = ("javascript:alert(1)", "data:text/html,x", "https://[", "http://example.com/", "//example.com/", "x.html")
    good = Run("电话", href="tel:+861000000000")
    document = _with(Paragraph((*(Run("点此", href=href) for href in bad), good)))
    site.write([document], tmp_path, root=tmp_path)
    page = _page(tmp_path / "site/plans/sample-plan/only/index.html")
    assert [("电话", "tel:+861000000000")] == [(a.text, a.get("href")) for a in _inside(page, "pp-blocks", "a")]


def test_table_becomes_cards_that_name_every_column(built: Path) -> None:
    page = _page(built / "site/plans/sample-plan/chapter-response/index.html")
    levels = page.get_element_by_id("table-levels")
    assert [
        [
            ("", "一级响应"),
            ("启动条件", "系统整体中断、数据泄露或网络攻击 中断时间 ≥ 30分钟"),
            ("启动决定人", "总经理"),
            ("报告时限", "30分钟"),
        ],
        [("", "二级响应"), ("启动条件", HOSTILE[0]), ("启动决定人", HOSTILE[5]), ("报告时限", HOSTILE[2])],
        [("", "三级响应"), ("启动条件", "局部业务受影响"), ("启动决定人", "值班经理")],
        [("", "四级响应"), ("启动条件", "局部业务受影响"), ("启动决定人", "值班长"), ("报告时限", "2小时")],
    ] == [
        [(box.get("data-label", ""), " ".join(box.text_content().split())) for box in row]
        for row in levels.xpath(".//tbody/tr")
    ]
    assert ["pp-tone-red", "pp-tone-orange", "pp-tone-yellow", "pp-tone-blue"] == [
        head.get("class") for head in levels.xpath(".//tbody//th")
    ]
    matrix = page.get_element_by_id("table-matrix")
    assert [] == matrix.xpath(".//@data-label")
    assert ["col", "colgroup", "col", "col", "row", "row"] == matrix.xpath(".//th/@scope")


def test_a_plan_in_english_is_framed_in_english(tmp_path: Path) -> None:
    site.write([replace(sample(), language="en")], tmp_path, root=tmp_path)
    page = _page(tmp_path / "site/plans/sample-plan/chapter-response/index.html")
    assert ["Home", sample().title] == [link.text for link in _inside(page, "pp-path", "a")]
    assert ["en", "en"] == page.xpath("//article//@lang")
    assert "Next" in page.find_class("md-footer__direction")[1].text


def test_draft_and_sample_values_are_marked(tmp_path: Path) -> None:
    site.write([replace(sample(), draft=True)], tmp_path, root=tmp_path)
    for page in sorted((tmp_path / "site/plans").rglob("*.html")):
        assert _inside(_page(page), "pp-draft", "strong")[0].text == "草案"
    page = _page(tmp_path / "site/plans/sample-plan/chapter-response/index.html")
    assert [("30分钟", "示例值")] == [(e.text, e.get("data-mark")) for e in page.find_class("pp-sample")]
    front = _page(tmp_path / "site/plans/sample-plan/index.html")
    assert sample().words.sample_help in front.find_class("pp-notice--sample")[0].text_content()


def test_nothing_is_loaded_from_elsewhere(built: Path) -> None:
    for page in sorted((built / "site").rglob("*.html")):
        root = _page(page)
        assert [] == [(e.tag, link) for e, _, link, _ in root.iterlinks() if "//" in link]
        policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert re.fullmatch(
            r"default-src 'none'; script-src 'self'( 'sha256-[A-Za-z0-9+/=]+')+; style-src 'self'; img-src 'self' data:; "
            r"font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
            r"form-action 'none'",
            policy,
        )


def test_same_bytes_whatever_the_surroundings(built: Path, tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from documents import sample; from preplan.writers import site;"
        "out = Path('elsewhere/deeper'); site.write([sample()], out, root=out)"
    )
    environment = {
        **os.environ,
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "LANG": "de_DE.UTF-8",
        "PYTHONHASHSEED": "4711",
        "SOURCE_DATE_EPOCH": "0",
        "PYTHONPATH": os.pathsep.join((str(COMPILER), str(Path(__file__).parents[1]))),
    }
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True)
    assert _contents(built) == _contents(tmp_path / "elsewhere/deeper")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hooks: [evil.py]", "`hooks` may not be set here"),
        ("plugins: [search]", "`plugins` may not be set here"),
        ("theme: {custom_dir: evil}", "`theme.custom_dir` may not be set here"),
        ("theme: {palette: {scheme: slate}}", "`theme.palette.scheme` may not be set here"),
        ("theme: {name: readthedocs}", "`theme.name` has to be material"),
        ("theme: {language: de}", "`theme.language` has to be one of: zh, en"),
        ("theme: {palette: {primary: evil}}", "`theme.palette.primary` has to be one of"),
        ("extra: {x: 1}", "`extra` may not be set here"),
        ("extra_javascript: [evil.js]", "`extra_javascript` may not be set here"),
        ("INHERIT: ../evil.yml", "`INHERIT` may not be set here"),
        ("site_name: !!python/object/apply:os.system [id]", "tags are not allowed"),
        ("site_name: !ENV [HOME]", "tags are not allowed"),
        ("a: &a [x]\nb: *a", "line 1: anchors and aliases are not allowed"),
        ("site_name: [", "is not valid YAML"),
        ("site_name: 2026-02-30", "is not valid YAML"),
        ("site_name: 1", "`site_name` has to be one line of text"),
        ('site_name: "a\\nb"', "`site_name` has to be one line of text"),
        ("site_url: javascript:alert(1)", "`site_url` has to be an address"),
        ("nav: {首页: index.md}", "`nav` has to be a list of entries"),
        ("nav: [{首页: ../../etc/passwd}]", "`nav` entry `首页` has to lead to"),
        ("nav: [{首页: 'javascript:alert(1)'}]", "`nav` entry `首页` has to lead to"),
        ("- x", "has to hold keys and values"),
        ("site_name: " + "[" * 5000, "nested too deeply"),
        ("site_name: " + "x" * 70000, "larger than 64 KiB"),
    ],
)
def test_setting_that_is_not_allowed_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    with pytest.raises(PreplanError, match=r"mkdocs\.yml") as caught:
        site.write([sample()], tmp_path / "out", root=tmp_path)
    assert message in str(caught.value)
    assert ["mkdocs.yml"] == [path.name for path in tmp_path.iterdir()]


def test_warning_of_mkdocs_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("nav: [{首页: index.md}, {旧预案: plans/gone/index.md}]", encoding="utf-8")
    with pytest.raises(PreplanError, match=r"MkDocs could not build the site: WARNING.*plans/gone/index\.md"):
        site.write([sample()], tmp_path / "out", root=tmp_path)
    assert [] == list((tmp_path / "out").iterdir())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("site_name: 甲\nsite_name: 乙\n", "mkdocs.yml line 2: `site_name` is given twice"),
        ("theme:\n  language: zh\n  language: en\n", "mkdocs.yml line 3: `language` is given twice"),
    ],
)
def test_setting_that_is_given_twice_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    with pytest.raises(PreplanError) as caught:
        read_settings(tmp_path)
    assert message == str(caught.value)


def test_neighbours_follow_the_navigation_body_first_and_front_last(built: Path) -> None:
    plan = built / "site/plans/sample-plan"
    order = ["", "chapter-general", "chapter-organisation", "chapter-response", "annex-contacts", "approval"]
    following = []
    for name in order:
        (link,) = _page(plan / name / "index.html").find_class("md-footer__link--next") or [None]
        following.append(link.get("href") if link is not None else None)
    assert ["chapter-general/", *(f"../{name}/" for name in order[2:]), None] == following


def test_badge_stands_once_in_a_row_and_every_sample_is_underlined(tmp_path: Path) -> None:
    row = Row((Cell(((Run("甲", "sample"), Run("乙", "sample")),)), Cell(((Run("丙", "sample"),),))))
    table = Table("table-x", "表 9", "示例", (0.5, 0.5), (), (row, row), remark=(Run("另有说明。", "muted"),))
    document = replace(sample(), body=(Section("chapter-x", "1", "一", (table,)),), annexes=(), shortcuts=())
    site.write([document], tmp_path, root=tmp_path)
    page = _page(tmp_path / "site/plans/sample-plan/chapter-x/index.html")
    marks = [(each.text, each.get("data-mark")) for each in page.find_class("pp-sample")]
    assert [("甲", "示例值"), ("乙", None), ("丙", None)] * 2 == marks
    assert ["另有说明。"] == [each.text_content() for each in page.find_class("pp-caption__remark")]


def test_made_up_signature_is_marked(built: Path) -> None:
    page = _page(built / "site/plans/sample-plan/approval/index.html")
    assert [("2026-01-05", "示例值")] == [(e.text, e.get("data-mark")) for e in page.find_class("pp-sample")]


def test_settings_that_are_a_link_are_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("site_name: x", encoding="utf-8")
    (tmp_path / "mkdocs.yml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PreplanError, match=r"mkdocs\.yml: it is a link"):
        read_settings(tmp_path)


def test_allowed_settings_are_taken(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: 示例 <b>公司</b>\n"
        "site_url: https://plans.example.com/now/\n"
        "site_description: 只供内部 {{ x }}\n"
        "copyright: 示例公司\n"
        "nav: [{首页: index.md}, {主预案: plans/sample-plan/index.md}, {'<i>': 'https://example.com/'}]\n"
        "theme: {name: material, language: zh, palette: {primary: teal, accent: amber}}\n",
        encoding="utf-8",
    )
    assert Settings(
        site_name="示例 <b>公司</b>",
        site_url="https://plans.example.com/now/",
        site_description="只供内部 {{ x }}",
        copyright="示例公司",
        primary="teal",
        accent="amber",
        nav=(
            ("首页", "index.md"),
            ("主预案", "plans/sample-plan/index.md"),
            ("<i>", "https://example.com/"),
        ),
    ) == read_settings(tmp_path)
    site.write([sample()], tmp_path / "out", root=tmp_path)
    page = _page(tmp_path / "out/site/index.html")
    assert "示例 <b>公司</b>" == page.findtext("head/title")
    assert ["首页", "主预案", "<i>"] == [link.text.strip() for link in page.find_class("md-tabs__link")]
    assert "teal" == page.body.get("data-md-color-primary")
    assert "https://plans.example.com/now/plans/sample-plan/" in (tmp_path / "out/site/sitemap.xml").read_text()


@pytest.mark.parametrize(
    ("inner", "message"),
    [
        ("<script>alert(1)</script>", "holds `script`"),
        ("<style>a{}</style>", "holds `style`"),
        ('<rect onload="x()"/>', "`onload` on `rect` is not allowed"),
        ('<use href="https://example.com/x.svg#a"/>', "`href` on `use` is not allowed"),
        ('<rect fill="url(https://example.com/x)"/>', "`fill` on `rect` leads outside"),
        ("<foreignObject/>", "holds `foreignObject`"),
        ("<rect", "not well-formed"),
    ],
)
def test_drawing_that_is_more_than_a_drawing_is_refused(inner: str, message: str) -> None:
    with pytest.raises(PreplanError, match="figure f: ") as caught:
        drawing(_figure(f'<svg xmlns="http://www.w3.org/2000/svg">{inner}</svg>'))
    assert message in str(caught.value)


def test_drawing_with_a_declaration_is_refused() -> None:
    with pytest.raises(PreplanError, match="declaration"):
        drawing(_figure('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>'))


def test_ids_of_a_drawing_become_its_own() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><marker id="m"/></defs>'
        '<path d="M0 0" marker-end="url(#m)"/><text x="1">a &lt; b</text></svg>'
    )
    assert (
        '<svg viewBox="0 0 9 9" width="9" height="4" role="img" aria-label="图 1 流程"><defs><marker id="f--m"></marker></defs>'
        '<path d="M0 0" marker-end="url(#f--m)"></path><text x="1">a &lt; b</text></svg>'
    ) == drawing(_figure(svg))


def test_text_with_blank_lines_stays_in_its_block(tmp_path: Path) -> None:
    text = "第一行\n\n    第二行\n\n</div>\n\n# 标题"
    table = Table("t", "表 1", "题", (1.0,), (), (Row((cell(text),)),))
    site.write([_with(Paragraph(runs(text)), table)], tmp_path, root=tmp_path)
    page = _page(tmp_path / "site/plans/sample-plan/only/index.html")
    assert ["1 唯一一章#"] == [
        heading.text_content() for heading in page.xpath("//article//*[self::h1 or self::h2 or self::pre]")
    ]
    assert 2 == _squeeze(page.find_class("pp-blocks")[0].text_content()).count(_squeeze(text))


def test_in_a_browser_nothing_leaves_and_nothing_hostile_runs(built: Path, tmp_path: Path) -> None:
    document = sample()
    queries = [*HOSTILE[:2], "script", "onerror", "标题", "数据泄露", "总经理", "第1步", "199-0000-0001"]
    hits: dict[str, list[str]] = {}
    with served(built / "site") as url, browser(tmp_path) as chromium:
        for page in sorted((built / "site").rglob("*.html")):
            chromium.open(url + page.relative_to(built / "site").as_posix())
        for query in queries:
            chromium.open(f"{url}plans/{document.id}/?q={quote(query)}")
            hits[query] = [text.replace("\u200b", "").strip() for text in chromium.wait(_RESULTS)]
            assert [] == chromium.run(
                "return [...document.querySelectorAll('.md-search-result :is(script, img, iframe, b, i)')]"
                ".map(element => element.outerHTML)"
            )
        assert [] == chromium.dialogs
        assert [] == chromium.console
        assert [] == [asked for asked in chromium.requests if not asked.startswith((url, "data:"))]
    assert "1.2 标题 <script>alert(2)</script> {{ 1 }} *x* #y" in hits["script"]
    # A result names the plan and shows the row, not the whole table.
    assert [
        f"3 应急响应 · {document.title}",
        "一级响应 系统整体中断、数据泄露或网络攻击 中断时间 ≥ 30分钟 总经理 30分钟",
    ] == hits["数据泄露"]
    assert "值班长 199-0000-0001" in hits["199-0000-0001"]


# What the results say, block by block, once there are some.
_RESULTS = """
const found = document.querySelectorAll('.md-search-result__article :is(h1, h2, p, li)');
return found.length ? [...found].map(element => element.textContent) : null;
"""


def _page(path: Path) -> Any:
    return html.fromstring(path.read_bytes())


def _inside(root: Any, name: str, tag: str) -> list[Any]:
    return [found for box in root.find_class(name) for found in box.iter(tag)]


def _with(*blocks: Paragraph | Table) -> Document:
    return replace(sample(), front=(), body=(Section("only", "1", "唯一一章", tuple(blocks)),), annexes=())


def _figure(svg: str) -> Figure:
    return Figure("f", "图 1", "流程", svg, "", 9, 4)


def _visible(page: Path) -> str:
    root = _page(page)
    for element in list(root.body.iter("script")):
        element.drop_tree()
    return str(root.body.text_content())


def _squeeze(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_plan_language_is_on_the_site_but_not_in_its_search(built: Path) -> None:
    index = json.loads((built / "site/search/search_index.json").read_text("utf-8"))
    home = _page(built / "site/index.html")

    assert {"common", "levels"} <= {*MANUAL["reference"]}
    assert {"unknown-reference", "org-role-no-deputy"} <= {*MANUAL["rules"]}
    for name, pages in MANUAL.items():
        assert pages == sorted(path.name for path in (built / "site" / name).iterdir() if path.is_dir())
        assert f"{name}/" in [link.get("href") for link in home.iter("a")]
        assert [] == [each["location"] for each in index["docs"] if each["location"].startswith(name)]
