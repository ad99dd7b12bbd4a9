"""The run folder: written after every trial, readable at any moment.

manifest.json    what was asked, on what, with which plan; once finished, the state of every trial as well
journal.jsonl    one line per trial and round, appended and synced: storing costs the same at any length
results/         one pyperf suite per target, put together from the journal
logs/            what lost trials printed
probe.json       what `gilbench probe --into` found
index.html, results.csv, verdict.json    the report

A run that is killed loses at most the line being written. JSON only: nothing of another person's run is ever executed.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import filelock
import msgspec

from gilbench.errors import StoreError
from gilbench.store import earlier
from gilbench.store.files import explained, replace_file, unwritable
from gilbench.store.records import Manifest, Record, StoredRun, with_spares

MANIFEST = "manifest.json"
JOURNAL = "journal.jsonl"
LOCK = ".lock"
_SCHEMAS = f"{earlier.READABLE[0]} to {earlier.READABLE[-1]}"
_FOREIGN = (msgspec.MsgspecError, UnicodeError, RecursionError)  # what decoding a damaged or foreign file may raise


@contextmanager
def owned(folder: Path) -> Iterator[None]:
    """Make the folder if needed and keep it to ourselves; raises StoreError if another gilbench has it."""
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(folder / LOCK, blocking=False)
    try:
        lock.acquire()
    except filelock.Timeout as error:  # an OSError as well, so it comes first
        raise StoreError(f"another gilbench is writing to {folder}: wait for it, or choose --out elsewhere") from error
    except OSError as error:
        raise unwritable(folder, error) from error
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
    records = tuple(_records(folder / JOURNAL))
    return with_spares(StoredRun(folder, earlier.manifest(manifest), records))


def _require_schema(path: Path, content: bytes) -> None:
    try:
        schema = msgspec.json.decode(content, type=dict[str, Any]).get("schema")
    except _FOREIGN as error:
        raise StoreError(f"{path} is damaged or not gilbench's: {error}") from error
    if schema not in earlier.READABLE:
        raise StoreError(
            f"{path} has schema {schema!r}; this gilbench reads schema {_SCHEMAS}: use the one that wrote it"
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
            yield earlier.record(line) if earlier.is_earlier(line) else decoder.decode(line)
        except _FOREIGN as error:
            raise StoreError(
                f"{path}, line {number} is damaged: {error}. Restore the file, or start a new run."
            ) from error
