"""The DOCX edition: all of the document, nothing else, in a file that Word and LibreOffice open."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from documents import HOSTILE, cell, runs, sample
from preplan.document import (
    PALETTE,
    Cell,
    Clause,
    Clauses,
    Document,
    Fact,
    Figure,
    Notice,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    texts,
)
from preplan.errors import PreplanError
from preplan.writers import docx, docx_ast, docx_reference, docx_tables
from preplan.writers.docx_look import look_of

if TYPE_CHECKING:
    from conftest import Golden

Element = etree._Element

TEXT_WIDTH = 8845
W = f"{{{docx_reference.NAMESPACE}}}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the sample document once."""
    [path] = docx.write([sample()], tmp_path_factory.mktemp("docx"), root=Path())
    return path


def test_editions_are_named_for_plan_version_and_audience_and_come_sorted(tmp_path: Path) -> None:
    documents = [replace(sample(), id=identity, version="A-0", audience="public") for identity in ("b-plan", "a-plan")]

    written = docx.write(documents, tmp_path, root=tmp_path)

    expected = [tmp_path / "editions" / f"{identity}-A-0-public.docx" for identity in ("a-plan", "b-plan")]
    assert expected == written
    assert expected == sorted((tmp_path / "editions").iterdir())


def test_every_text_of_the_document_stands_in_one_paragraph(edition: Path) -> None:
    said = [squeezed(text_of(each)) for each in body(edition).iter(W + "p") if not style_of(each).startswith("TOC")]

    missing = [text for text in texts(sample()) if not any(squeezed(text) in paragraph for paragraph in said)]

    assert missing == []


def test_document_reads_in_order_with_these_styles(edition: Path, golden: Golden) -> None:
    golden("docx/sample.txt", outline(body(edition)))


