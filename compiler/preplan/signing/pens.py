"""Get hold of what signs: a key in a file, a key on a token, somebody else's program, or a try."""

from __future__ import annotations

import contextlib
import shlex
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper
from pyhanko_certvalidator import ValidationContext

from ..diagnostics import Text
from ..errors import PreplanError, quoted
from .certificates import Identity, as_asn1, common_name, from_p12, refuse
from .demo import Root, demo_identity, demo_revocations, demo_timestamper
from .policy import NAMES, Role
from .sign import Level, Pen
from .stamp import Seal

_TSA_TIMEOUT = 20
_DOOR_TIMEOUT = 300

_NO_TOKEN = Text("用不了 {library} 的密钥：{reason}", "the key of {library} can't be used: {reason}")
_NO_CERTIFICATE = Text("没有这样的证书", "there is no such certificate")
_DOOR_FAILED = Text("外部签名程序“{command}”失败：{reason}", "the signing program {command} failed: {reason}")
_TOO_LONG = Text("等了 {seconds} 秒没有结果", "no answer within {seconds} seconds")
_STATUS = Text("退出码 {status} {said}", "exit status {status} {said}")
_BAD_TSA = Text(
    "--tsa 应当是 http: 或 https: 开头的地址", "`--tsa` has to be an address that begins with http: or https:"
)


@dataclass(frozen=True)
class Wishes:
    """How somebody wants to sign, whatever the key; `name` stands on the stamp instead of the certificate's."""

    level: Level | None = None
    tsa: str | None = None
    roots: tuple[x509.Certificate, ...] = ()
    seal: Seal | None = None
    name: str | None = None

    @property
    def reached(self) -> Level:
        """The level asked for, else what the timestamps allow."""
        return self.level or ("B-T" if self.tsa else "B-B")


def p12_pen(path: Path, passphrase: bytes | None, wishes: Wishes, now: datetime) -> Pen:
    """Sign with the key of a PKCS#12 file."""
    return _pen(from_p12(path, passphrase, now), wishes)


@contextlib.contextmanager
def pkcs11_pen(
    library: Path, token: str | None, label: str | None, pin: bytes | None, wishes: Wishes, now: datetime
) -> Iterator[Pen]:
    """Sign with a key that never leaves its token; it is closed at the end."""
    import pkcs11
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    try:
        session = open_pkcs11_session(
            str(library), token_criteria=TokenCriteria(label=token) if token else None, user_pin=(pin or b"").decode()
        )
    except (pkcs11.PKCS11Error, RuntimeError, UnicodeDecodeError, OSError) as error:
        raise PreplanError(_NO_TOKEN(library=library, reason=quoted(str(error) or type(error).__name__))) from None
    with session:
        try:
            signer = PKCS11Signer(session, cert_label=label, key_label=label)
            own = signer.signing_cert
            above = [*signer.cert_registry]
        except (pkcs11.PKCS11Error, LookupError, ValueError) as error:
            raise PreplanError(_NO_TOKEN(library=library, reason=quoted(str(error) or type(error).__name__))) from None
        if own is None:
            raise PreplanError(_NO_TOKEN(library=library, reason=_NO_CERTIFICATE()))
        certificate = x509.load_der_x509_certificate(own.dump())
        others = [x509.load_der_x509_certificate(each.dump()) for each in above if each.dump() != own.dump()]
        refuse(certificate, others, now)
        yield _pen(Identity(common_name(certificate), certificate, signer), wishes)


def door_pen(command: str, role: Role, wishes: Wishes) -> Pen:
    """Sign through a program: it reads the SHA-256 to be signed, in hexadecimal, and writes a CMS signature in DER.

    It is run without a shell, with the role as its last argument.
    """
    words = [*shlex.split(command), role]

    def ask(digest: bytes) -> bytes:
        try:
            done = subprocess.run(
                words, input=digest.hex().encode() + b"\n", capture_output=True, timeout=_DOOR_TIMEOUT, check=False
            )
        except OSError as error:
            raise PreplanError(_DOOR_FAILED(command=words[0], reason=quoted(str(error.strerror)))) from None
        except subprocess.TimeoutExpired:
            raise PreplanError(_DOOR_FAILED(command=words[0], reason=_TOO_LONG(seconds=_DOOR_TIMEOUT))) from None
        if done.returncode:
            said = quoted(done.stderr.decode("utf-8", "replace")[-600:])
            raise PreplanError(_DOOR_FAILED(command=words[0], reason=_STATUS(status=done.returncode, said=said)))
        return done.stdout

    timestamper = _timestamper(wishes)
    name = wishes.name or NAMES[role].zh
    return Pen(name, door=ask, timestamper=timestamper, level=wishes.reached, trusted=wishes.roots, seal=wishes.seal)


def demo_pen(root: Root, role: Role, wishes: Wishes, now: datetime) -> Pen:
    """Sign with a certificate made for this one signature, under the throw-away root."""
    name = wishes.name or f"示例{NAMES[role].zh}"
    identity = demo_identity(root, name, now)
    level = wishes.reached

    def known() -> ValidationContext:
        return ValidationContext(
            trust_roots=[as_asn1(root.certificate)], crls=[demo_revocations(root, now)], allow_fetching=False
        )

    return Pen(
        name,
        signer=identity.signer,
        timestamper=demo_timestamper(root, now) if level != "B-B" else None,
        level=level,
        context=known if level in ("B-LT", "B-LTA") else None,
        trusted=(root.certificate,),
        seal=wishes.seal,
        demo=True,
    )


def _pen(identity: Identity, wishes: Wishes) -> Pen:
    return Pen(
        wishes.name or identity.name,
        signer=identity.signer,
        timestamper=_timestamper(wishes),
        level=wishes.reached,
        context=_fetching(wishes.roots) if wishes.roots else None,
        trusted=wishes.roots,
        seal=wishes.seal,
    )


def _timestamper(wishes: Wishes) -> TimeStamper | None:
    if wishes.tsa is None:
        return None
    if not wishes.tsa.startswith(("http:", "https:")):
        raise PreplanError(_BAD_TSA())
    return HTTPTimeStamper(wishes.tsa, timeout=_TSA_TIMEOUT)


def _fetching(roots: Sequence[x509.Certificate]) -> Any:
    def known() -> ValidationContext:
        return ValidationContext(
            trust_roots=[as_asn1(each) for each in roots], allow_fetching=True, revocation_mode="hard-fail"
        )

    return known
