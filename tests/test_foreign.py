"""Plans of other kinds than the corpus, written after published models, go in whole and come out whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from composing import TODAY, all_text, blocks_of, texts_of
from composing import squeezed as without_space
from extracting import docx_text, pdf_text, site_text, squeezed
from preplan.audience import see
from preplan.document import Document, Table, plain, texts
from preplan.pipeline import Compiled, Session

CHECKOUT = Path(__file__).resolve().parents[1]
FOREIGN = CHECKOUT / "tests/foreign"
PLANS = ("hospital-evacuation", "it-incident-response")


@cache
def compiled(plan: str) -> Compiled:
    """Compile a plan as it is seen on the pinned date."""
    return Session(CHECKOUT).compile(FOREIGN / plan, date.fromisoformat("2026-11-24"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that a build of these plans writes."""
    folder = tmp_path_factory.mktemp("foreign")
    shutil.copytree(FOREIGN, folder / "plans")
    command = [sys.executable, "-m", "preplan", "build", "--as-of", TODAY.isoformat(), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "compiler")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "build"


def test_these_are_all() -> None:
    assert [*PLANS] == sorted(each.name for each in FOREIGN.iterdir())


@pytest.mark.parametrize("plan", PLANS)
def test_rules_find_nothing_amiss(plan: str) -> None:
    found = compiled(plan).diagnostics

    assert [] == [f"{each.span}: {each.code}: {each.message.show('en')}" for each in found]


@pytest.mark.parametrize("plan", PLANS)
def test_every_text_is_in_the_document(plan: str) -> None:
    said = all_text(_document(plan))

    assert [] == [text for text in texts_of(see(compiled(plan).plan, "internal")) if without_space(text) not in said]


@pytest.mark.parametrize("plan", PLANS)
def test_every_text_is_in_every_output(plan: str, built: Path) -> None:
    document = _document(plan)
    outputs = {
        "site": site_text(built / "site/plans" / plan),
        "docx": docx_text(next((built / "editions").glob(f"{plan}-*.docx"))),
        # A long word may be hyphenated.
        "pdf": pdf_text(next((built / "editions").glob(f"{plan}-*.pdf")), document).replace("-", ""),
    }
    missing = {
        output: [
            text for text in texts(document) if squeezed(text).replace("-", "" if output == "pdf" else "-") not in said
        ]
        for output, said in outputs.items()
    }

    assert {"site": [], "docx": [], "pdf": []} == missing


def test_branches_parallel_steps_and_deciders_read_like_a_plan() -> None:
    table = next(
        block for block in blocks_of(_document("hospital-evacuation"), "proc-fire") if isinstance(block, Table)
    )

    assert [
        ["1", "人员安全优先", "把起火房间的病人连床推出，关门。", "当班护士", "1分钟内", "自发现起"],
        ["2", "与第1步同时", "按手动报警按钮，拨打119。", "通知：火警 119", "消控室值班员", "1分钟内", "自发现起"],
        ["3", "与第1步同时", "关闭起火房间氧气阀。", "病区护士长", "2分钟内", "自发现起"],
        [
            "4",
            "两人用灭火器或消火栓扑救初起火灾。",
            "若火已扑灭，转第5步",
            "若火未扑灭，转“病人疏散”流程",
            "停止条件：烟气降到头部高度，或两具灭火器用完仍有明火，放弃扑救，撤离并关门。",
            "资源：灭火器",
            "当班护士",
            "3分钟内",
            "自发现起",
        ],
        ["5", "检查相邻房间和吊顶，留人看守30分钟。", "消控室值班员", "30分钟内"],
        [
            "6",
            "确认无复燃，宣布终止。",
            "流程至此结束。",
            "记录：启动与终止令",
            "该级终止决定人",
            "一级响应：院长",
            "二级响应：分管副院长",
            "三级响应：行政总值班",
        ],
    ] == _rows(table)


def test_english_steps_read_like_english() -> None:
    table = next(
        block for block in blocks_of(_document("it-incident-response"), "ransomware") if isinstance(block, Table)
    )

    assert [
        [
            "3",
            "At the same time as step 2",
            "Disconnect the backup system from the network.",
            "Uses: Backup system",
            "IT operations lead",
            "within 30 minutes",
            "from the call or report",
        ],
        [
            "4",
            "Decide on the level.",
            "Record: Incident log",
            "Whoever activates the level",
            "Level 1 – Critical: Chief information officer",
            "Level 2 – High: Chief information security officer",
            "within 1 hour",
            "from the call or report",
        ],
        [
            "5",
            "Find every machine with the same indicators.",
            "If data has left the network, go to the procedure “Exposure of personal records”",
            "If the backups are clean, go to step 7",
            "Otherwise go to step 6",
            "Forensics lead",
            "within 4 hours",
        ],
    ] == _rows(table)[2:5]


def test_severity_is_compared_dimension_by_dimension() -> None:
    blocks = blocks_of(_document("it-incident-response"), "respond-levels")
    measures = next(block for block in blocks if isinstance(block, Table) and block.layout == "matrix")

    assert [
        [
            "Functional impact",
            "High and Recoverability: Extended",
            "Medium",
            "Low",
            "None and Information impact: None",
        ],
        ["Recoverability", "Not recoverable", "—", "—", "—"],
        ["Personal records exposed", "≥ 500", "—", "—", "—"],
        [
            "Information impact",
            "—",
            "Privacy breach",
            "Integrity loss",
            "Proprietary breach and Recoverability: Regular",
            "—",
        ],
    ] == _rows(measures)


def test_people_in_the_areas_are_added_up() -> None:
    blocks = blocks_of(_document("hospital-evacuation"), "premises-areas")
    people = next(block for block in blocks if isinstance(block, Table) and block.id.endswith("-people"))

    assert [
        ["重症监护室"],
        ["使用呼吸机的病人", "10", "10", "转运床，4人转移1人，1人负责气囊和监护仪"],
        ["医护人员", "16", "8"],
    ] == _rows(people)[:3]
    assert ["合计", "170", "147"] == _rows(people)[-1]


def _document(plan: str) -> Document:
    document = compiled(plan).document
    assert document
    return document


def _rows(table: Table) -> list[list[str]]:
    return [[text for cell in row.cells for line in cell.lines if (text := plain(line))] for row in table.rows]
