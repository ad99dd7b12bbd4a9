"""The run folder: written after every trial, readable at any moment.

manifest.json    what was asked, on what, with which plan; once finished, the state of every trial as well
journal.jsonl    one line per trial and round, appended and synced: storing costs the same at any length
results/         one pyperf suite per target, put together from the journal
logs/            what lost trials printed
probe.json       what `gilbench probe --into` found
index.html, results.csv, verdict.json    the report

A run that is killed loses at most the line being written. JSON only, and what it names is executed for its own user
alone: nothing of another person's run is ever executed, unless the user says so (`trusting.py`).
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import filelock
import msgspec

from gilbench import foreign, legible
from gilbench.errors import StoreError
from gilbench.processes import interruption
from gilbench.processes.removal import remove
from gilbench.store import earlier, parts, reading, seal, sound
from gilbench.store.files import explained, replace_file, unwritable
from gilbench.store.place import Place
from gilbench.store.records import Manifest, StoredRun, with_spares

MANIFEST = "manifest.json"
JOURNAL = parts.JOURNAL
LOCK = parts.LOCK
_SCHEMAS = f"{earlier.READABLE[0]} to {earlier.READABLE[-1]}"


@dataclass(frozen=True)
class _OfSomeSchema:
    """A manifest of which nothing else is known."""

    schema: int | None = None


@contextmanager
def owned(folder: Path) -> Iterator[Place]:
    """Make the folder if needed and keep it to ourselves.

    Raises StoreError if another gilbench has it, or if something in it would lead what is written elsewhere.
    """
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    parts.require_real(folder)  # the lock, too: some versions of filelock would empty the file that a link points to
    lock = filelock.FileLock(folder / LOCK, blocking=False)
    try:
        lock.acquire()
    except filelock.Timeout as error:  # an OSError as well, so it comes first
        raise StoreError(f"another gilbench is writing to {folder}: wait for it, or choose --out elsewhere") from error
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        yield Place.of(folder)
    finally:
        lock.release()


def require_ours(folder: Path, *names: str) -> None:
    """Raise StoreError if a folder in it has the name of one that a run makes anew, and no run has been there."""
    for name in names:
        there = folder / name
        if there.is_dir() and not there.is_symlink() and not (folder / LOCK).exists():
            raise StoreError(f"{there} is no run's, and a run would remove it: choose another folder with --out")


@contextmanager
def beginning(place: Place, *names: str) -> Iterator[None]:
    """Abandon a run whose manifest does not come about; whatever has the name of a folder that has gone stays."""
    try:
        with place.watched():
            yield
    except BaseException:
        with interruption.held():
            if place.is_there():
                abandon(place.folder, *names)
        raise


@contextmanager
def cleared(place: Place, *names: str) -> Iterator[None]:
    """Remove what is needed only while targets run, however that ends; what has the name of a gone folder stays."""
    try:
        yield
    finally:
        with interruption.held():
            for name in names if place.is_there() else ():
                remove(place.folder / name)


def abandon(folder: Path, *names: str) -> None:
    """Remove what a run that never began has left in its folder, and the folder if nothing else is in it."""
    for name in names:
        remove(folder / name)
    with suppress(OSError):
        (folder / LOCK).unlink(missing_ok=True)
        folder.rmdir()


def write_manifest(folder: Path, manifest: Manifest) -> str:
    """Replace the manifest in one step; return in one clause why it has no seal, nothing if it has one."""
    content, why = seal.sealed(msgspec.json.encode(manifest))
    replace_file(folder / MANIFEST, msgspec.json.format(content, indent=1))
    return why


def load(folder: Path) -> StoredRun:
    """Read a run; raises StoreError, saying which file is at fault, if it is not one or is damaged.

    It comes without what pyperf wrote, which is half of a journal and in no report.
    """
    return with_records(folder, manifest(folder, content(folder)))


def with_records(folder: Path, found: Manifest) -> StoredRun:
    """Return the run of a manifest with what its journal has; raises StoreError if that is damaged."""
    return with_spares(StoredRun(folder, found, tuple(reading.shortened(folder / JOURNAL, found))))


def content(folder: Path) -> bytes:
    """Return what is in the manifest of a run; raises StoreError if there is none, or it cannot be read."""
    path = folder / MANIFEST
    try:
        return foreign.read(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreError(f"{folder} is not a run folder: it has no {MANIFEST}") from error
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error


def damaged(path: Path, error: Exception) -> StoreError:
    """Return the sentence for a file of a run that gilbench cannot have written."""
    return StoreError(f"{path} is damaged or not gilbench's: {legible.one_line(str(error))}")


def manifest(folder: Path, content: bytes) -> Manifest:
    """Return what a manifest says; raises StoreError if it cannot be one."""
    path = folder / MANIFEST
    try:
        schema = msgspec.json.decode(content, type=_OfSomeSchema).schema
    except reading.FOREIGN as error:
        raise damaged(path, error) from error
    if schema not in earlier.READABLE:
        raise StoreError(
            f"{path} has schema {schema!r}; this gilbench reads schema {_SCHEMAS}: use the one that wrote it"
        )
    try:
        found = earlier.manifest(content)
        sound.require_manifest(found)
    except reading.FOREIGN as error:
        raise damaged(path, error) from error
    return found
