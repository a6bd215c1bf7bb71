"""Say whether a signed edition proves what it should: who signed, as what, and that nothing else was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko_certvalidator.errors import ValidationError

from ..diagnostics import Said, Text
from .certificates import common_name, fingerprint, is_demo
from .changes import held
from .policy import NAMES, Policy, Role
from .provenance import Built, Manifest, first_revision
from .revisions import DAMAGED, NO_SIGNATURE_IN, UNREADABLE, Update, take_apart
from .trust import Findings, look_at, stamps

# Makes the bytes of a built file again from its sources, or says why it can't.
Rebuild = Callable[[Manifest, Built], bytes | Said]

_NOT_BUILT = Text(
    "文件的开头不是 {manifest} 里的任何一个文件：不是 preplan 生成的原样",
    "it does not begin with any file of {manifest}: not as preplan built it",
)
_HIDDEN = Text(
    "打开它看到的不是 {path}，而是藏在后面的另一份内容",
    "what is seen in it is not {path} but something hidden behind that",
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
    if built and not _builds_on(revisions.reader, data[: built.size]):
        problems.append(Problem("not-built", _HIDDEN(path=built.path)))
    problems += [Problem(code, said) for code, said in revisions.faults]
    sound = not revisions.faults
    signatures = []
    for each in updates:
        if each.role is None and not each.is_timestamp:
            # Said already, with the structure.
            continue
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


def _builds_on(reader: PdfFileReader, built: bytes) -> bool:
    """Say whether the first revision that a reader sees is what was built, and not something put behind it."""
    start = built[built.rindex(b"startxref") :].split()[1] if b"startxref" in built else b""
    ends = reader.xrefs.get_xref_container_info(0).end_location <= len(built)
    return ends and start == str(reader.xrefs.get_startxref_for_revision(0)).encode()


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
            good = stamps(update, roots, now)
            return None, [] if good else [Problem("document-timestamp", _BAD_DOCUMENT_STAMP())]
        return _judge_signature(update, update.role, updates, roots, now, policy, sound=sound)
    except (*DAMAGED, ValidationError):
        role = update.role
        said = _NOT_READ(role=NAMES[role]) if role else _BAD_DOCUMENT_STAMP()
        return None, [Problem("damaged-signature", said, role)]


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
    findings, embedded = look_at(update, updates, roots, now), update.signature
    certificate = findings.certificate
    found = Signature(
        role,
        common_name(certificate),
        certificate.issuer.rfc4514_string(),
        fingerprint(certificate),
        is_demo(certificate),
        findings.intact,
        findings.valid,
        findings.trusted,
        sound,
        findings.level,
        _certifies(update),
        embedded.fieldmdp is not None and embedded.docmdp_level == MDPPerm.NO_CHANGES,
        embedded.self_reported_timestamp,
        findings.stamped,
    )
    return found, [*_problems(found, findings, update is updates[0], bool(roots), policy)]


def _problems(
    found: Signature, findings: Findings, is_first: bool, has_roots: bool, policy: Policy
) -> Iterator[Problem]:
    role, name = found.role, NAMES[found.role]
    if not found.intact:
        yield Problem("not-intact", _NOT_INTACT(role=name), role)
    elif not found.valid:
        yield Problem("not-valid", _NOT_VALID(role=name), role)
    # Of a signature that does not hold nobody can say whose it is.
    elif not found.trusted:
        reason = _NO_PATH() if has_roots else _NO_ROOTS()
        yield Problem("not-trusted", _NOT_TRUSTED(role=name, name=found.name, reason=reason), role)
    if findings.timestamp == "bad":
        yield Problem("timestamp", _BAD_STAMP(role=name), role)
    elif findings.timestamp == "not trusted":
        yield Problem("timestamp-not-trusted", _STAMP_NOT_TRUSTED(role=name), role)
    elif policy.timestamps and findings.timestamp == "none":
        yield Problem("timestamp-missing", _NO_STAMP(role=name), role)
    if is_first and not found.certifies:
        yield Problem("not-certified", _NOT_CERTIFIED(), role)
    if not is_first and found.certifies:
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


def _certifies(update: Update) -> bool:
    references = held(update.signature.sig_object, "/Reference") or ()
    methods = [held(each.get_object(), "/TransformMethod") for each in references]
    return "/DocMDP" in methods and (update.signature.docmdp_level == MDPPerm.FILL_FORMS)
