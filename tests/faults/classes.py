"""Every class of mistakes that is planted."""

from __future__ import annotations

from .language import FAULTS as LANGUAGE
from .papers import FAULTS as PAPERS
from .plant import Fault
from .practice import FAULTS as PRACTICE

FAULTS: tuple[Fault, ...] = LANGUAGE + PRACTICE + PAPERS
