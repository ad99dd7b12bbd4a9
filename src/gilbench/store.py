"""The run folder: written after every trial, readable at any moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gilbench.interpreters import Target, Unusable
from gilbench.plan import Plan
from gilbench.run import Outcome

SCHEMA = 1


@dataclass(frozen=True)
class Manifest:
    """What was asked, on what, and with which plan: everything but the measurements."""

    schema: int
    gilbench: str  # version
    created: str  # ISO 8601, UTC
    command: tuple[str, ...]  # as typed, for the reader who wants to reproduce it
    invented: bool  # true for --dry-run: the timings were never measured
    settings: Mapping[str, Any]
    seed: int
    values: int  # timed values per trial and round
    warmups: int
    usable_cpus: int  # after affinity and quota
    machine: Mapping[str, str]  # in display order: "CPU" -> "AMD EPYC ...", "load before" -> "0.13 0.04 0.01"
    targets: tuple[Target, ...]  # the first is the base of comparisons between interpreters
    unusable: tuple[Unusable, ...]
    plan: Plan


@dataclass(frozen=True)
class Record:
    """One trial in one round (rounds count from 1)."""

    trial: str  # Trial.id
    round: int
    outcome: Outcome


@dataclass(frozen=True)
class StoredRun:
    """A run as read from its folder."""

    folder: Path
    manifest: Manifest
    records: tuple[Record, ...]
    finished: bool  # false: interrupted, can be resumed
