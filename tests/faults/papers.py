"""Classes of mistakes in what a plan keeps on record, and in its words: drills, training, backups, approvals, copies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise

from preplan.diagnostics import Text
from preplan.law import moved
from preplan.model import Item, Node

from .clean import MARK, Clean, Edit
from .plant import Fault

Edits = Iterator[tuple[Edit, ...]]

VALUE = Text("值", "the value")
KEY = Text("键", "the key")
ID = Text("这一项的编号", "the id of the item")
WORD = Text("这个词", "the word")
LONG_AGO, LATE = "2020-01-01", "2026-11-20"


def backup_never_tested(clean: Clean) -> Edits:
    """Leave out when a backup was last restored."""
    for system in clean.items("system"):
        if (system.get("backup") or {}).get("tested_on"):
            yield clean.cut(system, "backup", "tested_on"), clean.mark_key(system, "backup")


def backup_tested_long_ago(clean: Clean) -> Edits:
    """Let a backup have been restored long ago."""
    for system in clean.items("system"):
        if (system.get("backup") or {}).get("tested_on"):
            yield (clean.set(system, "backup", "tested_on", to=MARK + LONG_AGO),)


def backup_beside_system(clean: Clean) -> Edits:
    """Keep a backup where the system is."""
    for system in clean.items("system"):
        if (system.get("backup") or {}).get("site"):
            place = clean.random.choice(["同楼机房", "本楼二层", system.get("location") or "同一机房"])
            yield (clean.set(system, "backup", "site", to=MARK + place),)


def seats_missing(clean: Clean) -> Edits:
    """Leave out how many seats the least service needs."""
    for activity in clean.items("activity"):
        if activity.get("minimum") and activity.get("seats") is not None:
            yield clean.cut(activity, "seats"), clean.mark(activity, "minimum")


def archive_incomplete(clean: Clean) -> Edits:
    """Lose the plan or the pictures of a drill that was held."""
    for drill in clean.items("drill"):
        for word in ("方案", "影像"):
            kept = [number for number, each in enumerate(drill.get("archive", ())) if word in each]
            if drill.get("done_on") and len(kept) == 1:
                yield clean.cut(drill, "archive", kept[0]), clean.mark_key(drill, "archive")


def improvement_overdue(clean: Clean) -> Edits:
    """Let an improvement that is not done yet be past due."""
    for improvement in clean.items("improvement"):
        if improvement.get("due_on") and not improvement.get("closed_on"):
            day = clean.today - timedelta(days=clean.random.randint(1, 200))
            yield (clean.set(improvement, "due_on", to=f"{MARK}{day}"),)


def improvement_unverified(clean: Clean) -> Edits:
    """Close an improvement that nobody has verified."""
    for improvement in clean.items("improvement"):
        if improvement.get("closed_on") and improvement.get("verified_by"):
            yield clean.cut(improvement, "verified_by"), clean.mark(improvement, "closed_on")


def training_record_incomplete(clean: Clean) -> Edits:
    """Leave out where a training was held, by whom, or what came of it."""
    for record in clean.items("training-record"):
        for name in ("place", "content", "teacher", "result"):
            if record.get(name):
                yield clean.without(record, name)


def vote_too_low(clean: Clean) -> Edits:
    """Let too few of those present agree."""
    for fragment in clean.fragments:
        if fragment.kind == "approvals":
            for index, each in enumerate(fragment.data):
                vote = Node(fragment, (), fragment.data).child(index)
                if each.get("vote", {}).get("present", 0) > 2:
                    for number in range(1, (2 * each["vote"]["present"] + 2) // 3 - 1):
                        yield (clean.set(vote, "vote", "for", to=f"{MARK}{number}"),)


def unit_unsigned(clean: Clean) -> Edits:
    """Leave out that a department has signed."""
    acting = {step.get("role") for step in clean.plan.of_type("step")}
    for unit in clean.items("unit"):
        inside = [role for role in clean.plan.of_type("role") if role.get("unit") == unit.id]
        signers = {unit.get("lead"), *(role.id for role in inside)}
        if unit.get("kind") == "department" and any(role.id in acting for role in inside):
            for fragment in clean.fragments:
                if fragment.kind == "approvals":
                    stages = [(n, each["stage"]) for n, each in enumerate(fragment.data) if each["role"] in signers]
                    others = [each for each in fragment.data if each["stage"] == "countersign"]
                    signed = [n for n, stage in stages if stage == "countersign"]
                    if len(signed) == 1 and "approval" not in {stage for _, stage in stages} and len(others) > 1:
                        approvals = Node(fragment, (), fragment.data)
                        yield clean.cut(approvals, signed[0]), clean.mark(unit, "id")


def disclosed_late(clean: Clean) -> Edits:
    """Tell the staff or the neighbours months after the plan was issued."""
    disclosure = clean.section("distribution", "disclosure")
    for entry in disclosure.children() if disclosure else ():
        staff = "员工" in entry.get("to", "") or entry.get("group") == "staff"
        others = [each for each in disclosure.children() if each.path != entry.path] if disclosure else []
        alone = not any("员工" in each.get("to", "") or each.get("group") == "staff" for each in others)
        if entry.get("on") and staff and alone and str(clean.head.get("issued_on")) < "2026-09":
            yield (clean.set(entry, "on", to=MARK + LATE),)


def copy_of_old_version(clean: Clean) -> Edits:
    """Leave a copy of an old version with somebody."""
    copies = clean.section("distribution", "copies")
    for copy in clean.shuffled(copies.children() if copies else ()):
        if copy.get("received_on") and not copy.get("recalled_on"):
            yield (clean.set(copy, "received_on", to=MARK + LONG_AGO),)


def card_of_old_version(clean: Clean) -> Edits:
    """Leave an action card that was made from an old version."""
    cards = clean.section("distribution", "cards")
    for card in clean.shuffled(cards.children() if cards else ()):
        if card.get("version"):
            yield (clean.set(card, "version", to=f'{MARK}"0.9"'),)


def person_left(clean: Clean) -> Edits:
    """Keep somebody in a role who has left."""
    acting = {
        person for role in clean.plan.of_type("role") for person in (role.get("holder"), *role.get("deputies", ()))
    }
    for person in clean.items("person"):
        if person.id in acting and "leaves_on" not in person:
            yield (clean.add(person, f"leaves_on: {MARK}2026-10-31"),)


def deputies_in_a_circle(clean: Clean) -> Edits:
    """Let two people be each other's only deputy."""
    roles = [each for each in clean.plan.of_type("role") if not each.get("posts")]
    held: dict[str, list[Item]] = {}
    for role in roles:
        held.setdefault(str(role.get("holder")), []).append(role)
    for one in roles:
        deputies = one.get("deputies", [])
        others = held.get(str(deputies[0]), []) if len(deputies) == 1 else []
        alone = len(others) == len(held.get(str(one.get("holder")), [])) == 1
        if not alone or not _acts(clean, one, *others) or not others[0].get("deputies"):
            continue
        (other,) = others
        before = roles.index(other) < roles.index(one)
        circle = clean.set(other, "deputies", to=f"[{MARK if before else ''}{one['holder']}]")
        if {one.fragment.file, other.fragment.file} <= {*clean.own}:
            yield (circle,) if before else (circle, clean.mark(one, "deputies", 0))


