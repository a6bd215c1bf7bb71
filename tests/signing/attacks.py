"""Attacks on signed files, built one by one: each returns a file that must not be believed, and what it is judged by."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from asn1crypto import crl as asn1_crl
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, append_signature_field
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from preplan.signing import sign as signing
from preplan.signing.certificates import fingerprint
from preplan.signing.demo import Root, demo_timestamper
from preplan.signing.policy import Policy, Required, Role
from preplan.signing.provenance import Manifest

from .making import NAMES, NOW, ROLES, Change, Holder, authority, edition, issued, raw_sign, rsa_key, updated


@dataclass(frozen=True)
class Bench:
    """What attacks start from: the honest file after each signature, who signed it, and whom the verifier trusts."""

    built: bytes
    steps: tuple[bytes, ...]
    holders: dict[Role, Holder]
    root: Holder
    manifest: Manifest
    archived: bytes

    @property
    def whole(self) -> bytes:
        """The file with every signature."""
        return self.steps[-1]


@dataclass(frozen=True)
class Forgery:
    """A file that claims too much, with the policy and the roots it is judged by."""

    data: bytes
    policy: Policy = field(default_factory=Policy)
    roots: tuple[x509.Certificate, ...] | None = None
    manifest: Manifest | None = None


Attack = Callable[[Bench], Forgery]

ATTACKS: dict[str, Attack] = {}


def attack(make: Attack) -> Attack:
    """Enter an attack under its name."""
    ATTACKS[make.__name__.replace("_", " ")] = make
    return make


# ---- bits flipped in every region


def _regions(bench: Bench) -> Iterator[tuple[str, int]]:
    """Name places in the whole file, one in every kind of region of the first revision and of each update."""
    data, starts = bench.whole, (0, len(bench.built), *map(len, bench.steps))
    yield "the header", 6
    for name, pattern in {
        "a page": rb"/Type /Page\b", "the catalogue": rb"/Type /Catalog", "a content stream": rb"stream\n(?=.{40})",
        "a font": rb"/FontFile", "the metadata": rb"<x:xmpmeta", "the tags": rb"/StructElem", "the form": rb"/SigFlags",
        "the lock": rb"/SigFieldLock", "a bookmark": rb"/Outlines", "the cross references": rb"\nxref\n",
        "the trailer": rb"\ntrailer", "its end": rb"startxref\n",
    }.items():  # fmt: skip
        found = re.search(pattern, data[: len(bench.built)], re.DOTALL)
        assert found, name
        yield f"{name} of the first revision", found.end() - 2
    for number, role in enumerate(ROLES):
        start, end = starts[number + 1], starts[number + 2]
        update = data[start:end]
        contents = start + update.index(b"/Contents <") + len(b"/Contents <")
        size = (int(data[contents + 4 : contents + 8], 16) + 4) * 2
        yield f"the CMS of the {role}: its tag", contents + 1
        yield f"the CMS of the {role}: its certificate", contents + size // 2
        yield f"the CMS of the {role}: its signature value", contents + size - 20
        yield f"the padding of the {role}", start + update.index(b">", contents - start) - 3
        for what, mark in {
            "the name": b"/Name (",
            "the time": b"/M (",
            "the stamp": b"/BBox",
            "the end": b"%%EOF",
        }.items():
            yield f"{what} in the update of the {role}", start + update.rindex(mark) + 3


def flipped(bench: Bench) -> Iterator[tuple[str, Forgery]]:
    """Yield the whole file with one bit flipped, in every region."""
    for name, place in _regions(bench):
        data = bytearray(bench.whole)
        data[place] ^= 1
        yield f"one bit of {name}", Forgery(bytes(data))


# ---- byte ranges


def _range_of(data: bytes, number: int) -> re.Match[bytes]:
    return [*re.finditer(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]( *)", data)][number]


def _with_range(data: bytes, number: int, *values: int) -> bytes:
    """Write another byte range in the same room."""
    found = _range_of(data, number)
    said = b"/ByteRange [" + b" ".join(str(each).encode() for each in values) + b"]"
    room = found.end() - found.start()
    assert len(said) <= room
    return data[: found.start()] + said.ljust(room) + data[found.end() :]


def _ranged(bench: Bench, change: Callable[[list[int]], list[int]], number: int = 2) -> Forgery:
    values = [int(each) for each in _range_of(bench.whole, number).groups()[:4]]
    return Forgery(_with_range(bench.whole, number, *change(values)))


@attack
def byte_range_that_ends_early(bench: Bench) -> Forgery:
    return _ranged(bench, lambda it: [*it[:3], it[3] - 7])


@attack
def byte_range_of_nothing(bench: Bench) -> Forgery:
    return _ranged(bench, lambda it: [0, 0, 0, 0])


@attack
def byte_range_with_negative_numbers(bench: Bench) -> Forgery:
    return _ranged(bench, lambda it: [0, it[1], it[2], -it[3]])


@attack
def byte_range_that_overlaps_itself(bench: Bench) -> Forgery:
    return _ranged(bench, lambda it: [0, it[2], it[1], it[3]])


@attack
def byte_range_that_starts_late(bench: Bench) -> Forgery:
    return _ranged(bench, lambda it: [9, it[1] - 9, it[2], it[3]])


@attack
def byte_range_with_a_wider_gap(bench: Bench) -> Forgery:
    return _ranged(bench, lambda it: [0, it[1] - 20, it[2], it[3]])


@attack
def byte_range_with_six_numbers(bench: Bench) -> Forgery:
    return _ranged(bench, lambda it: [*it[:3], it[3] - 9, 0, 9])


@attack
def byte_range_with_two_numbers(bench: Bench) -> Forgery:
    return _ranged(bench, lambda it: it[:2])


@attack
def byte_range_beyond_the_end(bench: Bench) -> Forgery:
    return _ranged(bench, lambda it: [*it[:3], it[3] + 999])


@attack
def byte_range_of_an_earlier_signature(bench: Bench) -> Forgery:
    earlier = [int(each) for each in _range_of(bench.whole, 0).groups()[:4]]
    return _ranged(bench, lambda it: earlier)


@attack
def first_byte_range_stretched_over_the_file(bench: Bench) -> Forgery:
    return _ranged(bench, lambda it: [*it[:3], len(bench.whole) - it[2]], number=0)


# ---- containers


def _contents(data: bytes) -> list[tuple[int, int]]:
    # Links have contents as well, but short ones.
    return [(each.start(1), each.end(1)) for each in re.finditer(rb"/Contents <([0-9A-Fa-f]{1000,})>", data)]


def _with_contents(data: bytes, number: int, content: bytes) -> bytes:
    start, end = _contents(data)[number]
    return data[:start] + content.ljust(end - start, b"0")[: end - start] + data[end:]


@attack
def container_with_the_signature_of_another_role(bench: Bench) -> Forgery:
    start, end = _contents(bench.whole)[1]
    return Forgery(_with_contents(bench.whole, 2, bench.whole[start:end]))


@attack
def containers_swapped(bench: Bench) -> Forgery:
    first, second = (bench.whole[start:end] for start, end in _contents(bench.whole)[:2])
    return Forgery(_with_contents(_with_contents(bench.whole, 0, second), 1, first))


@attack
def container_of_zeros(bench: Bench) -> Forgery:
    return Forgery(_with_contents(bench.whole, 2, b""))


@attack
def container_from_another_file(bench: Bench) -> Forgery:
    other = raw_sign(edition("另一份预案。"), "author", bench.holders["author"], certify=True)
    start, end = _contents(other)[0]
    return Forgery(_with_contents(bench.whole, 0, other[start:end]))


@attack
def container_with_more_behind_the_signature(bench: Bench) -> Forgery:
    _, end = _contents(bench.whole)[2]
    return Forgery(bench.whole[: end - 40] + b"DEADBEEF" * 5 + bench.whole[end:])


@attack
def container_in_small_letters(bench: Bench) -> Forgery:
    start, end = _contents(bench.whole)[2]
    return Forgery(bench.whole[:start] + bench.whole[start:end].lower() + bench.whole[end:])


# ---- updates that nobody signs


def _page(writer: IncrementalPdfFileWriter, number: int = 0) -> Any:
    return writer.root["/Pages"]["/Kids"][number]


def _overlay(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"].raw_get(0).get_object()
    cover = generic.StreamObject(stream_data=b"0 0 0 rg 100 500 300 100 re f")
    page["/Contents"] = ArrayObject([page.raw_get("/Contents"), writer.add_object(cover)])
    writer.update_container(page)


def _stream_replaced(writer: IncrementalPdfFileWriter) -> None:
    page = _page(writer)
    reference = page.raw_get("/Contents")
    old = reference.get_object()
    old._data = b"0 0 0 rg 0 0 600 800 re f"
    old._encoded_data = None
    writer.mark_update(reference.reference)


def _script(writer: IncrementalPdfFileWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): pdf_string("app.alert(1)")}
    )
    writer.root["/OpenAction"] = writer.add_object(action)
    writer.update_root()


def _note(writer: IncrementalPdfFileWriter) -> None:
    page = _page(writer)
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/FreeText"),
            NameObject("/Rect"): ArrayObject([NumberObject(each) for each in (100, 500, 300, 600)]),
            NameObject("/Contents"): pdf_string("一级响应改为三级"),
        }
    )
    page["/Annots"] = ArrayObject([writer.add_object(note)])
    writer.update_container(page)


def _title(writer: IncrementalPdfFileWriter) -> None:
    info = writer.trailer_view.raw_get("/Info")
    info.get_object()["/Title"] = pdf_string("另一份预案")
    writer.mark_update(info.reference)


def _metadata(writer: IncrementalPdfFileWriter) -> None:
    reference = writer.root.raw_get("/Metadata")
    xmp = b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>'
    stream = generic.StreamObject(
        {NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")}, stream_data=xmp
    )
    writer.root["/Metadata"] = writer.add_object(stream)
    assert reference
    writer.update_root()


def _attachment(writer: IncrementalPdfFileWriter) -> None:
    held = writer.add_object(generic.StreamObject(stream_data=b"levels: []"))
    spec = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Filespec"),
            NameObject("/F"): pdf_string("plan.yaml"),
            NameObject("/EF"): DictionaryObject({NameObject("/F"): held}),
        }
    )
    writer.root["/AF"] = ArrayObject([writer.add_object(spec)])
    writer.update_root()


def _field(writer: IncrementalPdfFileWriter, number: int) -> Any:
    return [*writer.root["/AcroForm"]["/Fields"]][number].get_object()


def _stamp_replaced(writer: IncrementalPdfFileWriter) -> None:
    # Of the reviewer: whoever signs as another has no business there.
    field_ = _field(writer, 1)
    form = generic.StreamObject(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject([NumberObject(each) for each in (0, 0, 149, 68)]),
        },
        stream_data=b"1 0 0 rg 0 0 149 68 re f",
    )
    field_["/AP"] = DictionaryObject({NameObject("/N"): writer.add_object(form)})
    writer.update_container(field_)


def _stamp_moved(writer: IncrementalPdfFileWriter) -> None:
    field_ = _field(writer, 0)
    field_["/Rect"] = ArrayObject([NumberObject(each) for each in (0, 0, 600, 800)])
    writer.update_container(field_)


def _signature_removed(writer: IncrementalPdfFileWriter) -> None:
    field_ = _field(writer, 2)
    del field_["/V"]
    writer.update_container(field_)


def _fields_removed(writer: IncrementalPdfFileWriter) -> None:
    form = writer.root["/AcroForm"]
    form["/Fields"] = ArrayObject()
    writer.update_container(form)


def _signature_borrowed(writer: IncrementalPdfFileWriter) -> None:
    field_ = _field(writer, 1)
    field_["/V"] = _field(writer, 0).raw_get("/V")
    writer.update_container(field_)


def _needs_appearances(writer: IncrementalPdfFileWriter) -> None:
    form = writer.root["/AcroForm"]
    form["/NeedAppearances"] = generic.BooleanObject(True)
    writer.update_container(form)


def _certification_dropped(writer: IncrementalPdfFileWriter) -> None:
    del writer.root["/Perms"]
    writer.update_root()


def _language_changed(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/Lang"] = pdf_string("en-US")
    writer.update_root()


def _marked_false(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/MarkInfo"] = DictionaryObject({NameObject("/Marked"): generic.BooleanObject(False)})
    writer.update_root()


def _pages_cut(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    pages["/Kids"] = ArrayObject([pages["/Kids"].raw_get(0)])
    pages["/Count"] = NumberObject(1)
    writer.update_container(pages)


def _nothing_at_all(writer: IncrementalPdfFileWriter) -> None:
    writer.add_object(DictionaryObject({NameObject("/Hidden"): pdf_string("orphan")}))


def _catalogue_again(writer: IncrementalPdfFileWriter) -> None:
    writer.update_root()


def _new_catalogue(writer: IncrementalPdfFileWriter) -> None:
    copied = DictionaryObject({key: writer.root.raw_get(key) for key in writer.root})
    writer._root = writer.add_object(copied)


def _store_of_strangers(writer: IncrementalPdfFileWriter) -> None:
    DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=[])


CHANGES: dict[str, Change] = {
    "a page painted over": _overlay,
    "the content of a page replaced": _stream_replaced,
    "a script that runs when it is opened": _script,
    "a note on a page": _note,
    "another title": _title,
    "other metadata": _metadata,
    "another attachment": _attachment,
    "another stamp": _stamp_replaced,
    "a stamp over the whole page": _stamp_moved,
    "a signature taken out": _signature_removed,
    "all fields taken out": _fields_removed,
    "a signature used for two roles": _signature_borrowed,
    "appearances to be made anew": _needs_appearances,
    "the certification dropped": _certification_dropped,
    "another language": _language_changed,
    "tags switched off": _marked_false,
    "pages left out": _pages_cut,
    "an object nobody uses": _nothing_at_all,
    "the catalogue written again": _catalogue_again,
    "a copy of the catalogue": _new_catalogue,
    "a store of certificates": _store_of_strangers,
}


# What is nothing, or can't be, before anybody has signed; and what a signature may bring along.
_NOTHING_THEN = (
    _signature_removed,
    _signature_borrowed,
    _catalogue_again,
    _certification_dropped,
    _fields_removed,
    _store_of_strangers,
)


def unsigned_updates(bench: Bench) -> Iterator[tuple[str, Forgery]]:
    """Yield the whole file with each of these appended, and the same after the archive timestamp."""
    for name, change in CHANGES.items():
        yield f"{name}, appended", Forgery(updated(bench.whole, change, plain=change is not _title))
    for name in ("a page painted over", "another attachment", "an object nobody uses"):
        yield f"{name}, after the archive timestamp", Forgery(updated(bench.archived, CHANGES[name]))


def signed_changes(bench: Bench) -> Iterator[tuple[str, Forgery]]:
    """Yield files in which somebody who may sign has changed something in the update with the signature."""
    for name, change in CHANGES.items():
        if change in _NOTHING_THEN:
            continue
        made = raw_sign(bench.built, "author", bench.holders["author"], certify=True, change=change)
        for role in ROLES[1:]:
            made = raw_sign(made, role, bench.holders[role])
        yield f"{name}, signed by the author", Forgery(made)
    for name in ("a page painted over", "another attachment", "another stamp", "a note on a page"):
        made = raw_sign(bench.steps[1], "approver", bench.holders["approver"], change=CHANGES[name])
        yield f"{name}, signed by the approver", Forgery(made)


def _stamped_with(bench: Bench, change: Callable[[Any], None]) -> Forgery:
    """Append an archive timestamp of an authority that the verifier trusts, with a field made to one's liking."""
    writer = signing._Writer(io.BytesIO(bench.whole), strict=True)
    append_signature_field(writer, SigFieldSpec("timestamp-x"))
    change(_field(writer, -1))
    stamper = demo_timestamper(Root(bench.root.key, bench.root.certificate), NOW)
    made: Any = PdfTimeStamper(stamper, field_name="timestamp-x").timestamp_pdf(writer, "sha256")
    return Forgery(bytes(made.getbuffer()))


