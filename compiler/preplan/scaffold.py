"""Begin a plan from nothing: a small one that is sound, to be changed as its comments say."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

from . import messages, resources
from .errors import PreplanError
from .project import SHARED
from .publish import replacing
from .validate import ID

# What stands in the files for the day on which the plan is begun, and for one by which it is tried.
_TODAY, _SOON = "2000-01-01", "2000-07-01"
_HALF_A_YEAR = timedelta(days=182)


def scaffold(id: str, here: Path, *, today: date) -> list[Path]:
    """Write the files of a new plan below `plans/` and return them, sorted.

    Raises PreplanError, before anything is written, for a bad id and for a folder that exists.
    """
    folder = here / "plans" / id
    if not ID.fullmatch(id):
        raise PreplanError(messages.NOT_A_PLAN_ID(id=id, help=messages.ID_HELP()))
    if id == SHARED:
        raise PreplanError(messages.SHARED_IS_NO_PLAN(id=id))
    if os.path.lexists(folder):
        raise PreplanError(messages.ALREADY_THERE(folder=f"plans/{id}"))
    skeleton = sorted((resources.folder("site") / "templates/new").glob("*.yaml"))
    with replacing(folder) as fresh:
        for each in skeleton:
            text = each.read_text("utf-8").replace(_TODAY, today.isoformat())
            text = text.replace(_SOON, (today + _HALF_A_YEAR).isoformat())
            (fresh / each.name).write_text(text, "utf-8", newline="\n")
    return [folder / each.name for each in skeleton]
