"""Which statutory limits a report rule has to keep."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..law import Clock, clocks
from ..model import Item, Plan
from ._laws import law_notes
from ._reading import in_china

TO = Text("{event}，报{to}", "{event}; to {to}")


def statutory_reports(plan: Plan) -> Iterator[tuple[Item, list[Clock]]]:
    """Yield each report rule that the law has limits for, with those that bind the plan's profiles.

    Under the law of another country there are none.
    """
    profiles = {*plan.head.get("profiles", ())}
    binding = [each for each in clocks() if each.profiles is None or profiles & {*each.profiles}]
    for rule in plan.of_type("report-rule") if in_china(plan) else ():
        own = [each for each in binding if _is_about(plan, rule, each)]
        if own:
            yield rule, own


def clock_notes(plan: Plan, clock: Clock) -> tuple[Note, ...]:
    """Say which law wants what reported to whom."""
    return law_notes(plan, clock, TO(event=clock.event, to=clock.to))


def _is_about(plan: Plan, rule: Item, clock: Clock) -> bool:
    return (_cites(rule, clock) if rule.get("law") else _is_of_type(plan, rule, clock)) and _reaches(plan, rule, clock)


def _cites(rule: Item, clock: Clock) -> bool:
    """Say whether a rule cites the law, and the article: that of a summary is another than that of the report."""
    article = str(rule.get("article", clock.article))
    return rule["law"] == clock.law and (clock.bounds != "within" or article.startswith(clock.article))


def _is_of_type(plan: Plan, rule: Item, clock: Clock) -> bool:
    scenarios = [each for each in map(plan.find, rule.get("scenarios", ())) if each]
    return any(
        each.get("event_type") in clock.event_types or (clock.personal_information and each.get("personal_information"))
        for each in scenarios
    )


def _reaches(plan: Plan, rule: Item, clock: Clock) -> bool:
    """Say whether a rule reports to whom the limit names; a rule for the people affected reaches them."""
    if clock.principal:
        return rule.get("to") is not None and rule["to"] == plan.head.get("principal")
    if clock.personal_information and rule.get("affected"):
        return True
    name = plan.name_of(str(rule.get("to", ""))).casefold()
    return not clock.recipients or any(word in name for word in clock.recipients)