@attack
def archive_timestamp_that_runs_a_script(bench: Bench) -> Forgery:
    def act(field_: Any) -> None:
        run = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): pdf_string("app.alert(1)")}
        )
        field_["/AA"] = DictionaryObject({NameObject("/PO"): run})

    return _stamped_with(bench, act)


@attack
def archive_timestamp_that_covers_the_page(bench: Bench) -> Forgery:
    def grow(field_: Any) -> None:
        field_["/Rect"] = ArrayObject([NumberObject(each) for each in (0, 0, 600, 800)])

    return _stamped_with(bench, grow)


@attack
def archive_timestamp_of_nobody(bench: Bench) -> Forgery:
    stranger = authority("别的根")
    stamper = demo_timestamper(Root(stranger.key, stranger.certificate), NOW)
    writer = signing._Writer(io.BytesIO(bench.whole), strict=True)
    made: Any = PdfTimeStamper(stamper, field_name="timestamp-x").timestamp_pdf(writer, "sha256")
    return Forgery(bytes(made.getbuffer()))


@attack
def metadata_written_by_a_common_signing_program(bench: Bench) -> Forgery:
    made = raw_sign(bench.built, "author", bench.holders["author"], certify=True, plain=True)
    for role in ROLES[1:]:
        made = raw_sign(made, role, bench.holders[role], plain=True)
    return Forgery(made)


