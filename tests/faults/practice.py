"""Classes of mistakes that an expert reviewer would find: people, levels, steps, reports, resources, dates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from itertools import pairwise

from preplan.diagnostics import Text
from preplan.law import clocks
from preplan.model import Item, Node
from preplan.values import read_time

from .clean import MARK, Clean, Edit
from .plant import Fault

Edits = Iterator[tuple[Edit, ...]]

VALUE = Text("值", "the value")
ID = Text("这一项的编号；没有编号的，第一个键", "the id of the item, else its first key")
KEY = Text("键", "the key")
KIND = Text("种类名", "the name of the kind")
LONG_AGO, LONG = "2020-01-01", "P20D"
_NOTHING: Mapping[str, Text] = {}
_NO_CARD = {
    "card-missing": Text("一线岗位的步骤都在这个流程里", "all steps of a front-line role were in that procedure"),
}
_TOO_SLOW = {
    "step-path-too-slow": Text("换来的时限短于步骤所需", "the limit swapped in is shorter than the steps take"),
}
_SAYS_OTHERWISE = {
    "doc-contradiction": Text("承诺的说明文字还是原来的次数", "the words of the promise still give the old figure"),
}
_OLD_CARDS = {
    "card-drift": Text("处置卡仍是旧版本", "the action cards are still those of the old version"),
}


# People


def deputies_removed(clean: Clean) -> Edits:
    """Leave out the deputies of a role that acts."""
    for role in clean.items("role"):
        if _acts(clean, role) and role.get("deputies") and role.get("holder") and not role.get("posts"):
            yield clean.without(role, "deputies")


def deputy_is_holder(clean: Clean) -> Edits:
    """Name the holder of a role as its only deputy."""
    for role in clean.items("role"):
        if _acts(clean, role) and role.get("holder") and role.get("deputies") and not role.get("posts"):
            yield (clean.set(role, "deputies", to=f"[{MARK}{role['holder']}]"),)


def contacts_removed(clean: Clean) -> Edits:
    """Leave out how a person is reached."""
    for person in _acting(clean):
        if person.get("contacts"):
            yield clean.without(person, "contacts")


def contact_alone(clean: Clean) -> Edits:
    """Leave one means of contact only."""
    for person in _acting(clean):
        means = person.children("contacts")
        if len(means) > 1:
            raw = clean.raw(means[0])
            start, end = clean.end(means[0]), clean.end(means[-1])
            assert raw
            yield clean.edit(person, start, end, ""), clean.mark_head(person)


def office_contacts_only(clean: Clean) -> Edits:
    """Turn the mobile phone of a person into one at the desk."""
    for person in _acting(clean):
        outside = [each for each in person.children("contacts") if each["kind"] in ("mobile", "radio")]
        if len(outside) == 1 and len(person["contacts"]) > 1:
            yield clean.set(outside[0], "kind", to="extension"), clean.mark_key(person, "contacts")


def unit_without_duties(clean: Clean) -> Edits:
    """Leave out the duties of a unit."""
    for unit in clean.items("unit"):
        if unit.get("duties"):
            yield clean.without(unit, "duties")


def duty_phone_removed(clean: Clean) -> Edits:
    """Leave out the phone that is answered at any hour."""
    rota = clean.section("organisation", "rota")
    if rota and rota.get("phone") and _is_type(clean, "comprehensive", "special"):
        yield clean.without(rota, "phone", clean.mark_key(rota))


def duty_phone_by_day(clean: Clean) -> Edits:
    """Say that the duty phone is answered on workdays, or say nothing about it."""
    rota = clean.section("organisation", "rota")
    if rota and rota.get("staffed") and _is_type(clean, "comprehensive", "special"):
        yield (clean.set(rota, "staffed", to=f"{MARK}service-hours"),)
        yield clean.cut(rota, "staffed"), clean.mark(rota, "phone")


def rota_gap(clean: Clean) -> Edits:
    """Let a slot of the rota begin late, end early, or leave it out, so that nobody is on duty for a while."""
    rota = clean.section("organisation", "rota")
    if not rota or rota.get("staffed") != "always":
        return
    for slot in clean.shuffled(rota.children("slots")):
        rest = [each for each in rota.children("slots") if each.path != slot.path]
        mark = clean.mark_key(rota, "slots")
        if not _covers(rest) and rest:
            yield clean.cut(rota, "slots", slot.path[-1]), mark
        late = {**slot.data, "start": f"{int(slot['start'][:2]) + 1:02}:30"}
        if int(slot["start"][:2]) < 22 and not _covers([*rest, Node(slot.fragment, slot.path, late)]):
            yield clean.set(slot, "start", to=f'"{late["start"]}"'), mark


def vendor_without_report_clause(clean: Clean) -> Edits:
    """Leave out a vendor's duty to report incidents."""
    for vendor in clean.items("vendor"):
        if vendor.get("report_clause"):
            yield clean.without(vendor, "report_clause")


