"""preplan: a compiler for emergency-response plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .version import __version__ as __version__

__all__ = ["Compiled", "Diagnostic", "Document", "Plan", "PreplanError", "compile_plan"]

_HOME = {
    "Compiled": "pipeline",
    "compile_plan": "pipeline",
    "Diagnostic": "diagnostics",
    "Document": "document",
    "Plan": "model",
    "PreplanError": "errors",
}

if TYPE_CHECKING:
    from .diagnostics import Diagnostic
    from .document import Document
    from .errors import PreplanError
    from .model import Plan
    from .pipeline import Compiled, compile_plan


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that importing the package costs nothing."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_HOME[name]}", __name__), name)
