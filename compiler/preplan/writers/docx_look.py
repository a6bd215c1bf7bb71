"""The page and the sizes of a Word file in Word's own units, taken from a house style."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .house import house

if TYPE_CHECKING:
    from ..document import Document
    from .house import Face, House, Layout


@dataclass(frozen=True)
class Look:
    """Lengths in twentieths of a point, sizes of type in half points; a `view` is handed out by itself."""

    house: House
    layout: Layout
    chinese: bool
    view: bool
    dense: bool

    @cached_property
    def width(self) -> int:
        """How wide the paper is."""
        return _from_mm(self.layout.page.width)

    @cached_property
    def height(self) -> int:
        """How high the paper is."""
        return _from_mm(self.layout.page.height)

    @cached_property
    def margins(self) -> tuple[int, int, int, int]:
        """The margins at the top, right, bottom and left."""
        page = self.layout.page
        top, right, bottom, left = map(_from_mm, (page.top, page.right, page.bottom, page.left))
        return top, right, bottom, left

    @cached_property
    def text_width(self) -> int:
        """How wide a line is."""
        return self.width - self.margins[1] - self.margins[3]

    @cached_property
    def text_height(self) -> int:
        """How high the text of a page is."""
        return self.height - self.margins[0] - self.margins[2]

    @cached_property
    def character(self) -> int:
        """How wide a Chinese character of running text is."""
        return twips(self.layout.text.size)

    @cached_property
    def indent(self) -> bool:
        """Whether a paragraph begins two characters in."""
        return self.chinese and self.layout.text.indent

    @cached_property
    def sides(self) -> bool:
        """Whether page numbers stand at the outer edge."""
        return self.house.foot.sides and not self.view

    def face(self, name: str) -> Face:
        """Return a face by its name in the house style."""
        return self.house.faces[name]


def look_of(document: Document) -> Look:
    """Return the look of a document."""
    style, view = house(document.style), document.view
    return Look(
        house=style,
        layout=style.layout(document),
        chinese=document.language == "zh",
        view=view is not None,
        dense=view is not None and view.dense,
    )


def twips(points: float) -> int:
    """Turn points into twentieths of a point."""
    return round(points * 20)


def _from_mm(length: float) -> int:
    return round(length * 1440 / 25.4)
