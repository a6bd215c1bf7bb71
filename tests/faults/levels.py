"""Classes of mistakes about response levels: criteria, authority, limits, order."""

from __future__ import annotations

from itertools import pairwise

from preplan.diagnostics import Text

from .clean import MARK, Clean
from .plant import ID, KEY, LONG, VALUE, WORD, Edits, Fault

KIND = Text("种类名", "the name of the kind")
_TOO_SLOW = {
    "step-path-too-slow": Text("换来的时限短于步骤所需", "the limit swapped in is shorter than the steps take"),
}


def level_without_criteria(clean: Clean) -> Edits:
    """Leave out when a level is declared."""
    for level in clean.items("level"):
        if level.get("criteria"):
            yield clean.without(level, "criteria")


def criteria_apart(clean: Clean) -> Edits:
    """Leave values between the criteria of two levels that belong to neither."""
    levels = clean.levels()
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


def level_without_authority(clean: Clean) -> Edits:
    """Leave out who decides on a level, or who stands in."""
    for level in clean.items("level"):
        for name in ("activated_by", "stand_in"):
            if level.get(name) and level.get("activation") != "automatic":
                yield clean.without(level, name)


def stand_in_is_decider(clean: Clean) -> Edits:
    """Let the role that decides on a level stand in for itself."""
    for level in clean.items("level"):
        if level.get("stand_in") and level.get("activated_by") and level.get("activation") != "automatic":
            yield (clean.set(level, "stand_in", to=MARK + level["activated_by"]),)


def level_without_end(clean: Clean) -> Edits:
    """Leave out when a level ends, who says so, or in what words."""
    for level in clean.items("level"):
        for name in ("terminate_when", "terminated_by", "termination_message"):
            if level.get(name):
                yield clean.without(level, name)


def level_never_raised(clean: Clean) -> Edits:
    """Leave out when a level is raised, or lowered."""
    levels = clean.levels()
    for level in clean.items("level"):
        if level.get("escalate_when") and level.id != levels[0].id:
            yield clean.without(level, "escalate_when")
        if level.get("de_escalate_when") and level.id != levels[-1].id:
            yield clean.without(level, "de_escalate_when")


def limits_swapped(clean: Clean) -> Edits:
    """Swap a limit of two levels."""
    levels = clean.levels()
    for name in ("report_within", "update_every", "convene_within"):
        for level, lower in pairwise(levels):
            if level.get(name) and lower.get(name) and level[name] != lower[name] and clean.are_own(level, lower):
                yield *clean.swap(level.child(name), lower.child(name)), clean.mark(level, name)


def limit_grows(clean: Clean) -> Edits:
    """Give the most serious level the longest limit."""
    level = clean.levels()[0]
    for name in ("report_within", "update_every", "convene_within"):
        if level.get(name) and clean.are_own(level):
            yield (clean.set(level, name, to=MARK + LONG),)


def notice_grows(clean: Clean) -> Edits:
    """Let a more serious level tell somebody later than a lesser one does."""
    for level, lower in pairwise(clean.levels()):
        for notice in clean.shuffled(level.children("notify")):
            others = [each for each in lower.children("notify") if each["who"] == notice["who"] and each.get("within")]
            if notice.get("within") and others and clean.are_own(level):
                yield (clean.set(notice, "within", to=MARK + LONG),)


def ordinals_swapped(clean: Clean) -> Edits:
    """Swap the ordinals of two levels."""
    for level, lower in pairwise(clean.levels()):
        if clean.are_own(level, lower):
            one, two = clean.swap(level.child("ordinal"), lower.child("ordinal"))
            yield one, two, clean.mark(level, "ordinal"), clean.mark(lower, "ordinal")


def colour_wrong(clean: Clean) -> Edits:
    """Give a level the colour of the one above it."""
    for level, lower in pairwise(clean.levels()):
        if level.get("colour") and lower.get("colour") and clean.are_own(lower):
            yield (clean.set(lower, "colour", to=MARK + level["colour"]),)