def said_only(clean: Clean) -> Edits:
    """Report to an authority by phone and never in writing."""
    bodies = {each.id for each in clean.plan.of_type("contact") if each.get("kind") != "emergency"}
    for rule in clean.items("report-rule"):
        channel = clean.plan.find(rule.get("channel"))
        spoken = channel and channel.get("kind") in ("phone", "radio", "meeting")
        if spoken and rule.get("to") in bodies and rule.get("written_within"):
            yield clean.cut(rule, "written_within"), clean.mark(rule, "channel")


def sign_off_too_long(clean: Clean) -> Edits:
    """Let the signing of a report take all the time there is."""
    for rule in clean.items("report-rule"):
        if rule.get("sign_off") and rule.get("within"):
            yield clean.set(rule, "sign_off", 0, "within", to="P20D"), clean.mark_key(rule, "sign_off")


def holding_statement_unapproved(clean: Clean) -> Edits:
    """Leave out who approves the first words to the public."""
    for template in clean.items("template"):
        if template.get("holding") and template.get("approver") and clean.plan.head.get("type") != "on-site":
            yield clean.without(template, "approver")


def article_of_old_text(clean: Clean) -> Edits:
    """Cite an article by the number it had before the law was amended."""
    old = [each for each in moved() if each.since <= clean.today]
    for check in clean.items("check"):
        for each in old:
            said = any(word in f"{check.name}{check.get('what', '')}" for word in each.words)
            if check.get("law") == each.law and check.get("article") == each.now and said:
                yield (clean.set(check, "article", to=MARK + each.was),)


def level_unknown(clean: Clean) -> Edits:
    """Speak of a level that the plan does not have."""
    for step in clean.items("step"):
        if clean.is_plain(step.child("do")) and not step.get("next"):
            yield (clean.set(step, "do", to=f"{step['do'].rstrip('。')}，并{MARK}启动五级响应。"),)


def duty_weakened(clean: Clean) -> Edits:
    """Turn what a law demands into what one tries to do."""
    for check in clean.items("check"):
        if check.get("law") and check.get("what") and clean.is_plain(check.child("what")):
            word = clean.random.choice(["尽量", "原则上", "酌情"])
            yield (clean.set(check, "what", to=f"{MARK}{word}做到：{check['what']}"),)


