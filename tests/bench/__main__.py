"""Measure preplan beside what it can't be faster than, in the same minutes on the same machine.

Run `../.venv/bin/python -m bench` in tests/. Whole processes are measured: processor time (user and system, of the
process and of all it started) and the largest memory of one of them. Each command and its floor take turns,
A B A B …; the ratio is the median of the pairs, with the least and the greatest. Nothing is ever failed by the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

import click

from bench.resident import rows

TESTS = Path(__file__).parents[1]
COMPILER = TESTS.parent / "compiler"
DAY = "2026-11-24"

Command = Sequence[str]


@dataclass(frozen=True)
class Case:
    """A command, its floor, and what comes before each run of the command."""

    name: str
    command: Command
    floor_name: str
    floor: Command
    before: Callable[[], object] = lambda: None


@dataclass(frozen=True)
class Figures:
    """What one process used, with all that it started: seconds of processor and of wall clock, and MiB."""

    cpu: float
    wall: float
    peak: float


class Project:
    """Generated plans in a folder, with a cache of their own, and one file in them that is saved again and again."""

    def __init__(self, home: Path, plans: int) -> None:
        self.home = home
        self.run((sys.executable, "-m", "bench.generate", str(home), "--plans", str(plans)))
        self.plans = sorted((home / "plans").iterdir())
        self.file = self.plans[plans // 2] / "plan.yaml"
        self.text = self.file.read_text("utf-8")
        self.saves = 0

    def forget(self) -> None:
        """Drop all caches."""
        shutil.rmtree(self.home / "cache", ignore_errors=True)

    def save(self) -> None:
        """Change one text of one plan."""
        self.saves += 1
        self.file.write_text(self.text.replace("name: 第", f"name: 新{self.saves}第", 1), encoding="utf-8")

    def run(self, command: Command) -> Figures:
        """Run a command to its end; fail when it fails for another reason than findings."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "PYTHONPATH": f"{COMPILER}{os.pathsep}{TESTS}",
            "LANG": "C.UTF-8",
            "NO_MKDOCS_2_WARNING": "1",
        }
        with tempfile.TemporaryFile() as said:
            start = os.times().elapsed
            process = subprocess.Popen(
                command,
                cwd=self.home,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=said,
                stdin=subprocess.DEVNULL,
            )
            _, status, used = os.wait4(process.pid, 0)
            wall = os.times().elapsed - start
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode not in (0, 1):
                said.seek(0)
                sys.exit(f"{' '.join(command)[:200]}: {said.read().decode(errors='replace')[-2000:]}")
        # Linux counts memory in KiB, macOS in bytes.
        unit = 1024 if sys.platform != "darwin" else 1024 * 1024
        return Figures(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / unit)


def cases(project: Project, only: str) -> Iterator[Case]:
    """Yield what is measured; a case may rely on the run of the one before it."""
    python = sys.executable
    preplan = (python, "-P", "-m", "preplan")
    bare, imports = (python, "-c", "pass"), (python, "-c", "import click, yaml, jsonschema_rs")
    count = len(project.plans)
    one = project.file.parent.name
    if only in ("all", "check"):
        check = (*preplan, "check", "--as-of", DAY)
        read = (python, "-c", _READ, *map(str, project.plans))
        yield Case(f"check {count} plans, no cache", check, "yaml.CSafeLoader reads the same", read, project.forget)
        yield Case(
            f"check {count} plans, one file saved", check, "import click, yaml, jsonschema_rs", imports, project.save
        )
        yield Case(f"check {count} plans, nothing changed", check, "python -c pass", bare)
        yield Case(
            "check one plan, no cache", (*check, "--no-cache", one), "import click, yaml, jsonschema_rs", imports
        )
        yield Case("preplan --help", (*preplan, "--help"), "python -c pass", bare)
    if only in ("all", "build"):
        for output, (floor_name, floor) in _floors(project, one).items():
            build = (*preplan, "build", "--plan", one, "--to", output, "--out", f"out-{output}", "--as-of", DAY)
            yield Case(f"build {output}, one plan, no cache", build, floor_name, floor, project.forget)
            yield Case(f"build {output}, one file saved", build, floor_name, floor, project.save)
            yield Case(f"build {output}, nothing changed", build, floor_name, floor)


