"""A language server: plans in an editor, over stdio."""

from __future__ import annotations
