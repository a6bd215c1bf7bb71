"""Somebody who must act and was not trained on the current version.

Who acts by a plan has been trained on it (生产安全事故应急预案管理办法, 第三十一条). Looked at are the holders and
deputies of roles that act, 30 days after the version took effect; the version dates from the last revision that was not
simplified, else from `issued_on`. Trained is whom a record of training since then names in `trained`, by person, role or
unit; a record without `trained` stands for the groups of its session and for the people named among its attendees, and
one without a session either for everybody. A draft is let pass, and so are plans under the law of another country and
people who have left. Where nobody was trained, that is one finding.

Flagged:
    plan:
      schema: 1
      name: 示例预案
      version: "2.0"
      type: special
      organisation: 示例公司
      issued_on: 2026-07-01
    organisation:
      roles: [{id: duty-supervisor, name: 值班长, holder: person-a, deputies: [person-b]}]
      persons:
        - {id: person-a, name: 甲某}
        - {id: person-b, name: 乙某}
    reporting:
      steps: [{do: 通知各班组待命, role: duty-supervisor}]
    records:
      trainings:
        - {id: record-old, name: 上半年培训, held_on: 2026-05-20, trained: [duty-supervisor]}
        - {id: record-new, name: 新版宣贯, held_on: 2026-08-20, trained: [person-a]}
Fine:
    plan:
      schema: 1
      name: 示例预案
      version: "2.1"
      type: special
      organisation: 示例公司
      issued_on: 2026-09-01
    organisation:
      units: [{id: service, name: 客户服务部}]
      roles:
        - {id: duty-supervisor, name: 值班长, unit: service, holder: person-a, deputies: [person-b]}
        - {id: engineer, name: 系统工程师, holder: person-c, deputies: [person-d]}
        - {id: clerk, name: 文员, holder: person-e}
      persons:
        - {id: person-a, name: 甲某}
        - {id: person-b, name: 乙某}
        - {id: person-c, name: 丙某}
        - {id: person-d, name: 丁某, leaves_on: 2026-10-31}
        - {id: person-e, name: 戊某}
    reporting:
      steps:
        - {do: 通知各班组待命, role: duty-supervisor}
        - {do: 切换线路, role: engineer}
    training:
      sessions: [{id: session-new, name: 新版宣贯, planned_on: 2026-08-20, audience_groups: [service]}]
    records:
      trainings:
        - {id: record-new, name: 新版宣贯记录, session: session-new, held_on: 2026-08-20, attendees: [客服部18人、丙某]}
    revisions:
      - {version: "2.0", on: 2026-07-01, summary: 调整响应分级, procedure: full}
      - {version: "2.1", on: 2026-09-01, summary: 更新联系方式, procedure: simplified}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from ..diagnostics import Note, Text
from ..model import Item, Plan
from ..source import Span
from ..values import read_date
from . import Finding
from ._reading import actors, day, gap, holders, in_china, own_entries

SEVERITY = "warning"
ABSENCE = True
TITLE = Text("岗位人员没有受过现行版本的培训", "somebody who must act and was not trained on the current version")
WHY = Text(
    "照预案行动的人，要受过这一版预案的培训。检查紧急时刻要行动的岗位的担任人和替补，自现行版本生效 30 天起；"
    "版本日期取最近一次未走简化程序的修订，没有修订记录的取颁布日期。此后的培训记录在 trained 里写明的机构、岗位或人员算受过培训；"
    "没有写 trained 的，按对应培训的对象和参加人员里的姓名算；也没有对应培训的，视为人人参加。草案和已离岗人员不在此列。",
    "Who acts by a plan has been trained on it. Holders and deputies of roles that act are named by a record of training "
    "held since the last revision that was not simplified: in `trained`, else by its session's groups or among its "
    "attendees. Thirty days after the version took effect are let pass.",
)
BASIS = Text("安监总局令第 88 号（修正）第三十一条", "Order 88 (amended), article 31")

UNTRAINED = Text(
    "“{role}”的{people}没有受过现行版本的培训",
    "not trained on the current version, though acting as `{role}`: {people}",
)
NOBODY = Text(
    "{count} 名岗位人员都没有受过现行版本的培训",
    "none of the {count} people who must act was trained on the current version",
)
SINCE = Text("现行版本始于{on}，此前的培训不算", "the current version dates from {on}; earlier training does not count")
GRACE = timedelta(days=30)


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Look at each person who must act."""
    since = _since(plan, today)
    if plan.head.get("status") == "draft" or not in_china(plan) or since is None:
        return
    if today - max(since, day(plan.head, "effective_on") or since) < GRACE:
        return
    people = _people(plan, today)
    trained = _trained(plan, since)
    missing = {id_: told for id_, told in people.items() if id_ not in trained}
    note = Note(SINCE(on=since))
    if len(missing) > 1 and len(missing) == len(people):
        yield Finding(gap(plan, "records", "training"), NOBODY(count=len(missing)), (note,))
        return
    by_role: dict[Item, list[str]] = {}
    for id_, (role, _) in missing.items():
        by_role.setdefault(role, []).append(id_)
    for role, ids in by_role.items():
        told = UNTRAINED(role=role.name, people=[plan.name_of(each) for each in ids])
        yield Finding(missing[ids[0]][1], told, (note,))


