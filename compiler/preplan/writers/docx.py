"""Write each document as a Word file that looks like a Chinese plan document."""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Text
from ..errors import PreplanError, quoted
from .docx_ast import syntax_tree
from .docx_finish import finish
from .docx_reference import reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Document

EACH = True

_NO_PANDOC = Text(
    "没有安装 pandoc；请安装 pypandoc-binary 这个包", "pandoc is not installed; install the package pypandoc-binary"
)
_PANDOC_NOT_STARTED = Text(
    "pandoc 不能启动（{reason}）；请重新安装 pypandoc-binary 这个包",
    "pandoc can't be started ({reason}); install the package pypandoc-binary again",
)
_PANDOC_FAILED = Text("pandoc 没能写出 DOCX：{said}", "pandoc could not write an edition: {said}")
BUILT_WITH = ("pypandoc-binary", "lxml", "typst", "manimgx-fonts-cjk", "pylopdf-fonts-zh-cn")


def write(documents: Sequence[Document], out: Path, *, root: Path) -> list[Path]:  # noqa: ARG001 - all writers are called alike
    """Write `editions/<id>-<version>-<audience>.docx` below `out` for each document; `root` is not used."""
    written = []
    for document in documents:
        finished = render(document)
        path = out / "editions" / f"{document.name}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(finished)
        written.append(path)
    return sorted(written)


def render(document: Document) -> bytes:
    """Write one document as a Word file; the same document gives the same bytes."""
    from .drawing import svg_to_png

    tree = json.dumps(syntax_tree(document, svg_to_png), ensure_ascii=False).encode()
    return finish(_pandoc(tree, document), document)


def _pandoc(tree: bytes, document: Document) -> bytes:
    with tempfile.TemporaryDirectory(prefix="preplan-") as folder:
        look = Path(folder) / "look.docx"
        look.write_bytes(reference(_default_reference(), document))
        # An own data folder keeps the user's pandoc defaults and templates out of the edition.
        options = ["--data-dir", folder, "--sandbox", "--fail-if-warnings", "--reference-doc", str(look)]
        return _run([*options, "-f", "json", "-t", "docx", "-o", "-"], tree)


@functools.cache
def _default_reference() -> bytes:
    return _run(["--print-default-data-file", "reference.docx"], b"")


def _run(arguments: list[str], given: bytes) -> bytes:
    # The dates that a reader sees come from the document; these are only kept from being the clock's.
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "315532800", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run([_program(), *arguments], input=given, capture_output=True, env=environment, check=False)
    except OSError as error:
        raise PreplanError(_PANDOC_NOT_STARTED(reason=quoted(str(error)))) from error
    if done.returncode:
        raise PreplanError(_PANDOC_FAILED(said=quoted(done.stderr.decode(errors="replace"))))
    return done.stdout


def _program() -> Path:
    # pypandoc itself prefers whatever newer pandoc the machine has, and that one may write other bytes.
    found = importlib.util.find_spec("pypandoc")
    if found is None or found.origin is None:
        raise PreplanError(_NO_PANDOC())
    return Path(found.origin).parent / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
