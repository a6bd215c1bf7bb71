"""Put the signature of one role into an edition that preplan has built."""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from asn1crypto import cms
from cryptography import x509
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    PdfTBSDocument,
    PdfTimeStamper,
    SigDSSPlacementPreference,
    TimestampDSSContentSettings,
)
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from ..diagnostics import Language, Said, Text
from ..errors import PreplanError, quoted
from .changes import held
from .policy import NAMES, Policy, Role
from .provenance import Built, Manifest, first_revision
from .revisions import quiet
from .stamp import Seal, stamp
from .verify import Verdict, verify

Level = Literal["B-B", "B-T", "B-LT", "B-LTA"]
# A door for others: gets what is to be signed as the SHA-256 digest, returns a CMS signature over it in DER.
Door = Callable[[bytes], bytes]

LEVELS: tuple[Level, ...] = ("B-B", "B-T", "B-LT", "B-LTA")

# Room for a signature that somebody else makes, in bytes of DER; with chains and timestamps they stay far below.
_FOREIGN_ROOM = 32 * 1024

_NOT_BUILT = Text(
    "{file} 不是 {manifest} 里的文件，也不是它加上签名：只签 preplan 生成的原样",
    "{file} is no file of {manifest}, with or without signatures: only what preplan has built is signed",
)
_NOT_CLEAN = Text(
    "{file} 不是从干净的提交生成的；先提交全部改动，再运行 preplan build",
    "{file} was not built from a clean commit; commit everything and run `preplan build` again",
)
_NO_FIELD = Text("{file} 里没有给{role}留出签名域", "{file} has no signature field for the {role}")
_NOT_IN_POLICY = Text("签名规则没有{role}", "the policy does not ask for the {role}")
_SIGNED = Text("{file} 已有{role}的签名", "{file} has the signature of the {role} already")
_FIRST_OTHERS = Text("{file} 要先由{roles}签名", "before that, {file} has to be signed by: {roles}")
_EARLIER_BAD = Text("{file} 已有的内容不成立：{reasons}", "what {file} holds already is not as it should be: {reasons}")
_MIXED = Text(
    "{file} 上已有的签名与这次的不是一类：示例签名不能与正式签名混在一份文件里",
    "{file} can't hold both: a demo does not go with signatures that are meant",
)
_NOT_SIGNED = Text("{file} 没能签名：{reason}", "{file} could not be signed: {reason}")
_NO_TSA = Text(
    "{level} 级要有时间戳，请用 --tsa 指明时间戳服务", "level {level} needs timestamps; name a service with --tsa"
)
_NO_ROOTS_FOR_LT = Text(
    "{level} 级要存入吊销信息，请用 --trust 指明根证书",
    "level {level} stores revocation data; name the roots with --trust",
)
_DOOR_LEVEL = Text(
    "外部签名程序自己决定级别，不能同时写 --level 或 --tsa",
    "a signing program decides the level: give no --level or --tsa",
)
_BAD_CMS = Text(
    "外部签名程序返回的不是 CMS 签名，或太长", "the signing program returned no CMS signature, or too long a one"
)
_DOOR_WRONG = Text("外部签名程序签的不是这份文件", "the signing program has signed something else")
_NOT_SOUND = Text("签出的结果不成立，没有写入：{reasons}", "the result does not hold and was not written: {reasons}")


@dataclass(frozen=True)
class Pen:
    """What a signature is made with: a signer that has its key, or a door to one; and what goes with it.

    `context` is what pyHanko needs to look for revocation data (B-LT, B-LTA); `trusted` are the roots that earlier
    signatures have to be under, none where nobody knows them on this machine.
    """

    name: str
    signer: signers.Signer | None = None
    door: Door | None = None
    timestamper: TimeStamper | None = None
    level: Level = "B-B"
    context: Callable[[], ValidationContext] | None = None
    trusted: tuple[x509.Certificate, ...] = ()
    seal: Seal | None = None
    demo: bool = False


