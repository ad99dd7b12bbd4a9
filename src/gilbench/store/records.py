"""What a run folder holds, as records."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from gilbench.errors import StoreError
from gilbench.inside.schema import Surroundings, WorkerTime
from gilbench.interpreters.candidate import Unusable
from gilbench.interpreters.kinds import ByKind
from gilbench.interpreters.target import Target
from gilbench.plan.copies import settled
from gilbench.plan.trial import Plan
from gilbench.settings import Settings

SCHEMA = 2
State = Literal["ok", "failed", "timed out"]
BoundBy = Literal["memory", "processes"]  # results that take much memory, or long to come back from processes

# A clock that tells less than this apart, or a trial that takes longer, is none: whoever wrote that measured nothing.
Timed = Annotated[float, msgspec.Meta(ge=1e-12, le=1e9)]  # seconds
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1e9)]
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]
Some = Annotated[int, msgspec.Meta(ge=1, le=1_000_000_000)]
Whole = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]


@dataclass(frozen=True, slots=True)  # a run has very many
class StoredCall:
    """One timed call, as its target told it."""

    seconds: Timed  # the wall time that pyperf was given
    workers: tuple[WorkerTime, ...] = ()  # the time ledger
    seen: Mapping[str, Any] = field(default_factory=dict)  # the fields of the experiment's `records.Seen`


@dataclass(frozen=True, slots=True)  # a run has very many
class Outcome:
    """What became of one trial in one round."""

    state: State
    reason: str  # empty when ok: one sentence
    tail: str  # the end of what the process printed; kept when it did not go well
    calls: tuple[StoredCall, ...]  # one per timed value, warm-ups left out, in order
    surroundings: Surroundings | None
    elapsed: Seconds  # of wall time from starting the process to its end
    pyperf: Mapping[str, Any] | None  # the suite that pyperf wrote, as parsed JSON; None in a run that was loaded
    settling: tuple[Seconds, ...] = ()  # seconds of each call before pyperf's own, until a JIT had settled; else empty
    warmed: Seconds = 0.0  # seconds in pyperf's own warm-ups, as the suite tells them


@dataclass(frozen=True)
class Bound:
    """Why a value has fewer items than the threads that do them would need."""

    wanted: Some  # items that it would have
    result_bytes: Annotated[int, msgspec.Meta(ge=0, le=2**40)]  # that a result takes, about
    back: Seconds  # that an item costs more in other processes
    by: BoundBy


@dataclass(frozen=True)
class Calibration:
    """What an item takes on the fastest interpreter of each kind, and how many items make a value for that reason.

    Runs of versions that settled one number for all interpreters have what they found under `EVERY`; there it is what
    an item took on the slowest.
    """

    targets: Mapping[str, str]  # by kind: id of the fastest; a kind is absent if all it has came from an earlier run
    seconds_per_item: ByKind[Seconds]  # by kind and workload, of those that were measured, here or in the earlier run
    items: ByKind[Some]  # by kind and workload; one that is absent has the least number of items
    like: str | None = None  # name of the earlier run that the others came from
    transport: Mapping[str, Seconds] = field(default_factory=dict)  # seconds that an item costs more in other processes
    speeds: Mapping[str, Seconds] = field(default_factory=dict)  # by target: an item of the lead ÷ the fastest's
    bounded: ByKind[Bound] = field(default_factory=dict)  # by kind and workload, of those that have fewer for it
    staying: ByKind[str] = field(
        default_factory=dict
    )  # why results cannot come back from processes, by kind and workload


@dataclass(frozen=True)
class Manifest:
    """What was asked, on what, and with which plan: everything but the measurements."""

    schema: int
    gilbench: str  # version
    created: str  # ISO 8601, UTC
    command: tuple[str, ...]  # as typed, for the reader who wants to reproduce it
    invented: bool  # true for --dry-run: the timings were never measured
    settings: Mapping[str, Any]
    seed: Whole
    values: Some  # timed values per trial and round
    usable_cpus: Some  # after affinity and quota
    machine: Mapping[str, str]  # in display order: "CPU" -> "AMD EPYC ...", "load before" -> "0.13 0.04 0.01"
    targets: tuple[Target, ...]  # the first is the base of comparisons between interpreters
    unusable: tuple[Unusable, ...]
    plan: Plan
    calibration: Calibration | None = None  # None: not asked for, as with --size small
    finished: bool = False  # false: still running, or interrupted and resumable
    states: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of every trial in every round, at the end

    @property
    def subjects(self) -> tuple[Target, ...]:
        """The targets that the run is about: without those that were only brought along as twins."""
        return tuple(each for each in self.targets if not each.twin_of)


@dataclass(frozen=True, slots=True)  # a run has very many
class Record:
    """One trial in one round (rounds count from 1)."""

    trial: str  # Trial.id
    round: Some
    outcome: Outcome


@dataclass(frozen=True)
class StoredRun:
    """A run as read from its folder."""

    folder: Path
    manifest: Manifest
    records: tuple[Record, ...]

    @property
    def finished(self) -> bool:
        """Whether the run came to its end; if not, it can be resumed."""
        return self.manifest.finished


def with_spares(run: StoredRun) -> StoredRun:
    """Return the run with a plan whose copies are those that took part: spares join when something has failed."""
    plan = settled(run.manifest.plan, {record.trial for record in run.records})
    return replace(run, manifest=replace(run.manifest, plan=plan))


def settings_of(manifest: Manifest) -> Settings:
    """Return what the run was asked for; raises StoreError if that is not there any more."""
    try:
        return msgspec.convert(manifest.settings, Settings)
    except msgspec.ValidationError as error:
        raise StoreError(f"the settings in manifest.json are damaged or not gilbench's: {error}") from error
