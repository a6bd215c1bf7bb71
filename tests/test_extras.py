"""What is handed out by itself: it says what the plan says, fits its pages, and holds no formula and no secret."""

from __future__ import annotations

import html
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from openpyxl import load_workbook

from composing import TODAY, plan_of
from documents import HOSTILE
from extracting import docx_text, squeezed
from preplan.audience import see
from preplan.chapters import chapters
from preplan.chapters._outline import read_outline
from preplan.compose import compose, compose_views
from preplan.document import Document, Table, plain, texts, walk
from preplan.errors import PreplanError
from preplan.model import Audience
from preplan.pipeline import Compiled, Session
from preplan.project import find_plans
from preplan.workbook import Sheet, workbook
from preplan.writers import docx, extras, pdf, xlsx

CHECKOUT = Path(__file__).resolve().parents[1]
PLANS = [path.name for path in find_plans([], CHECKOUT)]
SMALL = (Path(__file__).parent / "chapters/small.yaml").read_text(encoding="utf-8")
NAMES = ["cards", "contacts", "forms", "registers", "summary"]

SECRETS = """
plan: {schema: 1, name: 预案, version: '1.0', type: comprehensive, organisation: 单位甲}
organisation:
  units: [{id: unit, name: 客服部}]
  roles: [{id: boss, name: 总经理, unit: unit, holder: zhang, frontline: true}]
  persons: [{id: zhang, name: 张示例, contacts: [{kind: mobile, value: 199-0000-0001}]}]
  contacts:
    - {id: fire, name: 火警, kind: emergency, phone: "119"}
    - {id: supplier, name: 供应商甲, kind: supplier, phone: 010-0000-0003}
  rota: {phone: 010-0000-0000, slots: [{name: 早班甲, start: "08:00", end: "16:00", role: boss}]}
levels:
  - {id: level-1, name: 一级响应, ordinal: 1, activated_by: boss, report_within: PT30M}
scenarios:
  - id: fire-here
    name: 火灾
    procedures: [{id: out, name: 疏散, steps: [{do: 拨打119。, role: boss, notify: [supplier]}]}]
forms:
  - {id: form-open, name: 接报单, fields: [{name: 时间}]}
  - {id: form-closed, name: 内部调查单, audience: internal, fields: [{name: 当事人}]}
resources:
  supplies: [{id: lamp, name: 应急灯, quantity: 10, unit: 盏, location: 六层库房, expires_on: 2027-01-31, checked_on: 2026-11-01}]
  agreements: [{id: deal, name: 协议甲, party: 对方甲}]
"""
SECRET = [
    "张示例",
    "199-0000-0001",
    "供应商甲",
    "010-0000-0003",
    "早班甲",
    "六层库房",
    "协议甲",
    "对方甲",
    "内部调查单",
]


@pytest.fixture(scope="module", params=PLANS)
def compiled(request: pytest.FixtureRequest) -> Compiled:
    """Each plan of the corpus."""
    return Session(CHECKOUT).compile(CHECKOUT / "plans" / request.param, date(2026, 11, 24))


def test_every_plan_has_every_view(compiled: Compiled) -> None:
    assert NAMES == [each.view.name for each in compiled.views if each.view]


@pytest.mark.parametrize("name", ["cards", "contacts"])
def test_cards_and_contacts_say_what_the_plan_says(compiled: Compiled, name: str) -> None:
    assert compiled.document
    whole = {each.id: each for _, each in walk(compiled.document.sections)}
    (section,) = [each for each in view(compiled, name).sections if each.id == name]
    here = [(each.id, _rows([*each.blocks])) for _, each in walk((section,))]

    assert [(each.id, _rows([*each.blocks])) for _, each in walk((whole[name],))] == here


def test_summary_fits_one_page(compiled: Compiled) -> None:
    document = view(compiled, "summary")

    assert 1 == len(pypdfium2.PdfDocument(pdf.render(document)))
    assert ["call", "grade", "first"] == [section.id for section in document.sections]


