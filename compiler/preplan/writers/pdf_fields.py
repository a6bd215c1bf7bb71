"""Make signature fields of the places that the template has left for them, tagged so that they can be read aloud."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..diagnostics import Text
from ..document import Document, ElectronicField, Signatures, walk
from ..errors import PreplanError

if TYPE_CHECKING:
    import pikepdf

# What a link of the template leads to where it stands for a signature field; no plan's link may have this scheme.
_SCHEME = "sign:"
_NO_PLACE = Text("“{id}”的 PDF 里没有给{label}留出位置", "the PDF of `{id}` has no place for: {label}")
# Signatures exist or will, and whoever changes the file has to append: the form itself need not change any more.
_SIG_FLAGS = 3
_PRINT = 4


def electronic_fields(document: Document) -> tuple[ElectronicField, ...]:
    """Return the places for electronic signatures, the first of each role."""
    found = {
        field.role: field
        for _, section in reversed([*walk(document.sections)])
        for block in reversed(section.blocks)
        if isinstance(block, Signatures)
        for field in reversed(block.electronic)
    }
    return tuple(reversed(found.values()))


def with_fields(pdf: bytes, document: Document) -> bytes:
    """Turn the places for electronic signatures into empty signature fields; the same bytes give the same bytes.

    Typst knows no forms, but it tags links: the struct element, its object reference and the order of tabs stay, and
    the rectangle is that of the box. The last field locks the file once it is signed.
    """
    fields = electronic_fields(document)
    if not fields:
        return pdf
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as file:
        places = dict(_places(file, len(fields)))
        elements = pikepdf.NumberTree(file.Root.StructTreeRoot.ParentTree)
        widgets = []
        for field in fields:
            if field.role not in places:
                raise PreplanError(_NO_PLACE(id=document.id, label=field.label))
            page, link = places[field.role]
            element = elements[int(link.StructParent)]
            # The reference itself, not a list of one: so whoever compares revisions finds the field here.
            element.S, element.K = pikepdf.Name.Form, element.K[0]
            _become_field(file, page, link, field, last=field is fields[-1])
            widgets.append(link)
        file.Root.AcroForm = file.make_indirect(pikepdf.Dictionary(Fields=widgets, SigFlags=_SIG_FLAGS))
        made = io.BytesIO()
        # Nothing is packed anew: what packs it here need not pack it the same elsewhere.
        file.save(
            made,
            deterministic_id=True,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return made.getvalue()


def _places(file: pikepdf.Pdf, count: int) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Yield the first places that the template has left, each by its role, with its page."""
    for page in file.pages:
        for link in page.get("/Annots", []):
            target = str(link.A.get("/URI", "")) if "/A" in link else ""
            if target.startswith(_SCHEME) and count:
                count -= 1
                yield target.removeprefix(_SCHEME), (page, link)
        if not count:
            return


def _become_field(file: pikepdf.Pdf, page: Any, link: Any, field: ElectronicField, *, last: bool) -> None:
    import pikepdf

    left, bottom, right, top = (float(each) for each in link.Rect)
    for name in ("/A", "/Border", "/Contents"):
        if name in link:
            del link[name]
    empty = file.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    empty.BBox = pikepdf.Array([0, 0, round(right - left, 3), round(top - bottom, 3)])
    link.Subtype, link.FT, link.F, link.P = pikepdf.Name.Widget, pikepdf.Name.Sig, _PRINT, page.obj
    link.T, link.TU = field.role, f"{field.label}（{field.posts}）" if field.posts else field.label
    link.AP = pikepdf.Dictionary(N=empty)
    if last:
        lock = pikepdf.Dictionary(Type=pikepdf.Name.SigFieldLock, Action=pikepdf.Name.All, P=1)
        link.Lock = file.make_indirect(lock)
