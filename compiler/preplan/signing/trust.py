"""Say of one signature whether it is intact and valid, and whether one has to believe whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from cryptography import x509
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from .certificates import as_asn1, is_for_documents
from .revisions import Update

_REVOKED = (AdESIndeterminate.REVOKED_NO_POE, AdESIndeterminate.REVOKED_CA_NO_POE)
_USAGE = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)


@dataclass(frozen=True)
class Findings:
    """What was found out about one signature.

    `timestamp` says how far a timestamp goes that it carries; `stamped` is the time that a good one shows.
    """

    certificate: x509.Certificate
    intact: bool
    valid: bool
    trusted: bool
    timestamp: Literal["none", "bad", "not trusted", "good"]
    stamped: datetime | None
    level: str


def look_at(update: Update, updates: Sequence[Update], roots: Sequence[x509.Certificate], now: datetime) -> Findings:
    """Find out about the signature of a role; raises what pyHanko raises for one that can't be read."""
    status = _status(update, roots, now, now)
    stamp = status.timestamp_validity
    good = bool(stamp and stamp.valid and stamp.intact and stamp.trusted)
    stamped = stamp.timestamp if good else None
    trusted = bool(status.trusted)
    if not trusted and stamped:
        # The certificate may have run out since: what counts is the time that the timestamp shows.
        trusted = bool(_status(update, roots, stamped, now).trusted)
    complete = False
    if _brings_revocations(update):
        # Nobody has to bring revocation data, but what there is counts.
        strict = _status(update, roots, stamped or now, now, revocation="require")
        complete = bool(strict.trusted)
        trusted = trusted and strict.trust_problem_indic not in _REVOKED
    certificate = x509.load_der_x509_certificate(status.signing_cert.dump())
    broken = stamp is not None and not (stamp.valid and stamp.intact)
    return Findings(
        certificate,
        bool(status.intact),
        bool(status.valid),
        trusted and is_for_documents(certificate),
        "none" if stamp is None else "bad" if broken else "good" if good else "not trusted",
        stamped,
        _level(update, updates, stamped=good, complete=complete),
    )


def stamps(update: Update, roots: Sequence[x509.Certificate], now: datetime) -> bool:
    """Say whether a timestamp over the whole file is valid, intact and trusted."""
    status = validate_pdf_timestamp(update.signature, _context(update, roots, now), skip_diff=True)
    return bool(status.valid and status.intact and status.trusted)


def _status(
    update: Update, roots: Sequence[x509.Certificate], moment: datetime, now: datetime, *, revocation: str = "soft-fail"
) -> Any:
    signer = _context(update, roots, moment, revocation)
    return validate_pdf_signature(
        update.signature, signer, _context(update, roots, now), key_usage_settings=_USAGE, skip_diff=True
    )


def _context(
    update: Update, roots: Sequence[x509.Certificate], moment: datetime, revocation: str = "soft-fail"
) -> ValidationContext:
    """Say what is known when a certificate is judged: the roots, and what the file brings along; nothing is fetched."""
    known: dict[str, Any] = {
        "trust_roots": [as_asn1(each) for each in roots],
        "allow_fetching": False,
        "moment": moment,
        "revocation_mode": revocation,
    }
    try:
        return DocumentSecurityStore.read_dss(update.signature.reader).as_validation_context(known)
    except NoDSSFoundError:
        return ValidationContext(**known)


def _brings_revocations(update: Update) -> bool:
    try:
        store = DocumentSecurityStore.read_dss(update.signature.reader)
    except NoDSSFoundError:
        return False
    return bool(store.crls or store.ocsps)


def _level(update: Update, updates: Sequence[Update], *, stamped: bool, complete: bool) -> str:
    """Say which level of PAdES a signature reaches here and now."""
    if not stamped:
        return "B-B"
    if not complete:
        return "B-T"
    return "B-LTA" if any(each.role is None and each.end > update.end for each in updates) else "B-LT"