# ---- rollback, and junk


@attack
def rollback_to_two_signatures(bench: Bench) -> Forgery:
    return Forgery(bench.steps[1])


@attack
def rollback_to_one_signature(bench: Bench) -> Forgery:
    return Forgery(bench.steps[0])


@attack
def rollback_to_none(bench: Bench) -> Forgery:
    return Forgery(bench.built)


@attack
def rollback_in_the_middle_of_an_update(bench: Bench) -> Forgery:
    return Forgery(bench.whole[: len(bench.steps[1]) + 500])


@attack
def last_byte_cut_off(bench: Bench) -> Forgery:
    return Forgery(bench.whole[:-1])


@attack
def line_end_after_the_end(bench: Bench) -> Forgery:
    return Forgery(bench.whole + b"\n")


@attack
def nul_after_the_end(bench: Bench) -> Forgery:
    return Forgery(bench.whole + b"\0")


@attack
def comment_after_the_end(bench: Bench) -> Forgery:
    return Forgery(bench.whole + b"% approved by nobody\n")


@attack
def second_end_after_the_end(bench: Bench) -> Forgery:
    return Forgery(bench.whole + b"startxref\n9\n%%EOF\n")


@attack
def archive_after_the_end(bench: Bench) -> Forgery:
    return Forgery(bench.whole + b"PK\x03\x04" + b"\0" * 30)