def contacts_stale(clean: Clean) -> Edits:
    """Let a contact have been verified long ago."""
    for each in (*_acting(clean), *clean.items("contact")):
        if each.get("verified_on") and each.get("kind") != "emergency":
            yield (clean.set(each, "verified_on", to=MARK + LONG_AGO),)


def contacts_never_verified(clean: Clean) -> Edits:
    """Leave out when a contact was verified."""
    for each in (*_acting(clean), *clean.items("contact")):
        if each.get("verified_on") and each.get("kind") != "emergency":
            yield clean.without(each, "verified_on")


def audience_too_narrow(clean: Clean) -> Edits:
    """Show a role that decides on a level to few people only."""
    for level in clean.items("level"):
        role = clean.plan.find(level.get("activated_by"))
        if role and role.fragment.file in clean.own and "audience" not in role and "audience" not in level:
            yield (clean.add(role, f"audience: {MARK}controlled"),)


# Risks


def risk_without_owner(clean: Clean) -> Edits:
    """Leave out who watches a risk."""
    for risk in clean.items("risk"):
        if risk.get("owner"):
            yield clean.without(risk, "owner")


def risk_grade_other(clean: Clean) -> Edits:
    """Give a risk another grade than the matrix does."""
    for risk in clean.items("risk"):
        if risk.get("grade") and risk.get("likelihood") and risk.get("impact"):
            for grade in clean.shuffled(clean.plan.of_type("grade"))[:2]:
                if grade.id != risk["grade"]:
                    yield (clean.set(risk, "grade", to=f"{MARK}{grade.id}"),)


def matrix_cell_missing(clean: Clean) -> Edits:
    """Leave out a cell of a row of the matrix."""
    cells = clean.section("risks", "matrix", "cells")
    for row in clean.shuffled(cells.children() if cells else ()):
        column = clean.random.randrange(1, len(row.data))
        yield clean.cut(row, column), clean.mark(row, 0)


def matrix_row_missing(clean: Clean) -> Edits:
    """Leave out a row of the matrix."""
    matrix = clean.section("risks", "matrix")
    for index in clean.shuffled(range(len(matrix["cells"])) if matrix else ()):
        yield clean.cut(matrix, "cells", index), clean.mark_key(matrix, "cells")  # type: ignore[arg-type]


def matrix_falls(clean: Clean) -> Edits:
    """Write the lowest grade into the last cell of the matrix."""
    matrix = clean.section("risks", "matrix")
    grades = sorted(clean.plan.of_type("grade"), key=lambda each: int(each["ordinal"]))
    if matrix and grades:
        rows = matrix["cells"]
        yield (clean.set(matrix, "cells", len(rows) - 1, len(rows[-1]) - 1, to=f"{MARK}{grades[0].id}"),)


def grade_without_level(clean: Clean) -> Edits:
    """Leave out what a grade of risk leads to."""
    for grade in clean.items("grade"):
        for name in ("strategies", "level"):
            if grade.get(name):
                yield clean.without(grade, name)


def risk_assessed_long_ago(clean: Clean) -> Edits:
    """Let a risk have been assessed long ago."""
    for risk in clean.items("risk"):
        if risk.get("assessed_on"):
            yield (clean.set(risk, "assessed_on", to=MARK + LONG_AGO),)


def risk_unlinked(clean: Clean) -> Edits:
    """Leave out which risks a scenario is about."""
    tolerance = clean.plan.find((clean.plan.section("risks") or clean.head).get("tolerance"))
    for scenario in clean.items("scenario"):
        risks = [clean.plan.find(each) for each in scenario.get("risks", ())]
        others = {
            id_ for each in clean.plan.of_type("scenario") if each is not scenario for id_ in each.get("risks", ())
        }
        high = [
            each
            for each in risks
            if each and each.id not in others and _ordinal(clean, each) > _ordinal(clean, tolerance)
        ]
        if high and len(high) == len(risks) and all(each.fragment.file in clean.own for each in high):
            yield clean.cut(scenario, "risks"), *(clean.mark(each, "id") for each in high)


