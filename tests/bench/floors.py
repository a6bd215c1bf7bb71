"""Lay out what the writers' own tools are given, in a process of its own: what measures has to stay small."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from preplan import compile_plan
from preplan.resources import folder
from preplan.writers import docx, docx_ast, drawing, pdf


def main() -> None:
    """Write, below the working folder, what pandoc and Typst get for a plan, and where they are."""
    document = compile_plan(sys.argv[1]).document
    assert document
    template = folder("site") / "templates/pdf/plan.typ"
    laid_out = {
        "tree": docx_ast.syntax_tree(document, drawing.svg_to_png),
        "typst": [str(template), str(template.parent), pdf._inputs(document)],
        "pandoc": str(docx._program()),
    }
    for name, value in laid_out.items():
        Path(f"{name}.json").write_text(json.dumps(value), encoding="utf-8")


if __name__ == "__main__":
    main()