def test_openxml_audit_finds_nothing(edition: Path, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    draft = replace(sample(), id="draft", draft=True, language="en", annexes=())
    others = docx.write([draft, replace(sample(), style="official")], tmp_path, root=tmp_path)
    findings = [str(error) for path in (edition, *others) for error in OpenXmlValidator().validate(str(path)).errors]

    assert findings == []


def test_libreoffice_opens_it_and_shows_every_text_and_the_pages_of_the_contents(edition: Path, tmp_path: Path) -> None:
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            edition,
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    # Reading order puts a wrapped cell's lines one after the other, as the document has them.
    shown = subprocess.run(
        ["pdftotext", tmp_path / f"{edition.stem}.pdf", "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    pages = shown.split("\f")

    assert [text for text in texts(sample()) if squeezed(text) not in squeezed(shown)] == []
    contents = next(page for page in pages if "目次" in page)
    listed = re.findall(r"^(.*?) ?\.{4,}\s*(\d+)$", contents, re.MULTILINE)
    assert [section.heading for _, section in docx_ast.in_contents(sample())] == [heading for heading, _ in listed]
    for heading, page in listed:
        assert squeezed(heading) in squeezed(pages[int(page) - 1])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_same_document_gives_same_bytes_whatever_the_environment(tmp_path: Path, language: str) -> None:
    program = (
        "import sys; from dataclasses import replace; from pathlib import Path; from documents import sample;"
        "from preplan.writers import docx;"
        f"docx.write([replace(sample(), language={language!r})], Path(sys.argv[1]), root=Path())"
    )
    # Another pandoc on the machine must not come in between.
    other = tmp_path / "bin" / "pandoc"
    other.parent.mkdir()
    other.write_text("#!/bin/sh\necho pandoc 99.0\n", encoding="utf-8")
    other.chmod(0o755)
    found = set()
    for number, environment in enumerate(
        (
            {"TZ": "UTC", "PYTHONHASHSEED": "1", "LANG": "C.UTF-8"},
            {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "2", "LANG": "zh_CN.GB18030", "SOURCE_DATE_EPOCH": "86400"},
        )
    ):
        folder = tmp_path / f"folder{number}"
        folder.mkdir()
        paths = ":".join(path for path in sys.path if path)
        subprocess.run(
            [sys.executable, "-c", program, folder],
            check=True,
            cwd=folder,
            env={"PATH": f"{other.parent}:/usr/bin:/bin", "HOME": str(folder), "PYTHONPATH": paths, **environment},
        )
        [path] = (folder / "editions").iterdir()
        found.add(path.read_bytes())

    assert len(found) == 1


def test_archive_is_sorted_and_carries_no_clock(edition: Path) -> None:
    with zipfile.ZipFile(edition) as archive:
        entries = archive.infolist()

    names = [entry.filename for entry in entries]
    assert names == ["[Content_Types].xml", *sorted(name for name in names if name != "[Content_Types].xml")]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_come_from_the_document(edition: Path) -> None:
    core = {etree.QName(each).localname: each.text for each in part(edition, "docProps/core.xml")}

    assert core == {
        "title": "示例预案 <i>&</i> {{ title }}",
        "subject": "KFYJ-ZH-01 综合应急预案",
        "creator": "示例公司客户服务中心",
        "language": "zh-CN",
        "version": "1.0",
        "created": "2026-11-01T00:00:00Z",
        "modified": "2026-11-01T00:00:00Z",
    }


def test_only_our_own_fields_and_the_documents_own_links_lead_anywhere(edition: Path) -> None:
    root = body(edition)
    codes = [each.text for name in PARTS for each in part(edition, name).iter(W + "instrText")]
    outside = [
        each.get("Target")
        for each in part(edition, "word/_rels/document.xml.rels")
        if each.get("TargetMode") == "External"
    ]

    pages = [
        f" PAGEREF {name} \\h "
        for name in (
            "approval",
            "chapter_general",
            "purpose",
            "hostile_title",
            "chapter_organisation",
            "chapter_response",
            "annex_contacts",
        )
    ]
    number = docx_ast.bookmarks(sample())[docx_ast.number_key("table-levels", "表 1")]
    assert codes == [*pages, f" REF {number} \\h \\* MERGEFORMAT ", " PAGE ", " NUMPAGES "]
    assert sorted(outside, key=str) == ["tel:+861000000000", "tel:19900000001"]
    foreign = {"fldSimple", "object", "pict", "altChunk", "subDoc", "control"}
    assert [each.tag for each in root.iter() if etree.QName(each).localname in foreign] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_arrives_letter_by_letter(tmp_path: Path, text: str) -> None:
    document = only(Paragraph(runs(text)), Clauses((Clause(text, runs(text)),)), Notice("note", text, (runs(text),)))

    said = [text_of(each) for each in written(document, tmp_path).iter(W + "p")]

    assert said[-5:] == ["1 章", text, text + text, text, text]


def test_blanks_tabs_line_ends_and_odd_characters_survive(tmp_path: Path) -> None:
    text = "a  b\tc\u00a0d\u00ade\u2011f\u3000𠮷é"

    [*_, paragraph] = written(only(Paragraph(runs(f"{text}\n第二行\n"))), tmp_path).iter(W + "p")

    assert text_of(paragraph) == text + "第二行"
    assert len(list(paragraph.iter(W + "br"))) == 2


def test_headings_have_word_styles_down_to_the_sixth_level(tmp_path: Path) -> None:
    section = Section("s8", "1.1.1.1.1.1.1.1", "八")
    for level in range(7, 0, -1):
        section = Section(f"s{level}", ".".join("1" * level), "级", sections=(section,))

    root = written(replace(sample(), body=(section,), annexes=()), tmp_path)

    headings = [style_of(each) for each in root.iter(W + "p") if style_of(each).startswith("Heading")]
    assert headings == [f"Heading{min(level, 6)}" for level in range(1, 9)]
    levels = {
        each.get(W + "styleId"): each.find(f"{W}pPr/{W}outlineLvl").get(W + "val")  # type: ignore[union-attr]
        for each in etree.fromstring(docx_reference.styles(look_of(sample())).encode()).iter(W + "style")
        if each.find(f"{W}pPr/{W}outlineLvl") is not None
    }
    assert levels == {f"Heading{level}": str(level - 1) for level in range(1, 7)} | {
        "FrontHeading": "0",
        "FrontSubheading": "1",
    }


def test_front_contents_body_and_annexes_begin_on_new_pages(edition: Path) -> None:
    sheet = etree.fromstring(docx_reference.styles(look_of(sample())).encode())
    breaking = {style.get(W + "styleId") for style in sheet if style.find(f"{W}pPr/{W}pageBreakBefore") is not None}

    starts = [
        text_of(each)
        for each in body(edition).iter(W + "p")
        if style_of(each) in breaking or each.find(f"{W}pPr/{W}pageBreakBefore") is not None
    ]

    assert starts == ["批准页", "目次", "1 总则", "附件 1 通讯录"]


def test_header_and_footer_stand_on_every_page_but_the_cover(edition: Path) -> None:
    [section] = body(edition).iter(W + "sectPr")
    references = [(etree.QName(each).localname, each.get(W + "type")) for each in section if each.get(R + "id")]

    assert references == [("headerReference", "default"), ("footerReference", "default")]
    assert section.find(W + "titlePg") is not None
    assert text_of(part(edition, "word/header1.xml")) == "KFYJ-ZH-01\u3000版本号 1.0示例预案 <i>&</i> {{ title }}"
    assert text_of(part(edition, "word/footer1.xml")) == "第 1 页 共 1 页"
    assert part(edition, "word/settings.xml").find(W + "updateFields") is not None


def test_official_style_has_the_page_and_the_faces_of_gb_t_9704(tmp_path: Path) -> None:
    [path] = docx.write([replace(sample(), style="official")], tmp_path, root=tmp_path)
    [section] = body(path).iter(W + "sectPr")
    sheet = {each.get(W + "styleId"): each for each in part(path, "word/styles.xml").iter(W + "style")}

    # 37, 26, 35 and 28 mm.
    assert [section.find(W + "pgMar").get(W + side) for side in ("top", "right", "bottom", "left")] == [  # type: ignore[union-attr]
        "2098", "1474", "1984", "1587",
    ]  # fmt: skip
    # 28 characters of 16 pt on 156 mm: a little nearer to each other; and 22 lines on 225 mm.
    assert [each.get(W + "val") for each in sheet["BodyText"].iterfind(f"{W}rPr/{W}spacing")] == ["-5"]
    assert sheet["BodyText"].find(f"{W}pPr/{W}spacing").get(W + "line") == "579"  # type: ignore[union-attr]
    assert {
        name: [
            each.get(W + key)
            for tag, key in (("rFonts", "eastAsia"), ("sz", "val"))
            for each in sheet[name].iterfind(f"{W}rPr/{W}{tag}")
        ]
        for name in ("CoverTitle", "FrontHeading", "Heading1", "Heading2", "Heading3")
    } == {
        "CoverTitle": ["方正小标宋简体", "64"],
        "FrontHeading": ["方正小标宋简体", "44"],
        "Heading1": ["SimHei", "32"],
        "Heading2": ["KaiTi", "32"],
        "Heading3": ["FangSong", "32"],
    }


def test_official_page_numbers_stand_between_dashes_at_the_outer_edge(tmp_path: Path) -> None:
    [path] = docx.write([replace(sample(), style="official")], tmp_path, root=tmp_path)
    [section] = body(path).iter(W + "sectPr")
    feet = [part(path, f"word/footer{number}.xml") for number in (1, 2)]

    assert [(etree.QName(each).localname, each.get(W + "type")) for each in section if each.get(R + "id")] == [
        ("headerReference", "default"),
        ("headerReference", "even"),
        ("footerReference", "default"),
        ("footerReference", "even"),
    ]
    assert [(text_of(each), each.find(f"{W}p/{W}pPr/{W}jc").get(W + "val")) for each in feet] == [  # type: ignore[union-attr]
        ("— 1 —", "right"),
        ("— 1 —", "left"),
    ]
    assert part(path, "word/settings.xml").find(W + "evenAndOddHeaders") is not None


def test_reference_that_says_a_number_is_a_field_and_contents_are_to_be_counted(edition: Path) -> None:
    root = body(edition)
    fields = [
        (
            "".join(each.text or "" for each in paragraph.iter(W + "instrText")).split()[0],
            [each.get(W + "dirty") for each in paragraph.iter(W + "fldChar") if each.get(W + "fldCharType") == "begin"],
        )
        for paragraph in root.iter(W + "p")
        if paragraph.find(f".//{W}fldChar") is not None
    ]
    name = docx_ast.bookmarks(sample())[docx_ast.number_key("table-levels", "表 1")]
    [start] = [each for each in root.iter(W + "bookmarkStart") if each.get(W + "name") == name]
    paragraph = start.getparent()

    assert fields == [("PAGEREF", ["true"])] * 7 + [("REF", [None])]
    assert paragraph is not None
    # What the bookmark holds is what the reference says.
    assert between(paragraph, start.get(W + "id", "")) == "表 1"


def test_no_line_ends_within_a_code_but_numbers_to_dial_keep_plain_hyphens(tmp_path: Path) -> None:
    said = "按KFYJ-ZH-01办，表单FORM-02；电话010-0000-0001，示例a-b，U-"

    [*_, paragraph] = written(only(Paragraph(runs(said))), tmp_path).iter(W + "p")

    assert text_of(paragraph) == said
    assert [each.text for each in paragraph.iter(W + "t", W + "noBreakHyphen")] == [
        "按KFYJ", None, "ZH", None, "01办，表单FORM", None, "02；电话010-0000-0001，示例a-b，U-",
    ]  # fmt: skip


def test_cover_of_a_numbered_copy_leaves_room_for_its_number(tmp_path: Path) -> None:
    cover = replace(sample().cover, numbered=True)

    root = written(replace(sample(), cover=cover), tmp_path)

    assert [text_of(each) for each in next(root.iter(W + "tbl")).iter(W + "tc")][-2:] == ["分发号", ""]


def test_draft_is_marked_on_the_cover_and_in_the_header(tmp_path: Path) -> None:
    [path] = docx.write([replace(sample(), draft=True)], tmp_path, root=tmp_path)

    marks = [
        (name, text_of(run).strip())
        for name in PARTS
        for run in part(path, name).iter(W + "r")
        for style in run.iter(W + "rStyle")
        if style.get(W + "val") == "DraftMark" and text_of(run).strip()
    ]

    assert marks == [("word/document.xml", "草案"), ("word/header1.xml", "草案")]


def test_columns_share_the_text_width_to_the_last_twip(edition: Path) -> None:
    cover, *rest = body(edition).iter(W + "tbl")

    for table in rest:
        grid = [int(each.get(W + "w", "")) for each in table.iter(W + "gridCol")]
        assert sum(grid) == TEXT_WIDTH
        for row in table.iter(W + "tr"):
            assert sum(int(each.get(W + "w", "")) for each in row.iter(W + "tcW")) == TEXT_WIDTH
    assert [int(each.get(W + "w", "")) for each in cover.iter(W + "gridCol")] == [2476, 3714]
    assert docx_tables.columns((1 / 3, 1 / 3, 1 / 3), TEXT_WIDTH) == [2948, 2949, 2948]
    assert docx_tables.columns((0.07, 0.43, 0.5), TEXT_WIDTH) == [619, 3803, 4423]


def test_header_rows_repeat_and_no_row_parts(edition: Path) -> None:
    rows = {
        caption.get(W + "val"): [
            (row.find(f"{W}trPr/{W}tblHeader") is not None, row.find(f"{W}trPr/{W}cantSplit") is not None)
            for row in table.iter(W + "tr")
        ]
        for table in body(edition).iter(W + "tbl")
        for caption in table.iter(W + "tblCaption")
    }

    assert rows == {
        "表 1\u3000响应分级": [(True, True)] + [(False, True)] * 4,
        "表 2\u3000风险矩阵": [(True, True)] * 2 + [(False, True)] * 2,
        "表 3\u3000处置步骤": [(True, True)] + [(False, True)] * 51,
        "附表 1\u3000应急通讯录": [(True, True), (False, True)],
    }


def test_joined_and_toned_cells_keep_their_place(tmp_path: Path) -> None:
    table = Table(
        "t", "表 1", "例", (0.2, 0.3, 0.5),
        (Row((cell("头", rowspan=2), cell("宽", colspan=2))), Row((cell("左"), cell("右")))),
        (
            Row((cell("甲", tone="red", heads_row=True), Cell((runs("乙"), runs("丙")), rowspan=2), cell("丁", align="center"))),
            Row((cell("戊", tone="yellow"), Cell(((Run("己", style="sample"),),), tone="blue"))),
        ),
    )  # fmt: skip

    [_, element] = written(only(table), tmp_path).iter(W + "tbl")

    assert [[place(each) for each in row.iter(W + "tc")] for row in element.iter(W + "tr")] == [
        ["头 TableHead rows=restart ECEFF1", "宽 TableHead columns=2 ECEFF1"],
        [" TableHead rows=continue ECEFF1", "左 TableHead ECEFF1", "右 TableHead ECEFF1"],
        ["甲 TableRowHead B3261E ink=FFFFFF", "乙/丙 TableText rows=restart", "丁 TableText center"],
        # The sample mark has its own ground, so the white of the blue cell must not reach it.
        ["戊 TableText F7DC5C", " TableText rows=continue", "己 TableText 1F5FAE"],
    ]


def test_wide_tables_are_set_small(tmp_path: Path) -> None:
    names = tuple("版本 日期 章条 摘要 修订人 审核人 批准人".split())
    table = Table("t", "表 1", "修订", (1 / 7,) * 7, (Row(tuple(map(cell, names))),), (Row(tuple(map(cell, names))),))

    [_, element] = written(only(table), tmp_path).iter(W + "tbl")

    assert {style_of(each) for each in element.iter(W + "p")} == {"SmallTableHead", "SmallTableText"}


def test_references_lead_to_bookmarks_that_word_accepts(edition: Path) -> None:
    root = body(edition)
    names = [each.get(W + "name", "") for each in root.iter(W + "bookmarkStart")]
    numbers = [each.get(W + "id") for each in root.iter(W + "bookmarkStart")]
    anchors = {each.get(W + "anchor") for each in root.iter(W + "hyperlink")} - {None}

    assert sorted(docx_ast.bookmarks(sample()).values()) == sorted(names)
    assert len(set(numbers)) == len(numbers)
    assert anchors <= set(names)
    assert "chapter_organisation" in anchors
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", name) for name in names)


def test_long_and_alike_ids_get_short_and_different_bookmarks() -> None:
    sections = tuple(Section(identity, "", "章") for identity in ("a" * 63, "a" * 62 + "b", "x-y", "x_y", "9", "X-Y"))

    names = list(docx_ast.bookmarks(replace(sample(), front=(), body=sections, annexes=())).values())

    assert names[2] == "x_y"
    assert len({name.lower() for name in names}) == 6
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", name) for name in names)


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "file:///etc/passwd", "\\\\host\\share", "https:", "https://a b", "data:text/html,x"],
)
def test_address_of_another_scheme_is_refused(tmp_path: Path, href: str) -> None:
    with pytest.raises(PreplanError, match=re.escape(f"`{href}` is no telephone, mail or web address to link to")):
        written(only(Paragraph((Run("x", href=href),))), tmp_path)


def test_reference_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PreplanError, match="refers to `nobody`, which it does not hold"):
        written(only(Paragraph((Run("x", ref="nobody"),))), tmp_path)


