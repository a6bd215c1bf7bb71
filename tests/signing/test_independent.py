"""Other people's programs agree: poppler's pdfsig on the signatures, veraPDF on PDF/A-3a and PDF/UA-1."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from documents import sample
from preplan.writers import pdf

from .attacks import Bench
from .bench import make_bench
from .making import document, edition

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return make_bench(tmp_path_factory.mktemp("bench"))


def test_poppler_finds_every_signature_valid(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "whole.pdf").write_bytes(bench.whole)
    # Nobody's own store of certificates is looked into.
    environment = os.environ | {"HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    command = ["pdfsig", "-nocert", "whole.pdf"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    found = re.findall(
        r"Field Name: (\w+)|Common Name: (\S+)|Validation: (Signature .*)|(Total document signed)", done.stdout
    )

    assert [
        *("author", "编制示例", "Signature is Valid."),
        *("reviewer", "审核示例", "Signature is Valid."),
        *("approver", "批准示例", "Total document signed", "Signature is Valid."),
    ] == ["".join(each) for each in found]


def test_verapdf_finds_editions_conforming_before_and_after_each_signature_and_broken_ones_not(
    bench: Bench, tmp_path: Path
) -> None:
    """One run for all: to start Java takes longer than to look at these files."""
    good = {"unsigned": bench.built, "author": bench.steps[0], "all": bench.whole, "archived": bench.archived}
    good["everything"] = pdf.render(dataclasses.replace(document(), body=sample().body, annexes=sample().annexes))
    bad = {name: _sabotaged(good["everything"], spoil) for name, (spoil, _) in SABOTAGE.items()}
    for name, data in (good | bad).items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    files = [str(tmp_path / f"{name}.pdf") for name in good | bad]
    command = [sys.executable, str(HERE.parent / "vera.py"), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    found = {Path(file).stem: broken for file, broken in json.loads(done.stdout).items()}

    assert {name: {"3a": [], "ua1": []} for name in good} == {name: found[name] for name in good}
    assert [] == [
        f"{name}: {profile} {clause} is not among {found[name][profile]}"
        for name, (_, expected) in SABOTAGE.items()
        for profile, clause in expected
        if clause not in found[name][profile]
    ]


def _no_language(file: pikepdf.Pdf) -> None:
    del file.Root.Lang


def _no_alternative(file: pikepdf.Pdf) -> None:
    for each in file.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure":
            del each.Alt


def _no_fonts(file: pikepdf.Pdf) -> None:
    for each in file.objects:
        if isinstance(each, pikepdf.Dictionary):
            for key in ("/FontFile2", "/FontFile3"):
                if key in each:
                    del each[key]


def _not_marked(file: pikepdf.Pdf) -> None:
    file.Root.MarkInfo.Marked = False


def _script(file: pikepdf.Pdf) -> None:
    file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _field_untagged(file: pikepdf.Pdf) -> None:
    for each in file.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Form":
            each.S = pikepdf.Name.Span


def _field_without_a_name(file: pikepdf.Pdf) -> None:
    for each in file.Root.AcroForm.Fields:
        del each.TU


# A way to spoil a file, and clauses (with the number of the test) that it breaks: if veraPDF lets it pass, it is
# not really asked.
SABOTAGE: dict[str, tuple[Callable[[pikepdf.Pdf], None], list[tuple[str, str]]]] = {
    "no-language": (_no_language, [("ua1", "7.2-33")]),
    "no-alternative": (_no_alternative, [("ua1", "7.3-1")]),
    "no-fonts": (_no_fonts, [("3a", "6.2.11.4.1-1")]),
    "not-marked": (_not_marked, [("3a", "6.7.2.2-1"), ("ua1", "6.2-1")]),
    "script": (_script, [("3a", "6.5.1-1")]),
    "field-untagged": (_field_untagged, [("ua1", "7.18.4-1")]),
    "field-without-a-name": (_field_without_a_name, [("ua1", "7.18.1-3")]),
}


def _sabotaged(data: bytes, spoil: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        spoil(file)
        file.save(out)
    assert edition() != out.getvalue()
    return out.getvalue()
