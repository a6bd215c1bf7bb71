"""The generated plans are what the measurements say they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bench.generate import CHARACTERS, FILES, ITEMS, REFERENCES, generate
from preplan.pipeline import Session, structural


def test_generated_plan_is_sound_and_has_the_promised_size(tmp_path: Path) -> None:
    (folder,) = generate(tmp_path / "plans", 1)
    compiled = Session(tmp_path).compile(folder, date(2026, 11, 24))
    texts = [path.read_text("utf-8") for path in folder.iterdir()]
    characters = sum("\u4e00" <= character <= "\u9fff" for text in texts for character in text)

    assert [] == [f"{each.span}: {each.code}" for each in structural(compiled.diagnostics)]
    assert (FILES, ITEMS, REFERENCES, CHARACTERS) == (
        len(texts),
        sum(map(len, compiled.plan.types.values())),
        len(compiled.plan.references),
        characters,
    )


def test_generated_plans_are_the_same_every_time_and_differ_from_each_other(tmp_path: Path) -> None:
    first, second = generate(tmp_path / "one", 2), generate(tmp_path / "two", 2)
    texts = [[path.read_text("utf-8") for path in sorted(folder.iterdir())] for folder in (*first, *second)]

    assert texts[:2] == texts[2:]
    assert texts[0] != texts[1]