def _since(plan: Plan, today: date) -> date | None:
    """Return from when on training is on the current version; None where the plan doesn't say."""
    revised = [
        read_date(each["on"]) for each in own_entries(plan, "revisions") if each.get("procedure") != "simplified"
    ]
    return max((on for on in revised if on <= today), default=day(plan.head, "issued_on"))


def _people(plan: Plan, today: date) -> dict[str, tuple[Item, Span]]:
    """Return everybody who must act and has not left, with the first role that says so and where."""
    acting = {role for role, _, _ in actors(plan)}
    found: dict[str, tuple[Item, Span]] = {}
    for role in plan.of_type("role"):
        for place in (role, *role.children("posts")) if role.id in acting else ():
            for node in (*([place.child("holder")] if place.get("holder") else ()), *place.children("deputies")):
                person = plan.find(node.data)
                if person and (day(person, "leaves_on") or today) >= today:
                    found.setdefault(node.data, (role, node.at()))
    return found


def _trained(plan: Plan, since: date) -> set[str]:
    """Return who was trained since a day, by id."""
    groups = _groups(plan)
    everybody = {str(each.id): each.name for each in plan.of_type("person")}
    found: set[str] = set()
    for record in plan.of_type("training-record"):
        if read_date(record["held_on"]) < since:
            continue
        session = plan.find(record["session"]) if record.get("session") else None
        named = record.get("trained") or (session.get("audience_groups") if session else None)
        # Of a record that names nobody at all, that is the fault, and said elsewhere.
        if not named or not (record.get("trained") or record.get("attendees")):
            return {*everybody}
        found.update(*(groups.get(each, {each}) for each in named))
        if not record.get("trained"):
            text = "\n".join(record.get("attendees") or ())
            found.update(id_ for id_, name in everybody.items() if name in text)
    return found


def _groups(plan: Plan) -> dict[str, set[str]]:
    """Return the people of each role, unit and team; a unit's are those of the units below it too."""
    found = {str(role.id): {each for _, some in holders(role) for each in some} for role in plan.of_type("role")}
    units = {str(unit.id): unit for unit in plan.of_type("unit")}
    members: dict[str, set[str]] = {
        id_: {*(unit.get("members") or ()), unit.get("lead")} for id_, unit in units.items()
    }
    for role in plan.of_type("role"):
        members.setdefault(str(role.get("unit")), set()).add(str(role.id))
    for team in plan.of_type("team"):
        found[str(team.id)] = found.get(str(team.get("lead")), set())
    for id_ in units:
        own = {person for role in members[id_] for person in found.get(role, ())}
        for above in _upwards(id_, units):
            found.setdefault(above, set()).update(own)
    return found


def _upwards(id_: str, units: Mapping[str, Item]) -> Iterator[str]:
    """Yield a unit and those above it, each once, even where they go in a circle."""
    seen: set[str] = set()
    while id_ in units and id_ not in seen:
        yield id_
        seen.add(id_)
        id_ = str(units[id_].get("parent"))