@attack
def whole_other_file_after_the_end(bench: Bench) -> Forgery:
    return Forgery(bench.whole + edition("另一份预案。"))


@attack
def junk_before_the_header(bench: Bench) -> Forgery:
    return Forgery(b"GIF89a\n" + bench.whole)


@attack
def update_taken_out_of_the_middle(bench: Bench) -> Forgery:
    first, second = len(bench.steps[0]), len(bench.steps[1])
    return Forgery(bench.whole[:first] + bench.whole[second:])


@attack
def nothing_in_the_file(bench: Bench) -> Forgery:
    return Forgery(b"")


# ---- who signs


def _all_by(bench: Bench, holders: dict[Role, Holder], **more: Any) -> bytes:
    data = bench.built
    for role in ROLES:
        data = raw_sign(data, role, holders[role], certify=role == "author", **more)
    return data


def _one_other(bench: Bench, role: Role, holder: Holder) -> Forgery:
    return Forgery(_all_by(bench, {**bench.holders, role: holder}))


@attack
def signed_anew_by_strangers(bench: Bench) -> Forgery:
    strangers = authority("别的根")
    return Forgery(_all_by(bench, {role: issued(strangers, NAMES[role]) for role in ROLES}))


@attack
def signed_under_a_root_of_the_same_name(bench: Bench) -> Forgery:
    double = authority()
    return _one_other(bench, "approver", issued(double, NAMES["approver"]))


