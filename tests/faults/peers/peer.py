"""Another tool: a small clean project in its format, mistakes in it, and what its own check says of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

MARK = "\ue000"

# What is looked at in the answer to one mistake, in the order of the table's columns.
ASPECTS = ("found", "status", "file", "line", "column")


@dataclass(frozen=True)
class Mistake:
    """One mistake: what is written instead of what, with a mark where a reader should be sent.

    `says` is a pattern for what an answer has that speaks of this mistake, found by reading the answers. A file that
    does not exist yet is written for an empty `old`.
    """

    file: str
    old: str
    new: str
    says: str


@dataclass(frozen=True)
class Peer:
    """A tool, how it is installed and run, and a project in its format that it finds nothing wrong with.

    `mistakes` are named by the class they are of; a class that the tool has no notion of is left out. `two` are two
    mistakes in two files at once, to see whether both are said.
    """

    name: str
    requirements: tuple[str, ...]
    check: tuple[str, ...]
    files: Mapping[str, str]
    mistakes: Mapping[str, Mistake]
    two: tuple[Mistake, Mistake]
    before: tuple[tuple[str, ...], ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Its release, as it is installed."""
        return self.requirements[0].replace("==", " ") if self.requirements else self.name


@dataclass(frozen=True)
class Answer:
    """What a check said that it does not say of the clean project, and its exit status."""

    status: int
    lines: tuple[str, ...]

    def says(self, mistake: Mistake) -> bool:
        """Say whether a mistake is spoken of."""
        return any(re.search(mistake.says, line) for line in self.lines)


def install(peer: Peer, home: Path) -> Path:
    """Make an environment with the tool below a folder, unless it is there, and return where its programs are."""
    if not peer.requirements:
        return Path(sys.executable).parent
    folder = home / peer.name
    if not (folder / "bin/pip").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([folder / "bin/pip", "install", "--quiet", *peer.requirements], check=True)
    return folder / "bin"


def run(peer: Peer, programs: Path, folder: Path, mistakes: Sequence[Mistake] = ()) -> Answer:
    """Write the project into a folder, with mistakes, and check it."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in peer.files.items():
        _write(folder / name, text)
    for command in peer.before:
        _call(peer, programs, folder, command)
    for mistake in mistakes:
        text = (folder / mistake.file).read_text("utf-8") if mistake.old else ""
        if text.count(mistake.old) != 1 and mistake.old:
            raise ValueError(f"{peer.name}: {mistake.file} has {text.count(mistake.old)} times {mistake.old!r}")
        new = mistake.new.replace(MARK, "")
        _write(folder / mistake.file, text.replace(mistake.old, new) if mistake.old else new)
    return _call(peer, programs, folder, peer.check)


def place(peer: Peer, mistake: Mistake) -> tuple[int, int]:
    """Return the line and column that a mistake should be said at, from the planted text."""
    text = peer.files[mistake.file].replace(mistake.old, mistake.new) if mistake.old else mistake.new
    before = text[: text.index(MARK)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def judge(peer: Peer, mistake: Mistake, answer: Answer, clean: Answer) -> dict[str, bool]:
    """Say of each aspect whether an answer has it; nothing counts where the mistake is not spoken of."""
    new = Answer(answer.status, tuple(line for line in answer.lines if line not in clean.lines))
    line, column = place(peer, mistake)
    name = re.escape(Path(mistake.file).name)
    at = rf"(?:{name}:|\bline:? ?){line}"
    patterns = {
        "file": name,
        "line": rf"{at}(?!\d)",
        "column": rf"{at}(?::|,? col(?:umn)? ?){column}(?!\d)",
    }
    found = new.says(mistake)
    said = "\n".join(new.lines)
    return {"found": found, "status": found and answer.status != 0} | {
        aspect: found and bool(re.search(pattern, said)) for aspect, pattern in patterns.items()
    }


def _call(peer: Peer, programs: Path, folder: Path, command: Sequence[str]) -> Answer:
    program = programs / command[0]
    done = subprocess.run(
        [str(program) if program.exists() else command[0], *command[1:]],
        cwd=folder,
        env={
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "COLUMNS": "1000",
            **peer.environment,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    plain = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)
    return Answer(done.returncode, tuple(plain.replace(f"{folder}/", "").splitlines()))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
