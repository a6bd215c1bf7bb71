"""Who may import whom, what `check` may load, and what no file may hold."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "compiler/preplan"

# A module or folder of preplan, and what it may import from preplan besides itself. Each row names
# only rows above it, so imports point one way. Writers get documents and never the plan: site, DOCX
# and PDF cannot tell different stories. Rules judge the plan and never its layout.
IMPORTS = {
    "source": "",
    "values": "",
    "diagnostics": "source, values",
    "errors": "diagnostics",
    "resources": "errors",
    "version": "",
    "printable": "resources",
    "document": "source, values",
    "messages": "diagnostics",
    "words": "diagnostics",
    "codes": "diagnostics",
    "usage": "diagnostics, messages, values, words",
    "model": "diagnostics, errors, resources, source, values",
    "standards": "diagnostics, resources, values",
    "law": "diagnostics, resources, values",
    "workdays": "",
    "lenient": "values",
    "repair": "diagnostics, lenient, messages, model, source",
    "layout": "",
    "fix": "codes, diagnostics, source",
    "rewrite": "diagnostics, errors, messages",
    "project": "errors, messages",
    "commit": "project",
    "settings": "diagnostics, errors",
    "cache": "errors, messages, resources, version",
    "publish": "errors, messages",
    "parse": "diagnostics, errors, messages, model, printable, source, values",
    "validate": "diagnostics, errors, messages, model, repair, source, values",
    "overlay": "diagnostics, errors, messages, model, repair, source, validate, values",
    "resolve": "diagnostics, errors, lenient, messages, model, repair, source, validate, values",
    "fmt": "diagnostics, errors, layout, messages, model, parse, source, validate, values",
    "audience": "diagnostics, model, source, values",
    "export": "diagnostics, model, source, values",
    "rules": "diagnostics, law, model, source, standards, values, workdays",
    "coverage": "diagnostics, errors, messages, model, source, standards",
    "coverage_report": "coverage, diagnostics, errors, model, standards, values, words",
    "workbook": "diagnostics",
    "coverage_xlsx": "coverage, coverage_report, diagnostics, model, words, workbook",
    "reference": "model, resources, standards",
    "chapters": "coverage, diagnostics, document, errors, model, source, standards, values",
    "writers": "diagnostics, document, errors, resources, settings, source, values, workbook",
    "lint": "diagnostics, errors, messages, model, rules, source, values",
    "allow": "codes, diagnostics, lint, messages, model, repair, source, validate, values",
    "frozen": "diagnostics, source, values",
    "sift": "codes, diagnostics, errors, lint, messages, validate",
    "reports": "codes, diagnostics, errors, lint, messages, source, values, version, words",
    "explain": "codes, diagnostics, errors, lint, messages, model, resolve, resources, usage, validate, words",
    "rule_pages": "codes, diagnostics, explain, lint, model, parse, reports, resolve, source, words",
    "compose": "chapters, diagnostics, document, errors, messages, model, resources, source, values",
    "scaffold": "diagnostics, errors, messages, project, publish, resources, validate",
    "trace": "diagnostics, errors, messages, model, source, values, words",
    "build": "cache, document, errors, messages, publish, resources, source, values, version, writers",
    "pipeline": "allow, audience, cache, codes, compose, diagnostics, document, errors, frozen, lint, messages, model, overlay, parse, project, "
    "repair, resolve, resources, source, validate, values",
    "mending": "cache, diagnostics, fix, pipeline, project, rewrite",
    "preview": "diagnostics, errors, messages, resources, words",
    "serve": "build, cache, diagnostics, document, errors, model, parse, pipeline, preview, project, reports, resources, source, "
    "words",
    "lsp": "codes, diagnostics, errors, explain, fix, lint, messages, model, pipeline, project, resolve, source, validate, "
    "values, version, words",
    "signing": "diagnostics, errors, pipeline, project, publish, resources, values, version, writers",
    "__init__": "diagnostics, document, errors, model, pipeline, source, version",
    "cli": "anything",
    "__main__": "cli",
}

# Too heavy to load for a check: `preplan check` runs on every save.
HEAVY = tuple(
    "asn1crypto cryptography jieba lsprotocol lxml material mkdocs openpyxl pikepdf pyhanko pygls pypandoc typst "
    "watchfiles".split()
)

# Assembled, so that this file is not among the findings.
FORBIDDEN = {
    "the path of a machine": "|".join(f"/{name}/" for name in ("work", "root", "farm", "tmp/bash_jobs")),
    "the address of a package index": "|".join(
        ("pypi" + r"\.org", "files" + r"\.pythonhosted", "registry" + r"\.npmjs")
    ),
    "an option that names a package index": "|".join(
        ("--(extra-)?" + "index-url", "--find" + "-links", "--trusted" + "-host")
    ),
}


def test_every_import_follows_the_table() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{line} imports {imported}"
        for path in _modules()
        for line, imported in _imports_of(path)
        if imported != _row(path) and not _may_import(_row(path), imported)
    ]

    assert [] == wrong


def test_every_module_is_in_the_table() -> None:
    assert [] == sorted({_row(path) for path in _modules()} - set(IMPORTS))


def test_each_row_of_the_table_names_only_rows_above_it() -> None:
    rows = list(IMPORTS)
    wrong = [
        f"{row}: {name}"
        for number, row in enumerate(rows)
        for name in _names(row)
        if row != "cli" and name not in rows[:number]
    ]

    assert [] == wrong


def test_architecture_page_shows_the_table(request: pytest.FixtureRequest) -> None:
    page = ROOT / "site/pages/architecture.md"
    begin, end = (
        "<!-- imports: from tests/test_architecture.py, renewed by `./run test --accept` -->\n",
        "<!-- end -->\n",
    )
    rows = "".join(f"| `{row}` | {IMPORTS[row] or 'nothing'} |\n" for row in IMPORTS)
    table = f"\n| Module or folder | May import |\n| --- | --- |\n{rows}\n"
    text = page.read_text(encoding="utf-8")
    before, after = text.split(begin)[0], text.split(end)[1]
    expected = f"{before}{begin}{table}{end}{after}"
    if request.config.getoption("--accept"):
        page.write_text(expected, encoding="utf-8", newline="\n")

    assert expected == page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["check", "plans/ecommerce-service-centre", "--as-of", "2026-11-24"]]
)
def test_check_and_help_load_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys\n"
        "from preplan.cli import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    pass\n"
        f"print('loaded:', *sorted(set({HEAVY!r}) & set(sys.modules)))\n"
    )
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "compiler"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", program, *arguments],
        cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert ("loaded:", "") == (done.stdout.splitlines()[-1] if done.stdout else done.stdout, done.stderr)


def test_only_the_command_line_prints_exits_and_reads_clock_or_environment() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{line}: {what}"
        for path in _modules()
        if _row(path) not in {"cli", "__main__"}
        for line, what in _touches_the_world(path)
    ]

    assert [] == wrong


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _files_of_the_repository()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="ignore").splitlines(), 1)
        if pattern.search(line)
    ]

    assert [] == wrong


def _modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _row(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _names(row: str) -> list[str]:
    return [name for name in IMPORTS.get(row, "").split(", ") if name]


def _may_import(row: str, imported: str) -> bool:
    return imported in _names(row) or IMPORTS.get(row) == "anything"


def _imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the row of each import from preplan, also those inside functions."""
    parents = ("preplan", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            near = parents[: len(parents) - node.level + 1] if node.level else ()
            module = ".".join((*near, *(node.module.split(".") if node.module else ())))
            found = [f"{module}.{name.name}" for name in node.names]
        else:
            continue
        for name in found:
            first, _, rest = name.partition(".")
            if first == "preplan":
                row = rest.split(".")[0] or "__init__"
                yield node.lineno, row if row in IMPORTS or _is_module(row) else "__init__"


def _is_module(name: str) -> bool:
    return (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").exists()


def _touches_the_world(path: Path) -> Iterator[tuple[int, str]]:
    # Handing the whole environment on to a program is fine; looking into it is not.
    world = re.compile(
        r"print|input|exit|quit|sys\.exit|os\._exit|os\.getenv|os\.environ\.get|time\.(time|localtime|gmtime)"
        r"|(datetime\.)?(date\.today|datetime\.(now|utcnow|today))|locale\.\w+"
    )
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and world.fullmatch(ast.unparse(node.func)):
            yield node.lineno, ast.unparse(node.func)
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            yield node.lineno, "os.environ[…]"
        if isinstance(node, ast.Raise) and node.exc and ast.unparse(node.exc).startswith("SystemExit"):
            yield node.lineno, "SystemExit"


def _files_of_the_repository() -> Iterator[Path]:
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()} | {".git"}
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in ignored)
        for name in sorted(names):
            path = Path(folder, name)
            if path.suffix not in {".png", ".docx", ".pdf", ".pyc", ".ttf", ".otf", ".woff2"}:
                yield path
