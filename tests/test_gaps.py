"""The gaps of the source documents, each planted into a small sound plan: what an expert would say, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from checking import ROOT, TODAY
from preplan.pipeline import Session
from preplan.scaffold import scaffold

GAPS = sorted((ROOT / "tests/gaps").glob("*.yaml"), key=lambda path: path.name)


def test_every_gap_has_its_case() -> None:
    # As the inventory of the source documents counts them.
    counted = {"S0.1": 4, "S0.2": 1, "S1.1": 7, "S2.1": 2, "S3.1": 1, "S3.2": 1, "S3.3": 2, "S3.4": 1, "S3.7": 1}
    counted |= {"S3.8": 2, "S4.1": 1, "S4.2": 1}

    assert 24 == len(GAPS)
    assert {f"{text}-G{number}" for text, total in counted.items() for number in range(1, total + 1)} == {
        path.stem for path in GAPS
    }


def test_the_plan_they_are_planted_in_is_clean(tmp_path: Path) -> None:
    assert [] == _found(tmp_path, {})


@pytest.mark.parametrize("path", GAPS, ids=lambda path: path.stem)
def test_gap_is_found(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    case = yaml.safe_load(path.read_text("utf-8"))
    found = _found(tmp_path, case)
    if request.config.getoption("--accept"):
        head = path.read_text("utf-8").partition("expected:\n")[0]
        path.write_text(f"{head}expected:\n" + "".join(f"  - '{each}'\n" for each in found), "utf-8")

    assert case["expected"]
    assert case["expected"] == found


def _found(root: Path, case: dict[str, Any]) -> list[str]:
    """Make the plan, plant the gap, and return what is found: the place, the code, and the text underlined."""
    written = {each.name: each for each in scaffold("x", root, today=TODAY)}
    for name in case.get("remove", ()):
        written.pop(name).unlink()
    for name, text in case.get("add", {}).items():
        (root / "plans/x" / name).write_text(text, "utf-8")
    for name, changes in case.get("changes", {}).items():
        text = written[name].read_text("utf-8")
        for change in changes:
            assert change["replace"] in text, change["replace"]
            text = text.replace(change["replace"], change["with"])
        written[name].write_text(text, "utf-8")
    found = Session(root).check(root / "plans/x", TODAY)
    return [f"{re.sub('^plans/x/', '', str(each.span))} {each.code}: {each.message.show('zh')}" for each in found]