def test_id_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PreplanError, match="two parts of the document `sample-plan` have the id `chapter`"):
        written(only(Clauses((Clause("a)", runs("x"), id="chapter"),))), tmp_path)


def test_nothing_is_written_when_a_document_fails(tmp_path: Path) -> None:
    with pytest.raises(PreplanError):
        written(only(Paragraph((Run("x", ref="nobody"),))), tmp_path)

    assert list(tmp_path.rglob("*")) == []


def test_clauses_hang_by_their_longest_label(tmp_path: Path) -> None:
    clauses = Clauses((Clause("(1)", runs("甲"), id="first"), Clause("(10)", runs("乙"))))

    root = written(only(clauses, Clauses((Clause("第一条", runs("丙")),))), tmp_path)

    found = [
        (text_of(each), each.find(f"{W}pPr/{W}ind").get(W + "hanging"), len(list(each.iter(W + "tab"))))  # type: ignore[union-attr]
        for each in root.iter(W + "p")
        if style_of(each) == "Clause"
    ]
    assert found == [("(1)甲", "728", 1), ("(10)乙", "728", 1), ("第一条丙", "920", 1)]


def test_figure_is_a_picture_with_words_for_those_who_cannot_see_it(edition: Path) -> None:
    [drawing] = body(edition).iter(W + "drawing")
    described = [
        (each.get("name"), each.get("descr"))
        for each in drawing.iter()
        if etree.QName(each).localname in {"docPr", "cNvPr"}
    ]
    [extent] = [each for each in drawing.iter() if etree.QName(each).localname == "extent"]
    with zipfile.ZipFile(edition) as archive:
        [picture] = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]

    assert described == [("figure-organisation", "应急指挥部下设技术支持部")] * 2
    # 320 by 120 CSS pixels, 9525 EMU to each, as near as pandoc's centimetres allow.
    assert (round(int(extent.get("cx", "")) / 9525), round(int(extent.get("cy", "")) / 9525)) == (320, 120)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize(("width", "height", "expected"), [(1200, 600, (156, 78)), (600, 1400, (85, 198))])
