"""Measure how soon a process that stays knows what is wrong after one file has changed.

Run `../.venv/bin/python -m bench.resident` in tests/. Wall clock of taking the new text, compiling what depends on it
and asking for the findings of the file, as `preplan lsp` does it; beside it, what yaml.CSafeLoader takes to read the
same text. The two take turns, A B A B …
"""

from __future__ import annotations

import argparse
import gc
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median, quantiles

import click
import yaml

from bench.generate import generate
from preplan.lsp.workspace import Project

DAY = date(2026, 11, 24)
FILES = ("scenarios.yaml", "organisation.yaml", "plan.yaml")


def changes(text: str, times: int) -> Iterator[str]:
    """Return a text again and again with another letter typed into it."""
    head, mark, tail = text.partition("name: ")
    return (f"{head}{mark}{'新' * (number % 7 + 1)}{tail}" for number in range(times))


def measure(project: Project, path: Path, times: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds that each change of a file took, and those of the loader."""
    ours, floor = list[float](), list[float]()
    file = path.relative_to(project.here).as_posix()
    for text in changes(path.read_text("utf-8"), times + 3):
        start = time.perf_counter()
        project.take(path, text)
        while (plan := project.next_due()) is not None:
            project.compile(plan)
        project.findings(file)
        middle = time.perf_counter()
        yaml.load(text, Loader=yaml.CSafeLoader)
        ours.append((middle - start) * 1000)
        floor.append((time.perf_counter() - middle) * 1000)
    # The first ones load rules and schemas.
    return ours[3:], floor[3:]


def rows(folder: Path, times: int, only: tuple[str, ...] = FILES) -> Iterator[str]:
    """Yield a line for each of some files of the largest plan."""
    plans = sorted(each for each in folder.iterdir() if each.name != "shared")
    largest = max(plans, key=lambda plan: sum(each.stat().st_size for each in plan.iterdir()))
    project = Project(folder, lambda: DAY)
    yield f"{'lsp, one file changed':36} {'ms':>7} {'p95 ms':>7}   {'yaml.CSafeLoader ms':>20} {'ratio':>7}"
    for name in only:
        path = largest / name
        ours, floor = measure(project, path, times)
        yield (
            f"{f'{len(plans)} plans, {name}':36} {median(ours):7.1f} {quantiles(ours, n=20)[-1]:7.1f}"
            f"   {median(floor):20.2f} {median(a / b for a, b in zip(ours, floor, strict=True)):7.1f}"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="bench.resident", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--plans", type=int, default=100, help="how many plans there are (100)")
    parser.add_argument("--times", type=int, default=60, help="how often each file is changed (60)")
    parser.add_argument("--corpus", type=Path, help="a folder of plans to measure with instead of generated ones")
    chosen = parser.parse_args()
    # As the command line does.
    gc.set_threshold(50_000, 20, 100)
    with tempfile.TemporaryDirectory(prefix="preplan-bench-") as home:
        folder = chosen.corpus or Path(home, "plans")
        if not chosen.corpus:
            generate(folder, chosen.plans)
        for row in rows(folder.absolute(), chosen.times):
            click.echo(row)


if __name__ == "__main__":
    main()
