"""Certificates that nobody should trust don't get to sign, and the reason is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding

from preplan.errors import PreplanError
from preplan.signing.certificates import from_p12, read_roots

from .making import NOW, Holder, authority, issued, rsa_key

SECRET = b"correct horse"

GOOD: dict[str, Callable[[Holder], Holder]] = {
    "EC": lambda root: issued(root, "张三"),
    "RSA of 2048 bits": lambda root: issued(root, "张三", key=rsa_key()),
    "Ed25519": lambda root: issued(root, "张三", key=ed25519.Ed25519PrivateKey.generate()),
    "for mail": lambda root: issued(root, "张三", purposes=["1.3.6.1.5.5.7.3.4"]),
    "for documents": lambda root: issued(root, "张三", purposes=["1.3.6.1.5.5.7.3.36", "1.3.6.1.5.5.7.3.2"]),
    "for signatures only": lambda root: issued(root, "张三", usage=["digital_signature"]),
}
BAD: dict[str, tuple[Callable[[Holder], Holder], str]] = {
    "expired": (lambda root: issued(root, "张三", end=NOW - timedelta(days=1)), "it expired on 23 November 2026"),
    "not yet valid": (
        lambda root: issued(root, "张三", start=NOW + timedelta(days=7)),
        "it is valid only from 1 December 2026",
    ),
    "for encryption": (
        lambda root: issued(root, "张三", usage=["key_encipherment"]),
        "its key usage has no digital signature",
    ),
    "for a server": (
        lambda root: issued(root, "张三", purposes=["1.3.6.1.5.5.7.3.1"]),
        "it is not meant for signing documents",
    ),
    "of an authority": (
        lambda root: issued(root, "张三", ca=True),
        "it is the certificate of an authority, which issues others",
    ),
    "with a short RSA key": (lambda root: issued(root, "张三", key=rsa_key(1024)), "its RSA key has only 1024 bits"),
    "with a short EC key": (
        lambda root: issued(root, "张三", key=ec.generate_private_key(ec.SECP224R1())),
        "its EC key has only 224 bits",
    ),
    "with a DSA key": (
        lambda root: issued(root, "张三", key=dsa.generate_private_key(2048)),
        "its kind of key is not supported",
    ),
    "expired and for a server": (
        lambda root: issued(root, "张三", end=NOW - timedelta(days=1), purposes=["1.3.6.1.5.5.7.3.1"]),
        "it expired on 23 November 2026, it is not meant for signing documents",
    ),
    "under a weak authority": (
        lambda root: issued(issued(root, "中间 CA", key=rsa_key(1024), ca=True, usage=["key_cert_sign"]), "张三"),
        "中间 CA, above it, is weak: its RSA key has only 1024 bits",
    ),
}


@pytest.fixture(scope="module")
def root() -> Holder:
    return authority()


@pytest.mark.parametrize("kind", GOOD)
def test_good_certificate_signs(root: Holder, tmp_path: Path, kind: str) -> None:
    assert "张三" == from_p12(_file(tmp_path, GOOD[kind](root)), SECRET, NOW).name


@pytest.mark.parametrize("kind", BAD)
def test_bad_certificate_is_refused_with_every_reason(root: Holder, tmp_path: Path, kind: str) -> None:
    make, fault = BAD[kind]
    with pytest.raises(PreplanError) as error:
        from_p12(_file(tmp_path, make(root)), SECRET, NOW)

    assert f"the certificate of 张三 can't sign: {fault}" == str(error.value)


@pytest.mark.parametrize("passphrase", [b"wrong", None, b""])
def test_wrong_passphrase_is_said_and_neither_shown_nor_kept(
    root: Holder, tmp_path: Path, passphrase: bytes | None
) -> None:
    file = _file(tmp_path, issued(root, "张三"))
    with pytest.raises(PreplanError) as error:
        from_p12(file, passphrase, NOW)

    assert f"{file} can't be opened: the passphrase is wrong, or it is no PKCS#12 file" == str(error.value)
    assert (None, True) == (error.value.__cause__, error.value.__suppress_context__)


def test_file_that_is_no_p12_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.p12").write_bytes(b"hello")
    with pytest.raises(PreplanError, match="can't be opened"):
        from_p12(tmp_path / "x.p12", SECRET, NOW)


def test_roots_are_read_from_files_and_folders(root: Holder, tmp_path: Path) -> None:
    other = authority("另一个根")
    (tmp_path / "roots").mkdir()
    (tmp_path / "roots" / "a.pem").write_bytes(root.certificate.public_bytes(Encoding.PEM))
    (tmp_path / "roots" / "b.der").write_bytes(other.certificate.public_bytes(Encoding.DER))
    (tmp_path / "nothing.pem").write_text("hello", encoding="utf-8")

    assert [root.certificate, other.certificate] == read_roots([tmp_path / "roots"])
    with pytest.raises(PreplanError, match="there is no certificate in"):
        read_roots([tmp_path / "nothing.pem"])


def _file(folder: Path, holder: Holder) -> Path:
    file = folder / "key.p12"
    file.write_bytes(holder.p12(SECRET))
    return file