def test_large_figure_shrinks_to_the_page(tmp_path: Path, width: int, height: int, expected: tuple[int, int]) -> None:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><rect width="9" height="9"/></svg>'
    )

    root = written(only(Figure("f", "图 1", "大", svg, "大图", width, height)), tmp_path)

    [extent] = [each for each in root.iter() if etree.QName(each).localname == "extent"]
    assert (round(int(extent.get("cx", "")) / 36000), round(int(extent.get("cy", "")) / 36000)) == expected


def test_every_style_in_use_is_declared(edition: Path) -> None:
    declared = {each.get(W + "styleId") for each in part(edition, "word/styles.xml").iter(W + "style")}
    used = {
        each.get(W + "val")
        for name in PARTS
        for each in part(edition, name).iter()
        if each.tag in {W + "pStyle", W + "rStyle", W + "tblStyle"}
    }

    assert used - declared == set()


def test_coloured_ground_and_ink_are_those_of_the_palette(edition: Path) -> None:
    fills = {each.get(W + "fill") for each in body(edition).iter(W + "shd")}

    assert fills == {ground.lstrip("#").upper() for ground, _ in PALETTE.values()}


def test_cover_facts_and_long_titles_leave_the_cover_on_one_page(tmp_path: Path) -> None:
    facts = tuple(Fact(f"事项{number}", runs("客户服务部")) for number in range(6))
    cover = replace(sample().cover, title="示例公司客户服务中心突发事件综合应急预案" * 2, facts=facts)
    [path] = docx.write([replace(sample(), cover=cover, draft=True)], tmp_path, root=tmp_path)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            path,
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    pages = (
        subprocess.run(["pdftotext", tmp_path / f"{path.stem}.pdf", "-"], check=True, capture_output=True, timeout=60)
        .stdout.decode()
        .split("\f")
    )

    assert "公开范围" in pages[0]
    assert "批准页" in pages[1]