def test_each_form_and_each_card_begins_on_a_page_of_its_own_and_no_form_needs_two(compiled: Compiled) -> None:
    forms, cards = view(compiled, "forms"), view(compiled, "cards")
    first = [each.title for each in forms.sections[0].sections]
    tops = [text.partition(squeezed(forms.cover.version))[2] for text in _pages(forms)]

    assert [squeezed(title) for title in first] == [
        squeezed(title) for title, top in zip(first, tops[1:], strict=True) if top.startswith(squeezed(title))
    ]
    starts = [text.partition(squeezed(cards.cover.version))[2] for text in _pages(cards)]
    further = squeezed(cards.words.table_continued)
    for section in cards.sections[0].sections:
        own = [start for start in starts if start.startswith(squeezed(section.title))]
        assert [False, *[True] * (len(own) - 1)] == [further in start[: len(section.title) + 12] for start in own]


def test_no_card_leaves_the_head_of_a_scenario_alone_at_the_foot_of_a_page(compiled: Compiled) -> None:
    cards = view(compiled, "cards")
    pages = _pages(cards)
    for _, section in walk(cards.sections):
        for block in section.blocks:
            if isinstance(block, Table):
                heads = [squeezed("".join(map(plain, row.cells[0].lines))) for row in block.rows if len(row.cells) == 1]
                for page in pages:
                    body = page[: page.rindex("第")]
                    assert [] == [head for head in heads if body.endswith(head)]


def test_every_text_of_every_view_is_in_its_files(tmp_path: Path) -> None:
    for document in _views(_hostile()):
        assert document.view
        for path in extras.write([document], tmp_path, root=tmp_path):
            said = _said(path)

            assert [] == [text for text in _texts(document) if squeezed(text) not in said], path.name


def test_files_are_named_after_plan_version_audience_and_view(tmp_path: Path) -> None:
    written = [path for each in _views(SMALL) for path in extras.write([each], tmp_path, root=tmp_path)]
    names = [f"{view}.{kind}" for view in ("cards", "contacts", "forms") for kind in ("docx", "pdf")]
    names += ["registers.xlsx", "summary.docx", "summary.pdf"]

    assert [f"editions/small-1.0-internal.{name}" for name in names] == [
        path.relative_to(tmp_path).as_posix() for path in written
    ]


def test_a_view_with_nothing_to_say_is_not_written() -> None:
    plan = "plan: {schema: 1, name: 预案, version: '1.0', type: comprehensive, organisation: 单位甲}"

    assert [] == _views(plan)


def test_same_plan_gives_the_same_bytes_in_another_surrounding(tmp_path: Path) -> None:
    manifests = []
    for name, zone, seed in (("one", "Asia/Shanghai", "1"), ("two", "America/New_York", "77")):
        folder = tmp_path / name
        (folder / "plans/small").mkdir(parents=True)
        (folder / "plans/small/all.yaml").write_text(SMALL, encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "compiler"), "TZ": zone, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "preplan", "build", "--to", "extras", "--as-of", "2026-11-24", "--no-cache"]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert 0 == done.returncode, done.stdout + done.stderr
        manifests.append(json.loads((folder / "build/manifest.json").read_text("utf-8")))
        shutil.rmtree(folder)

    assert manifests[0] == manifests[1]
    assert 9 == len(manifests[0]["files"])


def test_views_are_no_part_of_a_build_that_does_not_ask_for_them(run: Any, tmp_path: Path) -> None:
    (tmp_path / "plans/small").mkdir(parents=True)
    (tmp_path / "plans/small/all.yaml").write_text(SMALL, encoding="utf-8")
    status, _, _ = run("build", "--to", "docx", "--as-of", "2026-11-24", "--jobs", "1")

    assert 0 == status
    assert ["small-1.0-internal.docx"] == [path.name for path in (tmp_path / "build/editions").iterdir()]


