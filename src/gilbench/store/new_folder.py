"""The folder of a new run among others: claimed by making it, so that no two runs get the same one.

A run that was killed before it had a manifest has left a folder in which nothing was measured; the next run removes it.
"""

import datetime as dt
import itertools
import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import filelock

from gilbench.processes.removal import remove
from gilbench.store.files import explained
from gilbench.store.run_folder import LOCK

_NAMES = re.compile(r"\d{4}-\d\d-\d\d-\d{6}(-\d+)?")
_BEFORE_THE_MANIFEST = frozenset({LOCK, "stage", "work"})
_FRESH = 10.0  # seconds: far more than from making a folder to locking it


def claim(runs: Path, now: dt.datetime) -> Path:
    """Make a folder for a new run in `runs`, named after the time; runs of the same second get numbers.

    Raises StoreError if it cannot be made.
    """
    with explained(runs):
        runs.mkdir(parents=True, exist_ok=True)
        clear(runs)
        return next(filter(None, (_made(runs / name) for name in _names(now))))


def clear(runs: Path) -> None:
    """Remove what runs of this user that were killed before their manifest have left there."""
    with suppress(OSError), os.scandir(runs) as entries:
        for each in [Path(entry.path) for entry in entries if _NAMES.fullmatch(entry.name)]:
            with suppress(OSError):
                _remove_if_abandoned(each)


def _names(now: dt.datetime) -> Iterator[str]:
    stamp = now.strftime("%Y-%m-%d-%H%M%S")
    yield stamp
    yield from (f"{stamp}-{number}" for number in itertools.count(2))


def _made(folder: Path) -> Path | None:
    try:
        folder.mkdir()
    except FileExistsError:
        return None
    return folder


def _remove_if_abandoned(folder: Path) -> None:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != _user() or time.time() - found.st_mtime < _FRESH:
        return
    held = {each.name for each in folder.iterdir()}
    if not held:
        folder.rmdir()
    elif LOCK in held and held <= _BEFORE_THE_MANIFEST and stat.S_ISREG((folder / LOCK).lstat().st_mode):
        with filelock.FileLock(folder / LOCK, blocking=False):  # raises an OSError if somebody has it
            _remove_unless_it_began(folder)


def _remove_unless_it_began(folder: Path) -> None:
    if {each.name for each in folder.iterdir()} <= _BEFORE_THE_MANIFEST:
        remove(folder)


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