def scenario_without_procedure(clean: Clean) -> Edits:
    """Leave out the procedures of a scenario."""
    tolerance = clean.plan.find((clean.plan.section("risks") or clean.head).get("tolerance"))
    for scenario in clean.items("scenario"):
        others = {
            id_ for each in clean.plan.of_type("scenario") if each is not scenario for id_ in each.get("risks", ())
        }
        risks = [clean.plan.find(each) for each in scenario.get("risks", ()) if each not in others]
        if any(each and _ordinal(clean, each) > _ordinal(clean, tolerance) for each in risks):
            yield clean.without(scenario, "procedures")


def leak_scenario_unmarked(clean: Clean) -> Edits:
    """Forget to say that a scenario is about personal information."""
    profiles = clean.section("plan", "profiles")
    scenarios = [each for each in clean.plan.of_type("scenario") if each.get("personal_information")]
    if profiles and "pi-processor" in profiles.data and len(scenarios) == 1 and scenarios[0].fragment.file in clean.own:
        mark = clean.mark(profiles, profiles.data.index("pi-processor"))
        yield clean.cut(scenarios[0], "personal_information"), mark


# Levels


def level_without_criteria(clean: Clean) -> Edits:
    """Leave out when a level is declared."""
    for level in clean.items("level"):
        if level.get("criteria"):
            yield clean.without(level, "criteria")


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
    levels = _levels(clean)
    for level in clean.items("level"):
        if level.get("escalate_when") and level.id != levels[0].id:
            yield clean.without(level, "escalate_when")
        if level.get("de_escalate_when") and level.id != levels[-1].id:
            yield clean.without(level, "de_escalate_when")


def limits_swapped(clean: Clean) -> Edits:
    """Swap a limit of two levels."""
    levels = _levels(clean)
    for name in ("report_within", "update_every", "convene_within"):
        for level, lower in pairwise(levels):
            if level.get(name) and lower.get(name) and level[name] != lower[name] and _are_own(clean, level, lower):
                yield *clean.swap(level.child(name), lower.child(name)), clean.mark(level, name)


def limit_grows(clean: Clean) -> Edits:
    """Give the most serious level the longest limit."""
    level = _levels(clean)[0]
    for name in ("report_within", "update_every", "convene_within"):
        if level.get(name) and _are_own(clean, level):
            yield (clean.set(level, name, to=MARK + LONG),)


def notice_grows(clean: Clean) -> Edits:
    """Let a more serious level tell somebody later than a lesser one does."""
    for level, lower in pairwise(_levels(clean)):
        for notice in clean.shuffled(level.children("notify")):
            others = [each for each in lower.children("notify") if each["who"] == notice["who"] and each.get("within")]
            if notice.get("within") and others and _are_own(clean, level):
                yield (clean.set(notice, "within", to=MARK + LONG),)


def ordinals_swapped(clean: Clean) -> Edits:
    """Swap the ordinals of two levels."""
    for level, lower in pairwise(_levels(clean)):
        if _are_own(clean, level, lower):
            one, two = clean.swap(level.child("ordinal"), lower.child("ordinal"))
            yield one, two, clean.mark(level, "ordinal"), clean.mark(lower, "ordinal")


def colour_wrong(clean: Clean) -> Edits:
    """Give a level the colour of the one above it."""
    for level, lower in pairwise(_levels(clean)):
        if level.get("colour") and lower.get("colour") and _are_own(clean, lower):
            yield (clean.set(lower, "colour", to=MARK + level["colour"]),)


def notice_missing(clean: Clean) -> Edits:
    """Let a more serious level leave out somebody whom a lesser one tells."""
    unit_of = {role.id: role.get("unit") for role in clean.plan.of_type("role")}
    for level, lower in pairwise(_levels(clean)):
        told = {each["who"] for each in level.children("notify")} | {level.get("activated_by")}
        below = {each["who"] for each in lower.children("notify")}
        for notice in clean.shuffled(level.children("notify")):
            who = notice["who"]
            known = who == level.get("activated_by") or unit_of.get(who) in told - {None}
            known = known or any(unit_of.get(each) == who for each in below)
            if who in below and not known and len(level["notify"]) > 1 and _are_own(clean, level):
                yield clean.cut(level, "notify", notice.path[-1]), clean.mark_key(level, "notify")


def authority_drops(clean: Clean) -> Edits:
    """Let a lower rank decide on the more serious of two levels."""
    for level, lower in pairwise(_levels(clean)):
        one, two = clean.plan.find(level.get("activated_by")), clean.plan.find(lower.get("activated_by"))
        if one and two and one.get("rank") and two.get("rank") and _are_own(clean, level):
            for role in clean.shuffled(clean.plan.of_type("role"))[:4]:
                if role.get("rank", 0) > two["rank"] and role.id not in (level.get("stand_in"), one.id):
                    yield (clean.set(level, "activated_by", to=f"{MARK}{role.id}"),)


