"""What pyperf wrote in a round, of which reports read one number although it is half of a journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec

from gilbench.store.records import Seconds

Loops = Annotated[int, msgspec.Meta(ge=1, le=2**53)]


@dataclass(frozen=True)
class _Run:
    """One process of a benchmark."""

    warmups: tuple[tuple[Loops, Seconds], ...] | None = None  # loops, and seconds of each of them


@dataclass(frozen=True)
class _Benchmark:
    runs: Annotated[tuple[_Run, ...], msgspec.Meta(min_length=1)]


@dataclass(frozen=True)
class _Suite:
    benchmarks: Annotated[tuple[_Benchmark, ...], msgspec.Meta(min_length=1, max_length=1)]  # one trial is one


def warmed(suite: Mapping[str, Any]) -> float:
    """Return the seconds in the warm-ups of a suite; raises msgspec.ValidationError if it is not one of pyperf's."""
    runs = (run for each in msgspec.convert(suite, _Suite).benchmarks for run in each.runs)
    return sum(loops * seconds for run in runs for loops, seconds in run.warmups or ())
