"""What the user asked for: validated once, frozen, and stored with the run."""

import math
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from gilbench.errors import UsageError
from gilbench.inside import call_text

Suite = Literal["core", "full"]
Effort = Literal["quick", "normal", "rigorous"]
Size = Literal["small", "full"]
_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "": 1.0}


@dataclass(frozen=True)
class Depth:
    """How hard an effort tries."""

    values: int  # timed values per trial and round
    rounds: int  # at least; more while the budget lasts
    most_rounds: int
    budget: float  # seconds
    precision: float  # a comparison whose interval is no wider than ± this share is not measured further


DEPTHS: Mapping[Effort, Depth] = {
    "quick": Depth(values=1, rounds=3, most_rounds=5, budget=90.0, precision=0.15),
    "normal": Depth(values=1, rounds=3, most_rounds=30, budget=300.0, precision=0.05),
    "rigorous": Depth(values=2, rounds=10, most_rounds=60, budget=1800.0, precision=0.02),
}

CALLS_ALONE = 120.0  # seconds, the most of a normal run of calls and nothing else: whoever types one waits for it


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call of the user's own that is measured as a workload."""

    name: str  # of the workload: one that can be shown, and no other call of the run has
    text: str  # an expression, or `module:function`
    setup: str = ""  # statements
    folders: tuple[str, ...] = ()  # absolute paths of those where its modules are looked for, after all others

    @property
    def in_words(self) -> str:
        """What it is, with its setup, in one line."""
        return call_text.in_words(self.text, self.setup)

    @property
    def version(self) -> int:
        """A number that differs where what was typed does, as work does that may not be compared."""
        return zlib.crc32(f"{self.text}\0{self.setup}".encode()) or 1


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One `gilbench run`."""

    globs: tuple[str, ...] = ()  # workloads; empty: all
    pythons: tuple[str, ...] = ()  # specs; empty: the host, the newest GIL build, the newest free-threaded one
    experiments: tuple[str, ...] = ()  # names; empty: all that can be planned
    strategies: tuple[str, ...] = ()  # globs; empty: all
    workers: tuple[int, ...] = ()  # empty: powers of two up to the usable CPUs, and these
    wider: tuple[int, ...] | None = None  # further ones of work that waits, of an earlier run; None: by default
    suite: Suite = "core"
    effort: Effort = "normal"
    budget: float | None = None  # seconds; None: what the effort says
    precision: float | None = None  # share; None: what the effort says
    seed: int = 0
    timeout: float = 60.0  # seconds for one trial in one round
    workloads: tuple[str, ...] = ()  # absolute paths of further folders, and of files
    sources: tuple[str, ...] = ()  # of these, those whose workloads alone are meant; empty: all are
    experiment_folders: tuple[str, ...] = ()  # the same, for experiments
    size: Size = "full"
    variables: Mapping[str, str] = field(default_factory=dict)  # further ones in the environment of targets, by name
    like: str | None = None  # folder of the run that the amounts of work are taken from; None: they are calibrated
    calls: tuple[Call, ...] = ()  # measured beside the workloads that are named; alone, if none is

    @property
    def whole(self) -> bool:
        """Whether the whole matrix was asked for: naming workloads or strategies does so, as `--suite full` does.

        A call does not: whoever types one wants an answer soon.
        """
        return self.suite == "full" or self.chosen or bool(self.strategies)

    @property
    def chosen(self) -> bool:
        """Whether the user chose among workloads that are registered, by name or by where they are."""
        return bool(self.globs) or bool(self.sources)

    @property
    def by_name(self) -> bool:
        """Whether the user said which work is meant, be it registered or typed."""
        return self.chosen or bool(self.calls)

    @property
    def named(self) -> bool:
        """Whether the user chose what is measured; what gilbench chooses may have to fit into the budget."""
        return self.whole or self.by_name or bool(self.workers) or bool(self.experiments)

    @property
    def depth(self) -> Depth:
        """The effort with what the user said about budget and precision."""
        depth = DEPTHS[self.effort]
        usual = CALLS_ALONE if self.effort == "normal" and self.calls and not self.whole else depth.budget
        budget = usual if self.budget is None else self.budget
        precision = depth.precision if self.precision is None else self.precision
        return replace(depth, budget=budget, precision=precision)


def seconds(text: str) -> float:
    """Read `300`, `90s`, `5m` or `1h` as seconds; raises UsageError for anything else or nothing to spend."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smh]?)\s*", text)
    value = float(match[1]) * _UNITS[match[2]] if match else 0.0
    if not 0 < value < math.inf:
        raise UsageError(f"{text!r} is not a duration: write 90s, 5m or 1h")
    return value


def share(text: str) -> float:
    """Read `5%` or `0.05` as a share between 0 and 1; raises UsageError for anything else."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(%?)\s*", text)
    value = float(match[1]) / (100 if match[2] else 1) if match else 0.0
    if not 0 < value < 1:
        raise UsageError(f"{text!r} is not a share between 0 and 1: write 5% or 0.05")
    return value


def worker_counts(text: str, usable: int) -> tuple[int, ...]:
    """Read `1,2,4` or `max` (alone or in the list) as ascending worker counts; raises UsageError for anything else."""
    counts = set()
    for part in text.split(","):
        word = part.strip()
        if word != "max" and not re.fullmatch(r"[1-9]\d{0,3}", word):
            raise UsageError(f"{text!r} is not a list of worker counts: write for example 1,2,4 or max")
        counts.add(usable if word == "max" else int(word))
    return tuple(sorted(counts))


def suite(name: str) -> Suite:
    """Return the suite of this name; raises UsageError if there is none."""
    suites: dict[str, Suite] = {"core": "core", "full": "full"}
    if name not in suites:
        raise UsageError(f"there is no suite {name!r}: write core or full")
    return suites[name]