def national_grade_missing(clean: Clean) -> Edits:
    """Leave out the national grade of a level where there are not four of them."""
    if len(_levels(clean)) not in (1, 4):
        for level in clean.items("level"):
            if level.get("national_grade"):
                yield clean.without(level, "national_grade")


def warning_incomplete(clean: Clean) -> Edits:
    """Leave out how a warning starts, what is prepared, or how it ends."""
    warning = clean.section("warning")
    if warning and _is_type(clean, "comprehensive"):
        for name in ("start", "prepare", "lift"):
            if name in warning:
                yield clean.cut(warning, name), clean.mark_kind("warning")


# Steps


def procedure_without_end(clean: Clean) -> Edits:
    """Forget to say which step ends a procedure that branches."""
    for procedure in clean.items("procedure"):
        steps = procedure.children("steps")
        ends = [step for step in steps if step.get("ends")]
        here = {procedure.id, *(step.get("id") for step in steps)}
        targets = {each["to"] for step in steps for each in step.get("next", ())}
        if len(ends) == 1 and targets and targets <= here:
            yield clean.cut(ends[0], "ends"), clean.mark(procedure, "id")


def step_unreachable(clean: Clean) -> Edits:
    """Write a step behind the end of a procedure that branches."""
    for procedure in clean.items("procedure"):
        steps = procedure.children("steps")
        if len(steps) > 2 and steps[-1].get("ends") and any(step.get("next") for step in steps):
            role = next(step["role"] for step in steps if step.get("role"))
            entry = f"{{{MARK}do: 补登记并归还物资, role: {role}, within: PT10M}}"
            yield (clean.append(procedure.child("steps"), entry),)


def branch_in_a_circle(clean: Clean) -> Edits:
    """Let a step lead back to itself and nowhere else."""
    for step in clean.items("step"):
        branches = step.children("next")
        several = len({each["to"] for each in branches}) > 1
        if step.id and several and step.owner and not any(_is_only_way(step.owner, each) for each in branches):
            yield clean.set(step, "next", to=f"[{{to: {step.id}}}]"), clean.mark(step, "id")


def life_safety_unmarked(clean: Clean) -> Edits:
    """Forget to say that the first step saves lives."""
    for procedure in clean.items("procedure"):
        steps = procedure.children("steps")
        alone = steps and steps[0].get("life_safety") and not any(step.get("parallel") for step in steps[1:2])
        if alone and procedure.owner and procedure.owner.get("life_safety"):
            yield clean.cut(steps[0], "life_safety"), clean.mark_head(steps[0])


def placeholder(clean: Clean) -> Edits:
    """Leave a text to be written later."""
    for step in clean.items("step"):
        yield (clean.set(step, "do", to=MARK + clean.random.choice(["待定", "××", "待补充", '"……"', "TBD"])),)


def support_missing(clean: Clean) -> Edits:
    """Leave out how help is asked for, or who commands then."""
    support = clean.section("response", "support")
    for name in ("request", "command"):
        if support and support.get(name):
            yield clean.cut(support, name), clean.mark_key(support)


def step_without_role(clean: Clean) -> Edits:
    """Leave out who does a step."""
    for step in clean.items("step"):
        if step.get("role") and not step.get("decider"):
            yield clean.without(step, "role")


def step_without_channel(clean: Clean) -> Edits:
    """Leave out by which channel a step tells somebody."""
    phones = {contact.id for contact in clean.plan.of_type("contact") if contact.get("phone")}
    for step in clean.items("step"):
        if step.get("channel") and set(step.get("notify", ())) - phones:
            yield clean.cut(step, "channel"), clean.mark_key(step, "notify")


def step_without_form(clean: Clean) -> Edits:
    """Leave out the form of a step that must leave a record."""
    for step in clean.items("step"):
        first = step.path[-1] == 0 and (
            step.fragment.kind == "reporting" or (step.owner and step.owner.type == "level")
        )
        if step.get("form") and (first or step.get("ends")):
            yield clean.without(step, "form")


def deadline_vague(clean: Clean) -> Edits:
    """Say "as soon as possible" instead of a time."""
    for step in clean.items("step"):
        if step.get("within") and not step.get("life_safety") and clean.is_plain(step.child("do")):
            word = clean.random.choice(["尽快", "立即", "及时", "第一时间"])
            yield clean.cut(step, "within"), clean.set(step, "do", to=f"{MARK}{word}{step['do']}")


