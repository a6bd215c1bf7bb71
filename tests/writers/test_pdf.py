"""The PDF writer says everything, takes nothing for code, and gives the same bytes every time."""

from __future__ import annotations

import dataclasses
import io
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest

from documents import HOSTILE, SVG, runs, sample
from preplan.document import (
    Cell,
    Clause,
    Clauses,
    Document,
    Facts,
    Figure,
    Notice,
    Paragraph,
    Row,
    Run,
    Section,
    SignatureField,
    Signatures,
    Table,
    texts,
)
from preplan.errors import PreplanError
from preplan.source import Span
from preplan.writers import pdf
from preplan.writers.drawing import svg_to_png, with_fonts

# The text area of a page in points; headers, page numbers and `表 3(续)` stand outside it.
LEFT, BOTTOM, RIGHT, TOP = 70, 70, 535, 757
ENGLISH = {"contents": "Contents", "page": "Page {page} of {pages}", "draft": "Draft"}


@pytest.fixture(scope="module")
def printed() -> bytes:
    return pdf.render(sample())


def test_every_text_is_printed_in_reading_order(printed: bytes) -> None:
    text = squeezed(inside_margins(printed))
    at = 0
    for expected in texts(sample()):
        # A cell that spans rows is drawn after its neighbours, so look back over a row.
        found = text.find(squeezed(expected), max(0, at - 20))
        assert found >= 0, f"{expected!r} is not printed after {text[at - 40 : at]!r}"
        at = max(at, found + len(squeezed(expected)))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_printed_letter_by_letter(printed: bytes, hostile: str) -> None:
    assert squeezed(f"步:{hostile}") in squeezed(inside_margins(printed))