# Programs in one line each, so that they load nothing but what they need.
_READ = """
import sys, yaml, pathlib
for plan in sys.argv[1:]:
    for file in pathlib.Path(plan).iterdir():
        yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
"""
_SET = """
import json, sys, typst
from preplan.writers.fonts import fonts
template, root, inputs = json.load(open(sys.argv[1], encoding="utf-8"))
standards = ["a-3a", "ua-1"]
typst.Compiler(template, root=root, font_paths=fonts()).compile(
    output="floor.pdf", format="pdf", sys_inputs=inputs, pdf_standards=standards
)
"""


def _floors(project: Project, plan: str) -> dict[str, tuple[str, Command]]:
    """Give each writer's tool what the writer gives it, and nothing else to do."""
    python = sys.executable
    project.run((python, "-m", "bench.floors", f"plans/{plan}"))
    project.run((python, "-P", "-m", "preplan", "build", "--plan", plan, "--to", "site", "--out", "same"))
    pandoc = json.loads((project.home / "pandoc.json").read_text("utf-8"))
    mkdocs = (python, "-P", "-m", "mkdocs", "build", "-q", "-f", "same/site-src/mkdocs.yml")
    return {
        "site": ("mkdocs build of the same pages", mkdocs),
        "docx": ("pandoc of the same tree", (pandoc, "-f", "json", "-t", "docx", "tree.json", "-o", "floor.docx")),
        "pdf": ("typst.compile of the same", (python, "-c", _SET, "typst.json")),
    }


def _row(case: Case, ours: list[Figures], floor: list[Figures]) -> str:
    ratios = [a.cpu / b.cpu for a, b in zip(ours, floor, strict=True)]
    mine, other = (median(each.cpu for each in figures) for figures in (ours, floor))
    return (
        f"{case.name:36} {mine:7.2f} {median(each.wall for each in ours):7.2f} {max(each.peak for each in ours):6.0f}"
        f"   {case.floor_name:34} {other:7.2f} {max(each.peak for each in floor):6.0f}"
        f"   {median(ratios):6.2f} [{min(ratios):.2f}..{max(ratios):.2f}]"
    )


def main() -> None:
    """Print the table, a row as soon as it is measured."""
    parser = argparse.ArgumentParser(prog="bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--plans", type=int, default=100, help="how many plans to check (100)")
    parser.add_argument("--runs", type=int, default=5, help="how often each command and its floor are run (5)")
    parser.add_argument("--only", choices=["all", "check", "build", "lsp"], default="all")
    chosen = parser.parse_args()
    tools = ", ".join(
        f"{name} {version(name)}" for name in ("PyYAML", "jsonschema-rs", "mkdocs", "typst", "pypandoc-binary")
    )
    click.echo(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}, {tools}")
    click.echo(
        f"{'preplan':36} {'CPU s':>7} {'wall s':>7} {'MiB':>6}   {'floor':34} {'CPU s':>7} {'MiB':>6}   {'CPU ratio':>6}"
    )
    with tempfile.TemporaryDirectory(prefix="preplan-bench-") as home:
        project = Project(Path(home), chosen.plans)
        for case in cases(project, chosen.only):
            ours, floor = list[Figures](), list[Figures]()
            for _ in range(chosen.runs + 1):
                case.before()
                ours.append(project.run(case.command))
                floor.append(project.run(case.floor))
            # The first of each warms the machine's own caches.
            click.echo(_row(case, ours[1:], floor[1:]))
        if chosen.only in ("all", "lsp"):
            # Within one process, so by the wall clock.
            for row in rows(project.home / "plans", 10 * chosen.runs):
                click.echo(row)


if __name__ == "__main__":
    main()
