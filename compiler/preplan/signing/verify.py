"""Say whether a signed edition proves what it should: who signed, as what, and that nothing else was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cryptography import x509
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError

from ..diagnostics import Said, Text
from .certificates import as_asn1, common_name, fingerprint, is_demo, is_for_documents
from .changes import held
from .policy import NAMES, Policy, Role
from .provenance import Built, Manifest, first_revision
from .revisions import DAMAGED, NO_SIGNATURE_IN, UNREADABLE, Update, take_apart

# Makes the bytes of a built file again from its sources, or says why it can't.
Rebuild = Callable[[Manifest, Built], bytes | Said]

_NOT_BUILT = Text(
    "文件的开头不是 {manifest} 里的任何一个文件：不是 preplan 生成的原样",
    "it does not begin with any file of {manifest}: not as preplan built it",
)
_NOT_CLEAN = Text(
    "{manifest} 没有写明源文件取自哪个提交且没有改动", "{manifest} does not say that the sources are those of a commit"
)
_NO_MANIFEST = Text("没有 manifest.json，无法核对内容出自哪里", "there is no manifest.json to hold its content against")
_REBUILT_OTHER = Text("由提交 {commit} 重新生成的文件与此不同", "what commit {commit} compiles to is another file")
_NOT_REBUILT = Text("没能重新生成：{reason}", "it could not be built again: {reason}")
_NOT_INTACT = Text("{role}签名之后内容被改动", "the content was changed after the {role} signed")
_NOT_VALID = Text("{role}的签名本身不成立", "the signature of the {role} is not valid")
_NOT_READ = Text("{role}的签名已损坏", "the signature of the {role} is damaged")
_NOT_TRUSTED = Text(
    "{role}“{name}”的证书不可信：{reason}", "the certificate of the {role}, {name}, is not trusted: {reason}"
)
_NO_ROOTS = Text("没有用 --trust 给出信任的根证书", "no trusted roots were given with --trust")
_NO_PATH = Text(
    "不出自所信任的根证书，或已失效、已吊销、用途不符",
    "no trusted root issued it, or it is expired, revoked or not meant for this",
)
_BAD_STAMP = Text("{role}签名的时间戳不成立", "the timestamp of the {role} is not valid")
_STAMP_NOT_TRUSTED = Text(
    "{role}签名的时间戳不出自所信任的机构", "no trusted authority issued the timestamp of the {role}"
)
_NO_STAMP = Text("{role}的签名没有时间戳", "the signature of the {role} has no timestamp")
_BAD_DOCUMENT_STAMP = Text(
    "文件的归档时间戳不成立或不可信", "the timestamp of the whole file is not valid or not trusted"
)
_OUT_OF_ORDER = Text(
    "签名的顺序不对：应为{wanted}，实为{found}", "signed in the wrong order: {wanted} was asked for, found {found}"
)
_NOT_ASKED = Text("规则没有要求{role}签名", "no signature of the {role} is asked for")
_NOT_ADMITTED = Text("“{name}”不是规则指定的{role}", "{name} is not who may sign as {role}")
_SAME_SIGNER = Text("{role}与前面的签名用的是同一张证书", "the {role} signed with a certificate that has signed before")
_NOT_CERTIFIED = Text("第一个签名没有认证文件", "the first signature does not certify the file")
_CERTIFIED_LATE = Text("{role}的签名不该再次认证文件", "the signature of the {role} must not certify the file again")
_NOT_LOCKED = Text("{role}的签名没有锁定文件", "the signature of the {role} does not lock the file")
_MISSING = Text("缺{roles}", "missing: {roles}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a file does not prove what it should; the code never changes, the words may."""

    code: str
    message: Said
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """What one signature is and holds; `stamped` is the time that a trusted timestamp shows, or None."""

    role: Role
    name: str
    issuer: str
    sha256: str
    demo: bool
    intact: bool
    valid: bool
    trusted: bool
    covers: bool
    level: str
    certifies: bool
    locks: bool
    signed: datetime | None
    stamped: datetime | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of one file; `built` is the file of the manifest that it begins with, or None."""

    policy: Policy
    built: Built | None
    manifest: Manifest | None
    rebuilt: bool
    signatures: tuple[Signature, ...]
    missing: tuple[Role, ...]
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether every demand is met."""
        return not self.problems and not self.missing

    @property
    def demo(self) -> bool:
        """Whether somebody signed with a made-up certificate, so that nothing is proved about anybody."""
        return any(each.demo for each in self.signatures)