def test_nothing_in_the_file_acts_and_links_go_where_they_say(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as file:
        actions = [str(annotation.A.get("/URI", "")) for annotation in notes_of(file) if "/A" in annotation]
        inner = [annotation for annotation in notes_of(file) if "/Dest" in annotation or goes_within(annotation)]
        assert sorted(action for action in actions if action) == ["tel:+861000000000", "tel:19900000001"]
        # Seven lines of the contents, and one link each from a paragraph to a table and from a cell to a chapter.
        assert len(inner) == 9
        assert "/OpenAction" not in file.Root
        assert "/Names" not in file.Root or "/JavaScript" not in file.Root.Names


def test_file_is_tagged_and_says_what_it_is(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as file:
        assert file.Root.Lang == "zh-CN"
        assert file.Root.MarkInfo.Marked
        assert str(file.docinfo["/Title"]) == "示例预案 <i>&</i> {{ title }}"
        assert str(file.docinfo["/Author"]) == "示例公司客户服务中心"
        assert str(file.docinfo["/CreationDate"]) == "D:20261101000000Z"
        with file.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
            assert metadata["pdfuaid:part"] == "1"
        tags = [str(element.S) for element in elements(file.Root.StructTreeRoot.K)]
        figures = [str(element.Alt) for element in elements(file.Root.StructTreeRoot.K) if element.S == "/Figure"]
        assert figures == ["应急指挥部下设技术支持部"]
        # Tables of the sample, with the facts and the places to sign; repeated heads are not told again.
        assert (tags.count("/Table"), tags.count("/Caption"), tags.count("/THead")) == (6, 5, 4)
        assert (tags.count("/TH"), tags.count("/LI"), tags.count("/H1"), tags.count("/H2")) == (14, 17, 6, 2)


def test_bookmarks_hold_front_contents_body_and_annexes(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as file, file.open_outline() as outline:
        assert list(titles(outline.root)) == [
            "批准页",
            "目次",
            "1 总则",
            " 1.1 编制目的",
            " 1.2 标题 <script>alert(2)</script> {{ 1 }} *x* #y",
            "2 组织机构与职责",
            "3 应急响应",
            "附件 1 通讯录",
        ]


def test_contents_give_the_page_on_which_a_chapter_starts(printed: bytes) -> None:
    pages = page_texts(printed)
    contents = next(page for page in pages if "目次" in page)
    for heading in ("1总则", "2组织机构与职责", "3应急响应", "附件1通讯录"):
        line = next(line for line in contents.split("\n") if line.startswith(heading))
        number = int(line.rsplit(".", 1)[1])
        assert pages.index(contents) + 1 < number
        assert f"\n{heading}\n" in pages[number - 1]


def test_pages_carry_title_number_and_page_of_pages_except_the_cover(printed: bytes) -> None:
    pages = page_texts(printed)
    for number, page in enumerate(pages, start=1):
        head = "示例预案<i>&</i>{{title}}编号KFYJ-ZH-01版本号1.0"
        assert (head in page) == (number > 1)
        assert (f"第{number}页共{len(pages)}页" in page) == (number > 1)


def test_continued_table_names_itself_above_its_repeated_head(printed: bytes) -> None:
    pages = page_texts(printed)
    with_steps = [number for number, page in enumerate(pages) if "序号行动责任岗位时限" in page]
    assert len(with_steps) >= 2
    assert [number for number, page in enumerate(pages) if "表3(续)" in page] == with_steps[1:]


def test_same_document_gives_the_same_bytes_anywhere(printed: bytes, tmp_path: Path) -> None:
    program = (
        "import pathlib, sys; from documents import sample; from preplan.writers import pdf;"
        "pdf.write([sample()], pathlib.Path(sys.argv[1]), root=pathlib.Path())"
    )
    for number, (zone, seed) in enumerate((("Asia/Shanghai", "1"), ("America/New_York", "77"))):
        here = tmp_path / str(number)
        here.mkdir()
        path = os.pathsep.join(str(Path(each).resolve()) for each in sys.path if each)
        environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "LANG": "C", "PYTHONPATH": path}
        subprocess.run([sys.executable, "-c", program, "out"], cwd=here, env=environment, check=True)
        assert (here / "out/editions/sample-plan-1.0-internal.pdf").read_bytes() == printed


def test_file_ends_with_a_line_end_so_that_it_can_be_signed(printed: bytes) -> None:
    assert printed.endswith(b"%%EOF\n")


def test_written_paths_are_sorted_and_named_by_id_version_and_audience(tmp_path: Path) -> None:
    later = dataclasses.replace(sample(), id="a-plan", audience="public")
    written = pdf.write([sample(), later], tmp_path, root=tmp_path)
    names = ["a-plan-1.0-public.pdf", "sample-plan-1.0-internal.pdf"]
    assert written == [tmp_path / "editions" / name for name in names]
    assert sorted(path.name for path in (tmp_path / "editions").iterdir()) == names


def test_draft_is_marked_on_every_page(printed: bytes) -> None:
    assert not any("草案" in page for page in page_texts(printed))
    assert all("草案" in page for page in page_texts(pdf.render(dataclasses.replace(sample(), draft=True))))


def test_english_document_is_marked_and_furnished_in_english() -> None:
    words = dataclasses.replace(sample().words, **ENGLISH)
    english = pdf.render(dataclasses.replace(sample(), language="en", words=words))
    assert "Page3of" in page_texts(english)[2]
    with pikepdf.open(io.BytesIO(english)) as file:
        assert file.Root.Lang == "en-US"


def test_character_without_a_glyph_is_named_with_its_place() -> None:
    paragraph = Paragraph(runs("微笑😀服务"), origin=Span("plans/x/plan.yaml", 5, 9))
    with pytest.raises(PreplanError) as error:
        pdf.render(with_block(paragraph))
    assert str(error.value) == (
        "no font for the PDF of `sample-plan` has “😀” (U+1F600) (at plans/x/plan.yaml:5:9);"
        " write it in other characters"
    )


def test_character_without_a_glyph_in_a_drawing_is_named() -> None:
    figure = Figure("figure-x", "图 9", "图", SVG.replace("技术", "𓀀"), "图", 320, 120)
    with pytest.raises(PreplanError, match="U\\+13000"):
        pdf.render(with_block(figure))
    with pytest.raises(PreplanError, match="𓀀"):
        svg_to_png(figure.svg, 320, 120)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "//evil.example.com", "JavaScript:x"])
def test_link_of_any_other_scheme_is_refused(href: str) -> None:
    with pytest.raises(PreplanError, match="may not lead to"):
        pdf.render(with_block(Paragraph((Run("x", href=href),))))


def test_link_to_nothing_is_refused() -> None:
    with pytest.raises(PreplanError, match="leads to `nowhere`, which is not there"):
        pdf.render(with_block(Paragraph((Run("x", ref="nowhere"),))))


def test_long_words_stay_in_their_column_and_in_one_piece() -> None:
    code = "KFYJ-ZH-2026-" + "ABCDEFGHIJ" * 8
    found = pypdfium2.PdfDocument(pdf.render(with_block(narrow_table(code))))
    for page in found:
        area = page.get_textpage()
        right = max((area.get_charbox(at)[2] for at in range(area.count_chars())), default=0)
        assert right <= RIGHT
    assert code in squeezed("".join(page.get_textpage().get_text_range() for page in found))


