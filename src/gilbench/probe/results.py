"""What is known about a call on a target: one record, written down as it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from gilbench.inside.probe.records import Outcome

SCHEMA = 1  # of the JSON that these records are written as
State = Literal["ok", "failed", "timed out", "absent"]
BoundedBy = Literal["threads", "gil", "cpus"]  # their number, the GIL, or the CPUs that can be used
Verdict = Literal["releases", "holds", "partly", "waits", "no GIL", "undecided"]

Contends = Literal["contends", "takes turns", "does not contend", "undecided"]
Cures = Literal["yes", "partly", "no", "undecided"]


@dataclass(frozen=True)
class Factor:
    """What two threads at once get ÷ what one gets, with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Contention:
    """What two threads that make a call at once do to each other, where there is no GIL."""

    verdict: Contends
    cpu: Factor  # CPU time of a call
    calls: Factor  # calls per second, without the time that other programs took
    busy: float  # share of their time that threads waited for a CPU, in the repeats that count


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
    contention: Contention | None = None  # None with a GIL, and where a note says why
    private: str = ""  # statements that gave each thread names of its own; empty if nobody asked
    private_contention: Contention | None = None  # of the same call on these
    private_cures: Cures | None = None  # whether what the threads share is the reason; None if they do not contend
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
