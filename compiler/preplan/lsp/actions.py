"""Repairs that findings bring with them."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from .. import words
from ..diagnostics import Diagnostic, Fix
from ..fix import apply
from ..source import Span
from .desk import Desk
from .diagnose import shown

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.preplan"


def actions(
    desk: Desk, where: types.Range, wanted: Iterable[str | types.CodeActionKind] | None
) -> list[types.CodeAction]:
    """Return the repairs of what is found in a range, and all of the file's at once where those are asked for."""
    found = [(each, each.fix) for each in desk.project.findings(desk.source.name) if each.fix]
    made = list[types.CodeAction]()
    if _is_wanted(types.CodeActionKind.QuickFix.value, wanted):
        made += [_one(desk, each, fix) for each, fix in found if _meet(desk.range(each.span), where)]
    if found and _is_wanted(FIX_ALL, wanted):
        # Those that touch the same place are left for the next time.
        _, together = apply({desk.source.name: desk.source.text}, [fix for _, fix in found])
        made.append(types.CodeAction(desk.editor.say(words.FIX_ALL), FIX_ALL, edit=desk.edits(_edits(together))))
    return made


def _one(desk: Desk, found: Diagnostic, fix: Fix) -> types.CodeAction:
    return types.CodeAction(
        desk.editor.say(fix.message),
        types.CodeActionKind.QuickFix,
        diagnostics=[shown(desk, found)],
        is_preferred=True,
        edit=desk.edits(_edits([fix])),
    )


def _edits(fixes: Iterable[Fix]) -> dict[str, list[tuple[Span, str]]]:
    """Return the edits of fixes, by file."""
    made: dict[str, list[tuple[Span, str]]] = {}
    for edit in (edit for fix in fixes for edit in fix.edits):
        made.setdefault(edit.span.file, []).append((edit.span, edit.text))
    return made


def _meet(one: types.Range, other: types.Range) -> bool:
    def order(place: types.Position) -> tuple[int, int]:
        return place.line, place.character

    return order(one.start) <= order(other.end) and order(other.start) <= order(one.end)


def _is_wanted(kind: str, wanted: Iterable[str | types.CodeActionKind] | None) -> bool:
    """Say whether an editor asks for a kind of action; without a list, for repairs of single findings only."""
    if wanted is None:
        return kind == types.CodeActionKind.QuickFix.value
    asked = [each.value if isinstance(each, types.CodeActionKind) else each for each in wanted]
    return any(kind == each or kind.startswith(f"{each}.") or not each for each in asked)