def notice_missing(clean: Clean) -> Edits:
    """Let a more serious level leave out somebody whom a lesser one tells."""
    unit_of = {role.id: role.get("unit") for role in clean.plan.of_type("role")}
    for level, lower in pairwise(clean.levels()):
        told = {each["who"] for each in level.children("notify")} | {level.get("activated_by")}
        below = {each["who"] for each in lower.children("notify")}
        for notice in clean.shuffled(level.children("notify")):
            who = notice["who"]
            known = who == level.get("activated_by") or unit_of.get(who) in told - {None}
            known = known or any(unit_of.get(each) == who for each in below)
            if who in below and not known and len(level["notify"]) > 1 and clean.are_own(level):
                yield clean.cut(level, "notify", notice.path[-1]), clean.mark_key(level, "notify")


def authority_drops(clean: Clean) -> Edits:
    """Let a lower rank decide on the more serious of two levels."""
    for level, lower in pairwise(clean.levels()):
        one, two = clean.plan.find(level.get("activated_by")), clean.plan.find(lower.get("activated_by"))
        if one and two and one.get("rank") and two.get("rank") and clean.are_own(level):
            for role in clean.shuffled(clean.plan.of_type("role"))[:4]:
                if role.get("rank", 0) > two["rank"] and role.id not in (level.get("stand_in"), one.id):
                    yield (clean.set(level, "activated_by", to=f"{MARK}{role.id}"),)


def national_grade_missing(clean: Clean) -> Edits:
    """Leave out the national grade of a level where there are not four of them."""
    if len(clean.levels()) not in (1, 4):
        for level in clean.items("level"):
            if level.get("national_grade"):
                yield clean.without(level, "national_grade")


def warning_incomplete(clean: Clean) -> Edits:
    """Leave out how a warning starts, what is prepared, or how it ends."""
    warning = clean.section("warning")
    if warning and clean.is_type("comprehensive"):
        for name in ("start", "prepare", "lift"):
            if name in warning:
                yield clean.cut(warning, name), clean.mark_kind("warning")


def level_unknown(clean: Clean) -> Edits:
    """Speak of a level that the plan does not have."""
    for step in clean.items("step"):
        if clean.is_plain(step.child("do")) and not step.get("next"):
            yield (clean.set(step, "do", to=f"{step['do'].rstrip('。')}，并{MARK}启动五级响应。"),)


FAULTS = (
    Fault("level-without-criteria", Text("级别没有启动条件", "level without criteria"), "level-no-criteria", ID, level_without_criteria),
    Fault("criteria-apart", Text("两级条件之间有空档", "gap between criteria"), "level-gap-overlap", VALUE, criteria_apart),
    Fault("level-without-authority", Text("级别没有决定人或代行人", "level without authority"), "level-no-authority", ID, level_without_authority),
    Fault("stand-in-is-decider", Text("代行人就是决定人", "stand-in is the decider"), "level-no-authority", VALUE, stand_in_is_decider),
    Fault("level-without-end", Text("级别没有终止规定", "level without an end"), "level-no-termination", ID, level_without_end),
    Fault("level-never-raised", Text("级别没有升降条件", "level never raised or lowered"), "level-no-escalation", ID, level_never_raised),
    Fault("limits-swapped", Text("两级时限互换", "limits of two levels swapped"), "level-time-not-monotonic", VALUE, limits_swapped, also=_TOO_SLOW),
    Fault("limit-grows", Text("最高级时限最长", "longest limit at the top"), "level-time-not-monotonic", VALUE, limit_grows),
    Fault("notice-grows", Text("高级别通知更慢", "slower notice at a higher level"), "level-time-not-monotonic", VALUE, notice_grows),
    Fault("ordinals-swapped", Text("两级序次互换", "ordinals of two levels swapped"), "level-order", Text("两个序次", "both ordinals"), ordinals_swapped),
    Fault("colour-wrong", Text("级别颜色重复", "colour of the level above"), "level-order", VALUE, colour_wrong),
    Fault("notice-missing", Text("高级别漏通知", "somebody not told at a higher level"), "level-notify-shrinks", KEY, notice_missing),
    Fault("authority-drops", Text("高级别由低职级决定", "lower rank decides"), "level-authority-drops", VALUE, authority_drops),
    Fault("national-grade-missing", Text("级别没有国家分级", "level without a national grade"), "level-no-national-map", ID, national_grade_missing),
    Fault("warning-incomplete", Text("预警不完整", "warning incomplete"), "level-no-warning-stage", KIND, warning_incomplete),
    Fault("level-unknown", Text("提到没有的级别", "level that there is not"), "level-undefined", WORD, level_unknown),
)  # fmt: skip
