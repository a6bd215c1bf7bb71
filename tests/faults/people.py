"""Classes of mistakes about people: deputies, contacts, duties, the rota."""

from __future__ import annotations

from preplan.diagnostics import Text
from preplan.model import Item, Node
from preplan.values import read_time

from .clean import MARK, Clean
from .plant import ID, KEY, LONG_AGO, VALUE, Edits, Fault


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
            rest = clean.edit(person, clean.end(means[0]), clean.end(means[-1]), "")
            yield rest, clean.mark_key(person, "contacts")


def office_contacts_only(clean: Clean) -> Edits:
    """Turn the mobile phone of a person into one at the desk."""
    for person in _acting(clean):
        outside = [each for each in person.children("contacts") if each["kind"] in ("mobile", "radio")]
        if len(outside) == 1 and len(person["contacts"]) > 1:
            yield clean.set(outside[0], "kind", to="extension"), clean.mark_key(person, "contacts")


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


def person_left(clean: Clean) -> Edits:
    """Keep somebody in a role who has left."""
    acting = {
        person for role in clean.plan.of_type("role") for person in (role.get("holder"), *role.get("deputies", ()))
    }
    for person in clean.items("person"):
        if person.id in acting and "leaves_on" not in person:
            yield (clean.add(person, f"leaves_on: {MARK}2026-10-31"),)


def unit_without_duties(clean: Clean) -> Edits:
    """Leave out the duties of a unit."""
    for unit in clean.items("unit"):
        if unit.get("duties"):
            yield clean.without(unit, "duties")


def duty_phone_removed(clean: Clean) -> Edits:
    """Leave out the phone that is answered at any hour."""
    rota = clean.section("organisation", "rota")
    if rota and rota.get("phone") and clean.is_type("comprehensive", "special"):
        yield clean.without(rota, "phone", clean.mark_key(rota))


def duty_phone_by_day(clean: Clean) -> Edits:
    """Say that the duty phone is answered on workdays, or say nothing about it."""
    rota = clean.section("organisation", "rota")
    if rota and rota.get("staffed") and clean.is_type("comprehensive", "special"):
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


def audience_too_narrow(clean: Clean) -> Edits:
    """Show a role that decides on a level to few people only."""
    for level in clean.items("level"):
        role = clean.plan.find(level.get("activated_by"))
        if role and role.fragment.file in clean.own and "audience" not in role and "audience" not in level:
            yield (clean.add(role, f"audience: {MARK}controlled"),)


def _acts(clean: Clean, *roles: Item) -> bool:
    acting = {step.get("role") for step in clean.plan.of_type("step")}
    return all(role.id in acting for role in roles)


def _acting(clean: Clean) -> list[Item]:
    """Return the people who hold a role or deputise, of the plan's own."""
    acting = {
        person for role in clean.plan.of_type("role") for person in (role.get("holder"), *role.get("deputies", ()))
    }
    return [each for each in clean.items("person") if each.id in acting]


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


FAULTS = (
    Fault("deputies-removed", Text("删去替补", "deputies removed"), "org-role-no-deputy", ID, deputies_removed),
    Fault("deputy-is-holder", Text("替补就是任职人", "deputy is the holder"), "org-role-no-deputy", VALUE, deputy_is_holder),
    Fault("deputies-in-a-circle", Text("两人互为唯一替补", "deputies in a circle"), "org-deputy-cycle", VALUE, deputies_in_a_circle),
    Fault("contacts-removed", Text("删去联系方式", "contacts removed"), "org-contact-unreachable", ID, contacts_removed),
    Fault("contact-alone", Text("只剩一种联系方式", "one contact only"), "org-contact-unreachable", KEY, contact_alone),
    Fault("office-contacts-only", Text("联系方式都在办公室", "office contacts only"), "org-contact-unreachable", KEY, office_contacts_only),
    Fault("contacts-stale", Text("联系方式久未核实", "contact not verified for years"), "doc-contacts-stale", VALUE, contacts_stale),
    Fault("contacts-never-verified", Text("联系方式从未核实", "contact never verified"), "doc-contacts-stale", ID, contacts_never_verified),
    Fault("person-left", Text("离岗人员仍任职", "somebody who has left"), "pii-leaver", VALUE, person_left),
    Fault("unit-without-duties", Text("机构没有职责", "unit without duties"), "org-duty-no-owner", ID, unit_without_duties),
    Fault("duty-phone-removed", Text("删去值守电话", "duty phone removed"), "org-no-24h-phone", KEY, duty_phone_removed),
    Fault("duty-phone-by-day", Text("值守电话不是全天", "duty phone by day"), "org-no-24h-phone", VALUE, duty_phone_by_day),
    Fault("rota-gap", Text("值班有空档", "gap in the rota"), "org-rota-gap", KEY, rota_gap),
    Fault("vendor-without-report-clause", Text("服务商没有报告义务", "vendor without a report clause"), "org-vendor-no-report-clause", ID, vendor_without_report_clause),
    Fault("audience-too-narrow", Text("可见范围过窄", "audience too narrow"), "audience-hides-needed", VALUE, audience_too_narrow),
)  # fmt: skip
