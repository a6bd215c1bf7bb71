"""Layouts for parts of a plan that deserve their own; every module here with a `lay_out` is one, found by its name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache

from ._blocks import Content
from ._voice import Voice

__all__ = ["Content", "Voice", "chapters"]

LayOut = Callable[[Voice, str, str], Content]


@cache
def chapters() -> dict[str, tuple[LayOut, tuple[str, ...]]]:
    """Return every layout by name, with the kinds and fields it shows, such as `plan.basis`.

    A layout gets the voice of a plan and the id and title of the section it fills.
    """
    names = sorted(each.name for each in pkgutil.iter_modules(__path__) if not each.name.startswith("_"))
    modules = {name: importlib.import_module(f"{__name__}.{name}") for name in names}
    return {name.replace("_", "-"): (module.lay_out, module.SHOWS) for name, module in modules.items()}
