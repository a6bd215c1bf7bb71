"""Classes of mistakes about telling others: reports, channels, texts for customers and the media."""

from __future__ import annotations

from preplan.diagnostics import Text
from preplan.law import clocks

from .clean import MARK, Clean
from .plant import ID, KEY, LONG, VALUE, WORD, Edits, Fault

KIND = Text("种类名", "the name of the kind")


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
    if len(rules) == 1 and clean.are_own(*rules, *scenarios):
        yield clean.cut(rules[0], "affected"), *(clean.mark(each, "id") for each in scenarios)


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


def spokesperson_removed(clean: Clean) -> Edits:
    """Leave out who speaks to the media."""
    communications = clean.section("communications")
    if communications and communications.get("spokesperson") and clean.is_type("comprehensive", "special"):
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
            yield (clean.set(template, "text", to=f"{text}{MARK}{word}"),)


def blank_unlisted(clean: Clean) -> Edits:
    """Forget to list a blank of a template."""
    for template in clean.items("template"):
        for index, blank in enumerate(template.get("blanks", ())):
            place = clean.raw(template, "text").find(f"【{blank}】") if template.get("text") else -1
            if place >= 0 and len(template["blanks"]) > 1:
                # The place of a word is not known in a text of several lines, which loses its indentation.
                lines = clean.raw(template, "text").startswith("|")
                start = clean.start(template, "text") + (0 if lines else place)
                yield clean.cut(template, "blanks", index), clean.edit(template, start, start, MARK)


def holding_statement_unapproved(clean: Clean) -> Edits:
    """Leave out who approves the first words to the public."""
    for template in clean.items("template"):
        if template.get("holding") and template.get("approver") and clean.plan.head.get("type") != "on-site":
            yield clean.without(template, "approver")


FAULTS = (
    Fault("report-over-law", Text("报告超过法定时限", "report later than the law wants"), "report-exceeds-law", VALUE, report_over_law),
    Fault("report-without-people", Text("泄露不通知个人", "people not told of a leak"), "report-no-regulator", ID, report_without_people),
    Fault("said-only", Text("只有口头报告", "report never in writing"), "report-verbal-only", VALUE, said_only),
    Fault("sign-off-too-long", Text("审签耗尽时限", "sign-off takes all the time"), "report-approval-blocks", KEY, sign_off_too_long),
    Fault("spokesperson-removed", Text("删去发言人", "spokesperson removed"), "comm-no-spokesperson", KIND, spokesperson_removed),
    Fault("fallback-shares", Text("备用渠道依赖相同", "fallback shares a dependency"), "comm-shared-dependency", VALUE, fallback_shares),
    Fault("fallback-is-itself", Text("备用渠道是自己", "channel is its own fallback"), "comm-shared-dependency", VALUE, fallback_is_itself),
    Fault("template-variable", Text("模板里有变量", "variable in a template"), "comm-template-var", WORD, template_variable),
    Fault("blank-unlisted", Text("填写项没有列出", "blank not listed"), "comm-template-var", Text("这个词；几行的文字，它的开头", "the word, or the beginning of a text of several lines"), blank_unlisted),
    Fault("holding-statement-unapproved", Text("首发声明没有审批人", "holding statement unapproved"), "comm-no-holding-statement", ID, holding_statement_unapproved),
)  # fmt: skip
