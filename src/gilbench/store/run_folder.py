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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import filelock
import msgspec

from gilbench import foreign, legible
from gilbench.errors import StoreError
from gilbench.processes.removal import remove
from gilbench.store import earlier, reading, sound
from gilbench.store.files import explained, replace_file, unwritable
from gilbench.store.place import Place
from gilbench.store.records import Manifest, StoredRun, with_spares

MANIFEST = "manifest.json"
JOURNAL = "journal.jsonl"
LOCK = ".lock"
_SCHEMAS = f"{earlier.READABLE[0]} to {earlier.READABLE[-1]}"


@dataclass(frozen=True)
class _OfSomeSchema:
    """A manifest of which nothing else is known."""

    schema: int | None = None


@contextmanager
def owned(folder: Path) -> Iterator[Place]:
    """Make the folder if needed and keep it to ourselves; raises StoreError if another gilbench has it."""
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(folder / LOCK, blocking=False)
    try:
        _require_no_link(folder / LOCK)
        lock.acquire()
    except filelock.Timeout as error:  # an OSError as well, so it comes first
        raise StoreError(f"another gilbench is writing to {folder}: wait for it, or choose --out elsewhere") from error
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        yield Place.of(folder)
    finally:
        lock.release()


def _require_no_link(path: Path) -> None:
    """Raise OSError for a link: some versions of filelock would empty the file that it points to."""
    if path.is_symlink():
        raise OSError(errno.ELOOP, f"{path.name} is a link")


@contextmanager
def beginning(place: Place, *names: str) -> Iterator[None]:
    """Abandon a run whose manifest does not come about; whatever has the name of a folder that has gone stays."""
    try:
        with place.watched():
            yield
    except BaseException:
        if place.is_there():
            abandon(place.folder, *names)
        raise


def abandon(folder: Path, *names: str) -> None:
    """Remove what a run that never began has left in its folder, and the folder if nothing else is in it."""
    for name in names:
        remove(folder / name)
    with suppress(OSError):
        (folder / LOCK).unlink(missing_ok=True)
        folder.rmdir()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step."""
    replace_file(folder / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))


def load(folder: Path) -> StoredRun:
    """Read a run; raises StoreError, saying which file is at fault, if it is not one or is damaged.

    It comes without what pyperf wrote, which is half of a journal and in no report.
    """
    path = folder / MANIFEST
    try:
        content = foreign.read(path)
    except FileNotFoundError as error:
        raise StoreError(f"{folder} is not a run folder: it has no {MANIFEST}") from error
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    manifest = _manifest(path, content)
    return with_spares(StoredRun(folder, manifest, tuple(reading.shortened(folder / JOURNAL, manifest))))


def _manifest(path: Path, content: bytes) -> Manifest:
    try:
        schema = msgspec.json.decode(content, type=_OfSomeSchema).schema
    except reading.FOREIGN as error:
        raise StoreError(f"{path} is damaged or not gilbench's: {error}") from error
    if schema not in earlier.READABLE:
        raise StoreError(
            f"{path} has schema {schema!r}; this gilbench reads schema {_SCHEMAS}: use the one that wrote it"
        )
    try:
        manifest = earlier.manifest(msgspec.json.decode(content, type=Manifest))
        sound.require_manifest(manifest)
    except reading.FOREIGN as error:
        raise StoreError(f"{path} is damaged or not gilbench's: {legible.one_line(str(error))}") from error
    return manifest
