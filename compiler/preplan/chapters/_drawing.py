"""Drawings as SVG with real text: boxes, lines and arrows that also print in grey."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from html import escape

# As wide as the text of an A4 page, so that text stays as large there as it is drawn.
WIDTH = 600.0
LARGE, SMALL = 15.0, 13.0
LEADING = 1.4

INK, SOFT, LINE = "#1c1b1f", "#44474f", "#5b6470"

# Nothing of these begins a line, nothing of those ends one.
_NOT_FIRST = set("，。、；：？！）》】」』”’%,.;:?!)]}")
_NOT_LAST = set("（《【「『“‘([{")


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a box."""

    fill: str
    stroke: str = LINE
    ink: str = INK
    soft: str = SOFT
    dashed: bool = False


PLAIN = Look("#ffffff")
PALE = Look("#e8eef5", "#3d5a80")
DARK = Look("#274060", "#1b2d44", "#ffffff", "#e3e9f0")
DASHED = Look("#ffffff", dashed=True)


@dataclass
class Drawing:
    """A drawing that grows; sizes are CSS pixels."""

    title: str
    description: str
    width: float = WIDTH
    parts: list[str] = field(default_factory=list)
    bottom: float = 0

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        lines: list[tuple[str, float, bool]],
        look: Look = PLAIN,
        radius: float = 5,
    ) -> None:
        """Draw a box with centred lines of text, each with its size and whether it is strong."""
        dash = ' stroke-dasharray="5 3"' if look.dashed else ""
        self.parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="{_n(radius)}" '
            f'fill="{look.fill}" stroke="{look.stroke}" stroke-width="1.2"{dash}/>'
        )
        self._lines(x + width / 2, y + height / 2, lines, look)
        self._reach(y + height)

    def diamond(
        self, x: float, y: float, width: float, height: float, lines: list[tuple[str, float, bool]], look: Look
    ) -> None:
        """Draw a decision; `x` and `y` are its left and upper edge."""
        points = ((x + width / 2, y), (x + width, y + height / 2), (x + width / 2, y + height), (x, y + height / 2))
        path = " ".join(f"{_n(px)},{_n(py)}" for px, py in points)
        self.parts.append(f'<polygon points="{path}" fill="{look.fill}" stroke="{look.stroke}" stroke-width="1.2"/>')
        self._lines(x + width / 2, y + height / 2, lines, look)
        self._reach(y + height)

    def line(self, *points: tuple[float, float], arrow: bool = False, dashed: bool = False) -> None:
        """Draw a line through points, with an arrow at its end if wanted."""
        dash = ' stroke-dasharray="5 3"' if dashed else ""
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self.parts.append(f'<polyline points="{path}" fill="none" stroke="{LINE}" stroke-width="1.4"{dash}/>')
        if arrow:
            (fx, fy), (x, y) = points[-2:]
            dx, dy = (x > fx) - (x < fx), (y > fy) - (y < fy)
            tips = ((x, y), (x - 8 * dx - 4 * dy, y - 8 * dy - 4 * dx), (x - 8 * dx + 4 * dy, y - 8 * dy + 4 * dx))
            self.parts.append(f'<polygon points="{" ".join(f"{_n(a)},{_n(b)}" for a, b in tips)}" fill="{LINE}"/>')
        self._reach(max(y for _, y in points))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = SMALL,
        *,
        anchor: str = "middle",
        fill: str = SOFT,
        strong: bool = False,
    ) -> None:
        """Write one line; `y` is its base line."""
        weight = ' font-weight="bold"' if strong else ""
        self.parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" text-anchor="{anchor}" fill="{fill}"{weight}>{escape(text)}</text>'
        )
        self._reach(y + 4)

    def svg(self) -> str:
        """Return the finished drawing."""
        height = _n(self.height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(self.width)}" height="{height}" '
            f'viewBox="0 0 {_n(self.width)} {height}" role="img" font-family="sans-serif">'
            f"<title>{escape(self.title)}</title><desc>{escape(self.description)}</desc>{''.join(self.parts)}</svg>"
        )

    @property
    def height(self) -> float:
        """How high the drawing is."""
        return round(self.bottom + 8, 1)

    def _lines(self, x: float, middle: float, lines: list[tuple[str, float, bool]], look: Look) -> None:
        total = sum(size * LEADING for _, size, _ in lines)
        y = middle - total / 2
        for text, size, strong in lines:
            weight = ' font-weight="bold"' if strong else ""
            fill = look.ink if strong else look.soft
            self.parts.append(
                f'<text x="{_n(x)}" y="{_n(y + size * (LEADING / 2 + 0.36))}" font-size="{_n(size)}" '
                f'text-anchor="middle" fill="{fill}"{weight}>{escape(text)}</text>'
            )
            y += size * LEADING

    def _reach(self, y: float) -> None:
        self.bottom = max(self.bottom, y)


def lines_of(
    text: str, size: float, width: float, *, strong: bool = False, most: int = 9
) -> list[tuple[str, float, bool]]:
    """Break a text into lines of a box; what does not fit into `most` lines ends in an ellipsis."""
    broken = _balanced(text, size, width)
    if len(broken) > most:
        broken = [*broken[: most - 1], broken[most - 1][:-1] + "…"]
    return [(each, size, strong) for each in broken]


def height_of(lines: list[tuple[str, float, bool]], padding: float = 9) -> float:
    """Return how high a box with these lines is."""
    return round(sum(size * LEADING for _, size, _ in lines) + 2 * padding, 1)


def wrap(text: str, size: float, width: float) -> list[str]:
    """Break a text into lines no wider than `width` pixels, between words or Chinese characters.

    >>> wrap("应急指挥部，统一指挥 IT team", 10, 62)
    ['应急指挥部，', '统一指挥 IT', 'team']
    """
    lines, line = [], ""
    for piece in _pieces(" ".join(text.split())):
        if line and width_of(line + piece.rstrip(), size) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
        while width_of(line.rstrip(), size) > width and len(line) > 1:
            # A word that is wider than its line.
            cut = next(n for n in range(len(line), 0, -1) if n == 1 or width_of(line[:n], size) <= width)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line.rstrip()] if line.rstrip() else lines


def width_of(text: str, size: float) -> float:
    """Guess how wide a text is in pixels."""
    ems = sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.58 if char.isupper() else 0.55 for char in text)
    return ems * size


def _balanced(text: str, size: float, width: float) -> list[str]:
    """Break a text into as few lines as it takes, all about equally long."""
    best = wrap(text, size, width)
    narrow = width
    while len(best) > 1 and narrow > size * 4:
        narrow -= size / 2
        tried = wrap(text, size, narrow)
        if len(tried) > len(best):
            break
        best = tried
    return best


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may break."""
    pieces: list[str] = []
    for char in text:
        wide = unicodedata.east_asian_width(char) in "WF"
        last = pieces[-1] if pieces else ""
        glued = last and (char in _NOT_FIRST or last[-1] in _NOT_LAST)
        word = (
            last and not wide and char != " " and last[-1] != " " and unicodedata.east_asian_width(last[-1]) not in "WF"
        )
        if glued or word or (char == " " and last):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _n(value: float) -> str:
    """Write a number in the shortest way."""
    return f"{round(value, 1):g}"
