"""Who drafted, reviewed, countersigned and approved the plan, and how the experts voted."""

from __future__ import annotations

from ._blocks import Content, table
from ._voice import Voice

SHOWS = ("approvals",)


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """List the stages in the order they are written."""
    nodes = voice.entries("approvals")
    columns = {("stage",): 11, ("role",): 18, ("person",): 12, ("on",): 17, ("opinion", "vote"): 42}
    return Content([table(voice, nodes, id_, title, columns)] if nodes else [])
