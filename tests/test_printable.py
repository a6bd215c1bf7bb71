"""The list of printable characters is that of the fonts, and a character without a glyph is said where it stands."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from checking import check
from preplan.writers import fonts

ROOT = Path(__file__).parents[1]
LISTED = ROOT / "schema/printable.txt"


def test_list_is_what_the_fonts_have(request: pytest.FixtureRequest) -> None:
    head = "# The characters that the fonts of the editions have, as code points; tests/test_printable.py makes this file.\n"
    text = head + "".join(_ranges(sorted(set().union(*(_characters(path) for path in _files())))))
    if request.config.getoption("--accept"):
        LISTED.write_text(text, encoding="ascii")

    assert LISTED.read_text(encoding="ascii") == text


def test_character_without_a_glyph_is_said_where_it_stands(tmp_path: Path) -> None:
    assert (
        "plans/x/glossary.yaml:1:35: error[unprintable-character]: the fonts of the editions have no “😀” (U+1F600), "
        "so it can't be printed\n"
        "  | glossary: [{id: a, name: 笑, text: 😀 笑}] # 😀\n"
        "  |                                    ^^\n"
        "  = help: use another character, or words\n"
    ) in check(tmp_path, {"glossary.yaml": "glossary: [{id: a, name: 笑, text: 😀 笑}] # 😀\n"})


def _files() -> list[Path]:
    found = {path.name: path for folder in fonts.folders() for path in folder.rglob("*.[ot]t[fc]")}
    return [found["NotoSerifSC-Regular.otf"], found["NotoSansCJK-VF.otf.ttc"]]


def _characters(path: Path) -> Iterator[int]:
    """Read the character map of a font, or of the first in a collection (OpenType, `cmap` format 12)."""
    data = path.read_bytes()
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    tables = {}
    for number in range(struct.unpack_from(">H", data, start + 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
        tables[tag] = offset
    base = tables[b"cmap"]
    for number in range(struct.unpack_from(">H", data, base + 2)[0]):
        table = base + struct.unpack_from(">HHI", data, base + 4 + 8 * number)[2]
        if struct.unpack_from(">H", data, table)[0] == 12:
            for group in range(struct.unpack_from(">I", data, table + 12)[0]):
                first, last, _ = struct.unpack_from(">III", data, table + 16 + 12 * group)
                yield from range(first, last + 1)


def _ranges(points: list[int]) -> Iterator[str]:
    first = last = points[0]
    for point in [*points[1:], -1]:
        if point == last + 1:
            last = point
            continue
        yield f"{first:04X}\n" if first == last else f"{first:04X}-{last:04X}\n"
        first = last = point
