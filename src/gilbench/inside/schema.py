"""What a target tells the host, and the other way round: plain records that travel as JSON.

Runs inside the measured interpreter: standard library only, Python 3.9 syntax.
"""

from __future__ import annotations

from typing import Any

from gilbench.inside import globs
from gilbench.inside.record import Record


class Facts(Record):
    """What an interpreter is, as it says itself while it runs in the state that was asked for."""

    executable: str
    implementation: str  # "CPython", "PyPy"
    version: str  # "3.13.5", with suffix if any: "3.15.0rc1"
    version_info: list[int]  # [3, 13, 5]
    implementation_version: str  # differs from `version` on PyPy: "7.3.11"
    build: str  # build number and date
    compiler: str
    config_args: str
    free_threaded: bool  # what was compiled
    gil_enabled: bool  # what is the case
    jit: str  # "absent", "off" or "on"
    switch_interval: float | None  # seconds
    cpu_count: int | None  # logical CPUs of the machine
    affinity: list[int] | None  # CPUs this process may use; None where the platform cannot tell
    cgroup_quota: float | None  # CPUs' worth of time per period; None where unlimited or unknown
    start_methods: list[str]
    default_start_method: str
    executable_sha256: str
    libc: str
    zlib: str  # the version that ctypes workloads call
    platform: str


class WorkloadInfo(Record):
    """A registered workload, without its functions."""

    name: str
    file: str
    kind: str
    code: str
    data: str
    asks: str
    summary: str  # first line of its docstring
    has_async_twin: bool
    has_resource: bool
    pair: str | None
    version: int
    missing: str | None  # why it cannot run in this target
    lead: bool = False  # speaks for its class of work in the verdict
    stays: str | None = None  # why it cannot be handed to another process or interpreter
    held_to: str = "expect"  # one of HELD_TO: what its results are compared with
    family: str = ""  # what it and the workloads with other values of its parameters are called; empty without any
    parameters: tuple[tuple[str, str | float], ...] = ()  # names and values, numbers or text, in order
    listed: dict[str, int] | None = None  # by size, how many items that differ are in its list; None: they are alike


class StrategyInfo(Record):
    """A strategy with one start method (None where it has none), without its function."""

    name: str
    start_method: str | None
    file: str
    family: str
    shares_memory: bool
    runs_async: bool
    missing: str | None  # why it cannot run in this target: the outcome of a tiny real call
    tried: bool = True  # false: outside what was asked for, so nobody knows whether it can run
    python_name: str = ""  # what Python calls it; empty where it has no name but its own
    variant_of: str = ""  # the strategy whose pool it tunes; empty: it is no variant

    @property
    def names(self) -> tuple[str, str]:
        """What globs may call it, without its start method."""
        return self.name, self.python_name

    @property
    def called(self) -> str:
        """Python's own name, else its own: `Pool`."""
        return self.python_name or self.name

    @property
    def in_words(self) -> str:
        """What a person reads: Python's own name, with the start method if it has one: `Pool (fork)`."""
        return globs.in_words(self.called, self.start_method)


class ExperimentInfo(Record):
    """An experiment, as far as a target can tell."""

    name: str
    missing: str | None  # why it cannot be measured in this target


class Problem(Record):
    """A file or a definition that could not be used; nothing else is lost."""

    where: str
    reason: str


class Catalogue(Record):
    """What a target can run."""

    workloads: list[WorkloadInfo]
    strategies: list[StrategyInfo]
    problems: list[Problem]
    experiments: tuple[ExperimentInfo, ...] = ()


class TrialRequest(Record):
    """One trial, as the target needs to know it."""

    experiment: str
    name: str  # the pyperf benchmark's name, the same in every target
    workload: str | None  # None where the experiment has none
    workload_file: str | None
    strategy: str | None
    strategy_file: str | None
    start_method: str | None
    workers: int
    size: str
    items: int
    inner_loops: int | None  # by which pyperf divides the seconds of a call: the items, where it is made of them
    parameters: dict[str, str | float]
    gil: bool | None  # the state that must hold before and after the work; None: any
    jit: bool | None
    settles: bool  # whether the work is repeated before its values until a JIT is done
    metrics_file: str  # where to append one JSON line per timed call
    pyperf_file: str  # where pyperf is to write its suite; there is none yet
    platform: str  # its description, as this interpreter gave it before
    default_start_method: str  # of this interpreter, as long as nobody has set another
    listed: int | None = None  # items in the workload's list, of which a value has whole ones; None: they are alike


class WorkerTime(Record):
    """What one worker's time went on, in seconds, from its first item's start to its last item's end.

    What was neither `running` nor `ready` was spent blocked: on the GIL, a lock, or whatever the work waits for.
    """

    wall: float
    running: float  # on a CPU
    ready: float | None  # it could have run, but no CPU was free; None where the platform cannot tell
    voluntary: int | None  # context switches
    involuntary: int | None
    items: int | None = None  # that it did; None for the thread of an event loop, whose tasks did them


class Conditions(Record):
    """What work can change although it depends on it, in its own process; None where the platform cannot tell."""

    switch_interval: float | None = None  # seconds
    affinity: list[int] | None = None  # CPUs that the process may use
    recursion_limit: int | None = None
    start_method: str | None = None  # the default one, of pools that ask for none


class Surroundings(Record):
    """The state of the measured process around the work."""

    gil_before: bool
    gil_after: bool
    jit: str
    switch_interval: float | None
    affinity: list[int] | None
    start_method: str | None
    notes: list[str]  # one clear line each: printed, left a thread behind, ...
    ledger_of: str = "values"  # or "warm-up", where reading the time ledger in values would have cost too much
    conditions_before: Conditions | None = None  # the first call; None in runs of versions that did not look
    conditions_after: Conditions | None = None  # the last call
    gil_module: str | None = None  # the extension module that brought the GIL back, as far as known from a warning
    peak_memory: int | None = None  # bytes that the measured process had in memory at most; its workers not counted


def as_json(record: Any) -> dict[str, Any]:
    """Return the fields of a record or a dataclass, or the items of a dict, ready for json.dumps."""
    fields = record if isinstance(record, dict) else {name: getattr(record, name) for name in _fields(record)}
    return {name: _plain(value) for name, value in fields.items()}


def _fields(record: Any) -> Any:
    return record.__match_args__ if isinstance(record, Record) else record.__dataclass_fields__


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return as_json(value) if isinstance(value, (dict, Record)) or hasattr(value, "__dataclass_fields__") else value
