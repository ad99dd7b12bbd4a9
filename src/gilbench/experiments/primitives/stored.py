"""Read what pytest-benchmark wrote into a run folder with `--benchmark-json`."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import msgspec

from gilbench import foreign
from gilbench.errors import StoreError
from gilbench.store.records import Count, Seconds

FILES = "primitives*.json"  # in a run folder


@dataclass(frozen=True)
class Stats:
    """What the rounds of one benchmark come to."""

    median: Seconds  # 0 where the clock is too coarse
    q1: Seconds | None = None
    q3: Seconds | None = None
    rounds: Count | None = None


@dataclass(frozen=True)
class Benchmark:
    """One benchmark on one interpreter."""

    name: str
    stats: Stats
    fullname: str = ""
    group: str | None = None

    @property
    def place(self) -> tuple[str | None, str]:
        """What no other benchmark of its file has."""
        return self.group, self.fullname or self.name


@dataclass(frozen=True)
class Machine:
    """The interpreter that measured."""

    python_implementation: str = "unknown interpreter"
    python_version: str = ""
    label: str = ""  # with the build and the state of the GIL; from gilbench's own benchmarks, others do not tell


@dataclass(frozen=True)
class Measured:
    """One file, as pytest-benchmark names its keys; those that are not shown are not read."""

    benchmarks: tuple[Benchmark, ...]
    machine_info: Machine = Machine()
    datetime: str = ""
    version: str = ""

    def median(self, name: str) -> Seconds | None:
        """Return the median of one of gilbench's own benchmarks; None if it is not there, or the file is another's."""
        found = (each.stats.median for each in self.benchmarks if each.name == name and self.machine_info.label)
        return next(found, None)


@dataclass(frozen=True)
class Prices:
    """What was measured, by the name of its file."""

    files: dict[str, Measured]


def load(folder: Path) -> Prices | None:
    """Return what pytest-benchmark wrote into a run folder, None if nothing; raises StoreError for other content."""
    files = {path.name: _read(path) for path in sorted(folder.glob(FILES))}
    return Prices(files) if files else None


def _read(path: Path) -> Measured:
    try:
        found = msgspec.json.decode(foreign.read(path), type=Measured)
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise StoreError(
            f"{path} is damaged or not pytest-benchmark's: {error}. Delete it, or write it again."
        ) from error
    for (_, name), times in Counter(each.place for each in found.benchmarks).items():
        if times > 1:
            raise StoreError(f"{path} has {name!r} {times} times. Delete it, or write it again.")
    return found
