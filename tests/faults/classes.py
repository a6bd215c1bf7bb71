"""Every class of mistakes that is planted."""

from __future__ import annotations

from . import language, levels, papers, people, practising, resources, risks, steps, telling
from .plant import Fault

FAULTS: tuple[Fault, ...] = (
    *language.FAULTS,
    *people.FAULTS,
    *risks.FAULTS,
    *levels.FAULTS,
    *steps.FAULTS,
    *telling.FAULTS,
    *resources.FAULTS,
    *practising.FAULTS,
    *papers.FAULTS,
)
