"""House styles are data: their files are read whole or refused with their place, and both writers follow them."""

from __future__ import annotations

import dataclasses
import io
import json
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest

from conftest import Run
from documents import runs, sample
from extracting import docx_text, pdf_text, squeezed
from preplan.document import STYLE, Document, Paragraph, Section, texts
from preplan.errors import PreplanError
from preplan.model import kinds
from preplan.resources import folder
from preplan.writers import docx, pdf
from preplan.writers.house import house, houses, read_house

MODERN = (folder("site") / "styles" / "modern.yaml").read_text("utf-8")


def test_a_plan_may_name_each_style_there_is_by_its_name_in_both_languages() -> None:
    field = kinds()["plan"].schema["properties"]["style"]
    names = {name: {"zh": house(name).name.zh, "en": house(name).name.en.lower()} for name in houses()}

    assert names == field["x-values"]
    assert houses() == sorted(field["enum"])
    assert STYLE in houses()


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("size: 12, pitch: 21", "size: large, pitch: 21", "style x has a wrong `layouts.plan.text.size`"),
        ("size: 12, pitch: 21", "size: 12", "style x has a wrong `layouts.plan.text`"),
        ("sides: false", "sides: 0", "style x has a wrong `foot.sides`"),
        ("kind: {face: text", "kind: {face: song", "style x has a wrong `cover.kind.face`"),
        ("paper: a5", "paper: letter", "style x has a wrong `layouts`"),
        ("pdf: serif", "pdf: FangSong", "style x has a wrong `faces`"),
        ("name: {zh: 现代样式, en: Modern}", "name: Modern", "style x has a wrong `name`"),
        ("faces:", "faces: []\nmore:", "style x has a wrong `file`"),
    ],
)
def test_style_that_is_wrong_is_refused_with_its_place(right: str, wrong: str, said: str) -> None:
    with pytest.raises(PreplanError) as error:
        read_house(MODERN.replace(right, wrong, 1), "x")

    assert said == str(error.value)


def test_style_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(PreplanError) as error:
        house("offical")

    assert "there is no style `offical`; the styles are: modern, official" == str(error.value)


@pytest.mark.parametrize("style", houses())
def test_both_editions_say_everything_in_every_style(style: str, tmp_path: Path) -> None:
    document = dataclasses.replace(
        sample(), style=style, cover=dataclasses.replace(sample().cover, numbered=True), draft=True
    )
    [word], [portable] = (writer.write([document], tmp_path, root=tmp_path) for writer in (docx, pdf))
    for said in (docx_text(word), pdf_text(portable, document)):
        assert [text for text in texts(document) if squeezed(text) not in said] == []
        assert "分发号" in said


def test_official_pages_have_22_lines_of_28_characters() -> None:
    found = pypdfium2.PdfDocument(pdf.render(_long("official")))
    # The page after the first of the chapter is full.
    lines = _lines(found[3])

    assert [28] * 22 == [len(line) for line in lines]


def test_official_page_numbers_stand_at_the_outer_edge() -> None:
    found = pypdfium2.PdfDocument(pdf.render(_long("official")))
    for number, page in enumerate(found, start=1):
        area = page.get_textpage()
        foot = area.get_text_bounded(60, 40, 540, 97)
        # The cover has none.
        assert (f"—{number}—" if number > 1 else "") == squeezed(foot)
        half = area.get_text_bounded(*((300, 40, 540, 97) if number % 2 else (60, 40, 300, 97)))
        assert squeezed(foot) == squeezed(half)


def test_every_style_is_tagged_and_embeds_its_faces() -> None:
    for style in houses():
        with pikepdf.open(io.BytesIO(pdf.render(dataclasses.replace(sample(), style=style)))) as file:
            assert file.Root.MarkInfo.Marked
            names = {
                str(font.BaseFont).partition("+")[2]
                for page in file.pages
                for font in page.resources.get("/Font", {}).values()
            }

            assert {"NotoSansCJKsc", "NotoSansSC", "NotoSerifSC"} == {name.split("-")[0] for name in names}


@pytest.mark.parametrize(
    ("says", "options", "face", "recorded"),
    [
        ("", (), "SimSun", None),
        ("style: official, ", (), "FangSong", None),
        ("style: official, ", ("--style", "modern"), "SimSun", "modern"),
        ("", ("--style", "official"), "FangSong", "official"),
    ],
)
def test_plan_names_its_style_and_a_build_may_ask_for_another(
    run: Run, tmp_path: Path, says: str, options: tuple[str, ...], face: str, recorded: str | None
) -> None:
    (tmp_path / "plans/x").mkdir(parents=True)
    head = f'plan: {{{says}schema: 1, name: 预案, version: "1.0", type: special, organisation: 单位甲}}\n'
    (tmp_path / "plans/x/plan.yaml").write_text(head, encoding="utf-8")

    assert run("build", "--to", "docx", "--as-of", "2026-11-24", "--jobs", "1", *options)[0] == 0
    with zipfile.ZipFile(tmp_path / "build/editions/x-1.0-internal.docx") as archive:
        assert f'w:eastAsia="{face}"' in archive.read("word/styles.xml").decode().partition("</w:docDefaults>")[0]
    assert recorded == json.loads((tmp_path / "build/manifest.json").read_text("utf-8")).get("style")


def test_build_in_a_style_that_does_not_exist_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plans/x").mkdir(parents=True)
    head = 'plan: {schema: 1, name: 预案, version: "1.0", type: special, organisation: 单位甲}\n'
    (tmp_path / "plans/x/plan.yaml").write_text(head, encoding="utf-8")
    said = run("build", "--style", "offical", "--lang", "zh")

    assert (2, "", "preplan: 没有样式“offical”；可用的样式：modern、official\n") == said
    assert not (tmp_path / "build").exists()


def _long(style: str) -> Document:
    text = Paragraph(runs("应急指挥部统一指挥各岗位按授权处置" * 100))
    return dataclasses.replace(
        sample(), style=style, front=(), body=(Section("chapter", "1", "总则", (text,)),), annexes=()
    )


def _lines(page: pypdfium2.PdfPage) -> list[str]:
    text = page.get_textpage().get_text_bounded(70, 97, 535, 740)
    return [squeezed(line) for line in text.splitlines() if line.strip()]
