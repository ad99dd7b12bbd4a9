"""The run folder: written after every trial, readable at any moment.

manifest.json    what was asked, on what, with which plan; once finished, the state of every trial as well
journal.jsonl    one line per trial and round, appended and synced: storing costs the same at any length
results/         one pyperf suite per target, put together from the journal
logs/            what lost trials printed
probe.json       what `gilbench probe --into` found
index.html, results.csv, verdict.json    the report

A run that is killed loses at most the line being written. JSON only: nothing of another person's run is ever executed.
"""

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import filelock
import msgspec

from gilbench.calibration import Calibration
from gilbench.candidate import Unusable
from gilbench.errors import StoreError
from gilbench.interpreters import Target
from gilbench.plan import Plan
from gilbench.probing import stored as stored_probes
from gilbench.probing.results import Probes
from gilbench.run import Outcome
from gilbench.settings import Settings

SCHEMA = 1
MANIFEST = "manifest.json"
JOURNAL = "journal.jsonl"
LOCK = ".lock"
_FOREIGN = (msgspec.MsgspecError, UnicodeError, RecursionError)  # what decoding a damaged or foreign file may raise


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
    calibration: Calibration | None = None  # None: not asked for, as with --size small
    finished: bool = False  # false: still running, or interrupted and resumable
    states: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of every trial in every round, at the end


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
    probes: Probes | None = None  # None: nothing was probed into this run

    @property
    def finished(self) -> bool:
        """Whether the run came to its end; if not, it can be resumed."""
        return self.manifest.finished


class Journal:
    """The open end of a run's journal."""

    def __init__(self, path: Path) -> None:
        """Open the journal for appending; a line that was cut off by a crash is dropped."""
        self._path = path
        with _explained(path):
            self._file = path.open("ab", buffering=0)
            self._file.truncate(_whole_lines(path))
            self._file.seek(0, os.SEEK_END)

    def append(self, record: Record) -> None:
        """Store one record for good; raises StoreError, leaving the file as it was, if there is no room."""
        line = msgspec.json.encode(record) + b"\n"
        size = self._file.tell()
        try:
            _write_whole(self._file, line)
            os.fsync(self._file.fileno())
        except OSError as error:
            with suppress(OSError):
                self._file.truncate(size)
            raise _unwritable(self._path, error) from error

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _write_whole(file: BinaryIO, line: bytes) -> None:
    if file.write(line) != len(line):  # a nearly full disk takes a part of it
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def owned(folder: Path) -> Iterator[None]:
    """Make the folder if needed and keep it to ourselves; raises StoreError if another gilbench has it."""
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(folder / LOCK, blocking=False)
    try:
        lock.acquire()
    except filelock.Timeout as error:  # an OSError as well, so it comes first
        raise StoreError(f"another gilbench is writing to {folder}: wait for it, or choose --out elsewhere") from error
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        yield
    finally:
        lock.release()


def abandon(folder: Path, *names: str) -> None:
    """Remove what a run that never began has left in its folder, and the folder if nothing else is in it."""
    for name in names:
        shutil.rmtree(folder / name, ignore_errors=True)
    with suppress(OSError):
        (folder / LOCK).unlink(missing_ok=True)
        folder.rmdir()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step."""
    replace_file(folder / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a crash, sees either the old or the new content; raises StoreError."""
    new = path.with_name(f".{path.name}.new")
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with new.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        except OSError:
            new.unlink(missing_ok=True)  # half a file would only fill the disk further
            raise


def settings_of(manifest: Manifest) -> Settings:
    """Return what the run was asked for; raises StoreError if that is not there any more."""
    try:
        return msgspec.convert(manifest.settings, Settings)
    except msgspec.ValidationError as error:
        raise StoreError(f"the settings in {MANIFEST} are damaged or not gilbench's: {error}") from error


def load(folder: Path) -> StoredRun:
    """Read a run; raises StoreError, saying which file is at fault, if it is not one or is damaged."""
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise StoreError(f"{folder} is not a run folder: it has no {MANIFEST}") from error
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    _require_schema(path, content)
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except _FOREIGN as error:
        raise StoreError(f"{path} is damaged or not gilbench's: {error}") from error
    return StoredRun(folder, manifest, tuple(_records(folder / JOURNAL)), stored_probes.load(folder))


def _require_schema(path: Path, content: bytes) -> None:
    try:
        schema = msgspec.json.decode(content, type=dict[str, Any]).get("schema")
    except _FOREIGN as error:
        raise StoreError(f"{path} is damaged or not gilbench's: {error}") from error
    if schema != SCHEMA:
        raise StoreError(
            f"{path} has schema {schema!r}; this gilbench reads schema {SCHEMA}: use the one that wrote it"
        )


def _records(path: Path) -> Iterator[Record]:
    decoder = msgspec.json.Decoder(Record)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return  # killed between the manifest and the first trial
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    whole = content[: content.rfind(b"\n") + 1]
    for number, line in enumerate(whole.splitlines(), start=1):
        try:
            yield decoder.decode(line)
        except _FOREIGN as error:
            raise StoreError(
                f"{path}, line {number} is damaged: {error}. Restore the file, or start a new run."
            ) from error


def _whole_lines(path: Path) -> int:
    content = path.read_bytes()
    return content.rfind(b"\n") + 1


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> StoreError:
    return StoreError(f"cannot write {path}: {error.strerror or error}. Make room or choose another folder with --out.")
