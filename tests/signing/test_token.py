"""A key that never leaves its token signs as one in a file does; SoftHSM stands in for the token."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography.hazmat.primitives import serialization
from pkcs11.util.rsa import encode_rsa_public_key

from preplan.errors import PreplanError
from preplan.signing.pens import Wishes, pkcs11_pen
from preplan.signing.policy import Policy
from preplan.signing.sign import sign
from preplan.signing.verify import verify

from .making import NOW, authority, edition, issued, manifest_for

LIBRARY = next(
    (
        each
        for each in map(Path, ("/usr/lib/softhsm/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so"))
        if each.exists()
    ),
    None,
)
PIN = b"5678"


@dataclasses.dataclass
class _OnToken:
    """As much of a key as a certificate is made from."""

    public: Any

    def public_key(self) -> Any:
        return self.public


@pytest.mark.skipif(not LIBRARY or not shutil.which("softhsm2-util"), reason="SoftHSM is not installed")
def test_key_on_a_token_signs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert LIBRARY
    (tmp_path / "tokens").mkdir()
    (tmp_path / "conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n", encoding="utf-8")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "conf"))
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", "示例", "--so-pin", "1234", "--pin", PIN.decode()],
        check=True,
        capture_output=True,
    )
    root = authority()
    held = pkcs11.lib(str(LIBRARY)).get_token(token_label="示例")  # noqa: S106, its name
    with held.open(rw=True, user_pin=PIN.decode()) as session:
        public, _ = session.generate_keypair(pkcs11.KeyType.RSA, 2048, store=True, label="张三")
        key = _OnToken(serialization.load_der_public_key(encode_rsa_public_key(public)))
        certificate = issued(root, "张三", key=key).certificate
        session.create_object(
            {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                pkcs11.Attribute.TOKEN: True,
                pkcs11.Attribute.LABEL: "张三",
                pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
                pkcs11.Attribute.VALUE: certificate.public_bytes(serialization.Encoding.DER),
            }
        )
    manifest = manifest_for(tmp_path / "build", edition())
    with pkcs11_pen(LIBRARY, "示例", "张三", PIN, Wishes(), NOW) as pen:
        made = sign(edition(), "sample.pdf", "author", pen, manifest, Policy(), NOW)
    (found,) = verify(made, Policy(), [root.certificate], NOW, manifest=manifest).signatures

    assert ("张三", True, True, True) == (found.name, found.intact, found.valid, found.trusted)
    for token, label, pin in (("别的", "张三", PIN), ("示例", "别人", PIN), ("示例", "张三", b"0000")):
        with pytest.raises(PreplanError, match=r"the key of .*libsofthsm2\.so can't be used: "):
            _use(LIBRARY, token, label, pin)


def _use(library: Path, token: str, label: str, pin: bytes) -> None:
    with pkcs11_pen(library, token, label, pin, Wishes(), NOW):
        return