PARTS = ("word/document.xml", "word/header1.xml", "word/footer1.xml")


def only(*blocks: Paragraph | Clauses | Notice | Table | Figure) -> Document:
    """Make a document of one chapter."""
    return replace(sample(), front=(), body=(Section("chapter", "1", "章", blocks),), annexes=())


def written(document: Document, folder: Path) -> Element:
    """Write a document and return its body."""
    [path] = docx.write([document], folder, root=folder)
    return body(path)


def body(path: Path) -> Element:
    """Return the body of an edition."""
    return part(path, "word/document.xml")[0]


def part(path: Path, name: str) -> Element:
    """Return one part of an edition as XML."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return etree.fromstring(archive.read(name))


def text_of(element: Element) -> str:
    """Join the text of runs."""
    said = {W + "t": None, W + "noBreakHyphen": "-"}
    return "".join(said[each.tag] or each.text or "" for each in element.iter() if each.tag in said)


def between(paragraph: Element, bookmark: str) -> str:
    """Join the text from where a bookmark starts to where it ends."""
    inside, said = False, ""
    for each in paragraph.iter():
        if each.get(W + "id") == bookmark and each.tag in {W + "bookmarkStart", W + "bookmarkEnd"}:
            inside = each.tag == W + "bookmarkStart"
        elif inside and each.tag == W + "t":
            said += each.text or ""
    return said


def style_of(paragraph: Element) -> str:
    """Say the style of a paragraph."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(W + "val", "")