# Reports and communication


def report_over_law(clean: Clean) -> Edits:
    """Report later than the law wants."""
    for rule in clean.items("report-rule"):
        to = clean.plan.name_of(str(rule.get("to", "")))
        limits = [
            each
            for each in clocks()
            if (each.law, each.article, each.bounds) == (rule.get("law"), rule.get("article"), "within") and each.within
            if each.profiles is None or {*each.profiles} & {*clean.plan.head.get("profiles", ())}
            if not each.recipients or any(word in to for word in each.recipients)
        ]
        if limits and rule.get("within") and not rule.get("within_by_level"):
            yield (clean.set(rule, "within", to=MARK + LONG),)


def report_without_people(clean: Clean) -> Edits:
    """Forget to tell those whose information has leaked."""
    rules = [each for each in clean.plan.of_type("report-rule") if each.get("affected")]
    scenarios = [each for each in clean.plan.of_type("scenario") if each.get("personal_information")]
    if len(rules) == 1 and _are_own(clean, *rules, *scenarios):
        yield clean.cut(rules[0], "affected"), *(clean.mark(each, "id") for each in scenarios)


def spokesperson_removed(clean: Clean) -> Edits:
    """Leave out who speaks to the media."""
    communications = clean.section("communications")
    if communications and communications.get("spokesperson") and _is_type(clean, "comprehensive", "special"):
        yield clean.cut(communications, "spokesperson"), clean.mark_kind("communications")


def fallback_shares(clean: Clean) -> Edits:
    """Let a channel hang on what its fallback hangs on."""
    channels = clean.plan.of_type("channel")
    for channel in clean.items("channel"):
        fallback = clean.plan.find(channel.get("fallback"))
        if fallback and fallback is not channel and channel.get("depends_on"):
            others = [each for each in channels if each.get("fallback") == channel.id]
            for shared in fallback.get("depends_on", ()):
                if not any(shared in each.get("depends_on", ()) for each in others):
                    yield clean.append(channel.child("depends_on"), shared), clean.mark(channel, "fallback")


def fallback_is_itself(clean: Clean) -> Edits:
    """Let a channel be its own fallback."""
    for channel in clean.items("channel"):
        if channel.get("fallback"):
            yield (clean.set(channel, "fallback", to=f"{MARK}{channel.id}"),)


def template_variable(clean: Clean) -> Edits:
    """Leave a variable of a program in a text for customers."""
    for template in clean.items("template"):
        if template.get("text") and clean.is_plain(template.child("text")):
            word = clean.random.choice(["{{客户姓名}}", "${name}", "%NAME%"])
            text = template["text"]
            yield (clean.set(template, "text", to=f"{MARK}{text[:4]}{word}{text[4:]}"),)


def blank_unlisted(clean: Clean) -> Edits:
    """Forget to list a blank of a template."""
    for template in clean.items("template"):
        for index, blank in enumerate(template.get("blanks", ())):
            if f"【{blank}】" in template.get("text", "") and len(template["blanks"]) > 1:
                yield clean.cut(template, "blanks", index), clean.mark(template, "text")


# Resources


def supply_expired(clean: Clean) -> Edits:
    """Let a supply or a piece of equipment have expired."""
    yield from _dated(clean, ("supply", "equipment"), "expires_on")


def check_overdue(clean: Clean) -> Edits:
    """Let a supply or a piece of equipment not have been checked in its cycle."""
    for item in clean.items("supply", "equipment"):
        if item.get("check_every") and item.get("checked_on"):
            yield (clean.set(item, "checked_on", to=MARK + LONG_AGO),)


def never_checked(clean: Clean) -> Edits:
    """Leave out when a supply was last checked."""
    for item in clean.items("supply", "equipment"):
        if item.get("check_every") and item.get("checked_on"):
            yield clean.cut(item, "checked_on"), clean.mark(item, "check_every")


def supply_incomplete(clean: Clean) -> Edits:
    """Leave out where a supply is, who keeps it, or what it can do."""
    for item in clean.items("supply", "equipment"):
        name = clean.random.choice(["model", "performance", "location", "conditions", "keeper"])
        if item.get(name):
            yield clean.without(item, name)


def agreement_expired(clean: Clean) -> Edits:
    """Let an agreement or a contract have ended."""
    yield from _dated(clean, ("agreement", "vendor"), "expires_on")


def objective_missing(clean: Clean) -> Edits:
    """Leave out how soon a system must be back, or how much data may be lost."""
    for system in clean.items("system"):
        for name in ("rto", "rpo", "mtpd"):
            if system.get(name):
                yield clean.without(system, name)


