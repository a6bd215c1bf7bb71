"""Action card made from an older version of the procedures.

A card is what a front-line post has in hand; made from an older version it says what is no longer to be done. Every card
handed out (`distribution.cards`) names the `version` it was made from: flagged is one that is not the plan's own version,
once the plan is in force (`effective_on`), unless the list of revisions has that version and says (`changes`) of each
later one that only resources, citations or wording changed, which no card shows.

Flagged:
    plan:
      schema: 1
      name: 客服应急预案
      version: "2.0"
      type: special
      organisation: 客服中心
      effective_on: 2026-07-01
    organisation: {roles: [{id: duty-supervisor, name: 值班长}, {id: guard, name: 门岗}]}
    revisions:
      - {version: "1.0", on: 2025-06-01, summary: 首次编制}
      - {version: "2.0", on: 2026-06-01, summary: 改写火灾流程, changes: [procedures, wording]}
    distribution:
      cards:
        - {role: duty-supervisor, version: "2.0", copies: 3}
        - {role: guard, version: "1.0", copies: 2}
Fine:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.1"
      type: special
      organisation: 客服中心
      effective_on: 2026-07-01
    organisation: {roles: [{id: duty-supervisor, name: 值班长}, {id: guard, name: 门岗}]}
    revisions:
      - {version: "1.0", on: 2025-06-01, summary: 首次编制}
      - {version: "1.1", on: 2026-06-01, summary: 更新法规名称, changes: [basis, wording]}
    distribution:
      cards:
        - {role: duty-supervisor, version: "1.1", copies: 3}
        - {role: guard, version: "1.0", copies: 2}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Note, Text
from ..model import Node, Plan
from . import Finding
from ._control import in_use
from ._reading import day, own_entries

SEVERITY = "error"
TITLE = Text("处置卡按旧版流程制作", "action card made from an older version of the procedures")
WHY = Text(
    "一线岗位手里的处置卡按旧版制作，就会照旧做。发放的每张处置卡（distribution.cards）写明按哪一版制作；"
    "预案生效后，版本与现行版本不同的即报告。修订记录里有那一版，而且以后各版都写明（changes）只改了应急资源、依据引用或文字的，"
    "不影响处置卡，不算。",
    "A card made from an older version says what is no longer to be done. Flagged is a card whose `version` is not that of "
    "the plan in force, unless the revisions say (`changes`) that only resources, citations or wording changed since.",
)
BASIS = Text("通行做法", "common practice")

DRIFTED = Text(
    "“{role}”的处置卡按{made}版制作，现行版本是{current}",
    "the card of `{role}` was made from version {made}; the plan is at {current}",
)
CHANGED = Text(
    "{version}版改了流程、职责或联系方式，或没有写明改了什么",
    "version {version} changed what a card shows, or does not say what it changed",
)
REISSUE = Text(
    "按现行版本重印，收回旧卡，再更新这里的 version", "print it anew, take back the old one, then update `version` here"
)
NOT_ON_CARDS = {"resources", "basis", "wording"}


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Compare the version of each card with the plan's."""
    current, effective = plan.head.get("version"), day(plan.head, "effective_on")
    if current is None or not in_use(plan) or (effective and effective > today):
        return
    revisions = sorted(own_entries(plan, "revisions"), key=lambda each: str(each["on"]))
    for card in plan.entries("distribution", "cards"):
        since = _since(revisions, card["version"])
        changed = [each for each in since or () if not each.get("changes") or {*each["changes"]} - NOT_ON_CARDS]
        if card["version"] != current and (changed or not since):
            about = {"role": plan.name_of(card["role"]), "made": card["version"], "current": current}
            notes = tuple(Note(CHANGED(version=each["version"]), each.at("version")) for each in changed)
            yield Finding(card.at("version"), DRIFTED(**about), notes, REISSUE())


def _since(revisions: list[Node], version: str) -> list[Node] | None:
    """Return the revisions after a version; None where it is not among them."""
    found = [index for index, each in enumerate(revisions) if each["version"] == version]
    return revisions[found[-1] + 1 :] if found else None
