"""Find the data that ships with the compiler: schemas, templates, theme."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder `schema` or `site`, of the wheel or of the checkout.

    The checkout wins where both exist: an editable install has no copy.
    """
    checkout = _HERE.parents[1] / name
    return checkout if checkout.is_dir() and _HERE.parent.name == "compiler" else _HERE / "_data" / name
