"""Take a signed file apart: its first revision, and one update for each signature, nothing between and nothing after."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from ..diagnostics import Said, Text
from .changes import held, only_signs
from .policy import ROLES, Role

# What pyHanko and asn1crypto raise when they read what nobody should have written.
DAMAGED = (
    PdfError, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError,
    NotImplementedError, OSError, RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip


UNREADABLE = Text("文件已损坏，读不出来", "the file is damaged and can't be read")
NO_SIGNATURE_IN = Text("文件里没有签名", "there is no signature in the file")
_ODD_RANGE = Text("签名的字节范围不对", "the byte range of a signature is not what it should be")
_ODD_CONTAINER = Text("签名的容器里有多余的内容", "there is more in the container of a signature than the signature")
_JUNK = Text("最后一个签名之后还有 {count} 个字节", "{count} bytes follow after the last signature")
_UNSIGNED_UPDATE = Text("有一次改动没有签名", "the file was changed without a signature")
_FOREIGN_FIELD = Text("有不该有的签名域“{name}”", "there is a signature field `{name}` that should not be there")
_FORBIDDEN = Text("“{name}”签名的同时改动了不该改的内容", "with the signature `{name}`, something else was changed")
_AFTER_LOCK = Text("文件锁定之后又有改动", "the file was changed after it had been locked")
_PERMISSIONS = Text("认证签名的登记不对", "the certification is not registered as it should be")


@dataclass(frozen=True)
class Update:
    """One update of a file: what signs it, and for which role; None for a timestamp of the file, or a stranger."""

    role: Role | None
    name: str
    signature: EmbeddedPdfSignature
    end: int

    @property
    def is_timestamp(self) -> bool:
        """Whether it is a timestamp over the whole file."""
        return bool(held(self.signature.sig_object, "/Type") == "/DocTimeStamp")


@dataclass(frozen=True)
class Revisions:
    """A file taken apart, with everything about its structure that is wrong."""

    reader: PdfFileReader
    updates: tuple[Update, ...]
    faults: tuple[tuple[str, Said], ...]


def take_apart(data: bytes) -> Revisions:
    """Read the updates of a file in their order and find what is wrong with how they are made.

    Raises one of `DAMAGED` for a file that can't be read.
    """
    quiet()
    reader = PdfFileReader(io.BytesIO(data), strict=True)
    updates = sorted(map(_update, reader.embedded_signatures), key=lambda each: each.end)
    faults = [*_faults(data, reader, updates)]
    if not faults:
        # What is not well made need not be looked into, which costs more.
        faults = [*_changes(reader, updates)]
    return Revisions(reader, tuple(updates), tuple(faults))


def quiet() -> None:
    """Keep the libraries from saying on the terminal what we say in our own words."""
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _update(signature: EmbeddedPdfSignature) -> Update:
    name = str(signature.fq_name)
    start, length = [int(each) for each in signature.byte_range][-2:]
    update = Update(next((role for role in ROLES if role == name), None), name, signature, start + length)
    return replace(update, role=None) if update.is_timestamp else update


def _faults(data: bytes, reader: PdfFileReader, updates: list[Update]) -> Iterator[tuple[str, Said]]:
    for each in updates:
        if each.role is None and not each.is_timestamp:
            yield "foreign-field", _FOREIGN_FIELD(name=each.name)
        yield from _container(data, each)
    ends = [each.end for each in updates]
    if updates and ends[-1] != len(data):
        yield "junk-after-end", _JUNK(count=len(data) - ends[-1])
    # One update for each signature, and each signature in its own.
    if [each.signature.signed_revision for each in updates] != [*range(1, reader.total_revisions)] or len(
        {*ends}
    ) != len(ends):
        yield "unsigned-update", _UNSIGNED_UPDATE()


def _container(data: bytes, update: Update) -> Iterator[tuple[str, Said]]:
    """Say what is wrong with the place of a signature: the range has to leave out its container and nothing else."""
    given = [*update.signature.byte_range]
    if len(given) != 4 or any(not isinstance(each, int) or each < 0 for each in given):
        yield "byte-range", _ODD_RANGE()
        return
    first, length, second, rest = given
    container = data[length:second]
    content = bytes(update.signature.pkcs7_content)
    if first or second + rest > len(data) or container[:1] != b"<" or container[-1:] != b">":
        yield "byte-range", _ODD_RANGE()
    # What is said in the file is what was read from it, in the one way to write it, and zeros fill the rest.
    elif container[1:-1] != content.hex().upper().encode() or content[_length_of_der(content) :].strip(b"\0"):
        yield "container", _ODD_CONTAINER()


def _length_of_der(content: bytes) -> int:
    size = content[1]
    if size < 0x80:
        return 2 + size
    count = size & 0x7F
    return 2 + count + int.from_bytes(content[2 : 2 + count], "big")


def _changes(reader: PdfFileReader, updates: list[Update]) -> Iterator[tuple[str, Said]]:
    """Hold every revision against the one before it: it may fill in its own signature field and nothing else."""
    locked = False
    resolvers = [reader.get_historical_resolver(number) for number in range(reader.total_revisions)]
    for number, update in enumerate(updates, 1):
        old, new = resolvers[number - 1], resolvers[number]
        if not only_signs(old, new, update.name, timestamp=update.is_timestamp):
            yield "changed", _FORBIDDEN(name=update.name)
        if locked and update.role is not None:
            yield "changed", _AFTER_LOCK()
        locked = locked or update.signature.fieldmdp is not None
        if _registered(new) != _registered(resolvers[1]) or not _registers(new, updates[0]):
            yield "changed", _PERMISSIONS()


def _registered(resolver: HistoricalResolver) -> str:
    return repr(held(resolver.root, "/Perms"))


def _registers(resolver: HistoricalResolver, first: Update) -> bool:
    """Say whether the catalogue names the first signature, and it alone, as the one that certifies."""
    permissions = held(resolver.root, "/Perms")
    field = first.signature.sig_field
    return (
        permissions is not None
        and [*permissions] == ["/DocMDP"]
        and repr(permissions.raw_get("/DocMDP")) == repr(field.raw_get("/V"))
    )
