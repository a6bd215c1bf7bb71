"""Classes of mistakes about resources: supplies, agreements, systems and their backups."""

from __future__ import annotations

from datetime import timedelta

from preplan.diagnostics import Text

from .clean import MARK, Clean
from .plant import ID, KEY, LONG, LONG_AGO, VALUE, Edits, Fault


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


def _dated(clean: Clean, types: tuple[str, ...], name: str) -> Edits:
    for item in clean.items(*types):
        if item.get(name):
            day = clean.today - timedelta(days=clean.random.randint(1, 400))
            yield (clean.set(item, name, to=f"{MARK}{day}"),)


FAULTS = (
    Fault("supply-expired", Text("物资过期", "supply expired"), "res-expired", VALUE, supply_expired),
    Fault("check-overdue", Text("检查逾期", "check overdue"), "res-check-overdue", VALUE, check_overdue),
    Fault("never-checked", Text("从未检查", "never checked"), "res-check-overdue", VALUE, never_checked),
    Fault("supply-incomplete", Text("物资栏目不全", "supply incomplete"), "res-fields-missing", ID, supply_incomplete),
    Fault("agreement-expired", Text("协议到期", "agreement expired"), "res-agreement-expired", VALUE, agreement_expired),
    Fault("objective-missing", Text("没有恢复目标", "recovery objective missing"), "res-no-rto", ID, objective_missing),
    Fault("recovery-too-late", Text("RTO 大于 MTPD", "RTO over MTPD"), "res-no-rto", VALUE, recovery_too_late),
    Fault("backup-too-rare", Text("备份间隔大于 RPO", "backup rarer than RPO"), "res-no-rto", VALUE, backup_too_rare),
    Fault("backup-never-tested", Text("备份从未恢复测试", "backup never tested"), "res-restore-untested", KEY, backup_never_tested),
    Fault("backup-tested-long-ago", Text("备份多年未恢复测试", "backup tested long ago"), "res-restore-untested", VALUE, backup_tested_long_ago),
    Fault("backup-beside-system", Text("备份与系统同址", "backup beside the system"), "res-same-site", VALUE, backup_beside_system),
    Fault("seats-missing", Text("最低服务没有席位数", "least service without seats"), "res-min-staffing", VALUE, seats_missing),
)  # fmt: skip
