"""Signature that is said to be more than is shown.

A signature counts as one by hand only if it is reliable in the sense of 电子签名法, 第十三条; a certificate made at home
proves that nothing was changed, not who signed. What is claimed and what has to show it stands in
schema/law/signatures.yaml. A `signature` of an approval claims by its `level` and its `legal_status`: it is electronic,
has the fields that show the claim, and for the legal status a certificate of the kind `licensed`; the certificate that
signed for a person is that person's own. A text in approvals, distribution or revisions claims by the words in that
file, unless the clause denies or demands it: then the signature of the same approval shows it, else, outside of
approvals that have one, any signature of the plan.

Flagged:
    organisation:
      roles: [{id: manager, name: 总经理}]
      persons: [{id: person-a, name: 甲某}, {id: person-b, name: 乙某}]
    approvals:
      - stage: countersign
        role: manager
        opinion: 已用可靠的电子签名签署。
      - stage: approval
        role: manager
        person: person-a
        signature:
          kind: electronic-signature
          level: b-lta
          legal_status: reliable
          certificate_holder: person-b
          certificate_kind: self-made
          certificate_issuer: 示例公司信息部
          timestamp_authority: 示例时间戳中心
Fine:
    organisation:
      roles: [{id: manager, name: 总经理}]
      persons: [{id: person-a, name: 甲某}]
    approvals:
      - stage: countersign
        role: manager
        opinion: 自制证书只证明内容没有改动，不是可靠的电子签名；外发版应使用可靠的电子签名。
        signature: {kind: electronic-signature, legal_status: integrity-only, certificate_kind: self-made}
      - stage: approval
        role: manager
        person: person-a
        opinion: 已用 PAdES B-T 签署。
        signature:
          kind: electronic-signature
          level: b-t
          legal_status: reliable
          certificate_holder: person-a
          certificate_kind: licensed
          certificate_issuer: 示例电子认证服务公司
          timestamp_authority: 示例时间戳中心
    distribution:
      disclosure: [{to: 全体员工, how: 内网发布带可靠电子签名的版本}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..diagnostics import Note, Severity, Text
from ..law import Claim, claims
from ..model import Fragment, Node, Plan, Where, label, schema_at
from . import Finding
from ._laws import said_in
from ._reading import in_china, lacking, own_entries
from ._texts import Found, search

SEVERITY = "error"
TITLE = Text("签名的说法超出了证据", "signature that is said to be more than is shown")
WHY = Text(
    "自制证书只能证明内容没有改动，不能证明是谁签的；可靠的电子签名才与手写签名或盖章效力相同。"
    "声明及其所需的证据列在 schema/law/signatures.yaml。审批记录的签名（signature）写了级别或法律地位的，"
    "要是电子的，要有相应的证书、时间戳等栏目，法律地位还要有依法设立的认证机构的证书；替人签的证书要是本人的。"
    "审批、发放、修订记录的文字用了该文件所列用词的，同一审批的签名（不在审批里的，或该审批没有写签名的，任一签名）"
    "要能证明；分句里是否定或要求的，不算声明。",
    "A certificate made at home shows that nothing was changed, not who signed. What a signature claims by its level or "
    "legal status, and what texts of approvals, distribution and revisions claim by the words of "
    "schema/law/signatures.yaml, has to be shown by the fields of a signature; a clause that denies or demands it claims "
    "nothing. The certificate that signed for a person is that person's own.",
)
BASIS = Text(
    "电子签名法第十三条、第十四条、第十六条，ETSI EN 319 142-1",
    "Electronic Signature Law, articles 13, 14 and 16; ETSI EN 319 142-1",
)

UNSHOWN = Text("声明为{claim}，但签名没有写明{parts}", "it is said to be {claim}, but the signature has no {parts}")
BY_HAND = Text("声明为{claim}，但这不是电子签名", "it is said to be {claim}, but is no electronic signature")
UNLICENSED = Text(
    "声明为{claim}，但证书不是依法设立的认证机构签发的",
    "it is said to be {claim}, but the certificate is not that of a licensed authority",
)
NO_SIGNATURE = Text("文字声明为{claim}，但没有签名能证明", "the text says {claim}, but no signature shows it")
OTHER_HOLDER = Text(
    "签署人是“{person}”，证书却是“{holder}”的", "the signer is `{person}`, but the certificate is that of `{holder}`"
)
SIGNER = Text("签署人写在这里", "the signer is named here")
BASED = Text("依据：{article}", "basis: {article}")
NEEDS = Text("签名要写明{parts}", "a signature that shows it has: {parts}")
LICENSED = Text("依法设立的认证机构的证书", "certificate of a licensed authority")

ELECTRONIC = ("electronic-signature", "electronic-seal")
TEXTS = ("approvals", "distribution", "revisions")
# A clause that says so before the claim, or behind it, denies it; one that asks for it says what is still to come.
_DENIES = re.compile(r"不|非|未|没有|无|尚|\bnot?\b|\bwithout\b", re.IGNORECASE)
_ASKS = re.compile(
    r"应(?!急|对)|须|需要|要求|如(?!下)|若|待|拟|计划|\b(?:if|must|shall|should|will|planned)\b", re.IGNORECASE
)


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each signature, then at each text."""
    known = [each for each in claims() if each.law is None or in_china(plan)]
    approvals = own_entries(plan, "approvals")
    signatures = {each.path: each.child("signature") for each in approvals if each.get("signature")}
    for approval in approvals:
        if signature := signatures.get(approval.path):
            yield from _judge(plan, approval, signature, known)
    said: set[tuple[Fragment, Where, str]] = set()
    for found in search(plan, _pattern(tuple(each.words for each in known)), TEXTS):
        claim = next(each for each in known if _pattern((each.words,)).fullmatch(found.word))
        if found.fragment not in plan.own or _claims_nothing(found) or (found.fragment, found.path, claim.id) in said:
            continue
        said.add((found.fragment, found.path, claim.id))
        own = signatures.get(found.path[:1]) if found.fragment.kind == "approvals" else None
        if not any(_shows(each, claim) for each in ([own] if own else signatures.values())):
            notes = (_basis(plan, claim), Note(NEEDS(parts=_parts(claim))))
            yield Finding(found.place, NO_SIGNATURE(claim=claim.said), notes, severity=_severity(claim))


