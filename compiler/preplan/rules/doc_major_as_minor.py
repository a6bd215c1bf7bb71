"""Major revision by the simplified procedure.

What changes the command structure, the procedures, the main measures or the levels is drafted, reviewed and approved
like a new plan; only the rest may be simplified (国办发〔2024〕5号, 第三十六条; 令88号, 第三十七条). A revision with
`procedure: simplified` is major if its `changes` name one of the items of schema/law/formalities.yaml, or if its
`trigger` is that the structure changed.

Flagged:
    revisions:
      - {version: "1.1", on: 2026-07-01, summary: 三级改四级, changes: [contacts, levels], procedure: simplified}
      - {version: "1.2", on: 2026-09-01, summary: 部门合并, trigger: structure-change, procedure: simplified}
Fine:
    revisions:
      - {version: "1.1", on: 2026-07-01, summary: 三级改四级, changes: [levels], procedure: full}
      - {version: "1.2", on: 2026-08-01, summary: 更新电话, changes: [contacts, wording], procedure: simplified}
      - {version: "1.3", on: 2026-09-01, summary: 物资调整, trigger: resource-change, procedure: simplified}
      - {version: "1.4", on: 2026-10-01, summary: 部门合并, trigger: structure-change}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..law import formalities
from ..model import Plan
from . import Finding
from ._control import formality_notes
from ._reading import in_china, own_entries

SEVERITY = "error"
TITLE = Text("重大修订走了简化程序", "major revision by the simplified procedure")
WHY = Text(
    "修订涉及组织指挥体系与职责、处置程序、主要处置措施、分级标准的，要像新编一样编制、评审、批准，其他的才能简化。"
    "程序写 simplified 的修订，改动内容（changes）有 schema/law/formalities.yaml 所列事项，"
    "或修订情形是机构职责调整（structure-change）的，为重大修订。",
    "A revision of the command structure, the procedures, the main measures or the levels goes through the full "
    "process. One by the simplified procedure is major if its `changes` name any of these, or if its `trigger` is that "
    "the structure changed.",
)
BASIS = Text(
    "突发事件应急预案管理办法第三十六条，安监总局令第 88 号（修正）第三十七条",
    "Measures for emergency plans, article 36; Order 88 (amended), article 37",
)

MAJOR = Text(
    "版本 {version} 的修订涉及{parts}，不能走简化程序",
    "revision {version} changes the {parts}, which the simplified procedure is not for",
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each simplified revision."""
    if not in_china(plan):
        return
    formality = formalities()["revision"]
    for revision in own_entries(plan, "revisions"):
        if revision.get("procedure") != "simplified":
            continue
        changed = {*revision.get("changes", ())}
        if revision.get("trigger") == "structure-change":
            changed.add("organisation")
        if major := [each.name for each in formality.items if each.id in changed]:
            message = MAJOR(version=revision["version"], parts=major)
            yield Finding(revision.at("procedure"), message, formality_notes(plan, formality))
