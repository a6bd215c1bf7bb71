"""Throw-away certificates under one throw-away root, to try signing with: they prove nothing about anybody."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from asn1crypto import crl as asn1_crl
from asn1crypto import keys as asn1_keys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper, TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ..diagnostics import Text
from ..errors import PreplanError
from ..publish import write_file
from .certificates import DEMO, Identity, as_asn1, from_key, read_roots

TRUST = Path("demo-trust", "root.pem")

_ROOT_FILE = "demo-root.pem"
_ROOT_DAYS = 3650
_LEAF_DAYS = 365

_TOO_OPEN = Text(
    "{file} 是私钥，却也给别人看；请运行 chmod 600，或删掉它，下次会重新生成",
    "{file} is a private key that others may read; chmod 600 it, or delete it and a new one is made",
)
_BROKEN = Text("{file} 已损坏；请删掉它，下次会重新生成", "{file} is damaged; delete it and a new one is made")


@dataclass(frozen=True)
class Root:
    """The throw-away root with its key."""

    key: Any
    certificate: x509.Certificate


def demo_root(state: Path, now: datetime) -> Root:
    """Return the throw-away root of this user, kept in a folder of theirs; make one where there is none."""
    path = state / _ROOT_FILE
    if not path.exists():
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        _keep(path, _made_root(now))
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise PreplanError(_TOO_OPEN(file=path))
    data = path.read_bytes()
    try:
        return Root(serialization.load_pem_private_key(data, None), x509.load_pem_x509_certificate(data))
    except ValueError:
        raise PreplanError(_BROKEN(file=path)) from None


def publish_root(root: Root, build: Path) -> Path:
    """Add the root to those in `demo-trust/root.pem` of a build, and return where that is."""
    path = build / TRUST
    known = read_roots([path]) if path.exists() else []
    if root.certificate not in known:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, b"".join(map(_pem, (*known, root.certificate))))
    return path


def demo_identity(root: Root, name: str, now: datetime) -> Identity:
    """Make a key and a certificate for one signature; the key is never written anywhere."""
    key = ec.generate_private_key(ec.SECP256R1())
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = _issued(root, key, name, now, usage, ExtendedKeyUsageOID.EMAIL_PROTECTION)
    return from_key(key, certificate, [root.certificate], now)


def demo_timestamper(root: Root, now: datetime) -> TimeStamper:
    """Make a time-stamping authority that runs right here."""
    key = rsa.generate_private_key(65537, 2048)  # the only kind that pyHanko's can use
    usage = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
    certificate = _issued(root, key, "示例时间戳 demo timestamps", now, usage, ExtendedKeyUsageOID.TIME_STAMPING)
    store = SimpleCertificateStore()
    store.register(as_asn1(root.certificate))
    return DummyTimeStamper(as_asn1(certificate), _asn1_key(key), certs_to_embed=store, fixed_dt=now)


def demo_revocations(root: Root, now: datetime) -> asn1_crl.CertificateList:
    """Make the root's list of revoked certificates, which is empty."""
    made = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.certificate.subject)
        .last_update(now - timedelta(hours=1))
        .next_update(now + timedelta(days=_LEAF_DAYS))
        .add_extension(x509.CRLNumber(1), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key()), critical=False)
        .sign(root.key, hashes.SHA256())
    )
    return asn1_crl.CertificateList.load(made.public_bytes(serialization.Encoding.DER))


def _made_root(now: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("示例根证书 demo root, proves nothing")
    certificate = (
        _builder(key, name, name, now, _ROOT_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.KeyUsage(False, False, False, False, False, True, True, False, False), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + _pem(certificate)


def _keep(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, unless another process was faster."""
    handle, fresh = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.link(fresh, path)
    except FileExistsError:
        return
    finally:
        Path(fresh).unlink()


def _issued(
    root: Root, key: Any, name: str, now: datetime, usage: x509.KeyUsage, meant_for: x509.ObjectIdentifier
) -> x509.Certificate:
    timestamps = meant_for == ExtendedKeyUsageOID.TIME_STAMPING
    return (
        _builder(key, _name(name), root.certificate.subject, now, _LEAF_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([meant_for]), critical=timestamps)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key()), critical=False)
        .sign(root.key, hashes.SHA256())
    )


def _builder(key: Any, subject: x509.Name, issuer: x509.Name, now: datetime, days: int) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(common: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, DEMO), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


def _asn1_key(key: Any) -> asn1_keys.PrivateKeyInfo:
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return asn1_keys.PrivateKeyInfo.load(private)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