def recovery_too_late(clean: Clean) -> Edits:
    """Plan to recover a system later than can be borne."""
    for system in clean.items("system"):
        if system.get("rto") and system.get("mtpd"):
            yield (clean.set(system, "rto", to=MARK + LONG),)


def backup_too_rare(clean: Clean) -> Edits:
    """Back a system up less often than its data may be lost."""
    for system in clean.items("system"):
        if system.get("rpo") and (system.get("backup") or {}).get("every"):
            yield (clean.set(system, "backup", "every", to=MARK + LONG),)


# Drills, training, laws and the plan itself


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


def _acts(clean: Clean, role: Item) -> bool:
    """Say whether a role has to act: it does a step, decides on a level or reports."""
    acts = {"step": ("role",), "level": ("activated_by", "terminated_by"), "report-rule": ("from",)}
    return any(
        each.get(name) == role.id
        for type_, names in acts.items()
        for each in clean.plan.of_type(type_)
        for name in names
    )


def _acting(clean: Clean) -> list[Item]:
    """Return the people who hold a role or deputise, of the plan's own."""
    acting = {
        person for role in clean.plan.of_type("role") for person in (role.get("holder"), *role.get("deputies", ()))
    }
    return [each for each in clean.items("person") if each.id in acting]


def _are_own(clean: Clean, *items: Item) -> bool:
    return all(each.fragment.file in clean.own for each in items)


def _is_type(clean: Clean, *types: str) -> bool:
    return clean.plan.head.get("type") in types


def _levels(clean: Clean) -> list[Item]:
    return sorted(clean.plan.of_type("level"), key=lambda each: int(each["ordinal"]))


def _ordinal(clean: Clean, item: Item | None) -> int:
    grade = clean.plan.find(item.get("grade")) if item and item.type == "risk" else item
    return int(grade["ordinal"]) if grade else 0


def _is_only_way(procedure: Item, branch: Node) -> bool:
    """Say whether a branch is the only way to a step, the end apart."""
    steps = procedure.children("steps")
    target = next((step for step in steps if step.get("id") == branch["to"]), None)
    if target is None:
        return True
    index = steps.index(target)
    falls = index > 0 and not steps[index - 1].get("ends") and len(steps[index - 1].get("next", ())) < 2
    others = [each for step in steps for each in step.get("next", ()) if each["to"] == branch["to"]]
    return not falls and len(others) < 2


def _covers(slots: list[Node]) -> bool:
    """Say whether slots cover every minute of workdays and rest days at each place."""
    places = {slot.get("site") for slot in slots} - {None} or {None}
    for place in places:
        for kind in ("workdays", "rest-days"):
            minutes = set[int]()
            for slot in slots:
                if slot.get("days", "daily") in ("daily", kind) and slot.get("site") in (None, place):
                    start, end = read_time(slot["start"]), read_time(slot["end"])
                    minutes |= {each % 1440 for each in range(start, end if end > start else end + 1440)}
            if len(minutes) < 1440:
                return False
    return True


def _dated(clean: Clean, types: tuple[str, ...], name: str) -> Edits:
    for item in clean.items(*types):
        if item.get(name):
            day = clean.today - timedelta(days=clean.random.randint(1, 400))
            yield (clean.set(item, name, to=f"{MARK}{day}"),)


def _cited(clean: Clean, law: Item) -> bool:
    return any("law" in each.types and each.fragment.kind != "basis" for each in clean.plan.references_to(str(law.id)))


def _fault(
    name: str,
    zh: str,
    en: str,
    code: str,
    where: Text,
    plants: Callable[[Clean], Edits],
    also: Mapping[str, Text] = _NOTHING,
) -> Fault:
    return Fault(name, Text(zh, en), code, where, plants, also=also)