@pytest.mark.parametrize(("audience", "hidden"), [("public", SECRET), ("internal", [])])
def test_an_audience_finds_nothing_in_the_files_that_it_may_not_see(
    audience: Audience, hidden: list[str], tmp_path: Path
) -> None:
    said = ""
    for document in _views(SECRETS, audience):
        for path in extras.write([document], tmp_path, root=tmp_path):
            said += _everything(path)

    assert hidden == [secret for secret in SECRET if squeezed(secret) not in said]
    assert [] == [text for text in ("119", "010-0000-0000", "总经理", "应急灯", "接报单") if text not in said]


def test_registers_keep_dates_numbers_and_times_as_such() -> None:
    book = _book(_views(SECRETS, "internal"))
    supplies, limits = book["应急物资"], book["分级首报时限"]

    assert [
        ["名称", "数量", "单位", "存放地点", "上次检查", "有效期至"],
        ["应急灯", 10, "盏", "六层库房", date(2026, 11, 1), date(2027, 1, 31)],
    ] == [[_day(cell.value) for cell in row] for row in supplies]
    assert ["yyyy-mm-dd", "General", "@"] == [supplies[place].number_format for place in ("E2", "B2", "A2")]
    assert ["一级响应", 1, "总经理", timedelta(minutes=30)] == [cell.value for cell in limits[2]]
    assert '[h]"小时"mm"分"' == limits["D2"].number_format


def test_every_register_has_a_head_that_stays_filters_and_widths() -> None:
    book = _book(_views(SMALL))
    about, *sheets = book.worksheets

    assert (None, None) == (about.freeze_panes, about.auto_filter.ref)
    for sheet in sheets:
        assert ("B2", sheet.dimensions) == (sheet.freeze_panes, sheet.auto_filter.ref)
        assert all(cell.font.b for cell in sheet[1])
        assert all(8 <= sheet.column_dimensions[cell.column_letter].width <= 44 for cell in sheet[1])


def test_sample_values_are_marked_and_explained_in_registers() -> None:
    book = _book(_views(SMALL))
    marked = [cell.value for cell in book["内部通讯录"][2] if cell.fill.fgColor.rgb == "00FFF2CC"]
    explained = [row[0].value for row in book.worksheets[0] if row[0].fill.fgColor.rgb == "00FFF2CC"]

    assert (["张示例", "总经理", "199-0000-0001", "zhang@example.com"], ["示例值"]) == (marked, explained)


