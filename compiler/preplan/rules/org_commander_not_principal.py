"""Commander who is neither the principal nor authorised.

The person in charge of an organisation answers for its emergency work (令88号, 第五条; 生产安全事故应急条例, 第四条);
whoever else commands needs that in writing, and the plan that the principal signs is the place. The plan's `commander`
is its `principal`, or is held by the same person, or is a role whose `authority` says that it commands (指挥).
Plans under the law of another country (`jurisdiction`) are left alone.

Flagged:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      principal: general-manager
      commander: service-manager
    organisation:
      roles:
        - {id: general-manager, name: 总经理, holder: person-a}
        - {id: service-manager, name: 客服经理, holder: person-b, authority: 批准单笔2000元以内补偿。}
      persons:
        - {id: person-a, name: 甲某}
        - {id: person-b, name: 乙某}
Fine:
    plan:
      schema: 1
      name: 客服应急预案
      version: "1.0"
      type: special
      organisation: 客服中心
      principal: general-manager
      commander: service-manager
    organisation:
      roles:
        - {id: general-manager, name: 总经理, holder: person-a}
        - {id: service-manager, name: 客服经理, holder: person-b, authority: 经总经理书面授权任总指挥。}
      persons:
        - {id: person-a, name: 甲某}
        - {id: person-b, name: 乙某}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..model import Plan
from . import Finding
from ._people import posts_of
from ._reading import in_china

SEVERITY = "warning"
TITLE = Text("总指挥不是主要负责人，也没有授权", "commander who is neither the principal nor authorised")
WHY = Text(
    "主要负责人对本单位的应急工作全面负责，由他人任总指挥的，要有书面授权。预案的总指挥（commander）应是主要负责人（principal），"
    "或由同一人担任，或其岗位的授权（authority）写明指挥权，即含“指挥”二字。",
    "The person in charge answers for emergency work; whoever else commands needs that in writing. The commander is the "
    "principal, or held by the same person, or a role whose `authority` says that it commands (指挥).",
)
BASIS = Text(
    "安监总局令第 88 号（修正）第五条，生产安全事故应急条例第四条",
    "Order 88 (amended), article 5; Order 708, article 4",
)

OTHER = Text(
    "总指挥是“{commander}”，不是主要负责人“{principal}”",
    "the commander is `{commander}`, not the principal `{principal}`",
)
NO_AUTHORITY = Text("“{commander}”没有写授权", "`{commander}` has no authority written down")
NOT_TO_COMMAND = Text("“{commander}”的授权没有写指挥", "the authority of `{commander}` does not say that it commands")
AUTHORISE = Text(
    "在岗位的 authority 里写明，如“经总经理书面授权任总指挥”",
    "say it in the role's `authority`, such as “commands with the written authorisation of the general manager” (指挥)",
)
COMMANDS = ("指挥", "command")


def check(plan: Plan) -> Iterator[Finding]:
    """Compare the commander with the principal."""
    declared, named = plan.field("plan", "commander"), plan.field("plan", "principal")
    commander, principal = (plan.find(each.data) if each else None for each in (declared, named))
    if not (declared and commander and principal and in_china(plan)) or commander is principal:
        return
    people = {str(holder.data) for _, holder in posts_of(commander)}
    authority = str(commander.get("authority", "")).casefold()
    authorised = any(word in authority for word in COMMANDS)
    if authorised or (people and people == {str(holder.data) for _, holder in posts_of(principal)}):
        return
    where = commander.at("authority") if authority else commander.place
    note = Note((NOT_TO_COMMAND if authority else NO_AUTHORITY)(commander=commander.name), where)
    yield Finding(declared.at(), OTHER(commander=commander.name, principal=principal.name), (note,), AUTHORISE())
