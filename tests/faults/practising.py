"""Classes of mistakes about drills, training and what was learned from them."""

from __future__ import annotations

from datetime import timedelta

from preplan.diagnostics import Text

from .clean import MARK, Clean
from .plant import ID, KEY, VALUE, Edits, Fault

_SAYS_OTHERWISE = {
    "doc-contradiction": Text("承诺的说明文字还是原来的次数", "the words of the promise still give the old figure"),
}


def drills_below_promise(clean: Clean) -> Edits:
    """Promise more drills than are planned."""
    times = clean.section("drills", "frequency", "times")
    if times:
        for more in (20, 30, 40):
            yield (clean.set(times, to=f"{MARK}{more}"),)


def drill_evaluated_by_participants(clean: Clean) -> Edits:
    """Let those who take part evaluate a drill."""
    own = {item.id for item in clean.plan.of_type("role")} | {item.id for item in clean.plan.of_type("unit")}
    for drill in clean.items("drill"):
        inside = [each for each in drill.get("participants", ()) if each in own]
        if drill.get("evaluators") and inside:
            yield clean.set(drill, "evaluators", to=f"[{inside[0]}]"), clean.mark_key(drill, "evaluators")


def archive_incomplete(clean: Clean) -> Edits:
    """Lose the plan or the pictures of a drill that was held."""
    for drill in clean.items("drill"):
        for word in ("方案", "影像"):
            kept = [number for number, each in enumerate(drill.get("archive", ())) if word in each]
            if drill.get("done_on") and len(kept) == 1:
                yield clean.cut(drill, "archive", kept[0]), clean.mark_key(drill, "archive")


def training_below_promise(clean: Clean) -> Edits:
    """Promise more training than is planned."""
    times = clean.section("training", "frequency", "times")
    if times:
        for more in (20, 30, 40):
            yield (clean.set(times, to=f"{MARK}{more}"),)


def session_too_short(clean: Clean) -> Edits:
    """Plan a session that is shorter than promised."""
    if (clean.plan.section("training") or clean.head).get("frequency", {}).get("length"):
        for session in clean.items("training-session"):
            if session.get("length"):
                yield (clean.set(session, "length", to=f"{MARK}PT5M"),)


def training_record_incomplete(clean: Clean) -> Edits:
    """Leave out where a training was held, by whom, or what came of it."""
    for record in clean.items("training-record"):
        for name in ("place", "content", "teacher", "result"):
            if record.get(name):
                yield clean.without(record, name)


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


FAULTS = (
    Fault("drills-below-promise", Text("演练少于承诺", "fewer drills than promised"), "drill-below-plan", VALUE, drills_below_promise, also=_SAYS_OTHERWISE),
    Fault("drill-evaluated-by-participants", Text("演练自评", "drill evaluated by participants"), "drill-self-evaluated", KEY, drill_evaluated_by_participants),
    Fault("archive-incomplete", Text("演练归档不全", "records of a drill incomplete"), "drill-archive-incomplete", KEY, archive_incomplete),
    Fault("training-below-promise", Text("培训少于承诺", "less training than promised"), "train-below-plan", VALUE, training_below_promise, also=_SAYS_OTHERWISE),
    Fault("session-too-short", Text("培训时长不足", "session too short"), "train-below-plan", VALUE, session_too_short),
    Fault("training-record-incomplete", Text("培训记录不全", "training record incomplete"), "train-record-fields", ID, training_record_incomplete),
    Fault("improvement-overdue", Text("改进逾期", "improvement overdue"), "improve-overdue", VALUE, improvement_overdue),
    Fault("improvement-unverified", Text("改进未验证", "improvement unverified"), "improve-overdue", VALUE, improvement_unverified),
)  # fmt: skip
