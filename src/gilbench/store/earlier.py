"""Read what earlier versions stored.

In schema 1 every experiment had to fill the records of throughput. Before kinds of interpreters had amounts of their
own, a calibration was about all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

import msgspec

from gilbench.inside.schema import StrategyInfo, WorkerTime
from gilbench.interpreters.kinds import EVERY
from gilbench.interpreters.target import Target
from gilbench.store.records import Calibration, Manifest, Record, Seconds, Some, StoredCall

READABLE = (1, 2)  # schemas
_SEEN = ("cpu_seconds", "voluntary", "involuntary", "overlap", "start_skew")


@dataclass(frozen=True)
class _Sample:
    """A timed call of schema 1."""

    seconds: float
    cpu_seconds: float | None
    voluntary: int | None
    involuntary: int | None
    overlap: float | None
    start_skew: float | None
    workers: list[WorkerTime] = field(default_factory=list)
    held: dict[str, Any] | None = None  # of held_share only, whose other figures meant nothing


def record(line: bytes) -> Record:
    """Return a record of schema 1 as today's; raises msgspec.MsgspecError if the line is not one."""
    stored = msgspec.json.decode(line)
    samples = msgspec.convert(stored["outcome"].pop("samples", ()), tuple[_Sample, ...])
    calls = [msgspec.to_builtins(_call(each)) for each in samples]
    return msgspec.convert({**stored, "outcome": {**stored["outcome"], "calls": calls}}, Record)


@dataclass(frozen=True)
class _Calibration:
    """One number of items for all interpreters, settled on the slowest."""

    target: str | None
    seconds_per_item: Mapping[str, Seconds]
    items: Mapping[str, Some]
    like: str | None = None
    transport: Mapping[str, Seconds] = field(default_factory=dict)
    speeds: Mapping[str, Seconds] = field(default_factory=dict)


@dataclass(frozen=True)
class _Calibrated:
    """A manifest of which only the calibration is looked at."""

    calibration: Mapping[str, Any] | None = None


def manifest(content: bytes) -> Manifest:
    """Return what a manifest of any readable schema says, as today's; raises msgspec.MsgspecError if it is none."""
    found = _with_kinds(content) if _is_without_kinds(content) else msgspec.json.decode(content, type=Manifest)
    return replace(found, targets=tuple(map(_moved, found.targets)))  # built-in strategies have moved since schema 1


def is_earlier(line: bytes) -> bool:
    """Tell whether a line of a journal is of schema 1; a run that was begun then and resumed has lines of both."""
    return b'"samples":[' in line  # inside of a text its quotes would have backslashes


def _is_without_kinds(content: bytes) -> bool:
    found = msgspec.json.decode(content, type=_Calibrated).calibration
    return found is not None and "target" in found


def _with_kinds(content: bytes) -> Manifest:
    stored = msgspec.json.decode(content)
    before = msgspec.convert(stored["calibration"], _Calibration)
    now = Calibration(
        targets={} if before.target is None else {EVERY: before.target},
        seconds_per_item={EVERY: before.seconds_per_item},
        items={EVERY: before.items},
        like=before.like,
        transport=before.transport,
        speeds=before.speeds,
    )
    return msgspec.convert({**stored, "calibration": msgspec.to_builtins(now)}, Manifest)


def _call(sample: _Sample) -> StoredCall:
    if sample.held is not None:
        return StoredCall(sample.seconds, (), sample.held)
    return StoredCall(sample.seconds, tuple(sample.workers), {name: getattr(sample, name) for name in _SEEN})


def _moved(target: Target) -> Target:
    strategies = [replace(each, file=_today(each)) for each in target.catalogue.strategies]
    return replace(target, catalogue=replace(target.catalogue, strategies=strategies))


def _today(strategy: StrategyInfo) -> str:
    path = (PureWindowsPath if "\\" in strategy.file else PurePosixPath)(strategy.file)
    if path.parts[-4:-1] != ("gilbench", "target", "strategies"):
        return strategy.file
    return str(path.parents[2] / "inside" / "strategies" / path.name)
