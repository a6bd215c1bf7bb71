"""The Chinese faces that printed editions and drawings are set in, found in their packages."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Text
from ..errors import PreplanError

if TYPE_CHECKING:
    import typst

SERIF = "Noto Serif SC"
SANS = "Noto Sans CJK SC"

# Drawings take a static face: Typst sets SVG text in the thinnest weight of a variable font,
# except where the SVG asks for bold.
DRAWING = "Noto Sans SC"
DRAWING_BOLD = SANS

# Import name of each package, the name to install it by, and the families we take from it.
_PACKAGES = (
    ("pylopdf_fonts_zh_cn", "pylopdf-fonts-zh-cn", (SERIF, DRAWING)),
    ("manimgx_fonts_cjk", "manimgx-fonts-cjk", (SANS,)),
)

_NO_FONT = Text(
    "缺少字体 {family}；请重新安装 {package} 这个包",
    "the font {family} is missing; install the package {package} again",
)
_NO_FONTS = Text(
    "缺少中文字体；请安装 {package} 这个包", "the Chinese fonts are missing; install the package {package}"
)


@cache
def folders() -> tuple[Path, ...]:
    """Return the folders that hold the font files, one a package."""
    return tuple(_folder(module, package) for module, package, _ in _PACKAGES)


@cache
def fonts() -> typst.Fonts:
    """Return these fonts and no others, read once a process."""
    import typst

    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder) for folder in folders()]
    )
    present = set(found.families())
    for _, package, families in _PACKAGES:
        for family in families:
            if family not in present:
                raise PreplanError(_NO_FONT(family=family, package=package))
    return found


def _folder(module: str, package: str) -> Path:
    spec = importlib.util.find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        raise PreplanError(_NO_FONTS(package=package))
    return Path(spec.submodule_search_locations[0])
