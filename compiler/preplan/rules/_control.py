"""What rules about a plan as a controlled document read in the same way."""

from __future__ import annotations

from datetime import date

from ..diagnostics import Note, Severity, Text
from ..law import Formality, formalities
from ..model import Node, Plan
from ..values import read_date
from ..workdays import is_published, workdays_after
from ._laws import law_notes
from ._reading import day, own_entries

WEEKDAYS = Text(
    "{years}年的放假调休安排还没有收录，该年按周一至周五为工作日推算",
    "the holidays of {years} are not yet known here: in that year every Monday to Friday counts as a working day",
)


def in_use(plan: Plan) -> bool:
    """Say whether a plan is no draft and not withdrawn."""
    return plan.head.get("status") not in ("draft", "withdrawn")


def is_bound(plan: Plan, profiles: tuple[str, ...] | None) -> bool:
    """Say whether what binds these profiles binds the plan; None is everybody."""
    return profiles is None or not {*plan.head.get("profiles", ())}.isdisjoint(profiles)


def severity_of(plan: Plan, formality: Formality) -> Severity | None:
    """Return the severity of a finding where it is not the rule's own: what binds others, or isn't checked, warns."""
    return None if formality.checked and is_bound(plan, formality.profiles) else "warning"


def published_on(plan: Plan) -> date | None:
    """Return the day on which the plan was issued, else the last approval's."""
    approved = [read_date(each["on"]) for each in dated(plan, "approval")]
    return day(plan.head, "issued_on") or max(approved, default=None)


def dated(plan: Plan, *stages: str) -> list[Node]:
    """Return the plan's own approvals of some stages that have a date: what has none is still to be signed."""
    return [each for each in own_entries(plan, "approvals") if each.get("stage") in stages and each.get("on")]


def last_revised(plan: Plan) -> Node | None:
    """Return the latest of the plan's own revisions."""
    return max(own_entries(plan, "revisions"), key=lambda each: str(each["on"]), default=None)


def term(id_: str, start: date) -> tuple[date, Formality]:
    """Return the last day on which a formality is still in time, and the formality."""
    formality = formalities()[id_]
    return workdays_after(start, formality.workdays or 0), formality


def formality_notes(plan: Plan, formality: Formality, *days: date) -> tuple[Note, ...]:
    """Say what the law wants, and that the holidays of these days' years are not known where they are not."""
    said = law_notes(plan, formality, formality.what)
    unknown = sorted({str(each.year) for each in days if not is_published(each)})
    return (*said, Note(WEEKDAYS(years=unknown))) if unknown else said