def name_twice(clean: Clean) -> Edits:
    """Give two items of a list the same name."""
    for type_ in ("scenario", "form", "template", "term", "risk"):
        for before, after in clean.shuffled(pairwise(clean.plan.of_type(type_))):
            same = before.fragment is after.fragment and before.path[:-1] == after.path[:-1]
            if same and after.fragment.file in clean.own:
                yield (clean.set(after, "name", to=f"{MARK}{before['name']}"),)


def criteria_apart(clean: Clean) -> Edits:
    """Leave values between the criteria of two levels that belong to neither."""
    levels = sorted(clean.plan.of_type("level"), key=lambda each: int(each["ordinal"]))
    for above, below in pairwise(levels):
        for high in clean.shuffled(below.children("criteria") if below.fragment.file in clean.own else ()):
            lows, both = (
                [each for each in level.children("criteria") if each.get("metric") == high.get("metric")]
                for level in (above, below)
            )
            counted = [each["value"] for each in (*lows, *both) if isinstance(each.get("value"), int)]
            if lows and len(both) == 2 and len(counted) == len(lows) + 2 and high["op"] == "<":
                meets = lows[0]["op"] == ">=" and lows[0]["value"] == high["value"]
                if meets and high["value"] - min(each["value"] for each in both) > 2:
                    yield (clean.set(high, "value", to=f"{MARK}{high['value'] - 1}"),)


def _acts(clean: Clean, *roles: Item) -> bool:
    acting = {step.get("role") for step in clean.plan.of_type("step")}
    return all(role.id in acting for role in roles)


def _fault(name: str, zh: str, en: str, code: str, where: Text, plants: Callable[[Clean], Edits]) -> Fault:
    return Fault(name, Text(zh, en), code, where, plants)


FAULTS = (
    _fault("backup-never-tested", "备份从未恢复测试", "backup never tested", "res-restore-untested", KEY, backup_never_tested),
    _fault("backup-tested-long-ago", "备份多年未恢复测试", "backup tested long ago", "res-restore-untested", VALUE, backup_tested_long_ago),
    _fault("backup-beside-system", "备份与系统同址", "backup beside the system", "res-same-site", VALUE, backup_beside_system),
    _fault("seats-missing", "最低服务没有席位数", "least service without seats", "res-min-staffing", VALUE, seats_missing),
    _fault("archive-incomplete", "演练归档不全", "records of a drill incomplete", "drill-archive-incomplete", KEY, archive_incomplete),
    _fault("improvement-overdue", "改进逾期", "improvement overdue", "improve-overdue", VALUE, improvement_overdue),
    _fault("improvement-unverified", "改进未验证", "improvement unverified", "improve-overdue", VALUE, improvement_unverified),
    _fault("training-record-incomplete", "培训记录不全", "training record incomplete", "train-record-fields", ID, training_record_incomplete),
    _fault("vote-too-low", "评审票数不足", "too few votes", "doc-review-vote", VALUE, vote_too_low),
    _fault("unit-unsigned", "部门没有会签", "department has not signed", "doc-unit-not-signed", ID, unit_unsigned),
    _fault("disclosed-late", "公开太迟", "disclosed late", "doc-not-disclosed", VALUE, disclosed_late),
    _fault("copy-of-old-version", "旧版副本未收回", "copy of an old version", "doc-copy-stale", VALUE, copy_of_old_version),
    _fault("card-of-old-version", "处置卡是旧版", "card of an old version", "card-drift", VALUE, card_of_old_version),
    _fault("person-left", "离岗人员仍任职", "somebody who has left", "pii-leaver", VALUE, person_left),
    _fault("deputies-in-a-circle", "两人互为唯一替补", "deputies in a circle", "org-deputy-cycle", VALUE, deputies_in_a_circle),
    _fault("said-only", "只有口头报告", "report never in writing", "report-verbal-only", VALUE, said_only),
    _fault("sign-off-too-long", "审签耗尽时限", "sign-off takes all the time", "report-approval-blocks", KEY, sign_off_too_long),
    _fault("holding-statement-unapproved", "首发声明没有审批人", "holding statement unapproved", "comm-no-holding-statement", ID, holding_statement_unapproved),
    _fault("article-of-old-text", "引用旧条号", "article of the old text", "law-article-moved", VALUE, article_of_old_text),
    _fault("level-unknown", "提到没有的级别", "level that there is not", "level-undefined", WORD, level_unknown),
    _fault("duty-weakened", "法定义务写成尽量", "duty weakened", "text-weak-verb", WORD, duty_weakened),
    _fault("name-twice", "名称重复", "name twice", "doc-duplicate-section", VALUE, name_twice),
    _fault("criteria-apart", "两级条件之间有空档", "gap between criteria", "level-gap-overlap", VALUE, criteria_apart),
)  # fmt: skip
