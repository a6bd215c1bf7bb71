"""What the tests of signing are made of: a built edition, certificates good and bad, and signatures in any state."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import keys as asn1_keys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents import runs, sample
from preplan.document import Document, ElectronicField, Paragraph, Section, SignatureField, Signatures
from preplan.signing import sign as signing
from preplan.signing.certificates import as_asn1, from_key
from preplan.signing.policy import Policy, Role
from preplan.signing.provenance import Manifest, read_manifest
from preplan.signing.sign import Pen, sign
from preplan.signing.stamp import stamp
from preplan.writers import pdf

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
COMMIT = "0123456789abcdef0123456789abcdef01234567"
ROLES: tuple[Role, ...] = ("author", "reviewer", "approver")
NAMES: dict[Role, str] = {"author": "编制示例", "reviewer": "审核示例", "approver": "批准示例"}

Change = Callable[[IncrementalPdfFileWriter], None]


@cache
def document(text: str = "各部门按本预案行动。") -> Document:
    """Return a small plan with an approval page."""
    electronic = (
        ElectronicField("author", "编制人电子签名", "应急办公室主任"),
        ElectronicField("reviewer", "审核人电子签名"),
        ElectronicField("approver", "批准人电子签名", "总经理"),
    )
    places = Signatures((SignatureField("sign-approval-1", "总经理", runs("李示例")),), electronic)
    page = Section("approval", "", "批准页", (Paragraph(runs(text)), places))
    body = (Section("chapter-one", "1", "总则", (Paragraph(runs("为了及时处置突发事件，制定本预案。")),)),)
    return dataclasses.replace(sample(), front=(page,), body=body, annexes=())


@cache
def edition(text: str = "各部门按本预案行动。") -> bytes:
    """Return that plan as it is built."""
    return pdf.render(document(text))


def manifest_for(folder: Path, data: bytes, *, clean: bool = True) -> Manifest:
    """Write the manifest of a build that holds one edition, and the edition."""
    path = folder / "editions" / "sample-plan-1.0-internal.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    about = {
        "compiler": {"name": "preplan", "version": "0.1.0"},
        "as_of": "2026-11-01",
        "audience": "internal",
        "commit": COMMIT,
        "clean": clean,
        "files": [
            {
                "path": path.relative_to(folder).as_posix(),
                "size": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
            }
        ],
    }
    (folder / "manifest.json").write_text(json.dumps(about), encoding="utf-8")
    return read_manifest(folder / "manifest.json", folder)


@dataclasses.dataclass(frozen=True)
class Holder:
    """A key with its certificate, whatever state that is in."""

    key: Any
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()

    def p12(self, passphrase: bytes | None) -> bytes:
        """Pack them into a PKCS#12 file."""
        lock: Any = serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
        return pkcs12.serialize_key_and_certificates("示例".encode(), self.key, self.certificate, self.above, lock)

    @property
    def private(self) -> asn1_keys.PrivateKeyInfo:
        """The key in the terms of pyHanko."""
        form = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return asn1_keys.PrivateKeyInfo.load(self.key.private_bytes(*form))

    @property
    def signer(self) -> signers.SimpleSigner:
        """What signs with them, without a look at the certificate."""
        store = SimpleCertificateStore()
        store.register_multiple([as_asn1(each) for each in self.above])
        return signers.SimpleSigner(
            signing_cert=as_asn1(self.certificate), signing_key=self.private, cert_registry=store, embed_roots=False
        )


def authority(name: str = "示例根 Test Root", *, key: Any = None) -> Holder:
    """Make a root."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    certificate = (
        _builder(key, name, _name(name), NOW - timedelta(days=1000), NOW + timedelta(days=1000))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Holder(key, certificate)


def issued(
    by: Holder,
    name: str,
    *,
    key: Any = None,
    start: datetime = NOW - timedelta(days=100),
    end: datetime = NOW + timedelta(days=100),
    usage: Iterable[str] = ("digital_signature", "content_commitment"),
    purposes: Iterable[str] = (),
    ca: bool = False,
    algorithm: Any = None,
    revocations: str = "",
) -> Holder:
    """Make a certificate under another, of any kind; `revocations` is where its authority lists those revoked."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    made = (
        _builder(key, name, by.certificate.subject, start, end)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(_usage(*usage), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key()), critical=False)
    )
    if revocations:
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(revocations)], None, None, None)
        made = made.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    if oids := [x509.ObjectIdentifier(each) for each in purposes]:
        made = made.add_extension(x509.ExtendedKeyUsage(oids), critical=False)
    return Holder(key, made.sign(by.key, algorithm or hashes.SHA256()), (by.certificate, *by.above))


def rsa_key(bits: int = 2048) -> Any:
    """Make an RSA key."""
    return rsa.generate_private_key(65537, bits)


def pen(holder: Holder, roots: Iterable[x509.Certificate] = (), **more: Any) -> Pen:
    """Return what signs as somebody, the way preplan does."""
    identity = from_key(holder.key, holder.certificate, [*holder.above], NOW)
    return Pen(identity.name, signer=identity.signer, trusted=tuple(roots), **more)


def signed_by(
    data: bytes, manifest: Manifest, holders: dict[Role, Holder], policy: Policy | None = None, **more: Any
) -> bytes:
    """Sign as preplan does, each in turn."""
    for role, holder in holders.items():
        data = sign(data, "sample.pdf", role, pen(holder, **more), manifest, policy or Policy(), NOW)
    return data


def raw_sign(
    data: bytes,
    field: str,
    holder: Holder,
    *,
    certify: bool = False,
    permission: MDPPerm = MDPPerm.FILL_FORMS,
    change: Change | None = None,
    timestamper: TimeStamper | None = None,
    digest: str = "sha256",
    create: fields.SigFieldSpec | None = None,
    plain: bool = False,
) -> bytes:
    """Sign with pyHanko as anybody can, without any of preplan's checks, and change what one likes on the way."""
    writer = (IncrementalPdfFileWriter if plain else signing._Writer)(io.BytesIO(data), strict=True)
    if change:
        change(writer)
    about = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm=digest,
        subfilter=SigSeedSubFilter.PADES,
        certify=certify,
        docmdp_permissions=permission,
        signer_key_usage=set(),
    )
    picture = stamp("author", "某某", NOW.date(), "zh", size=(149, 68), seal=None, demo=False)
    maker = signers.PdfSigner(
        about,
        signer=holder.signer,
        timestamper=timestamper,
        stamp_style=signing._style(picture),
        new_field_spec=create,
    )
    return bytes(maker.sign_pdf(writer, existing_fields_only=create is None).getbuffer())


def updated(data: bytes, change: Change, *, plain: bool = True) -> bytes:
    """Append an update that nobody signs."""
    writer = (IncrementalPdfFileWriter if plain else signing._Writer)(io.BytesIO(data), strict=True)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _builder(key: Any, name: str, issuer: x509.Name, start: datetime, end: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(common: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "示例公司"), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


def _usage(*names: str) -> x509.KeyUsage:
    known = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: name in names for name in known})
