"""Check small plans in a folder of their own and say what the front end found, as people would read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from preplan.codes import CODES
from preplan.diagnostics import Diagnostic, Language
from preplan.parse import read
from preplan.pipeline import Session
from preplan.reports.text import report

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 24)

HEAD = """\
plan:
  schema: 1
  name: 示例预案
  number: SL-01
  version: "1.0"
  type: special
  organisation: 示例公司
"""
LEVEL = """\
levels:
  - id: level-1
    name: 一级响应
    ordinal: 1
"""


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files of a plan; a plan.yaml is added where there is none."""
    for name, content in {"plan.yaml": HEAD, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def mistakes(plan: Path, root: Path) -> list[Diagnostic]:
    """Return what the front end finds in a plan; what the rules say is left out."""
    return [each for each in Session(root).compile(plan, TODAY).diagnostics if each.code in CODES]


def said(plan: Path, root: Path, lang: Language = "en") -> str:
    """Return what `check` prints of it."""

    def line(file: str, number: int) -> str:
        try:
            source, _ = read(root / file, file)
        except FileNotFoundError:
            return ""
        return source.line(number) if source else ""

    return report(mistakes(plan, root), lang, line=line, colour=False)


def check(root: Path, files: Mapping[str, str | bytes], lang: Language = "en") -> str:
    """Write a plan `x` below a root and return what `check` prints of its mistakes."""
    return said(write(root / "plans/x", files), root, lang)


def level(field: str) -> str:
    """Return levels.yaml with a line more in its first level."""
    return f"{LEVEL}    {field}\n"


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content, to see that nothing was written."""
    return {
        each.relative_to(folder).as_posix(): each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file()
    }


def schemas() -> dict[str, Any]:
    """Return the schema files of kinds, and what they share, by name."""
    paths = [each for each in sorted((ROOT / "schema").glob("*.schema.json")) if each.name != "fragment.schema.json"]
    return {path.name: json.loads(path.read_text("utf-8")) for path in paths}
