"""House styles: what a printed edition looks like, read from the files of site/styles."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from ..diagnostics import Text
from ..errors import PreplanError, quoted
from ..resources import folder

if TYPE_CHECKING:
    from ..document import Document

_NO_STYLE = Text("没有样式“{name}”；可用的样式：{names}", "there is no style `{name}`; the styles are: {names}")
_WRONG = Text("样式 {name} 的 {place} 写法不对", "style {name} has a wrong `{place}`")
_NOT_YAML = Text("样式 {name} 不是有效的 YAML（{reason}）", "style {name} is not valid YAML ({reason})")

# Millimetres.
_PAPERS = {"a4": (210.0, 297.0), "a5": (148.0, 210.0)}
_POINTS = 72 / 25.4


@dataclass(frozen=True)
class Face:
    """A face by Word's names for its Chinese and Latin letters, and the open one that stands for it in a PDF.

    `weight` and `stroke`, a part of the size by which letters are made bolder, are for the PDF.
    """

    word: str
    chinese: str
    latin: str
    bold: bool
    pdf: str
    weight: int
    stroke: float


@dataclass(frozen=True)
class Words:
    """Letters of a face, named, in a size."""

    face: str
    size: float


@dataclass(frozen=True)
class Cover:
    """What a cover says, from the top down."""

    organisation: Words
    title: Words
    kind: Words
    facts: Words


@dataclass(frozen=True)
class Foot:
    """The number of a page: `{page}` in a text, or the document's own words where it is empty.

    On `sides` it stands at the outer edge of a sheet that is printed on both.
    """

    text: str
    size: float
    sides: bool


@dataclass(frozen=True)
class Page:
    """A paper and its margins in millimetres."""

    paper: str
    top: float
    bottom: float
    left: float
    right: float

    @property
    def width(self) -> float:
        """How wide the paper is."""
        return _PAPERS[self.paper][0]

    @property
    def height(self) -> float:
        """How high the paper is."""
        return _PAPERS[self.paper][1]


@dataclass(frozen=True)
class Body:
    """Running text: its size, the distance of its lines, how many characters a line has (0: as many as fit)."""

    size: float
    pitch: float
    line: int
    indent: bool


@dataclass(frozen=True)
class Title:
    """A title in the middle, and the air below it."""

    face: str
    size: float
    below: float


@dataclass(frozen=True)
class Head:
    """The headings of one level."""

    face: str
    size: float
    above: float
    below: float
    indent: bool


@dataclass(frozen=True)
class Lines:
    """Lines of a size at a distance."""

    size: float
    pitch: float


@dataclass(frozen=True)
class Cells:
    """Tables: their size, that of those with many columns, and the air above and below the text of a cell."""

    size: float
    small: float
    air: float


@dataclass(frozen=True)
class Layout:
    """The page and the type of one kind of document; lengths in points where nothing else is said."""

    page: Page
    text: Body
    title: Title
    heads: tuple[Head, ...]
    contents: Lines
    table: Cells
    notice: Lines

    @property
    def tracking(self) -> float:
        """What is added to each character, so that a line has as many as it should."""
        if not self.text.line:
            return 0
        width = (self.page.width - self.page.left - self.page.right) * _POINTS
        # A little less than fits, or rounding would send the last one to the next line.
        return round(width / self.text.line - self.text.size - 0.03, 2)


@dataclass(frozen=True)
class Layouts:
    """The layouts of a whole plan and of what is handed out by itself."""

    plan: Layout
    sheet: Layout
    card: Layout
    dense: Layout


@dataclass(frozen=True)
class House:
    """A house style."""

    name: Text
    faces: dict[str, Face]
    cover: Cover
    foot: Foot
    layouts: Layouts

    def layout(self, document: Document) -> Layout:
        """Return the layout of a document."""
        view = document.view
        if view is None:
            return self.layouts.plan
        return self.layouts.dense if view.dense else self.layouts.card if view.paper == "a5" else self.layouts.sheet


def houses() -> list[str]:
    """Return the names of all house styles, sorted."""
    return sorted(path.stem for path in (folder("site") / "styles").glob("*.yaml"))


@cache
def house(name: str) -> House:
    """Read a house style; raises PreplanError where there is none or its file is wrong."""
    if name not in houses():
        raise PreplanError(_NO_STYLE(name=name, names=houses()))
    return read_house((folder("site") / "styles" / f"{name}.yaml").read_text("utf-8"), name)


def read_house(text: str, name: str) -> House:
    """Read the text of a house style; raises PreplanError where it is wrong."""
    import yaml

    try:
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise PreplanError(_NOT_YAML(name=name, reason=quoted(str(error)))) from error
    made: House = _read(House, data, name, "")
    for place, face in _faces_in(made, ""):
        if face not in made.faces:
            raise _wrong(name, place)
    layouts = [getattr(made.layouts, each.name) for each in fields(Layouts)]
    if any(each.page.paper not in _PAPERS or not each.heads for each in layouts):
        raise _wrong(name, "layouts")
    if any(face.pdf not in {"serif", "sans"} for face in made.faces.values()):
        raise _wrong(name, "faces")
    return made


def as_data(style: House, layout: Layout) -> dict[str, Any]:
    """Turn what a document needs of a house style into plain values, for a template."""
    return {
        "faces": {name: asdict(face) for name, face in style.faces.items()},
        "cover": asdict(style.cover),
        "foot": asdict(style.foot),
        **asdict(layout),
        "tracking": layout.tracking,
    }


def _read(wanted: Any, data: Any, name: str, place: str) -> Any:
    """Make what is wanted of plain data: a text in both languages, a record, several of them, or a value."""
    if wanted is Text:
        if not isinstance(data, dict) or data.keys() != {"zh", "en"}:
            raise _wrong(name, place)
        return Text(str(data["zh"]), str(data["en"]))
    if is_dataclass(wanted):
        types = get_type_hints(wanted)
        if not isinstance(data, dict) or data.keys() != types.keys():
            raise _wrong(name, place or "file")
        return wanted(**{key: _read(types[key], data[key], name, f"{place}.{key}".lstrip(".")) for key in types})  # type: ignore[operator]
    if wanted == dict[str, Face]:
        if not isinstance(data, dict):
            raise _wrong(name, place)
        return {str(key): _read(Face, each, name, f"{place}.{key}") for key, each in data.items()}
    if wanted == tuple[Head, ...]:
        if not isinstance(data, list):
            raise _wrong(name, place)
        return tuple(_read(Head, each, name, f"{place}[{number}]") for number, each in enumerate(data))
    given = type(data)
    if given is not wanted and not (wanted is float and given is int):
        raise _wrong(name, place)
    return data


def _faces_in(value: Any, place: str) -> list[tuple[str, str]]:
    """Find every name of a face, with its place."""
    found = []
    if isinstance(value, tuple):
        for number, each in enumerate(value):
            found += _faces_in(each, f"{place}[{number}]")
    elif is_dataclass(value) and not isinstance(value, Text):
        for field in fields(value):
            inner = f"{place}.{field.name}".lstrip(".")
            held = getattr(value, field.name)
            found += [(inner, held)] if field.name == "face" else _faces_in(held, inner)
    return found


def _wrong(name: str, place: str) -> PreplanError:
    return PreplanError(_WRONG(name=name, place=place))
