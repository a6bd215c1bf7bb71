"""Who drafted and reviewed the plan, and how the experts voted; what is signed stands on pages of its own."""

from __future__ import annotations

from ._blocks import Content, table
from ._outline import Column, read_fields
from ._voice import Voice

SHOWS = ("approvals",)

_SIGNED = ("approval", "countersign")
_COLUMNS = {"stage": 11, "role": 18, "person": 12, "on": 17, "opinion&vote&signature": 42}


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """List the stages in the order they are written."""
    nodes = [
        each
        for each in voice.entries("approvals")
        if each.get("stage") not in _SIGNED or "vote" in each or "signature" in each
    ]
    columns = [Column(read_fields(name), share) for name, share in _COLUMNS.items()]
    return Content([table(voice, nodes, id_, title, columns)] if nodes else [])