def sign(data: bytes, file: str, role: Role, pen: Pen, manifest: Manifest, policy: Policy, now: datetime) -> bytes:
    """Return a file with one signature more; raises PreplanError where it should not be signed.

    What comes back has been verified: the file still begins with what was built, and every signature holds.
    """
    quiet()
    _refuse_level(pen)
    built = _built(data, file, manifest)
    signed = _earlier(data, built, file, role, pen, manifest, policy, now)
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=True)
        lang: Language = "en" if str(held(reader.root, "/Lang")).startswith("en") else "zh"
        size = _size_of_field(reader, role, file)
        picture = stamp(role, pen.name, now.date(), lang, size=size, seal=pen.seal, demo=pen.demo)
        made = _signed(data, role, pen, picture, first=not signed)
        if pen.level == "B-LTA" and pen.timestamper and pen.context:
            made = _archived(made, pen.timestamper, pen.context())
    except (SigningError, TimestampRequestError, ValidationError, PathError, PdfError) as error:
        raise PreplanError(_NOT_SIGNED(file=file, reason=quoted(str(error)))) from None
    _refuse_result(made, data, role, pen, manifest, policy, now)
    return made


def _refuse_level(pen: Pen) -> None:
    if pen.door and (pen.level != "B-B" or pen.timestamper):
        raise PreplanError(_DOOR_LEVEL())
    if pen.level != "B-B" and not pen.timestamper:
        raise PreplanError(_NO_TSA(level=pen.level))
    if pen.level in ("B-LT", "B-LTA") and not pen.context:
        raise PreplanError(_NO_ROOTS_FOR_LT(level=pen.level))


def _built(data: bytes, file: str, manifest: Manifest) -> Built:
    built = first_revision(data, manifest)
    if built is None:
        raise PreplanError(_NOT_BUILT(file=file, manifest=manifest.name))
    if not manifest.clean:
        raise PreplanError(_NOT_CLEAN(file=file))
    return built


def _earlier(
    data: bytes, built: Built, file: str, role: Role, pen: Pen, manifest: Manifest, policy: Policy, now: datetime
) -> tuple[Role, ...]:
    """Return the roles that have signed; refuse a file whose additions are anything but their valid signatures."""
    if role not in policy.roles:
        raise PreplanError(_NOT_IN_POLICY(role=NAMES[role]))
    signed: tuple[Role, ...] = ()
    if len(data) > built.size:
        verdict = verify(data, policy, pen.trusted, now, manifest=manifest)
        if any(each.demo != pen.demo for each in verdict.signatures):
            raise PreplanError(_MIXED(file=file))
        if reasons := _reasons(verdict, pen.trusted):
            raise PreplanError(_EARLIER_BAD(file=file, reasons=reasons))
        signed = tuple(each.role for each in verdict.signatures)
    if role in signed:
        raise PreplanError(_SIGNED(file=file, role=NAMES[role]))
    if before := [each for each in policy.roles[: policy.roles.index(role)] if each not in signed]:
        raise PreplanError(_FIRST_OTHERS(file=file, roles=[NAMES[each] for each in before]))
    return signed


def _reasons(verdict: Verdict, trusted: Sequence[x509.Certificate]) -> list[Said]:
    """Say what speaks against a file that not everybody has signed yet.

    Who is trusted is for whoever verifies to say: a signer's machine may not have the others' roots.
    """
    forgiven = () if trusted else ("not-trusted", "timestamp-not-trusted", "document-timestamp")
    return [each.message for each in verdict.problems if each.code not in forgiven]


def _refuse_result(
    made: bytes, data: bytes, role: Role, pen: Pen, manifest: Manifest, policy: Policy, now: datetime
) -> None:
    verdict = verify(made, policy, pen.trusted, now, manifest=manifest)
    reasons = _reasons(verdict, pen.trusted)
    if not made.startswith(data) or not any(each.role == role for each in verdict.signatures):
        reasons = [*reasons, _DOOR_WRONG()]
    if reasons:
        raise PreplanError(_NOT_SOUND(reasons=[*dict.fromkeys(reasons)]))