def squeezed(text: str) -> str:
    """Take out white space, after NFKC."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).replace("\u2010", "-"))


def place(element: Element) -> str:
    """Say a table cell's text, style, joins, ground and ink."""
    paragraphs = list(element.iter(W + "p"))
    said = ["/".join(map(text_of, paragraphs)), style_of(paragraphs[0])]
    for path, words in (
        (f"{W}tcPr/{W}gridSpan", "columns={}"),
        (f"{W}tcPr/{W}vMerge", "rows={}"),
        (f"{W}p/{W}pPr/{W}jc", "{}"),
    ):
        said += [words.format(each.get(W + "val")) for each in element.iterfind(path)]
    said += [each.get(W + "fill", "") for each in element.iterfind(f"{W}tcPr/{W}shd")]
    said += [f"ink={each.get(W + 'val')}" for each in element.iterfind(f"{W}p/{W}r/{W}rPr/{W}color")]
    return " ".join(said)


def outline(root: Element) -> str:
    """Say a body as lines: the style and text of each paragraph, and the cells of each row."""
    lines = []
    for each in root:
        if each.tag == W + "p":
            lines.append(f"{style_of(each)}: {text_of(each)}".rstrip())
        elif each.tag == W + "tbl":
            lines += [" | ".join(place(cell) for cell in row.iter(W + "tc")) for row in each.iter(W + "tr")]
    return "\n".join(lines) + "\n"
