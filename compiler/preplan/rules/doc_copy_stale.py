"""Old version that is still in somebody's hands.

Plans are handed out to the departments, posts and rescue teams that act by them (令88号, 第二十四条); whoever still
holds the old version acts by it. A copy is stale if it was received before the day of the current version (its
revision's, else `issued_on`) and nothing says that it was recalled since. Copies received on the same day are one
finding; uncontrolled plans, drafts and withdrawn plans are let pass.

Flagged:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.1"
      type: special
      organisation: 客服中心
    organisation:
      units: [{id: service, name: 客户服务部}, {id: tech, name: 技术部}]
    revisions:
      - {version: "1.0", on: 2026-01-10, summary: 首次发布}
      - {version: "1.1", on: 2026-07-01, summary: 调整时限}
    distribution:
      copies:
        - {number: "001", holder: service, received_on: 2026-01-12, recalled_on: 2026-07-03}
        - {number: "002", holder: tech, received_on: 2026-01-12}
Fine:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.1"
      type: special
      organisation: 客服中心
    organisation:
      units: [{id: service, name: 客户服务部}, {id: tech, name: 技术部}]
    revisions:
      - {version: "1.0", on: 2026-01-10, summary: 首次发布}
      - {version: "1.1", on: 2026-07-01, summary: 调整时限}
    distribution:
      copies:
        - {number: "001", holder: service, received_on: 2026-01-12, recalled_on: 2026-07-03}
        - {number: "002", holder: tech, received_on: 2026-07-01}
        - {number: "003", holder: tech}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Note, Text
from ..model import Node, Plan
from ..values import read_date
from . import Finding
from ._control import in_use
from ._reading import day, own_entries

SEVERITY = "warning"
TITLE = Text("旧版分发本没有收回", "old version that is still in somebody's hands")
WHY = Text(
    "手里还是旧版的人，会照旧版行动。领取日期早于现行版本的日期（修订记录中的，没有的看颁布日期），"
    "而现行版本之后没有收回日期的，为旧版未收回；同一天领取的合并为一条。非受控的预案、草案和已废止的预案不检查。",
    "Whoever still holds the old version acts by it. A copy is stale if it was received before the day of the current "
    "version and nothing says that it was recalled since. Copies received on the same day are one finding.",
)
BASIS = Text("安监总局令第 88 号（修正）第二十四条", "Order 88 (amended), article 24")

STALE = Text(
    "{on}领取的旧版分发本没有收回：{numbers}",
    "copies of the old version, received on {on}, are not recalled: {numbers}",
)
CURRENT = Text("现行版本 {version} 的日期是{on}", "the current version, {version}, is of {on}")
ALSO = Text("这一份也是", "this one too")
RENEW = Text(
    "换发后改写 received_on，旧版收回后写 recalled_on",
    "write the new `received_on` once they are replaced, `recalled_on` once recalled",
)


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at each copy that was handed out."""
    current = _current(plan)
    if not current or current > today or not in_use(plan) or plan.head.get("control") == "uncontrolled":
        return
    stale: dict[str, list[Node]] = {}
    for copy in plan.entries("distribution", "copies"):
        recalled = day(copy, "recalled_on")
        if (
            copy.get("received_on")
            and read_date(copy["received_on"]) < current
            and not (recalled and recalled >= current)
        ):
            stale.setdefault(copy["received_on"], []).append(copy)
    for on, copies in stale.items():
        message = STALE(on=read_date(on), numbers=[str(each["number"]) for each in copies])
        others = tuple(Note(ALSO(), each.at("received_on")) for each in copies[1:])
        notes = (Note(CURRENT(version=plan.head["version"], on=current)), *others)
        yield Finding(copies[0].at("received_on"), message, notes, RENEW())


def _current(plan: Plan) -> date | None:
    version = plan.head.get("version")
    revised = [read_date(each["on"]) for each in own_entries(plan, "revisions") if each["version"] == version]
    return max(revised, default=None) or day(plan.head, "issued_on")