def verify(
    data: bytes,
    policy: Policy,
    roots: Sequence[x509.Certificate],
    now: datetime,
    *,
    manifest: Manifest | None,
    rebuild: Rebuild | None = None,
) -> Verdict:
    """Hold a file against a policy; whoever is trusted has a certificate under one of the roots."""
    built = first_revision(data, manifest) if manifest else None
    problems = [*_provenance(built, manifest)]
    rebuilt = False
    if rebuild and manifest and built:
        again = rebuild(manifest, built)
        rebuilt = again == data[: built.size]
        if not isinstance(again, bytes):
            problems.append(Problem("not-rebuilt", _NOT_REBUILT(reason=again)))
        elif not rebuilt:
            problems.append(Problem("not-rebuilt", _REBUILT_OTHER(commit=(manifest.commit or "")[:12])))
    verdict = Verdict(policy, built, manifest, rebuilt, (), policy.roles, ())
    try:
        revisions = take_apart(data)
    except DAMAGED:
        return replace(verdict, problems=(*problems, Problem("damaged", UNREADABLE())))
    updates = revisions.updates
    if not updates:
        return replace(verdict, problems=(*problems, Problem("no-signature", NO_SIGNATURE_IN())))
    if built and updates[0].signature.reader.xrefs.get_xref_container_info(0).end_location > built.size:
        problems.append(Problem("not-built", _NOT_BUILT(manifest=manifest.name if manifest else "")))
    problems += [Problem(code, said) for code, said in revisions.faults]
    sound = not revisions.faults
    signatures = []
    for each in updates:
        found, judged = _judge(each, updates, roots, now, policy, sound=sound)
        signatures += [found] if found else []
        problems += judged
    problems += _order(signatures, policy)
    signed = [each.role for each in signatures]
    missing = tuple(role for role in policy.roles if role not in signed)
    return replace(verdict, signatures=tuple(signatures), missing=missing, problems=tuple(dict.fromkeys(problems)))


def missing_said(roles: Sequence[Role]) -> Said:
    """Say which roles have not signed."""
    return _MISSING(roles=[NAMES[role]() for role in roles])


def _provenance(built: Built | None, manifest: Manifest | None) -> Iterator[Problem]:
    if manifest is None:
        yield Problem("no-manifest", _NO_MANIFEST())
    elif built is None:
        yield Problem("not-built", _NOT_BUILT(manifest=manifest.name))
    elif not manifest.clean:
        yield Problem("not-clean", _NOT_CLEAN(manifest=manifest.name))


def _judge(
    update: Update,
    updates: Sequence[Update],
    roots: Sequence[x509.Certificate],
    now: datetime,
    policy: Policy,
    *,
    sound: bool,
) -> tuple[Signature | None, list[Problem]]:
    """Look at one signature by itself."""
    try:
        if update.role is None:
            return None, [*_judge_timestamp(update, roots, now)]
        return _judge_signature(update, update.role, updates, roots, now, policy, sound=sound)
    except (*DAMAGED, ValidationError):
        role = update.role
        said = _NOT_READ(role=NAMES[role]) if role else _BAD_DOCUMENT_STAMP()
        return None, [Problem("damaged-signature", said, role)]


def _judge_timestamp(update: Update, roots: Sequence[x509.Certificate], now: datetime) -> Iterator[Problem]:
    status = validate_pdf_timestamp(update.signature, _context(update, roots, now), skip_diff=True)
    if not (status.valid and status.intact and status.trusted):
        yield Problem("document-timestamp", _BAD_DOCUMENT_STAMP())


def _judge_signature(
    update: Update,
    role: Role,
    updates: Sequence[Update],
    roots: Sequence[x509.Certificate],
    now: datetime,
    policy: Policy,
    *,
    sound: bool,
) -> tuple[Signature, list[Problem]]:
    status = _status(update, roots, now)
    stamp = status.timestamp_validity
    stamped = stamp.timestamp if stamp and stamp.valid and stamp.intact and stamp.trusted else None
    certificate = x509.load_der_x509_certificate(status.signing_cert.dump())
    trusted = bool(status.trusted)
    if not trusted and stamped:
        # It may have run out since: what counts is the day that the timestamp shows.
        trusted = bool(_status(update, roots, stamped, stamped_at=now).trusted)
    embedded = update.signature
    found = Signature(
        role,
        common_name(certificate),
        certificate.issuer.rfc4514_string(),
        fingerprint(certificate),
        is_demo(certificate),
        bool(status.intact),
        bool(status.valid),
        trusted and is_for_documents(certificate),
        sound and update.end > 0,
        _level(update, updates, stamped),
        _certifies(update),
        embedded.fieldmdp is not None and embedded.docmdp_level == MDPPerm.NO_CHANGES,
        embedded.self_reported_timestamp,
        stamped,
    )
    return found, [*_problems(found, stamp, updates, update, roots, policy)]