def test_row_higher_than_a_page_goes_on_on_the_next() -> None:
    long = "逐项核对并记录处置情况。" * 400
    text = inside_margins(pdf.render(with_block(narrow_table(long))))
    assert text.count("逐") == 400


@pytest.mark.parametrize("times", [1, 20, 300])
def test_places_to_sign_grow_with_what_is_written_there(times: int) -> None:
    opinion = "同意，各部门按要求宣贯和演练。" * times
    field = SignatureField("sign-x", "应急办公室主任" * 9, runs("张示例"), runs("2026年1月5日"), runs(opinion))
    after = SignatureField("sign-y", "总经理", runs("李示例"))
    front = (Section("front-x", "", "批准页", (Signatures((field, after)),)),)
    text = squeezed(inside_margins(pdf.render(dataclasses.replace(sample(), front=front))))
    # A page's end and the post beside it come between; nothing is lost and nothing lies over anything else.
    assert times == text.count("同意，各部门按要求宣贯和演练。") or times == text.count("同意") == text.count("演练。")
    assert text.index("张示例") < text.index("同意") < text.index("李示例")


def test_long_number_and_title_stay_within_the_head_of_the_page() -> None:
    cover = dataclasses.replace(sample().cover, number="KFYJ-ZH-" * 13, title="很长的名称" * 30)
    document = dataclasses.replace(sample(), cover=cover)
    for page in list(pypdfium2.PdfDocument(pdf.render(document)))[1:]:
        head = page.get_textpage()
        boxes = [head.get_charbox(at) for at in range(head.count_chars())]
        assert max(top for *_, top in boxes) <= page.get_height() - 20
        assert max(right for _, _, right, _ in boxes) <= 535


def test_empty_texts_lists_and_documents_are_set_as_such() -> None:
    nothing = (
        Paragraph(()),
        Clauses(()),
        Clauses((Clause("", ()),)),
        Facts(()),
        Notice("note", "", ((),)),
        Signatures(()),
    )
    empty = Table("table-x", "", "", (0.5, 0.5), (), (Row((Cell(()), Cell(((),)))),))
    for changes in (
        {"front": (), "body": (), "annexes": ()},
        {"annexes": (Section("annex-x", "", "空", (*nothing, empty)),)},
    ):
        assert pdf.render(dataclasses.replace(sample(), **changes)).startswith(b"%PDF")


def test_drawing_keeps_its_words_and_takes_our_faces() -> None:
    drawing = with_fonts('<svg xmlns="http://www.w3.org/2000/svg"><text font-family="serif">a &lt;b&gt;</text></svg>')
    assert drawing == (
        '<svg xmlns="http://www.w3.org/2000/svg" font-family="Noto Sans SC"><text>a &lt;b&gt;</text></svg>'
    )


def test_drawing_as_png_has_the_size_asked_for() -> None:
    picture = svg_to_png(SVG, 320, 120, scale=2)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (640, 240)
    assert picture == svg_to_png(SVG, 320, 120, scale=2)


def squeezed(text: str) -> str:
    # PDFium says U+FFFE for a hyphen at the end of a line.
    return "".join(unicodedata.normalize("NFKC", text.replace("\ufffe", "-")).split())


def inside_margins(data: bytes) -> str:
    return "".join(
        page.get_textpage().get_text_bounded(LEFT, BOTTOM, RIGHT, TOP) for page in pypdfium2.PdfDocument(data)
    )


def page_texts(data: bytes) -> list[str]:
    """Every page's lines, each squeezed."""
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    return ["\n" + "\n".join(squeezed(line) for line in page.splitlines()) + "\n" for page in pages]


def notes_of(file: pikepdf.Pdf) -> Iterator[Any]:
    for page in file.pages:
        yield from page.get("/Annots", [])


def goes_within(annotation: Any) -> bool:
    return "/A" in annotation and annotation.A.S == "/GoTo"


def elements(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from elements(each)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K", pikepdf.Array()))


def titles(items: Any, depth: int = 0) -> Iterator[str]:
    for item in items:
        yield " " * depth + item.title
        yield from titles(item.children, depth + 1)


def with_block(block: Paragraph | Figure | Table) -> Document:
    return dataclasses.replace(sample(), annexes=(Section("annex-x", "附件 9", "附件", (block,)),))


def narrow_table(text: str) -> Table:
    source = sample().annexes[0].blocks[0]
    assert isinstance(source, Table)
    row = source.rows[0]
    first = dataclasses.replace(row.cells[0], lines=(runs(text),))
    return dataclasses.replace(source, widths=(0.2, 0.8), rows=(dataclasses.replace(row, cells=(first, row.cells[1])),))
