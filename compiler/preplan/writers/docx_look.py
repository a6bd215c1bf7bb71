"""The page and the sizes of a Word file: those of a whole plan, and smaller ones for what is handed out by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..document import Document


@dataclass(frozen=True)
class Look:
    """Lengths in twentieths of a point, sizes of type in half points; `heads` are size, air above and below."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    body: int
    pitch: int
    indent: bool
    heads: tuple[tuple[int, int, int], ...]
    table: int
    small: int
    air: int
    cell: int
    row: int

    @property
    def text_width(self) -> int:
        """How wide a line is."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """How high the text of a page is."""
        return self.height - self.top - self.bottom


_A4, _A5 = (11906, 16838), (8391, 11906)

# A4 with the margins of GB/T 9704-2012: head 37 mm, inner 28 mm, foot 35 mm, outer 26 mm. 四号 (14 pt) on a fixed
# pitch of 26 pt, first line two characters in, tables in 五号 (10.5 pt) and 小五 (9 pt), as plan documents are set.
PLAN = Look(
    *_A4, top=2098, bottom=1984, left=1588, right=1474, body=28, pitch=520, indent=True,
    heads=((32, 360, 180), (30, 240, 120), (28, 180, 80), (28, 120, 60)), table=21, small=18, air=20, cell=40, row=380,
)  # fmt: skip
_SHEET = Look(
    *_A4, top=1420, bottom=1020, left=1134, right=1134, body=21, pitch=340, indent=False,
    heads=((28, 240, 120), (24, 180, 100), (21, 120, 60)), table=19, small=18, air=15, cell=30, row=340,
)  # fmt: skip
_CARD = Look(
    *_A5, top=1250, bottom=900, left=850, right=850, body=21, pitch=340, indent=False,
    heads=((28, 180, 100), (26, 120, 80), (21, 100, 60)), table=19, small=18, air=10, cell=25, row=320,
)  # fmt: skip
_DENSE = Look(
    *_A4, top=1250, bottom=850, left=850, right=850, body=18, pitch=260, indent=False,
    heads=((21, 120, 50),), table=18, small=18, air=0, cell=25, row=0,
)  # fmt: skip


def look_of(document: Document) -> Look:
    """Return the look of a document."""
    view = document.view
    if view is None:
        return PLAN
    return _DENSE if view.dense else _CARD if view.paper == "a5" else _SHEET