@attack
def signed_with_a_certificate_of_its_own(bench: Bench) -> Forgery:
    key = authority().key
    alone = authority(NAMES["approver"], key=key)
    return _one_other(bench, "approver", alone)


@attack
def signed_under_somebody_who_is_no_authority(bench: Bench) -> Forgery:
    between = issued(bench.root, "不是 CA")
    return _one_other(bench, "approver", issued(between, NAMES["approver"]))


@attack
def signed_with_an_expired_certificate(bench: Bench) -> Forgery:
    holder = issued(bench.root, NAMES["approver"], start=NOW - timedelta(days=90), end=NOW - timedelta(days=1))
    return _one_other(bench, "approver", holder)


@attack
def signed_with_a_certificate_of_the_future(bench: Bench) -> Forgery:
    holder = issued(bench.root, NAMES["approver"], start=NOW + timedelta(days=1))
    return _one_other(bench, "approver", holder)


@attack
def signed_with_a_certificate_for_encryption(bench: Bench) -> Forgery:
    return _one_other(bench, "approver", issued(bench.root, NAMES["approver"], usage=("key_encipherment",)))


@attack
def signed_with_the_certificate_of_a_server(bench: Bench) -> Forgery:
    return _one_other(bench, "approver", issued(bench.root, NAMES["approver"], purposes=("1.3.6.1.5.5.7.3.1",)))


