"""What is handed out by itself: summary, action cards, contacts and forms as files to print, registers as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..document import Document
from . import docx, pdf
from .xlsx import render as workbook

EACH = True
VIEWS = True
BUILT_WITH = tuple(sorted({*docx.BUILT_WITH, *pdf.BUILT_WITH, "openpyxl"}))

_RENDER: dict[str, Callable[[Document], bytes]] = {"docx": docx.render, "pdf": pdf.render, "xlsx": workbook}


def write(documents: Sequence[Document], out: Path, *, root: Path) -> list[Path]:  # noqa: ARG001, all writers are called alike
    """Write `editions/<id>-<version>-<audience>.<view>.<format>` below `out` for every view and each of its formats."""
    written = []
    for document in documents:
        for kind in document.view.formats if document.view else ():
            finished = _RENDER[kind](document)
            path = out / "editions" / f"{document.name}.{kind}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(finished)
            written.append(path)
    return sorted(written)