def test_no_text_becomes_a_formula_in_a_register() -> None:
    [document] = [each for each in _views(_hostile()) if each.view and each.view.name == "registers"]
    data = xlsx.render(document)
    cells = [
        cell for sheet in load_workbook(io.BytesIO(data)) for row in sheet for cell in row if cell.value is not None
    ]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    assert {"=1+1", "+1", "-1", "@SUM(1)"} <= {cell.value for cell in cells}
    assert [] == [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert all(cell.quotePrefix for cell in cells if isinstance(cell.value, str) and cell.value[0] in "=+-@")
    assert [] == [name for name, part in parts.items() if b"<f>" in part or b"externalLink" in part]


def test_sheets_get_names_that_a_workbook_may_have() -> None:
    titles = ["a/b:c", "A B C", "history", "'", "长" * 40, "长" * 41]
    book = load_workbook(io.BytesIO(workbook([Sheet(each, [["x"]], [9]) for each in titles], "zh")))

    assert ["a b c", "A B C 2", "history 2", "-", "长" * 31, "长" * 27 + " 2"] == book.sheetnames


def test_what_a_cell_cannot_hold_is_cut_where_all_can_see_and_early_days_are_texts() -> None:
    rows: list[list[Any]] = [["x" * 40_000, date(1899, 12, 31), date(1900, 3, 1)]]
    sheet = load_workbook(io.BytesIO(workbook([Sheet("a", rows, [9, 9, 9])], "en")))["a"]

    assert ["x" * 32_000 + " …", "1899-12-31", date(1900, 3, 1)] == [_day(cell.value) for cell in sheet[1]]


def test_forms_have_a_line_for_short_answers_and_share_the_rest_of_the_page() -> None:
    plan = """
plan: {schema: 1, name: 预案, version: '1.0', type: comprehensive, organisation: 单位甲}
forms:
  - id: form-a
    name: 接报单
    code: B-1
    purpose: 登记。
    fields: [{name: 接报时间, help: 精确到分钟}, {name: 经过}, {name: 接报人签名}]
"""
    [document] = _views(plan)
    [form] = document.sections[0].sections
    table = form.blocks[-1]

    assert isinstance(table, Table)
    assert "form" == table.layout
    assert [["接报时间", "精确到分钟"], ["经过"], ["接报人签名"]] == [
        [*map(plain, row.cells[0].lines)] for row in table.rows
    ]
    assert [((),), ((),) * 7, ((),)] == [row.cells[1].lines for row in table.rows]


def test_summary_of_a_plan_with_too_much_says_what_it_leaves_out() -> None:
    scenarios = "".join(
        f"  - {{id: s-{n}, name: 情景{n}, procedures: [{{id: p-{n}, name: 流程, steps: [{{do: {'行动' * 60}, "
        f"role: boss{', life_safety: true' if n > 36 else ''}}}]}}]}}\n"
        for n in range(40)
    )
    plan = f"""
plan: {{schema: 1, name: 预案, version: '1.0', type: comprehensive, organisation: 单位甲}}
organisation:
  units: [{{id: unit, name: 客服部}}]
  roles: [{{id: boss, name: 总经理, unit: unit}}]
levels:
  - {{id: level-1, name: 一级响应, ordinal: 1, activated_by: boss, summary: {"很长的说明" * 300}}}
scenarios:
{scenarios}"""
    document = next(each for each in _views(plan) if each.view and each.view.name == "summary")
    table = next(block for block in document.sections[-1].blocks if isinstance(block, Table))
    shown = [plain(row.cells[0].lines[0]) for row in table.rows]

    assert 1 == len(pypdfium2.PdfDocument(pdf.render(document)))
    assert {"情景0", "情景37", "情景38", "情景39"} <= {*shown}
    assert plain(table.remark).startswith(f"另有{40 - len(shown)}个情景，见预案和处置卡：")
    assert "很长的说明" not in "".join(texts(document))


@pytest.mark.parametrize("name", ["cards", "contacts", "forms", "summary"])
def test_openxml_audit_finds_nothing(name: str, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    [document] = [each for each in _views(SMALL) if each.view and each.view.name == name]
    path = tmp_path / "view.docx"
    path.write_bytes(docx.render(document))

    assert [] == [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("view: {formats: [pdf]}\nbody: []", "has no `title`"),
        ("view: {title: {zh: 甲, en: a}, formats: [doc]}\nbody: []", "has a wrong `formats`"),
        ("view: {title: {zh: 甲, en: a}, formats: [pdf], paper: a3}\nbody: []", "has a wrong `paper`"),
        ("view: {title: {zh: 甲, en: a}, formats: [pdf], breaks: x}\nbody: []", "has a wrong `breaks`"),
        ("body: [{id: a, from: resources.supplies, fields: [x]}]", "names `resources.supplies.x`"),
    ],
)
def test_mistakes_in_the_outline_of_a_view_are_said(text: str, said: str) -> None:
    with pytest.raises(PreplanError) as refused:
        read_outline(text, "x.yaml", frozenset(chapters()))

    assert said in refused.value.show("en")


def test_the_document_of_a_plan_is_no_view() -> None:
    document = compose(see(plan_of(SMALL), "internal"), audience="internal", today=TODAY)

    assert (None, "small-1.0-internal") == (document.view, document.name)


def view(compiled: Compiled, name: str) -> Document:
    """Return one view of a plan."""
    return next(each for each in compiled.views if each.view and each.view.name == name)


def _views(text: str, audience: Audience = "internal") -> list[Document]:
    plan = plan_of(text)
    return compose_views(see(plan, audience), audience=audience, today=TODAY, whole=plan)


def _book(views: list[Document]) -> Any:
    [document] = [each for each in views if each.view and each.view.name == "registers"]
    return load_workbook(io.BytesIO(xlsx.render(document)))


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def _rows(blocks: list[Any]) -> list[list[list[str]]]:
    """Return what the tables of a section say, cell by cell."""
    tables = [block for block in blocks if isinstance(block, Table)]
    return [["\n".join(map(plain, cell.lines)) for cell in row.cells] for table in tables for row in table.rows]  # type: ignore[misc]


def _texts(document: Document) -> list[str]:
    """Return what the files of a view have to say: a workbook names what its sheets are about, in names it may have."""
    if document.view and document.view.formats != ("xlsx",):
        return [*texts(document)]
    tables = [block for _, section in walk(document.sections) for block in section.blocks if isinstance(block, Table)]
    return [
        plain(line)
        for table in tables
        for row in table.header + table.rows
        for cell in row.cells
        for line in cell.lines
    ]


def _pages(document: Document) -> list[str]:
    return [squeezed(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf.render(document))]


def _said(path: Path) -> str:
    """Return what a file says to its reader."""
    if path.suffix == ".docx":
        return docx_text(path)
    if path.suffix == ".pdf":
        hyphens = {0x02: "-", 0xFFFE: "-"}
        pages = (page.get_textpage().get_text_range().translate(hyphens) for page in pypdfium2.PdfDocument(path))
        return squeezed("".join(pages))
    book = load_workbook(path)
    return squeezed("".join(str(cell.value) for sheet in book for row in sheet for cell in row))


def _everything(path: Path) -> str:
    """Return all that a file holds, whether it shows it or not."""
    if path.suffix == ".pdf":
        return _said(path) + squeezed(path.read_bytes().decode("latin-1"))
    with zipfile.ZipFile(path) as archive:
        return squeezed("".join(html.unescape(archive.read(name).decode("utf-8")) for name in archive.namelist()))


def _hostile() -> str:
    hostile = (*HOSTILE, "+1", "-1", "@SUM(1)")
    names = list(enumerate(hostile))
    plan = {
        "plan": {
            "schema": 1, "number": "N", "version": "1.0", "name": "预案", "type": "comprehensive", "organisation": "单位甲",
        },
        "organisation": {
            "units": [{"id": "unit", "name": hostile[0]}],
            "roles": [{"id": "boss", "name": hostile[1], "unit": "unit", "holder": "person-0", "frontline": True}],
            "persons": [
                {"id": f"person-{n}", "name": text, "post": text, "contacts": [{"kind": "im", "value": text}]}
                for n, text in names
            ],
            "contacts": [{"id": f"contact-{n}", "name": text, "kind": "partner", "for": text} for n, text in names],
        },
        "levels": [{"id": "level-1", "name": hostile[2], "ordinal": 1, "summary": hostile[3], "activated_by": "boss"}],
        "scenarios": [
            {
                "id": f"scenario-{n}",
                "name": text,
                "procedures": [{"id": f"procedure-{n}", "name": text, "steps": [{"do": text, "role": "boss"}]}],
            }
            for n, text in names
        ],
        "forms": [{"id": f"form-{n}", "name": text, "fields": [{"name": text, "help": text}]} for n, text in names],
        "resources": {"supplies": [{"id": f"supply-{n}", "name": text, "model": text} for n, text in names]},
    }  # fmt: skip
    # JSON is YAML.
    return json.dumps(plan, ensure_ascii=False)