@attack
def signed_with_a_short_rsa_key(bench: Bench) -> Forgery:
    return _one_other(bench, "approver", issued(bench.root, NAMES["approver"], key=rsa_key(1024)))


@attack
def signed_with_sha1(bench: Bench) -> Forgery:
    approver = issued(bench.root, NAMES["approver"], key=rsa_key())
    made = raw_sign(bench.steps[1], "approver", approver, digest="sha1")
    return Forgery(made)


@attack
def signed_with_a_revoked_certificate(bench: Bench) -> Forgery:
    approver = issued(bench.root, NAMES["approver"])
    revoked = (
        x509.RevokedCertificateBuilder()
        .serial_number(approver.certificate.serial_number)
        .revocation_date(NOW - timedelta(days=2))
        .build()
    )
    made = _revocations(bench.root, revoked)

    def store(writer: IncrementalPdfFileWriter) -> None:
        DocumentSecurityStore.supply_dss_in_writer(writer, None, crls=[made])

    return Forgery(raw_sign(bench.steps[1], "approver", approver, change=store))


def _revocations(root: Holder, revoked: x509.RevokedCertificate) -> asn1_crl.CertificateList:
    made = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.certificate.subject)
        .last_update(NOW - timedelta(days=1))
        .next_update(NOW + timedelta(days=9))
        .add_revoked_certificate(revoked)
        .add_extension(x509.CRLNumber(2), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key()), critical=False)
        .sign(root.key, hashes.SHA256())
    )
    return asn1_crl.CertificateList.load(made.public_bytes(serialization.Encoding.DER))


@attack
def signed_by_somebody_the_policy_does_not_name(bench: Bench) -> Forgery:
    policy = Policy((Required("author"), Required("reviewer"), Required("approver", ("总经理本人",))))
    return Forgery(bench.whole, policy)


@attack
def signed_with_another_certificate_of_the_same_name(bench: Bench) -> Forgery:
    wanted = issued(bench.root, NAMES["approver"]).certificate
    policy = Policy(
        (Required("author"), Required("reviewer"), Required("approver", (f"sha256:{fingerprint(wanted)}",)))
    )
    return Forgery(bench.whole, policy)


@attack
def signed_by_one_person_in_all_roles(bench: Bench) -> Forgery:
    made = _all_by(bench, dict.fromkeys(ROLES, bench.holders["author"]))
    return Forgery(made, Policy(distinct=True))


@attack
def signed_without_the_timestamps_asked_for(bench: Bench) -> Forgery:
    return Forgery(bench.whole, Policy(timestamps=True))


@attack
def trusted_roots_left_out(bench: Bench) -> Forgery:
    return Forgery(bench.whole, roots=())


# ---- roles and their order


@attack
def approved_by_nobody_but_the_approver(bench: Bench) -> Forgery:
    return Forgery(raw_sign(bench.built, "approver", bench.holders["approver"], certify=True))


@attack
def approved_before_it_was_reviewed(bench: Bench) -> Forgery:
    return Forgery(raw_sign(bench.steps[0], "approver", bench.holders["approver"]))


@attack
def reviewed_before_it_was_written(bench: Bench) -> Forgery:
    made = raw_sign(bench.built, "reviewer", bench.holders["reviewer"], certify=True)
    made = raw_sign(made, "author", bench.holders["author"])
    return Forgery(raw_sign(made, "approver", bench.holders["approver"]))


