"""The PDF has a place for each electronic signature, where it is printed, tagged, and the same every time."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest

from documents import sample
from preplan.errors import PreplanError
from preplan.writers import pdf, pdf_fields

from .making import document, edition


def test_fields_stand_in_their_order_with_names_and_what_they_are_for() -> None:
    with pikepdf.open(io.BytesIO(edition())) as file:
        said = [(str(each.T), str(each.TU), str(each.FT), "/V" in each) for each in file.Root.AcroForm.Fields]

    assert [
        ("author", "编制人电子签名（应急办公室主任）", "/Sig", False),
        ("reviewer", "审核人电子签名", "/Sig", False),
        ("approver", "批准人电子签名（总经理）", "/Sig", False),
    ] == said


def test_field_is_the_box_below_its_label() -> None:
    with pikepdf.open(io.BytesIO(edition())) as file:
        boxes = [[float(side) for side in each.Rect] for each in file.Root.AcroForm.Fields]
        (page,) = {
            next(n for n, page in enumerate(file.pages) if page.obj == each.P) for each in file.Root.AcroForm.Fields
        }
    text = pypdfium2.PdfDocument(edition())[page].get_textpage()
    for label, (left, bottom, right, top) in zip(("编制人", "审核人", "批准人"), boxes, strict=True):
        above = text.get_text_bounded(left, top, right, top + 20)
        assert f"{label}电子签名" == "".join(above.split())
        assert (True, 68) == (right - left > 140, round(top - bottom))
        assert "" == text.get_text_bounded(left + 1, bottom + 1, right - 1, top - 1).strip()


def test_last_field_locks_the_whole_file() -> None:
    with pikepdf.open(io.BytesIO(edition())) as file:
        *others, last = file.Root.AcroForm.Fields

        assert [False, False] == ["/Lock" in each for each in others]
        assert ("/All", 1) == (str(last.Lock.Action), int(last.Lock.P))


def test_fields_are_tagged_as_forms_and_the_page_has_an_order_for_tabs() -> None:
    with pikepdf.open(io.BytesIO(edition())) as file:
        forms = [each for each in _elements(file.Root.StructTreeRoot.K) if each.get("/S") == "/Form"]
        tree = _numbers(file.Root.StructTreeRoot.ParentTree)
        for form, field in zip(forms, file.Root.AcroForm.Fields, strict=True):
            assert (field.objgen, "/OBJR") == (form.K.Obj.objgen, str(form.K.Type))
            assert form.objgen == tree[int(field.StructParent)].objgen
            assert ("/Widget", "/S") == (str(field.Subtype), str(field.P.Tabs))


def test_document_without_places_for_signatures_has_no_form() -> None:
    with pikepdf.open(io.BytesIO(pdf.render(sample()))) as file:
        assert "/AcroForm" not in file.Root


def test_same_document_gives_the_same_bytes_that_end_in_a_line_end() -> None:
    again = pdf.render(document())

    assert edition() == again
    assert again.endswith(b"%%EOF\n")


def test_place_that_is_not_on_paper_is_named() -> None:
    with pytest.raises(PreplanError, match="has no place for: 编制人电子签名"):
        pdf_fields.with_fields(pdf.render(sample()), document())


def _elements(node: Any) -> list[Any]:
    if isinstance(node, pikepdf.Array):
        return [each for child in node for each in _elements(child)]
    if isinstance(node, pikepdf.Dictionary) and "/S" in node:
        return [node, *_elements(node.get("/K", pikepdf.Array()))]
    return []


def _numbers(node: Any) -> dict[int, Any]:
    found = {int(node.Nums[at]): node.Nums[at + 1] for at in range(0, len(node.get("/Nums", [])), 2)}
    for kid in node.get("/Kids", []):
        found |= _numbers(kid)
    return found
