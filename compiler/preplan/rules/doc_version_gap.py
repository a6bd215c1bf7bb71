"""Version that does not rise, or that the record of revisions lacks.

Each revision has a higher version than the one before it, and the plan's own version is the last of them. Versions are
compared part by part: 1.10 is above 1.9.

Flagged:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.2"
      type: special
      organisation: 客服中心
    revisions:
      - {version: "1.1", on: 2026-01-01, summary: 首次编制}
      - {version: "1.0", on: 2026-05-01, summary: 更新联系人}
Fine:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.10"
      type: special
      organisation: 客服中心
    revisions:
      - {version: "1.10", on: 2026-05-01, summary: 更新联系人}
      - {version: "1.9", on: 2026-01-01, summary: 首次编制}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..diagnostics import Note, Text
from ..model import Node, Plan
from . import Finding
from ._reading import own_entries

SEVERITY = "error"
ABSENCE = True
TITLE = Text("版本号没有递增或没有修订记录", "version that does not rise, or that the record of revisions lacks")
WHY = Text(
    "每次修订的版本号都高于上一次，预案的版本号就是最近一次修订的版本号。逐段比较：1.10 高于 1.9。",
    "Each revision has a higher version than the one before it, and the plan's own version is the last of them.",
)
BASIS = Text("通行做法", "common practice")

FALLS = Text("版本 {version} 不高于之前的 {before}", "version {version} is not above {before} before it")
BEFORE = Text("之前的版本", "the version before it")
NO_RECORD = Text("修订记录里没有版本 {version}", "the record of revisions has no version {version}")
NOT_LAST = Text(
    "预案是版本 {version}，最近一次修订却是版本 {last}",
    "the plan is version {version}, but the last revision is {last}",
)
LAST = Text("最近一次修订在这里", "the last revision is here")


def check(plan: Plan) -> Iterator[Finding]:
    """Walk through the revisions by date, then look for the plan's own version."""
    revisions = sorted(own_entries(plan, "revisions"), key=lambda each: (str(each["on"]), _parts(each)))
    for before, after in pairwise(revisions):
        if _parts(after) <= _parts(before):
            message = FALLS(version=after["version"], before=before["version"])
            yield Finding(after.at("version"), message, (Note(BEFORE(), before.at("version")),))
    version = plan.head.get("version")
    if version is None:
        return
    if version not in [each["version"] for each in revisions]:
        yield Finding(plan.head.at("version"), NO_RECORD(version=version))
    elif revisions[-1]["version"] != version:
        last = revisions[-1]
        message = NOT_LAST(version=version, last=last["version"])
        yield Finding(plan.head.at("version"), message, (Note(LAST(), last.at("version")),))


def _parts(revision: Node) -> list[tuple[int, str]]:
    """Return what to compare a version by: numbers as numbers, above letters."""
    parts = re.findall(r"\d+|[A-Za-z]+", str(revision["version"]).casefold().removeprefix("v"))
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
