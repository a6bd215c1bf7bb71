"""Plant a mistake in a copy of the plans, and hold what `check` says against what it should say."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from preplan.diagnostics import Diagnostic, Text
from preplan.pipeline import Session

from .clean import MARK, Clean, Edit

Place = tuple[str, int, int]
Edits = Iterator[tuple[Edit, ...]]
Planter = Callable[[Clean], Edits]

# Where a finding is expected.
VALUE = Text("值", "the value")
KEY = Text("键", "the key")
WORD = Text("这个词", "the word")
ID = Text("这一项的编号；没有编号的，第一个键", "the id of the item, else its first key")

# A day before any that matters, and a time longer than any that is allowed.
LONG_AGO, LONG = "2020-01-01", "P20D"


@dataclass(frozen=True)
class Fault:
    """A class of mistakes: what is wrong, with which code it is said, and where.

    `plants` yields ways to make this mistake in a plan, with a mark wherever it should be said. `says` is part of the
    English message where many mistakes have one code. `also` names further findings that are right too, with the
    reason. `encoding` is that of the planted file.
    """

    name: str
    title: Text
    code: str
    where: Text
    plants: Planter
    says: str = ""
    also: Mapping[str, Text] = field(default_factory=dict)
    encoding: str = "utf-8"


@dataclass(frozen=True)
class Plant:
    """One mistake in one plan: the texts it changes, and the places where it should be said."""

    fault: Fault
    plan: str
    texts: Mapping[str, str]
    expected: tuple[Place, ...]


@dataclass(frozen=True)
class Verdict:
    """What was said of a plant: found at all, found exactly there, and what else, rightly or not."""

    plant: Plant
    found: bool
    exact: bool
    also: tuple[Diagnostic, ...]
    extra: tuple[Diagnostic, ...]


class Field:
    """A copy of the plans in a folder of its own, where mistakes are planted and taken out again."""

    def __init__(self, plans: Path, home: Path, today: date, seed: int = 1) -> None:
        self.home = home
        self.today = today
        shutil.copytree(plans, home / "plans")
        self.names = sorted(each.name for each in (home / "plans").iterdir() if each.name != "shared")
        self.seed = seed
        self._clean = {name: self._read(name) for name in self.names}
        # A file that did not change is parsed once, whichever plan is checked.
        self._session = Session(home)
        # What others are about to mend in the plans is nobody's plant.
        self.before = {name: _said(self.check(name)) for name in self.names}

    def check(self, name: str) -> list[Diagnostic]:
        """Return what is found in a plan as it now stands."""
        return [*self._session.compile(self.home / "plans" / name, self.today).diagnostics]

    def plants(self, faults: Sequence[Fault], *, total: int = 0, rounds: int = 0) -> list[Plant]:
        """Return mistakes of every class in turn, each in another place, until there are enough.

        `total` counts all, `rounds` those of each class; a class with fewer places gives what it has.
        """
        sources = [self._plants(fault) for fault in faults]
        found: list[list[Plant]] = [[] for _ in faults]
        count = 0
        while sources and (not rounds or rounds > max(map(len, found))):
            grown = 0
            for number, source in enumerate(sources):
                if total and count + grown >= total:
                    break
                plant = next(source, None)
                if plant:
                    found[number].append(plant)
                    grown += 1
            count += grown
            if not grown or (total and count >= total):
                break
        return [plant for plants in found for plant in plants]

    def judge(self, plant: Plant) -> Verdict:
        """Plant a mistake, check the plan, take the mistake out, and judge what was said."""
        originals = {file: (self.home / file).read_bytes() for file in plant.texts}
        self._write({file: text.encode(plant.fault.encoding) for file, text in plant.texts.items()})
        found = self.check(plant.plan)
        self._write(originals)
        before = self.before[plant.plan]
        return _verdict(plant, [each for each in found if (each.code, each.message.show("en")) not in before])

    def _write(self, files: Mapping[str, bytes]) -> None:
        for file, data in files.items():
            path = self.home / file
            path.write_bytes(data)
            self._session.look_again(path.parent)

    def _plants(self, fault: Fault) -> Iterator[Plant]:
        """Yield the mistakes of a class, from one plan after the other."""
        sources = [self._plants_in(fault, name) for name in _shuffled(self.names, f"{self.seed} {fault.name}")]
        while sources:
            for source in [*sources]:
                plant = next(source, None)
                if plant:
                    yield plant
                else:
                    sources.remove(source)

    def _plants_in(self, fault: Fault, name: str) -> Iterator[Plant]:
        clean = self._clean[name].shuffled_by(f"{self.seed} {fault.name} {name}")
        for edits in fault.plants(clean):
            yield _planted(fault, name, clean.texts, edits)

    def _read(self, name: str) -> Clean:
        plans = self.home / "plans"
        files = sorted(each for folder in ("shared", name) for each in (plans / folder).glob("*.yaml"))
        texts = {each.relative_to(self.home).as_posix(): each.read_text("utf-8") for each in files}
        return Clean(Session(self.home).compile(plans / name, self.today), f"plans/{name}", texts)


def _planted(fault: Fault, plan: str, texts: Mapping[str, str], edits: Sequence[Edit]) -> Plant:
    changed: dict[str, str] = {}
    expected: list[Place] = []
    for file in sorted({each.file for each in edits}):
        text, end = "", 0
        for edit in sorted((each for each in edits if each.file == file), key=lambda each: (each.start, each.end)):
            assert end <= edit.start, f"{fault.name}: edits of {file} overlap"
            text += texts[file][end : edit.start] + edit.text
            end = edit.end
        marked = text + texts[file][end:]
        for line, part in enumerate(marked.split("\n"), 1):
            columns = [column for column, character in enumerate(part) if character == MARK]
            expected += [(file, line, column + 1 - marks) for marks, column in enumerate(columns)]
        text = marked.replace(MARK, "")
        if text != texts[file] or fault.encoding != "utf-8":
            changed[file] = text
    assert expected and changed, f"{fault.name}: nothing planted"
    return Plant(fault, plan, changed, tuple(expected))


def _verdict(plant: Plant, found: Sequence[Diagnostic]) -> Verdict:
    fault = plant.fault
    right = [each for each in found if each.code == fault.code and fault.says in each.message.show("en")]
    exact = [each for each in right if _place(each) in plant.expected]
    missing = {*plant.expected} - {_place(each) for each in exact}
    # Said, but at another place: it is the finding that was expected, not one too many.
    astray = [each for each in right if each not in exact][: len(missing)]
    rest = [each for each in found if each not in exact and each not in astray]
    return Verdict(
        plant,
        found=len(exact) + len(astray) >= len(plant.expected),
        exact=not missing,
        also=tuple(each for each in rest if each.code in fault.also),
        extra=tuple(each for each in rest if each.code not in fault.also),
    )


def _place(finding: Diagnostic) -> Place:
    return finding.span.file, finding.span.line, finding.span.column


def _said(found: Sequence[Diagnostic]) -> set[tuple[str, str]]:
    return {(each.code, each.message.show("en")) for each in found}


def _shuffled(names: Sequence[str], seed: str) -> list[str]:
    names = [*names]
    Random(seed).shuffle(names)  # noqa: S311 - the same order every time
    return names
