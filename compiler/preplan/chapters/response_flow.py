"""The flow of a response: from the first sign over the decision on the level to the end."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import PALETTE, Figure
from ..model import Node
from . import _words as words
from ._blocks import Content, tone_of
from ._drawing import DARK, INK, LARGE, PALE, PLAIN, SMALL, WIDTH, Drawing, Look, height_of, lines_of, width_of
from ._voice import Voice

SHOWS = ()

_LEFT, _MAIN = 110.0, 380.0
_MIDDLE = _LEFT + _MAIN / 2
_STEP = 24.0
_ACTIVATION = ("activat", "启动", "定级")
_HANDLING = ("handl", "respon", "contain", "处置", "控制")


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Draw phases, levels and the two decisions between them."""
    phases = voice.entries("response", "phases")
    levels = sorted(voice.entries("levels"), key=lambda level: int(level["ordinal"]))
    if not levels and len(phases) < 2:
        return Content()
    caption = voice.say(words.PHASES)
    alt = _alt(voice, phases, levels)
    drawing = Drawing(caption, alt)
    _draw(voice, drawing, phases, levels)
    svg = drawing.svg()
    return Content([Figure(f"figure-{id_}", "", caption, svg, alt, drawing.width, drawing.height)])


def _draw(voice: Voice, drawing: Drawing, phases: Sequence[Node], levels: Sequence[Node]) -> None:
    activation = _deciding(phases, "activation")
    if activation is None:
        activation = _first(phases, _ACTIVATION, 0)
    handling = _first(phases, _HANDLING, activation + 1 if activation is not None else 0)
    ending = _deciding(phases, "termination")
    if handling is None and ending:
        handling = ending - 1
    y = _pill(drawing, voice.say(words.SIGN), 8)
    before = phases[: activation if activation is not None else handling or 0]
    for phase in before:
        y = _phase(voice, drawing, phase, y)
    if levels:
        y = _reached(voice, drawing, y)
    if activation is not None:
        y = _phase(voice, drawing, phases[activation], y)
    strip = y
    if levels:
        y = _levels(voice, drawing, levels, y)
    rest_from = len(before) + (activation is not None)
    if handling is None:
        handling = rest_from - 1
    for phase in phases[rest_from : handling + 1]:
        y = _phase(voice, drawing, phase, y)
    if levels:
        y = _ended(voice, drawing, y, strip)
    for phase in phases[max(handling + 1, rest_from) :]:
        y = _phase(voice, drawing, phase, y)
    drawing.line((_MIDDLE, y), (_MIDDLE, y + _STEP), arrow=True)
    _pill(drawing, voice.say(words.END), y + _STEP)


def _first(phases: Sequence[Node], marks: Sequence[str], start: int) -> int | None:
    """Find the first phase whose id or name has one of the marks."""
    for at in range(start, len(phases)):
        said = f"{phases[at].get('id', '')} {phases[at].get('name', '')}"
        if any(mark in said for mark in marks):
            return at
    return None


def _deciding(phases: Sequence[Node], decider: str) -> int | None:
    """Find the first phase in which whoever decides on the level does so."""
    found = (
        at for at, phase in enumerate(phases) for step in phase.children("steps") if step.get("decider") == decider
    )
    return next(found, None)


def _pill(drawing: Drawing, text: str, y: float) -> float:
    lines = lines_of(text, LARGE, 200, strong=True)
    height = height_of(lines, 8)
    drawing.box(_MIDDLE - 110, y, 220, height, lines, DARK, height / 2)
    return y + height


def _arrow(drawing: Drawing, y: float, label: str = "") -> float:
    drawing.line((_MIDDLE, y), (_MIDDLE, y + _STEP), arrow=True)
    if label:
        drawing.text(_MIDDLE + 8, y + 15, label, anchor="start")
    return y + _STEP


def _phase(voice: Voice, drawing: Drawing, phase: Node, y: float) -> float:
    y = _arrow(drawing, y)
    lines = lines_of(str(phase["name"]), LARGE, _MAIN - 24, strong=True)
    lines += lines_of(str(phase.get("text", "")), SMALL, _MAIN - 24, most=3)
    height = height_of(lines)
    drawing.box(_LEFT, y, _MAIN, height, lines, PLAIN)
    return y + height