@attack
def first_signature_without_certification(bench: Bench) -> Forgery:
    made = bench.built
    for role in ROLES:
        made = raw_sign(made, role, bench.holders[role])
    return Forgery(made)


@attack
def certification_that_allows_notes(bench: Bench) -> Forgery:
    made = raw_sign(bench.built, "author", bench.holders["author"], certify=True, permission=MDPPerm.ANNOTATE)
    for role in ROLES[1:]:
        made = raw_sign(made, role, bench.holders[role])
    return Forgery(made)


@attack
def stranger_in_a_field_of_their_own(bench: Bench) -> Forgery:
    stranger = issued(authority("别的根"), "路人")
    spec = SigFieldSpec("extra", box=(10, 10, 100, 60))
    return Forgery(raw_sign(bench.steps[0], "extra", stranger, create=spec))


@attack
def colleague_in_a_field_of_their_own(bench: Bench) -> Forgery:
    spec = SigFieldSpec("extra", box=(10, 10, 100, 60))
    made = raw_sign(bench.steps[0], "extra", issued(bench.root, "同事"), create=spec)
    for role in ROLES[1:]:
        made = raw_sign(made, role, bench.holders[role])
    return Forgery(made)


@attack
def unsigned_field_added_by_the_author(bench: Bench) -> Forgery:
    def add(writer: IncrementalPdfFileWriter) -> None:
        append_signature_field(writer, SigFieldSpec("approver2", box=(10, 10, 100, 60)))

    made = raw_sign(bench.built, "author", bench.holders["author"], certify=True, change=add)
    for role in ROLES[1:]:
        made = raw_sign(made, role, bench.holders[role])
    return Forgery(made)


@attack
def role_that_the_policy_does_not_ask_for(bench: Bench) -> Forgery:
    return Forgery(bench.whole, Policy((Required("author"), Required("approver"))))


# ---- what was signed


@attack
def another_plan_signed_by_the_right_people(bench: Bench) -> Forgery:
    made = edition("应急指挥部可以不上报。")
    for role in ROLES:
        made = raw_sign(made, role, bench.holders[role], certify=role == "author")
    return Forgery(made)


@attack
def another_plan_hidden_behind_the_built_one(bench: Bench) -> Forgery:
    """The file begins as it was built, but readers are led to what was appended, which stands by itself."""
    shift, other = len(bench.built), edition("应急指挥部可以不上报。")
    start = other.rindex(b"\nxref\n")
    table = re.sub(rb"\d{10}(?= \d{5} n)", lambda found: b"%010d" % (int(found[0]) + shift), other[start:])
    table = re.sub(rb"(?<=startxref\n)\d+", lambda found: str(int(found[0]) + shift).encode(), table)
    made = bench.built + other[:start] + table
    for role in ROLES:
        made = raw_sign(made, role, bench.holders[role], certify=role == "author")
    return Forgery(made)


@attack
def signatures_moved_to_another_plan(bench: Bench) -> Forgery:
    other = edition("应急指挥部可以不上报。")
    return Forgery(other + bench.whole[len(bench.built) :])


@attack
def build_from_changed_sources(bench: Bench) -> Forgery:
    return Forgery(bench.whole, manifest=replace(bench.manifest, clean=False))


@attack
def build_that_nobody_knows(bench: Bench) -> Forgery:
    return Forgery(bench.whole, manifest=replace(bench.manifest, files=()))


@attack
def first_revision_with_an_update_of_its_own(bench: Bench) -> Forgery:
    """Somebody changes the file before anybody signs."""
    made = updated(bench.built, _overlay)
    for role in ROLES:
        made = raw_sign(made, role, bench.holders[role], certify=role == "author")
    return Forgery(made)


@attack
def file_that_is_no_pdf(bench: Bench) -> Forgery:
    return Forgery(io.BytesIO(b"plans: []\n" * 40).getvalue())


def all_forgeries(bench: Bench) -> Iterator[tuple[str, Forgery]]:
    """Yield every attack under its name."""
    yield from flipped(bench)
    yield from unsigned_updates(bench)
    yield from signed_changes(bench)
    for name, make in ATTACKS.items():
        yield name, make(bench)