def _problems(
    found: Signature,
    stamp: Any,
    updates: Sequence[Update],
    update: Update,
    roots: Sequence[x509.Certificate],
    policy: Policy,
) -> Iterator[Problem]:
    role, name = found.role, NAMES[found.role]
    if not found.intact:
        yield Problem("not-intact", _NOT_INTACT(role=name), role)
    elif not found.valid:
        yield Problem("not-valid", _NOT_VALID(role=name), role)
    if not found.trusted:
        reason = _NO_PATH() if roots else _NO_ROOTS()
        yield Problem("not-trusted", _NOT_TRUSTED(role=name, name=found.name, reason=reason), role)
    if stamp and not (stamp.valid and stamp.intact):
        yield Problem("timestamp", _BAD_STAMP(role=name), role)
    elif stamp and not found.stamped:
        yield Problem("timestamp-not-trusted", _STAMP_NOT_TRUSTED(role=name), role)
    elif policy.timestamps and not stamp:
        yield Problem("timestamp-missing", _NO_STAMP(role=name), role)
    if update is updates[0] and not found.certifies:
        yield Problem("not-certified", _NOT_CERTIFIED(), role)
    if update is not updates[0] and found.certifies:
        yield Problem("certified-late", _CERTIFIED_LATE(role=name), role)
    if role == "approver" and not found.locks:
        yield Problem("not-locked", _NOT_LOCKED(role=name), role)


def _order(signatures: Sequence[Signature], policy: Policy) -> Iterator[Problem]:
    """Hold the signatures that there are against those asked for."""
    required = {each.role: each for each in policy.required}
    signed = [each.role for each in signatures]
    for role in signed:
        if role not in required:
            yield Problem("not-asked", _NOT_ASKED(role=NAMES[role]), role)
    wanted = policy.roles[: len(signed)]
    if all(role in required for role in signed) and tuple(signed) != wanted:
        said = _OUT_OF_ORDER(wanted=[NAMES[each]() for each in wanted], found=[NAMES[each]() for each in signed])
        yield Problem("out-of-order", said)
    seen: set[str] = set()
    for each in signatures:
        if each.role in required and not required[each.role].admits(each.name, each.sha256):
            yield Problem("wrong-signer", _NOT_ADMITTED(name=each.name, role=NAMES[each.role]), each.role)
        if policy.distinct and each.sha256 in seen:
            yield Problem("same-signer", _SAME_SIGNER(role=NAMES[each.role]), each.role)
        seen.add(each.sha256)


def _status(
    update: Update, roots: Sequence[x509.Certificate], moment: datetime, *, stamped_at: datetime | None = None
) -> Any:
    return validate_pdf_signature(
        update.signature,
        _context(update, roots, moment),
        _context(update, roots, stamped_at or moment),
        key_usage_settings=KeyUsageConstraints(
            key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
        ),
        skip_diff=True,
    )


def _context(update: Update, roots: Sequence[x509.Certificate], moment: datetime) -> ValidationContext:
    """Say what is known when a certificate is judged: the roots, and what the file brings along; nothing is fetched."""
    known: dict[str, Any] = {
        "trust_roots": [as_asn1(each) for each in roots],
        "allow_fetching": False,
        "moment": moment,
        "revocation_mode": "soft-fail",
    }
    try:
        return DocumentSecurityStore.read_dss(update.signature.reader).as_validation_context(known)
    except NoDSSFoundError:
        return ValidationContext(**known)


def _level(update: Update, updates: Sequence[Update], stamped: datetime | None) -> str:
    """Say which level of PAdES a signature reaches."""
    if stamped is None:
        return "B-B"
    revision = update.signature.reader.get_historical_resolver(update.signature.signed_revision)
    store = held(revision.root, "/DSS")
    if store is None or not (held(store, "/CRLs") or held(store, "/OCSPs")):
        return "B-T"
    return "B-LTA" if any(each.role is None and each.end > update.end for each in updates) else "B-LT"


def _certifies(update: Update) -> bool:
    references = held(update.signature.sig_object, "/Reference") or ()
    methods = [held(each.get_object(), "/TransformMethod") for each in references]
    return "/DocMDP" in methods and (update.signature.docmdp_level == MDPPerm.FILL_FORMS)
