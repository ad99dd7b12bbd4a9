"""What is known about a call on a target: one record, written down as it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from gilbench.inside.probe.records import Outcome

SCHEMA = 1  # of the JSON that these records are written as
State = Literal["ok", "failed", "timed out", "absent"]
BoundedBy = Literal["threads", "gil", "cpus"]  # their number, the GIL, or the CPUs that can be used
Verdict = Literal["releases", "holds", "partly", "waits", "no GIL", "undecided"]


@dataclass(frozen=True)
class Probed:
    """One call on one target. Times in seconds, shares from 0 to 1; None where it is not known, and `reason` says why.

    Speed-ups are the most that the shares allow, not measured and no forecasts.
    """

    call: str
    group: str
    target: str
    state: State
    verdict: Verdict | None = None
    reason: str = ""  # why there is no verdict, or what it rests on where no held share was measured
    held_share: float | None = None  # of the call's CPU time
    held_low: float | None = None
    held_high: float | None = None
    held_of_wall: float | None = None  # of its running and blocked time
    held_of_wall_low: float | None = None
    held_of_wall_high: float | None = None
    running: float | None = None  # share of its time, without what other programs took, spent running
    own_threads: float | None = None  # CPUs that it keeps busy, if it has threads of its own: then no speed-ups
    longest_stall: float | None = None  # that another thread suffered
    call_seconds: float | None = None
    overhead: float | None = None  # share of that which is the loop around the call
    speedup_2: float | None = None  # from two threads, at most
    speedup_2_bound: BoundedBy | None = None  # what bounds it; None in files of versions that did not say
    threads: int | None = None  # the other number of threads
    speedup_n: float | None = None  # from that many, at most
    speedup_n_bound: BoundedBy | None = None
    together: Outcome | None = None  # what two threads at once got, beside what one got
    together_detail: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Probes:
    """Everything that one `gilbench probe` found."""

    gilbench: str  # version
    created: str  # ISO 8601, UTC
    cpus: int  # usable: no more than these run at a time
    targets: Mapping[str, str]  # id -> what it is: "CPython 3.13.5, GIL on"
    calls: tuple[Probed, ...]
    variables: Mapping[str, str] = field(default_factory=dict)  # of --env, by name


def by_stall(results: Iterable[Probed]) -> list[Probed]:
    """Sort as a table of culprits: the longest stall first, what has none last, else as given."""
    return sorted(results, key=lambda each: -1.0 if each.longest_stall is None else each.longest_stall, reverse=True)
