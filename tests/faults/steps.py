"""Classes of mistakes about steps: who does them, by when, in what order."""

from __future__ import annotations

from preplan.diagnostics import Text
from preplan.model import Item, Node

from .clean import MARK, Clean
from .plant import ID, KEY, VALUE, WORD, Edits, Fault


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
        word = clean.random.choice(["待定", "××", "待补充", "TBD", "……"])
        yield (clean.set(step, "do", to=f'"{MARK}……"' if word == "……" else MARK + word),)


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


FAULTS = (
    Fault("procedure-without-end", Text("流程没有结束", "procedure without an end"), "proc-dead-end", ID, procedure_without_end),
    Fault("step-unreachable", Text("走不到的步骤", "step that is never reached"), "proc-dead-end", ID, step_unreachable),
    Fault("branch-in-a-circle", Text("分支原地打转", "branches in a circle"), "proc-dead-end", ID, branch_in_a_circle),
    Fault("life-safety-unmarked", Text("第一步不是救人", "first step does not save lives"), "proc-life-safety-not-first", ID, life_safety_unmarked),
    Fault("placeholder", Text("占位文字", "placeholder"), "proc-placeholder", WORD, placeholder),
    Fault("support-missing", Text("没有外部支援", "no outside support"), "proc-no-external-support", KEY, support_missing),
    Fault("step-without-role", Text("步骤没有岗位", "step without a role"), "step-no-role", ID, step_without_role),
    Fault("step-without-channel", Text("通知没有渠道", "notice without a channel"), "step-no-channel", KEY, step_without_channel),
    Fault("step-without-form", Text("步骤没有表单", "step without a form"), "step-no-form", ID, step_without_form),
    Fault("deadline-vague", Text("时限含糊", "vague deadline"), "step-vague-deadline", VALUE, deadline_vague),
)  # fmt: skip
