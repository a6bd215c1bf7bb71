"""The whole way: the corpus and a hostile plan, from YAML to finished files that all say the same."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from documents import HOSTILE
from extracting import docx_text, pdf_text, site_text, squeezed
from preplan.document import Document, texts
from preplan.pipeline import Session
from preplan.project import find_plans
from preplan.trace import trace

CHECKOUT = Path(__file__).resolve().parents[1]
PLAN = "ecommerce-service-centre"
AS_OF = "2026-11-24"
# How many facts each source text has.
FACTS = {
    "S0.1": 45, "S0.2": 15, "S1.1": 185, "S2.1": 39, "S2.2": 10, "S3.1": 18, "S3.2": 22, "S3.3": 18, "S3.4": 21,
    "S3.5": 18, "S3.6": 17, "S3.7": 18, "S3.8": 21, "S3.9": 18, "S4.1": 35, "S4.2": 8,
}  # fmt: skip

Extract = Callable[[Path, str, Document], str]

OUTPUTS: dict[str, Extract] = {
    "site": lambda out, plan, document: site_text(out / "site" / "plans" / plan),
    "docx": lambda out, plan, document: docx_text(next((out / "editions").glob(f"{plan}-*.docx"))),
    "pdf": lambda out, plan, document: pdf_text(next((out / "editions").glob(f"{plan}-*.pdf")), document),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the corpus plan and a plan whose every text is hostile."""
    folder = tmp_path_factory.mktemp("project")
    for name in (PLAN, "shared"):
        shutil.copytree(CHECKOUT / "plans" / name, folder / "plans" / name)
    hostile = folder / "plans" / "hostile"
    hostile.mkdir()
    # JSON is YAML.
    (hostile / "all.yaml").write_text(json.dumps(_hostile_plan(), ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(project: Path) -> Path:
    """Everything that a build of that project writes."""
    return _build(project, {"TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "1"})


@pytest.mark.parametrize("plan", [PLAN, "hostile"])
@pytest.mark.parametrize("output", OUTPUTS)
def test_every_text_of_the_document_is_in_every_output(project: Path, built: Path, output: str, plan: str) -> None:
    document = _document(project, plan)
    said = OUTPUTS[output](built, plan, document)

    assert [text for text in texts(document) if squeezed(text) not in said] == []


def test_hostile_text_stays_out_of_the_structure_of_pages(built: Path) -> None:
    for page in sorted((built / "site" / "plans" / "hostile").rglob("*.html")):
        root = html.fromstring(page.read_bytes())
        scripts = [each for each in root.iter("script") if each.get("src") is None and "alert(" in (each.text or "")]
        handlers = [name for each in root.iter() for name in each.attrib if str(name).startswith("on")]
        links = [each.get("href") for each in root.iter("a") if "javascript:" in str(each.get("href"))]
        images = [each for each in root.iter("img") if each.get("src") == "x"]

        assert (scripts, handlers, links, images) == ([], [], [], [])


def test_manifest_names_every_file_with_its_digest(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text("utf-8"))
    files = sorted(each for each in built.rglob("*") if each.is_file() and each.name != "manifest.json")
    expected = [
        {
            "path": each.relative_to(built).as_posix(),
            "size": each.stat().st_size,
            "sha256": hashlib.sha256(each.read_bytes()).hexdigest(),
        }
        for each in files
    ]

    assert expected == manifest["files"]
    assert (AS_OF, "internal") == (manifest["as_of"], manifest["audience"])


def test_same_project_gives_the_same_bytes_in_another_folder_and_surrounding(
    project: Path, built: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "another place"
    shutil.copytree(project / "plans", elsewhere / "plans")
    again = _build(elsewhere, {"TZ": "America/New_York", "LANG": "C", "PYTHONHASHSEED": "77"}, "--jobs", "1")

    assert (built / "manifest.json").read_text("utf-8") == (again / "manifest.json").read_text("utf-8")


@pytest.mark.parametrize("plan", find_plans([], CHECKOUT), ids=lambda path: path.name)
def test_corpus_compiles_without_a_finding_at_its_pinned_date(plan: Path) -> None:
    compiled = Session(CHECKOUT).compile(plan, date.fromisoformat(AS_OF))

    assert [f"{each.span}: {each.code}" for each in compiled.diagnostics if each.severity != "info"] == []


def test_corpus_carries_every_fact_of_its_sources_over() -> None:
    facts = [f"{text}-{number:02}" for text, count in FACTS.items() for number in range(1, count + 1)]
    found = [
        (each.text, each.total, each.missing, each.unknown)
        for folder in find_plans([], CHECKOUT)
        for each in trace(Session(CHECKOUT).compile(folder, date.fromisoformat(AS_OF)).plan, facts)
        if folder.name != "sales-office-east"  # cites again what it takes over
    ]

    assert sorted((text, count, (), ()) for text, count in FACTS.items()) == sorted(found)


def _build(project: Path, surrounding: dict[str, str], *options: str) -> Path:
    command = [sys.executable, "-m", "preplan", "build", "--as-of", AS_OF, "--no-cache", *options]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "compiler"), **surrounding}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "build"


def _document(project: Path, plan: str) -> Document:
    document = Session(project).compile(project / "plans" / plan, date.fromisoformat(AS_OF)).document
    assert document
    return document


def _hostile_plan() -> dict[str, object]:
    statements = [{"name": text, "text": text} for text in HOSTILE]
    return {
        "plan": {
            "schema": 1,
            "number": HOSTILE[0],
            "version": "1.0",
            "name": f"{HOSTILE[0]} {HOSTILE[2]} {HOSTILE[4]}",
            "type": "comprehensive",
            "organisation": HOSTILE[1],
            "issued_on": "2026-07-01",
            "effective_on": "2026-08-01",
            "purpose": {"text": HOSTILE[3]},
            "scope": statements,
        },
        "organisation": {
            "units": [{"id": "command", "name": HOSTILE[9], "kind": "command", "duties": statements}],
            "roles": [{"id": f"role-{n}", "name": text, "unit": "command"} for n, text in enumerate(HOSTILE)],
        },
        "levels": [
            {
                "id": f"level-{n + 1}",
                "name": HOSTILE[n],
                "ordinal": n + 1,
                "colour": colour,
                "criteria": [{"text": text} for text in HOSTILE],
                "activated_by": f"role-{n}",
                "actions": [{"do": text, "role": f"role-{n}"} for n, text in enumerate(HOSTILE)],
            }
            for n, colour in enumerate(("red", "orange", "yellow", "blue"))
        ],
        "scenarios": [
            {
                "id": f"scenario-{n}",
                "name": text,
                "trigger": text,
                "procedures": [{"id": f"procedure-{n}", "name": text, "steps": [{"do": text, "role": f"role-{n}"}]}],
            }
            for n, text in enumerate(HOSTILE)
        ],
        "glossary": [{"id": f"term-{n}", "name": text, "text": text} for n, text in enumerate(HOSTILE)],
    }
