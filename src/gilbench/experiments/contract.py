"""An experiment as the host sees it: a folder whose modules play roles. A missing role is an answer.

    __init__.py   its docstring only; the first line is the question that it answers
    records.py    what one call saw: a `Record` or dataclass `Seen`, Python 3.9          (goes into targets)
    measure.py    how: `missing()` and `prepared()`, see `inside.experiment`            (goes into targets)
    plan.py       which trials, which rounds, what they cost, see `Planned`
    figures.py    records of all rounds → named figures, see `analysis.figures`
    claims.py     `CLAIMS`: rules, see `analysis.claims.Claim`; `of_run(evidence)`: those that only a run can tell
    section.py    `sections(evidence)`: its parts of the page, as blocks
    stored.py     `load(folder)`: for what is read from a run folder and not run

A role that outgrows one file may be a folder of that name.
"""

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from gilbench.analysis.claims import Claim
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.figures import Reduction
from gilbench.inside.experiment import Call
from gilbench.interpreters.target import Target
from gilbench.model.section import Absent, Section
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.selection import part
from gilbench.plan.trial import Skip, Trial
from gilbench.settings import Settings

PACKAGE = "gilbench.experiments"

Sections = Callable[[Evidence], Iterable[Section | Absent]]


@dataclass(frozen=True)
class Planned:
    """A plan.py, with what holds where it leaves something out.

    It must have `ORDER`, `SHARE`, `wanted(asked, target)`, `seconds(trial, prices)` and `invented(trial)`.
    """

    module: Any

    @property
    def order(self) -> int:
        """`ORDER`."""
        return int(self.module.ORDER)

    @property
    def share(self) -> float:
        """`SHARE`."""
        return float(self.module.SHARE)

    @property
    def calls(self) -> Literal["depth", "one"]:
        """`CALLS`, by default what the depth says."""
        return getattr(self.module, "CALLS", "depth")

    @property
    def inner_loops(self) -> Literal["one", "items"]:
        """`INNER_LOOPS`: by what pyperf divides the seconds of a call, by default one, else the items of the trial."""
        return getattr(self.module, "INNER_LOOPS", "one")

    @property
    def tries(self) -> tuple[str, ...]:
        """`TRIES`, by default none."""
        return getattr(self.module, "TRIES", ())

    def rounds(self, settings: Settings) -> Literal["every", "once"]:
        """Return `ROUNDS`, by default every round; "whole" is every round where it is asked for whole, else once."""
        stated: Literal["every", "once", "whole"] = getattr(self.module, "ROUNDS", "every")
        if stated != "whole":
            return stated
        *_, name, _ = self.module.__name__.split(".")  # of the folder that it is in
        return "every" if part(settings, name) == "whole" else "once"

    def wanted(self, asked: Asked, target: Target) -> Iterator[Trial | Skip | LeftOut]:
        """`wanted(asked, target)`."""
        yield from self.module.wanted(asked, target)

    def twinned(self, asked: Asked, target: Target) -> Iterable[Trial]:
        """`twinned(asked, target)`, by default none."""
        return self.module.twinned(asked, target) if hasattr(self.module, "twinned") else ()

    def seconds(self, trial: Trial, prices: Prices) -> float:
        """`seconds(trial, prices)`."""
        return float(self.module.seconds(trial, prices))

    def invented(self, trial: Trial) -> Call:
        """`invented(trial)`."""
        return self.module.invented(trial)  # type: ignore[no-any-return]

    def copied(self, trials: Sequence[Trial], reference: Target) -> Iterable[Sequence[Trial]]:
        """`copied(trials, reference)`, by default none."""
        return self.module.copied(trials, reference) if hasattr(self.module, "copied") else ()

    def ranks(self, trials: Sequence[Trial], target: Target, usable_cpus: int) -> Mapping[str, Rank]:
        """`ranks(trials, target, usable_cpus)`, by default none."""
        return self.module.ranks(trials, target, usable_cpus) if hasattr(self.module, "ranks") else {}


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
    def folder(self) -> Path:
        """Where it is."""
        return Path(str(importlib.import_module(f"{PACKAGE}.{self.name}").__file__)).parent

    @cached_property
    def planner(self) -> Planned | None:
        """How it is planned; None for what is only read."""
        module = self._role("plan")
        return None if module is None else Planned(module)

    @cached_property
    def reduction(self) -> Reduction | None:
        """How its records become figures; None where it has none."""
        figures, records = self._role("figures"), self._role("records")
        return None if figures is None or records is None else Reduction(figures, records.Seen)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What it decides, whatever a run measures."""
        found: tuple[Claim, ...] = tuple(
            claim for module in self._modules("claims") for claim in getattr(module, "CLAIMS", ())
        )
        return found

    def claims_of(self, evidence: Evidence) -> tuple[Claim, ...]:
        """Return what it decides in a run: `CLAIMS`, and what `of_run` makes of the evidence, by default nothing."""
        further = (module.of_run(evidence) for module in self._modules("claims") if hasattr(module, "of_run"))
        return (*self.claims, *(claim for found in further for claim in found))

    @cached_property
    def sections(self) -> Sections | None:
        """Its parts of the page."""
        found: Sections | None = getattr(self._role("section"), "sections", None)
        return found

    @cached_property
    def load(self) -> Callable[[Path], object] | None:
        """How it is read from a run folder; None for what is run."""
        found: Callable[[Path], object] | None = getattr(self._role("stored"), "load", None)
        return found

    def _modules(self, role: str) -> list[ModuleType]:
        """Return the module of a role, or those in the folder that it is."""
        module = self._role(role)
        if module is None:
            return []
        inside = pkgutil.iter_modules(getattr(module, "__path__", ()))
        return [module, *(importlib.import_module(f"{module.__name__}.{each.name}") for each in inside)]

    def _role(self, name: str) -> ModuleType | None:
        module = f"{PACKAGE}.{self.name}.{name}"
        return importlib.import_module(module) if importlib.util.find_spec(module) else None