def _size_of_field(reader: PdfFileReader, role: Role, file: str) -> tuple[float, float]:
    form = held(reader.root, "/AcroForm") or DictionaryObject()
    for field in held(form, "/Fields") or ():
        if held(field.get_object(), "/T") == role:
            left, bottom, right, top = (float(each) for each in field.get_object()["/Rect"])
            return round(right - left, 3), round(top - bottom, 3)
    raise PreplanError(_NO_FIELD(file=file, role=NAMES[role]))


def _signed(data: bytes, role: Role, pen: Pen, picture: bytes, *, first: bool) -> bytes:
    lasting = pen.level in ("B-LT", "B-LTA")
    about = signers.PdfSignatureMetadata(
        field_name=role,
        # What suits the key, unless somebody else has the key.
        md_algorithm="sha256" if pen.door else None,
        subfilter=SigSeedSubFilter.PADES,
        name=pen.name,
        certify=first,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        signer_key_usage=set(),
        embed_validation_info=lasting,
        validation_context=pen.context() if lasting and pen.context else None,
        # In the update that the signature covers, so that nothing has to follow it.
        dss_settings=DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE),
    )
    maker = signers.PdfSigner(
        about,
        signer=pen.signer or signers.ExternalSigner(None, None, signature_value=_FOREIGN_ROOM),
        timestamper=pen.timestamper,
        stamp_style=_style(picture),
    )
    writer = _Writer(io.BytesIO(data), strict=True)
    if pen.door:
        return _through(pen.door, maker, writer)
    return bytes(maker.sign_pdf(writer, existing_fields_only=True).getbuffer())


def _through(door: Door, maker: signers.PdfSigner, writer: IncrementalPdfFileWriter) -> bytes:
    """Have somebody else sign: they see the digest and never the file."""
    prepared, _, output = asyncio.run(
        maker.async_digest_doc_for_signing(writer, existing_fields_only=True, bytes_reserved=2 * _FOREIGN_ROOM)
    )
    answer = door(prepared.document_digest)
    try:
        message = cms.ContentInfo.load(answer, strict=True)
        whole = message["content_type"].native == "signed_data" and len(answer) <= _FOREIGN_ROOM
    except (ValueError, TypeError):
        whole = False
    if not whole:
        raise PreplanError(_BAD_CMS())
    PdfTBSDocument.finish_signing(output, prepared, answer)
    output.seek(0)
    return bytes(output.read())


def _archived(data: bytes, timestamper: TimeStamper, context: ValidationContext) -> bytes:
    """Add a timestamp over the whole file, with the revocation data it needs in the same update."""
    settings = TimestampDSSContentSettings(include_vri=False, update_before_ts=True)
    writer = _Writer(io.BytesIO(data), strict=True)
    name = f"timestamp-{hashlib.sha256(data).hexdigest()[:12]}"
    made: Any = PdfTimeStamper(timestamper, field_name=name).timestamp_pdf(
        writer, "sha256", validation_context=context, dss_settings=settings
    )
    return bytes(made.getbuffer())


def _style(picture: bytes) -> StaticStampStyle:
    nothing = Margins(0, 0, 0, 0)
    return StaticStampStyle(
        border_width=0,
        background=_Page(picture),
        background_opacity=1.0,
        background_layout=SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, margins=nothing),
    )


class _Page(ImportedPdfPage):
    """A page of a PDF that is in memory."""

    def __init__(self, data: bytes) -> None:
        super().__init__("")  # type: ignore[no-untyped-call]
        self.data = data

    def render(self) -> bytes:
        writer = self._ensure_writer
        page = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.data)), page_ix=0)
        self.resources.xobject["/Stamp"] = page
        left, bottom, right, top = (float(each) for each in page.get_object()["/BBox"])
        self.box = BoxConstraints(width=right - left, height=top - bottom)
        return b"/Stamp Do"


class _Writer(IncrementalPdfFileWriter):
    """Adds to a file and leaves its information and metadata as they are, so that any change to those is a fault."""

    def _update_meta(self) -> None:
        return None

    def ensure_output_version(self, version: object) -> None:
        """Stay with PDF 1.7, which PDF/A-3 is made of; what is new here is named as an extension."""
