"""An experiment as the host sees it: a folder whose modules play roles. A missing role is an answer.

    __init__.py   its docstring only; the first line is the question that it answers
    records.py    what one call saw: a dataclass `Seen`, Python 3.9, standard library   (goes into targets)
    measure.py    how: `missing()` and `prepared()`, see `inside.experiment`            (goes into targets)
    plan.py       which trials, which rounds, what they cost, see `plan.asked.Planner`
    figures.py    records of all rounds → named figures, see `analysis.figures.Figures`
    claims.py     `CLAIMS`: rules, see `analysis.claims.Claim`
    section.py    `sections(evidence)`: its parts of the page, as blocks
    stored.py     `FILE` and `load(folder)`: for what is read from a run folder and not run

A role that outgrows one file may be a folder of that name.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:  # `gilbench list experiments` needs neither pandas nor scipy
    from gilbench.analysis.claims import Claim
    from gilbench.analysis.evidence import Evidence
    from gilbench.analysis.figures import Figures
    from gilbench.model.section import Absent, Section
    from gilbench.plan.asked import Planner

PACKAGE = "gilbench.experiments"

Sections = Callable[["Evidence"], Iterable["Section | Absent"]]


@dataclass(frozen=True)
class Experiment:
    """One folder of experiments; its roles are imported when they are asked for."""

    name: str

    @cached_property
    def question(self) -> str:
        """What it answers: the first line of its docstring."""
        documented = importlib.import_module(f"{PACKAGE}.{self.name}").__doc__ or ""
        return documented.strip().split("\n", 1)[0]

    @cached_property
    def planner(self) -> Planner | None:
        """How it is planned; None for what is only read."""
        return cast("Planner | None", self._role("plan"))

    @cached_property
    def figures(self) -> Figures | None:
        """How its records become figures."""
        return cast("Figures | None", self._role("figures"))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What it decides."""
        found: tuple[Claim, ...] = getattr(self._role("claims"), "CLAIMS", ())
        return found

    @cached_property
    def sections(self) -> Sections | None:
        """Its parts of the page."""
        return cast("Sections | None", getattr(self._role("section"), "sections", None))

    def _role(self, name: str) -> ModuleType | None:
        module = f"{PACKAGE}.{self.name}.{name}"
        return importlib.import_module(module) if importlib.util.find_spec(module) else None