def _reached(voice: Voice, drawing: Drawing, y: float) -> float:
    """Draw the decision whether to respond; those that are not reached are watched."""
    entry = y
    y = _arrow(drawing, y)
    height, width = 74.0, 250.0
    drawing.diamond(
        _MIDDLE - width / 2, y, width, height, lines_of(voice.say(words.REACHED), LARGE, 150, strong=True), PALE
    )
    middle = y + height / 2
    left = WIDTH - 104
    warned = any(fragment.kind == "warning" for fragment in voice.plan.fragments)
    lines = lines_of(voice.say(words.WATCH_WARNED if warned else words.WATCH), SMALL, 88)
    own = height_of(lines, 7)
    drawing.line((_MIDDLE + width / 2, middle), (left, middle), arrow=True)
    drawing.text((_MIDDLE + width / 2 + left) / 2 - 2, middle - 5, voice.say(words.NOT_YET))
    drawing.box(left, middle - own / 2, 100, own, lines, PLAIN)
    drawing.line((left + 50, middle - own / 2), (left + 50, entry + 8), (_MIDDLE, entry + 8), dashed=True)
    y += height
    drawing.text(_MIDDLE + 8, y + 15, voice.say(words.REACHED_YES), anchor="start")
    return y


def _levels(voice: Voice, drawing: Drawing, levels: Sequence[Node], y: float) -> float:
    """Draw one box for each level, in its colour, with who decides on it."""
    y = _arrow(drawing, y)
    rows, gap = -(-len(levels) // 4), 8.0
    widest = max((_widest_word(voice, level) for level in levels), default=0) + 8
    while rows < len(levels) and _across(levels, rows, gap) < widest:
        rows += 1
    per_row = -(-len(levels) // rows)
    width = _across(levels, rows, gap)
    texts = []
    for level in levels:
        role = voice.plan.find(level.get("activated_by"))
        lines = lines_of(str(level["name"]), LARGE, width - 8, strong=True)
        texts.append(lines + (lines_of(role.name, SMALL, width - 8) if role else []))
    title = lines_of(voice.say(words.DECIDE), LARGE, _MAIN - 20, strong=True)
    height = max(height_of(lines, 6) for lines in texts)
    whole = height_of(title, 6) + rows * (height + gap) + 4
    drawing.box(_LEFT, y, _MAIN, whole, [], PALE)
    drawing.text(_MIDDLE, y + 22, title[0][0], LARGE, fill=INK, strong=True)
    for count, (level, lines) in enumerate(zip(levels, texts, strict=True)):
        x = _LEFT + 10 + count % per_row * (width + gap)
        top = y + height_of(title, 6) + count // per_row * (height + gap)
        drawing.box(x, top, width, height, lines, _look(level))
    return y + whole


def _across(levels: Sequence[Node], rows: int, gap: float) -> float:
    """Return how wide a box of a level is when they stand in so many rows."""
    per_row = -(-len(levels) // rows)
    return (_MAIN - 20 - gap * (per_row - 1)) / per_row


def _widest_word(voice: Voice, level: Node) -> float:
    """Return what the longest word in the box of a level needs; Chinese breaks anywhere."""
    if voice.lang == "zh":
        return 0
    role = voice.plan.find(level.get("activated_by"))
    names = [(str(level["name"]), LARGE), (role.name if role else "", SMALL)]
    return max((width_of(word, size) for name, size in names for word in name.split()), default=0)


def _ended(voice: Voice, drawing: Drawing, y: float, strip: float) -> float:
    """Draw the decision whether the response ends; until then the level follows the situation."""
    y = _arrow(drawing, y)
    height, width = 74.0, 250.0
    drawing.diamond(
        _MIDDLE - width / 2, y, width, height, lines_of(voice.say(words.ENDED), LARGE, 150, strong=True), PALE
    )
    middle = y + height / 2
    lines = lines_of(voice.say(words.ADJUST), SMALL, 84)
    own = height_of(lines, 7)
    box_top = (strip + _STEP + middle) / 2 - own / 2
    drawing.line((_MIDDLE - width / 2, middle), (52, middle), (52, box_top + own), arrow=True)
    drawing.text((_MIDDLE - width / 2 + 52) / 2 + 6, middle - 5, voice.say(words.NO))
    drawing.box(4, box_top, 96, own, lines, PLAIN)
    drawing.line((52, box_top), (52, strip + _STEP + 20), (_LEFT, strip + _STEP + 20), arrow=True)
    y += height
    drawing.text(_MIDDLE + 8, y + 15, voice.say(words.YES), anchor="start")
    return y


def _look(level: Node) -> Look:
    colour = tone_of(level)
    if colour is None:
        return PLAIN
    fill, ink = PALETTE[colour]
    return Look(fill, "#44474f", ink, ink)


def _alt(voice: Voice, phases: Sequence[Node], levels: Sequence[Node]) -> str:
    arrow = " → "
    said = []
    if phases:
        said.append(arrow.join(str(phase["name"]) for phase in phases))
    if levels:
        decided = []
        for level in levels:
            role = voice.plan.find(level.get("activated_by"))
            decided.append(f"{level['name']}{voice.colon}{role.name}" if role else str(level["name"]))
        said.append(voice.say(words.DECIDE) + voice.colon + voice.comma.join(decided))
        said.append(voice.say(words.FLOW_SAID))
    return ("; " if voice.lang == "en" else "；").join(said)