def _judge(plan: Plan, approval: Node, signature: Node, known: list[Claim]) -> Iterator[Finding]:
    for claim in known:
        if signature.get(claim.field) == claim.id and not _shows(signature, claim):
            lacking_ = lacking(signature, *claim.needs)
            if signature["kind"] not in ELECTRONIC:
                message = BY_HAND(claim=claim.said)
            elif lacking_:
                message = UNSHOWN(claim=claim.said, parts=lacking_)
            else:
                message = UNLICENSED(claim=claim.said)
            yield Finding(signature.at(claim.field), message, (_basis(plan, claim),), severity=_severity(claim))
    person, holder = plan.find(approval.get("person")), plan.find(signature.get("certificate_holder"))
    if person and holder and person is not holder and signature["kind"] == "electronic-signature":
        message = OTHER_HOLDER(person=person.name, holder=holder.name)
        yield Finding(signature.at("certificate_holder"), message, (Note(SIGNER(), approval.at("person")),))


def _shows(signature: Node, claim: Claim) -> bool:
    licensed = signature.get("certificate_kind") == "licensed" or not claim.licensed
    return signature["kind"] in ELECTRONIC and licensed and all(signature.get(each) for each in claim.needs)


def _claims_nothing(found: Found) -> bool:
    return bool(_DENIES.search(found.before) or _ASKS.search(found.before) or _DENIES.search(found.after))


@cache
def _pattern(words: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    """Match any of these words; a space or a hyphen in them may be left out or stand for the other."""
    parts = (re.sub(r"[ -]", "[ -]?", word) for group in words for word in group)
    return re.compile("|".join(parts), re.IGNORECASE)


def _parts(claim: Claim) -> list[Text]:
    said = [label(schema_at("approvals", (0, "signature", each))) for each in claim.needs]
    names = [Text(each.zh, each.en[:1].lower() + each.en[1:]) for each in said]
    return [*names, LICENSED] if claim.licensed else names


def _basis(plan: Plan, claim: Claim) -> Note:
    return Note(BASED(article=said_in(plan, claim.law, claim.article) if claim.law else claim.article))


def _severity(claim: Claim) -> Severity | None:
    return None if claim.checked else "warning"
