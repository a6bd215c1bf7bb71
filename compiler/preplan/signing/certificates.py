"""Certificates and keys to sign with: read them, and refuse those that nobody should trust."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ..diagnostics import Said, Text
from ..errors import PreplanError

DEMO = "preplan 示例 DEMO"

_RSA_BITS = 2048
_EC_BITS = 256
_WEAK_HASHES = (hashes.MD5, hashes.SHA1)
# What a certificate may be meant for and still sign documents: anything, documents (RFC 9336), mail (the usual
# personal certificate), and what Adobe and Microsoft call document signing.
_FOR_DOCUMENTS = frozenset(
    {
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE.dotted_string,
        ExtendedKeyUsageOID.EMAIL_PROTECTION.dotted_string,
        "1.3.6.1.5.5.7.3.36",
        "1.2.840.113583.1.1.5",
        "1.3.6.1.4.1.311.10.3.12",
    }
)

_REFUSED = Text("不能用“{name}”的证书签名：{faults}", "the certificate of {name} can't sign: {faults}")
_NOT_YET = Text("要到 {day} 才生效", "it is valid only from {day}")
_EXPIRED = Text("已在 {day} 过期", "it expired on {day}")
_NOT_FOR_SIGNING = Text("用途不含数字签名", "its key usage has no digital signature")
_NOTFOR_DOCUMENTS = Text("用途不是签署文件", "it is not meant for signing documents")
_AUTHORITY = Text("这是签发证书用的 CA 证书", "it is the certificate of an authority, which issues others")
_SHORT_KEY = Text("{kind} 密钥只有 {bits} 位，太短", "its {kind} key has only {bits} bits")
_ODD_KEY = Text("密钥类型不支持", "its kind of key is not supported")
_WEAK_HASH = Text("用 {name} 签发，已不安全", "it was issued with {name}, which is broken")
_WEAK_CHAIN = Text("上级证书“{name}”不可靠：{fault}", "{name}, above it, is weak: {fault}")
_NO_P12 = Text(
    "{file} 打不开：口令不对，或不是 PKCS#12 文件",
    "{file} can't be opened: the passphrase is wrong, or it is no PKCS#12 file",
)
_NO_KEY = Text("{file} 里没有带私钥的证书", "{file} holds no certificate with its private key")
_NO_ROOTS = Text("{file} 里没有证书", "there is no certificate in {file}")


@dataclass(frozen=True)
class Identity:
    """Somebody who can sign: the name on the certificate, and what signs."""

    name: str
    certificate: x509.Certificate
    signer: signers.Signer


def from_p12(path: Path, passphrase: bytes | None, now: datetime) -> Identity:
    """Read a key with its certificates from a PKCS#12 file; raises PreplanError where it should not sign."""
    data = path.read_bytes()
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, passphrase)
    except (ValueError, TypeError):
        # The reason would not help, and may say more than it should.
        raise PreplanError(_NO_P12(file=path)) from None
    if key is None or certificate is None:
        raise PreplanError(_NO_KEY(file=path))
    return from_key(key, certificate, others, now)


def from_key(key: Any, certificate: x509.Certificate, others: list[x509.Certificate], now: datetime) -> Identity:
    """Put a key and its certificates together; raises PreplanError where they should not sign."""
    refuse(certificate, others, now)
    store = SimpleCertificateStore()
    store.register_multiple([as_asn1(each) for each in others])
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = signers.SimpleSigner(
        signing_cert=as_asn1(certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(private),
        cert_registry=store,
        embed_roots=False,
    )
    return Identity(common_name(certificate), certificate, signer)


def refuse(certificate: x509.Certificate, others: list[x509.Certificate], now: datetime) -> None:
    """Raise PreplanError where a certificate should not sign, with every reason."""
    faults = [*_faults(certificate, now)]
    for each in others:
        above = [*_weaknesses(each)]
        faults += [_WEAK_CHAIN(name=common_name(each), fault=fault) for fault in above]
    if faults:
        raise PreplanError(_REFUSED(name=common_name(certificate), faults=faults))


def common_name(certificate: x509.Certificate) -> str:
    """Return whose certificate it is."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string() or "—"


def fingerprint(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of a certificate, in hexadecimal."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def is_demo(certificate: x509.Certificate) -> bool:
    """Say whether a certificate is one of those made up for a try."""
    names = [*certificate.issuer, *certificate.subject]
    return any(each.oid == NameOID.ORGANIZATION_NAME and each.value == DEMO for each in names)


def read_roots(paths: list[Path]) -> list[x509.Certificate]:
    """Read the certificates that one trusts, from files in PEM or DER, or folders of such."""
    found: list[x509.Certificate] = []
    for path in paths:
        files = sorted(each for each in path.iterdir() if each.is_file()) if path.is_dir() else [path]
        here = [certificate for file in files for certificate in _certificates_in(file.read_bytes())]
        if not here:
            raise PreplanError(_NO_ROOTS(file=path))
        found += here
    return found


def is_for_documents(certificate: x509.Certificate) -> bool:
    """Say whether a certificate may sign documents; one that does not say what it is for may (RFC 5280, 4.2.1.12)."""
    extended = _extension(certificate, x509.ExtendedKeyUsage)
    return extended is None or any(each.dotted_string in _FOR_DOCUMENTS for each in extended)


def as_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """Say the same certificate in the terms of pyHanko."""
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _certificates_in(data: bytes) -> list[x509.Certificate]:
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificates(data)
        return [x509.load_der_x509_certificate(data)]
    except ValueError:
        return []


def _faults(certificate: x509.Certificate, now: datetime) -> Iterator[Said]:
    if now < certificate.not_valid_before_utc:
        yield _NOT_YET(day=certificate.not_valid_before_utc.date())
    if now > certificate.not_valid_after_utc:
        yield _EXPIRED(day=certificate.not_valid_after_utc.date())
    usage = _extension(certificate, x509.KeyUsage)
    if usage and not (usage.digital_signature or usage.content_commitment):
        yield _NOT_FOR_SIGNING()
    if not is_for_documents(certificate):
        yield _NOTFOR_DOCUMENTS()
    constraints = _extension(certificate, x509.BasicConstraints)
    if constraints and constraints.ca:
        yield _AUTHORITY()
    yield from _weaknesses(certificate)


def _weaknesses(certificate: x509.Certificate) -> Iterator[Said]:
    key = certificate.public_key()
    match key:
        case rsa.RSAPublicKey():
            if key.key_size < _RSA_BITS:
                yield _SHORT_KEY(kind="RSA", bits=key.key_size)
        case ec.EllipticCurvePublicKey():
            if key.key_size < _EC_BITS:
                yield _SHORT_KEY(kind="EC", bits=key.key_size)
        case ed25519.Ed25519PublicKey() | ed448.Ed448PublicKey():
            pass
        case _:
            yield _ODD_KEY()
    algorithm = certificate.signature_hash_algorithm
    # Nobody relies on what a root says of itself.
    if isinstance(algorithm, _WEAK_HASHES) and certificate.issuer != certificate.subject:
        yield _WEAK_HASH(name=algorithm.name.upper())


def _extension(certificate: x509.Certificate, kind: Any) -> Any:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None
