"""Only what was built from a clean commit is signed, by each role in turn, and whatever comes out has been verified."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from preplan.errors import PreplanError
from preplan.signing.policy import Policy, Required
from preplan.signing.provenance import Manifest
from preplan.signing.sign import Pen, sign
from preplan.signing.stamp import Seal, stamp
from preplan.signing.verify import verify

from .attacks import CHANGES
from .bench import make_bench
from .making import (
    NAMES,
    NOW,
    ROLES,
    Holder,
    authority,
    edition,
    issued,
    manifest_for,
    raw_sign,
    rsa_key,
    signed_by,
    updated,
)

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture(scope="module")
def root() -> Holder:
    return authority()


@pytest.fixture(scope="module")
def author(root: Holder) -> Holder:
    return issued(root, NAMES["author"])


@pytest.fixture
def manifest(tmp_path: Path) -> Manifest:
    return manifest_for(tmp_path, edition())


def test_each_signature_is_appended_and_changes_nothing_before_it(root: Holder, manifest: Manifest) -> None:
    made = edition()
    for role in ROLES:
        before, made = made, signed_by(made, manifest, {role: issued(root, NAMES[role])})
        assert made.startswith(before)
    verdict = verify(made, Policy(), [root.certificate], NOW, manifest=manifest)

    assert ((), ()) == (verdict.problems, verdict.missing)
    assert [
        ("author", "编制示例", True, False),
        ("reviewer", "审核示例", False, False),
        ("approver", "批准示例", False, True),
    ] == [(each.role, each.name, each.certifies, each.locks) for each in verdict.signatures]


def test_information_and_metadata_stay_as_they_were(root: Holder, manifest: Manifest) -> None:
    made = signed_by(edition(), manifest, {role: issued(root, NAMES[role]) for role in ROLES})
    with pikepdf.open(io.BytesIO(edition())) as old, pikepdf.open(io.BytesIO(made)) as new:
        assert old.Root.Metadata.read_bytes() == new.Root.Metadata.read_bytes()
        assert {key: str(value) for key, value in old.docinfo.items()} == {
            key: str(value) for key, value in new.docinfo.items()
        }
        assert ("1.7", "1.7") == (old.pdf_version, new.pdf_version)


def test_stamp_says_role_name_and_day_in_the_box(author: Holder, manifest: Manifest) -> None:
    assert "编制人电子签名编制示例2026年11月24日" == _seen(signed_by(edition(), manifest, {"author": author}))


def test_stamp_speaks_the_language_of_the_document_and_shrinks_what_is_long() -> None:
    name = "Somebody With a Long Name of a Certification Authority 110101"
    made = stamp("reviewer", name, NOW.date(), "en", size=(149, 68), seal=None, demo=True)
    page = pypdfium2.PdfDocument(made)[0]
    text = page.get_textpage()

    assert f"Signed as reviewer {name} 24 November 2026 DEMO" == " ".join(text.get_text_range().split())
    assert (149, 68) == (round(page.get_width()), round(page.get_height()))
    boxes = [text.get_charbox(at) for at in range(text.count_chars())]
    assert min(box[1] for box in boxes) >= 0
    assert max(box[2] for box in boxes) <= 149


def test_demo_stamp_says_that_it_is_one(author: Holder, manifest: Manifest) -> None:
    assert "编制人电子签名编制示例2026年11月24日示例" == _seen(
        signed_by(edition(), manifest, {"author": author}, demo=True)
    )


@pytest.mark.parametrize(
    "seal",
    [
        Seal(PNG, "png"),
        Seal(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>', "svg"),
    ],
)
def test_seal_stands_beside_the_words(author: Holder, manifest: Manifest, seal: Seal) -> None:
    made = signed_by(edition(), manifest, {"author": author}, seal=seal)

    assert "编制人电子签名编制示例2026年11月24日" == _seen(made)


def test_seal_that_is_no_picture_is_said(author: Holder, manifest: Manifest) -> None:
    with pytest.raises(PreplanError, match="the stamp could not be made"):
        signed_by(edition(), manifest, {"author": author}, seal=Seal(b"\x89PNG\r\n\x1a\nnothing", "png"))


def test_certificates_of_every_kind_of_key_sign(root: Holder, manifest: Manifest) -> None:
    keys = (rsa_key(), ec.generate_private_key(ec.SECP384R1()), ed25519.Ed25519PrivateKey.generate())
    holders = {role: issued(root, NAMES[role], key=key) for role, key in zip(ROLES, keys, strict=True)}
    made = signed_by(edition(), manifest, holders, roots=[root.certificate])

    assert verify(made, Policy(), [root.certificate], NOW, manifest=manifest).ok


def test_what_preplan_has_not_built_is_not_signed(author: Holder, manifest: Manifest) -> None:
    for data in (edition("另一份预案。"), edition()[:-1], b"", b"%PDF-1.7\n"):
        with pytest.raises(
            PreplanError, match=r"sample\.pdf is no file of .*manifest\.json, with or without signatures"
        ):
            signed_by(data, manifest, {"author": author})


def test_what_was_built_from_changed_sources_is_not_signed(author: Holder, manifest: Manifest) -> None:
    with pytest.raises(PreplanError, match=r"sample\.pdf was not built from a clean commit"):
        signed_by(edition(), replace(manifest, clean=False), {"author": author})


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_since_is_not_signed(author: Holder, manifest: Manifest, change: str) -> None:
    signed = signed_by(edition(), manifest, {"author": author})
    if change in ("a signature taken out", "a signature used for two roles"):
        return
    with pytest.raises(PreplanError, match=r"what sample\.pdf holds already is not as it should be"):
        signed_by(updated(signed, CHANGES[change]), manifest, {"reviewer": author})


@pytest.mark.parametrize(
    ("signed", "role", "said"),
    [
        ((), "reviewer", "before that, sample.pdf has to be signed by: author"),
        ((), "approver", "before that, sample.pdf has to be signed by: author, reviewer"),
        (("author",), "author", "sample.pdf has the signature of the author already"),
        (("author",), "approver", "before that, sample.pdf has to be signed by: reviewer"),
        (ROLES, "reviewer", "sample.pdf has the signature of the reviewer already"),
    ],
)
def test_roles_sign_in_their_order_and_once(
    root: Holder, manifest: Manifest, signed: tuple[str, ...], role: str, said: str
) -> None:
    made = signed_by(edition(), manifest, {each: issued(root, NAMES[each]) for each in ROLES if each in signed})
    with pytest.raises(PreplanError) as error:
        signed_by(made, manifest, {each: issued(root, NAMES[each]) for each in ROLES if each == role})

    assert said == str(error.value)


def test_policy_may_ask_for_fewer(root: Holder, manifest: Manifest) -> None:
    policy = Policy((Required("author"), Required("approver")))
    made = signed_by(edition(), manifest, {"author": issued(root, "张三"), "approver": issued(root, "李四")}, policy)

    assert verify(made, policy, [root.certificate], NOW, manifest=manifest).ok
    with pytest.raises(PreplanError, match="the policy does not ask for the reviewer"):
        signed_by(edition(), manifest, {"reviewer": issued(root, "王五")}, policy)


def test_who_signs_without_leave_of_the_policy_is_told_before_anything_is_written(
    author: Holder, manifest: Manifest
) -> None:
    policy = Policy((Required("author", ("总经理",)),))
    with pytest.raises(PreplanError) as error:
        signed_by(edition(), manifest, {"author": author}, policy)

    assert "the result does not hold and was not written: 编制示例 is not who may sign as author" == str(error.value)


def test_earlier_signature_under_no_trusted_root_stops_the_next_where_roots_are_given(
    root: Holder, author: Holder, manifest: Manifest
) -> None:
    made = signed_by(edition(), manifest, {"author": author})
    stranger = authority("别的根")
    with pytest.raises(PreplanError, match="the certificate of the author, 编制示例, is not trusted"):
        signed_by(made, manifest, {"reviewer": issued(stranger, "审核示例")}, roots=[stranger.certificate])


def test_earlier_signature_by_another_program_is_refused(author: Holder, manifest: Manifest) -> None:
    made = raw_sign(edition(), "author", author, certify=True, plain=True)
    with pytest.raises(PreplanError, match="with the signature `author`, something else was changed"):
        signed_by(made, manifest, {"reviewer": author})


def test_levels_with_timestamps_ask_for_what_they_need(author: Holder, manifest: Manifest) -> None:
    for level in ("B-T", "B-LT", "B-LTA"):
        with pytest.raises(PreplanError, match=f"level {level} needs timestamps; name a service with --tsa"):
            signed_by(edition(), manifest, {"author": author}, level=level)


def test_timestamps_outlive_the_certificate(tmp_path: Path) -> None:
    bench, later = make_bench(tmp_path), NOW + timedelta(days=200)
    roots = [bench.root.certificate]
    without = verify(bench.whole, Policy(), roots, later, manifest=bench.manifest)
    with_them = verify(bench.archived, Policy(), roots, later, manifest=bench.manifest)

    assert ["not-trusted"] * 3 == [each.code for each in without.problems]
    assert ((), ["B-LTA"] * 3) == (with_them.problems, [each.level for each in with_them.signatures])
    assert [NOW] * 3 == [each.stamped for each in with_them.signatures]


def test_door_gets_the_digest_and_gives_the_signature(root: Holder, author: Holder, manifest: Manifest) -> None:
    asked: list[bytes] = []

    def door(digest: bytes) -> bytes:
        asked.append(digest)
        return _cms(author, digest)

    made = sign(edition(), "sample.pdf", "author", Pen("签章平台", door=door), manifest, Policy(), NOW)
    verdict = verify(made, Policy(), [root.certificate], NOW, manifest=manifest)

    assert ([32], ["编制示例"], ()) == (
        [*map(len, asked)],
        [each.name for each in verdict.signatures],
        verdict.problems,
    )


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"", "the signing program returned no CMS signature, or too long a one"),
        (b"hello", "the signing program returned no CMS signature, or too long a one"),
        (b"\x30\x82\xff\xff" + bytes(65535), "the signing program returned no CMS signature, or too long a one"),
    ],
)
def test_door_that_gives_nonsense_is_refused(manifest: Manifest, answer: bytes, said: str) -> None:
    with pytest.raises(PreplanError) as error:
        sign(edition(), "sample.pdf", "author", Pen("x", door=lambda _: answer), manifest, Policy(), NOW)

    assert said == str(error.value)


def test_door_that_signs_something_else_is_refused(author: Holder, manifest: Manifest) -> None:
    def door(digest: bytes) -> bytes:
        return _cms(author, digest[::-1])

    with pytest.raises(PreplanError, match="the content was changed after the author signed"):
        sign(edition(), "sample.pdf", "author", Pen("x", door=door), manifest, Policy(), NOW)


def _cms(holder: Holder, digest: bytes) -> bytes:
    return bytes(asyncio.run(holder.signer.async_sign(digest, "sha256", use_pades=True)).dump())


def _seen(data: bytes) -> str:
    """Return what stands in the box of the author, as a reader shows it."""
    with pikepdf.open(io.BytesIO(data)) as file:
        field = file.Root.AcroForm.Fields[0]
        box = [float(each) for each in field.Rect]
        number = next(n for n, page in enumerate(file.pages) if page.obj == field.P)
        # What is drawn for the field, on a page of its own.
        alone = pikepdf.new()
        page = alone.add_blank_page(page_size=(box[2] - box[0], box[3] - box[1]))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Stamp=alone.copy_foreign(field.AP.N)))
        page.Contents = alone.make_stream(b"/Stamp Do")
        held = io.BytesIO()
        alone.save(held)
    assert number > 0
    return "".join(pypdfium2.PdfDocument(held.getvalue())[0].get_textpage().get_text_range().split())