FAULTS = (
    _fault("deputies-removed", "删去替补", "deputies removed", "org-role-no-deputy", ID, deputies_removed),
    _fault("deputy-is-holder", "替补就是任职人", "deputy is the holder", "org-role-no-deputy", VALUE, deputy_is_holder),
    _fault("contacts-removed", "删去联系方式", "contacts removed", "org-contact-unreachable", ID, contacts_removed),
    _fault("contact-alone", "只剩一种联系方式", "one contact only", "org-contact-unreachable", ID, contact_alone),
    _fault("office-contacts-only", "联系方式都在办公室", "office contacts only", "org-contact-unreachable", KEY, office_contacts_only),
    _fault("unit-without-duties", "机构没有职责", "unit without duties", "org-duty-no-owner", ID, unit_without_duties),
    _fault("duty-phone-removed", "删去值守电话", "duty phone removed", "org-no-24h-phone", KEY, duty_phone_removed),
    _fault("duty-phone-by-day", "值守电话不是全天", "duty phone by day", "org-no-24h-phone", VALUE, duty_phone_by_day),
    _fault("rota-gap", "值班有空档", "gap in the rota", "org-rota-gap", KEY, rota_gap),
    _fault("vendor-without-report-clause", "服务商没有报告义务", "vendor without a report clause", "org-vendor-no-report-clause", ID, vendor_without_report_clause),
    _fault("contacts-stale", "联系方式久未核实", "contact not verified for years", "doc-contacts-stale", VALUE, contacts_stale),
    _fault("contacts-never-verified", "联系方式从未核实", "contact never verified", "doc-contacts-stale", ID, contacts_never_verified),
    _fault("audience-too-narrow", "可见范围过窄", "audience too narrow", "audience-hides-needed", VALUE, audience_too_narrow),
    _fault("risk-without-owner", "风险没有责任岗位", "risk without an owner", "risk-no-owner", ID, risk_without_owner),
    _fault("risk-grade-other", "风险等级与矩阵不符", "grade against the matrix", "risk-grade-mismatch", VALUE, risk_grade_other),
    _fault("matrix-cell-missing", "矩阵缺一格", "cell of the matrix missing", "risk-matrix-bad", Text("这一行的第一格", "the first cell of the row"), matrix_cell_missing),
    _fault("matrix-row-missing", "矩阵缺一行", "row of the matrix missing", "risk-matrix-bad", KEY, matrix_row_missing),
    _fault("matrix-falls", "矩阵由高变低", "matrix that falls", "risk-matrix-bad", VALUE, matrix_falls),
    _fault("grade-without-level", "风险等级没有响应级别或策略", "grade without a level or strategy", "risk-grade-unmapped", ID, grade_without_level),
    _fault("risk-assessed-long-ago", "风险多年未评估", "risk assessed long ago", "risk-stale", VALUE, risk_assessed_long_ago),
    _fault("risk-unlinked", "风险没有情景", "risk without a scenario", "risk-no-procedure", ID, risk_unlinked),
    _fault("scenario-without-procedure", "删去处置流程", "procedures removed", "risk-no-procedure", ID, scenario_without_procedure, _NO_CARD),
    _fault("leak-scenario-unmarked", "没有个人信息泄露情景", "no leak scenario", "risk-no-data-breach", VALUE, leak_scenario_unmarked),
    _fault("level-without-criteria", "级别没有启动条件", "level without criteria", "level-no-criteria", ID, level_without_criteria),
    _fault("level-without-authority", "级别没有决定人或代行人", "level without authority", "level-no-authority", ID, level_without_authority),
    _fault("stand-in-is-decider", "代行人就是决定人", "stand-in is the decider", "level-no-authority", VALUE, stand_in_is_decider),
    _fault("level-without-end", "级别没有终止规定", "level without an end", "level-no-termination", ID, level_without_end),
    _fault("level-never-raised", "级别没有升降条件", "level never raised or lowered", "level-no-escalation", ID, level_never_raised),
    _fault("limits-swapped", "两级时限互换", "limits of two levels swapped", "level-time-not-monotonic", VALUE, limits_swapped, _TOO_SLOW),
    _fault("limit-grows", "最高级时限最长", "longest limit at the top", "level-time-not-monotonic", VALUE, limit_grows),
    _fault("notice-grows", "高级别通知更慢", "slower notice at a higher level", "level-time-not-monotonic", VALUE, notice_grows),
    _fault("ordinals-swapped", "两级序次互换", "ordinals of two levels swapped", "level-order", Text("两个序次", "both ordinals"), ordinals_swapped),
    _fault("colour-wrong", "级别颜色重复", "colour of the level above", "level-order", VALUE, colour_wrong),
    _fault("notice-missing", "高级别漏通知", "somebody not told at a higher level", "level-notify-shrinks", KEY, notice_missing),
    _fault("authority-drops", "高级别由低职级决定", "lower rank decides", "level-authority-drops", VALUE, authority_drops),
    _fault("national-grade-missing", "级别没有国家分级", "level without a national grade", "level-no-national-map", ID, national_grade_missing),
    _fault("warning-incomplete", "预警不完整", "warning incomplete", "level-no-warning-stage", KIND, warning_incomplete),
    _fault("procedure-without-end", "流程没有结束", "procedure without an end", "proc-dead-end", ID, procedure_without_end),
    _fault("step-unreachable", "走不到的步骤", "step that is never reached", "proc-dead-end", ID, step_unreachable),
    _fault("branch-in-a-circle", "分支原地打转", "branches in a circle", "proc-dead-end", ID, branch_in_a_circle),
    _fault("life-safety-unmarked", "第一步不是救人", "first step does not save lives", "proc-life-safety-not-first", ID, life_safety_unmarked),
    _fault("placeholder", "占位文字", "placeholder", "proc-placeholder", VALUE, placeholder),
    _fault("support-missing", "没有外部支援", "no outside support", "proc-no-external-support", KEY, support_missing),
    _fault("step-without-role", "步骤没有岗位", "step without a role", "step-no-role", ID, step_without_role),
    _fault("step-without-channel", "通知没有渠道", "notice without a channel", "step-no-channel", KEY, step_without_channel),
    _fault("step-without-form", "步骤没有表单", "step without a form", "step-no-form", ID, step_without_form),
    _fault("deadline-vague", "时限含糊", "vague deadline", "step-vague-deadline", VALUE, deadline_vague),
    _fault("report-over-law", "报告超过法定时限", "report later than the law wants", "report-exceeds-law", VALUE, report_over_law),
    _fault("report-without-people", "泄露不通知个人", "people not told of a leak", "report-no-regulator", ID, report_without_people),
    _fault("spokesperson-removed", "删去发言人", "spokesperson removed", "comm-no-spokesperson", KIND, spokesperson_removed),
    _fault("fallback-shares", "备用渠道依赖相同", "fallback shares a dependency", "comm-shared-dependency", VALUE, fallback_shares),
    _fault("fallback-is-itself", "备用渠道是自己", "channel is its own fallback", "comm-shared-dependency", VALUE, fallback_is_itself),
    _fault("template-variable", "模板里有变量", "variable in a template", "comm-template-var", VALUE, template_variable),
    _fault("blank-unlisted", "填写项没有列出", "blank not listed", "comm-template-var", VALUE, blank_unlisted),
    _fault("supply-expired", "物资过期", "supply expired", "res-expired", VALUE, supply_expired),
    _fault("check-overdue", "检查逾期", "check overdue", "res-check-overdue", VALUE, check_overdue),
    _fault("never-checked", "从未检查", "never checked", "res-check-overdue", VALUE, never_checked),
    _fault("supply-incomplete", "物资栏目不全", "supply incomplete", "res-fields-missing", ID, supply_incomplete),
    _fault("agreement-expired", "协议到期", "agreement expired", "res-agreement-expired", VALUE, agreement_expired),
    _fault("objective-missing", "没有恢复目标", "recovery objective missing", "res-no-rto", ID, objective_missing),
    _fault("recovery-too-late", "RTO 大于 MTPD", "RTO over MTPD", "res-no-rto", VALUE, recovery_too_late),
    _fault("backup-too-rare", "备份间隔大于 RPO", "backup rarer than RPO", "res-no-rto", VALUE, backup_too_rare),
    _fault("drills-below-promise", "演练少于承诺", "fewer drills than promised", "drill-below-plan", VALUE, drills_below_promise, _SAYS_OTHERWISE),
    _fault("drill-evaluated-by-participants", "演练自评", "drill evaluated by participants", "drill-self-evaluated", KEY, drill_evaluated_by_participants),
    _fault("training-below-promise", "培训少于承诺", "less training than promised", "train-below-plan", VALUE, training_below_promise, _SAYS_OTHERWISE),
    _fault("session-too-short", "培训时长不足", "session too short", "train-below-plan", VALUE, session_too_short),
    _fault("law-replaced", "引用失效依据", "law no longer in force", "law-superseded", VALUE, law_replaced),
    _fault("law-misnamed", "名称与文号不符", "name and number disagree", "law-name-mismatch", Text("文号", "the number"), law_misnamed),
    _fault("clause-unknown", "没有的条款", "unknown clause", "unknown-clause", VALUE, clause_unknown),
    _fault("approval-removed", "没有批准记录", "approval removed", "doc-no-approval", KIND, approval_removed),
    _fault("approval-undated", "批准没有日期", "approval undated", "doc-no-approval", Text("批准的岗位", "the role that approves"), approval_undated),
    _fault("linkage-removed", "删去衔接", "linkage removed", "doc-no-linkage", KIND, linkage_removed),
    _fault("review-overdue", "评审逾期", "review overdue", "doc-review-overdue", VALUE, review_overdue),
    _fault("version-unrecorded", "版本没有修订记录", "version without a record", "doc-version-gap", VALUE, version_unrecorded, _OLD_CARDS),
)  # fmt: skip
