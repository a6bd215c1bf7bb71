"""Classes of mistakes about the plan as a document: laws, approvals, versions, copies, names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from preplan.diagnostics import Text
from preplan.law import moved
from preplan.model import Item, Node

from .clean import MARK, Clean
from .plant import ID, LONG_AGO, VALUE, WORD, Edits, Fault

KIND = Text("种类名", "the name of the kind")
_OLD_CARDS = {
    "card-drift": Text("处置卡仍是旧版本", "the action cards are still those of the old version"),
}
LATE = "2026-11-20"


def law_replaced(clean: Clean) -> Edits:
    """Cite a law that is no longer in force."""
    over = [each for each in clean.plan.of_type("law") if each.get("status") in ("repealed", "replaced")]
    for law in clean.shuffled(over):
        for entry in clean.shuffled(clean.head.children("basis"))[:3]:
            if not _cited(clean, law):
                yield (clean.set(entry, "law", to=f"{MARK}{law.id}"),)


def law_misnamed(clean: Clean) -> Edits:
    """Give a document of one's own the name of a law."""
    laws = [each for each in clean.plan.of_type("law") if each.get("checked") and each.get("status") == "in-force"]
    for own in clean.items("law"):
        for law in clean.shuffled(laws)[:3]:
            if own.get("number") and law.get("number") and law.fragment.file not in clean.own:
                yield clean.set(own, "name", to=law.name), clean.mark(own, "number")


def article_of_old_text(clean: Clean) -> Edits:
    """Cite an article by the number it had before the law was amended."""
    old = [each for each in moved() if each.since <= clean.today]
    for check in clean.items("check"):
        for each in old:
            said = any(word in f"{check.name}{check.get('what', '')}" for word in each.words)
            if check.get("law") == each.law and check.get("article") == each.now and said:
                yield (clean.set(check, "article", to=MARK + each.was),)


def duty_weakened(clean: Clean) -> Edits:
    """Turn what a law demands into what one tries to do."""
    for check in clean.items("check"):
        if check.get("law") and check.get("what") and clean.is_plain(check.child("what")):
            word = clean.random.choice(["尽量", "原则上", "酌情"])
            yield (clean.set(check, "what", to=f"{MARK}{word}做到：{check['what']}"),)


def clause_unknown(clean: Clean) -> Edits:
    """Speak of a clause that no standard has."""
    for entry in clean.values():
        if entry.name == "clause" and entry.fragment.kind == "compliance":
            yield (clean.set(entry, to=f"{MARK}{entry.data}.77"),)


def approval_removed(clean: Clean) -> Edits:
    """Leave out the approval by the principal."""
    for approvals, index in _approvals(clean):
        yield clean.cut(approvals, index), clean.mark_kind("approvals")


def approval_undated(clean: Clean) -> Edits:
    """Leave out when the principal approved."""
    for approvals, index in _approvals(clean):
        approval = approvals.child(index)
        if approval.get("on"):
            yield clean.cut(approval, "on"), clean.mark(approval, "role")


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


def linkage_removed(clean: Clean) -> Edits:
    """Leave out how the plan links with others."""
    if clean.head.get("linkage") and not clean.head.get("extends"):
        yield clean.cut(clean.head, "linkage"), clean.mark_kind("plan")


def review_overdue(clean: Clean) -> Edits:
    """Let the day of the next review have passed."""
    if clean.head.get("review", {}).get("next_on"):
        for day in ("2026-07-31", "2026-09-30", "2026-11-23"):
            yield (clean.set(clean.head, "review", "next_on", to=MARK + day),)


def version_unrecorded(clean: Clean) -> Edits:
    """Raise the version of a plan and forget the record of revisions."""
    for version in ("1.1", "2.0", "2.1"):
        yield (clean.set(clean.head, "version", to=f'{MARK}"{version}"'),)


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


def name_twice(clean: Clean) -> Edits:
    """Give two items of a list the same name."""
    for type_ in ("scenario", "form", "template", "term", "risk"):
        for before, after in clean.shuffled(pairwise(clean.plan.of_type(type_))):
            same = before.fragment is after.fragment and before.path[:-1] == after.path[:-1]
            if same and after.fragment.file in clean.own:
                yield (clean.set(after, "name", to=f"{MARK}{before['name']}"),)


def _cited(clean: Clean, law: Item) -> bool:
    return any("law" in each.types and each.fragment.kind != "basis" for each in clean.plan.references_to(str(law.id)))


def _approvals(clean: Clean) -> Iterator[tuple[Node, int]]:
    """Yield the list of approvals with the number of the only one by the principal."""
    for fragment in clean.fragments:
        if fragment.kind == "approvals":
            node = Node(fragment, (), fragment.data)
            principal = clean.plan.field("plan", "principal")
            own = [
                index
                for index, each in enumerate(fragment.data)
                if each["stage"] == "approval" and principal and each["role"] == principal.data
            ]
            if len(own) == 1 and len(fragment.data) > 1:
                yield node, own[0]


FAULTS = (
    Fault("law-replaced", Text("引用失效依据", "law no longer in force"), "law-superseded", VALUE, law_replaced),
    Fault("law-misnamed", Text("名称与文号不符", "name and number disagree"), "law-name-mismatch", Text("文号", "the number"), law_misnamed),
    Fault("article-of-old-text", Text("引用旧条号", "article of the old text"), "law-article-moved", VALUE, article_of_old_text),
    Fault("duty-weakened", Text("法定义务写成尽量", "duty weakened"), "text-weak-verb", WORD, duty_weakened),
    Fault("clause-unknown", Text("没有的条款", "unknown clause"), "unknown-clause", VALUE, clause_unknown),
    Fault("approval-removed", Text("没有批准记录", "approval removed"), "doc-no-approval", KIND, approval_removed),
    Fault("approval-undated", Text("批准没有日期", "approval undated"), "doc-no-approval", Text("批准的岗位", "the role that approves"), approval_undated),
    Fault("vote-too-low", Text("评审票数不足", "too few votes"), "doc-review-vote", VALUE, vote_too_low),
    Fault("unit-unsigned", Text("部门没有会签", "department has not signed"), "doc-unit-not-signed", ID, unit_unsigned),
    Fault("linkage-removed", Text("删去衔接", "linkage removed"), "doc-no-linkage", KIND, linkage_removed),
    Fault("review-overdue", Text("评审逾期", "review overdue"), "doc-review-overdue", VALUE, review_overdue),
    Fault("version-unrecorded", Text("版本没有修订记录", "version without a record"), "doc-version-gap", VALUE, version_unrecorded, also=_OLD_CARDS),
    Fault("disclosed-late", Text("公开太迟", "disclosed late"), "doc-not-disclosed", VALUE, disclosed_late),
    Fault("copy-of-old-version", Text("旧版副本未收回", "copy of an old version"), "doc-copy-stale", VALUE, copy_of_old_version),
    Fault("card-of-old-version", Text("处置卡是旧版", "card of an old version"), "card-drift", VALUE, card_of_old_version),
    Fault("name-twice", Text("名称重复", "name twice"), "doc-duplicate-section", VALUE, name_twice),
)  # fmt: skip
