"""Baselines: finished runs that a project keeps under a name, to compare later runs with.

A baseline is a run folder with the two files that a comparison reads, so whatever takes a run takes a baseline too.
"""

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from gilbench import foreign
from gilbench.errors import NoBaselineError, StoreError, UsageError
from gilbench.processes import interruption
from gilbench.store import parts, reading, run_folder
from gilbench.store.files import replacing
from gilbench.store.records import StoredRun

FOLDER = Path(".gilbench") / "baselines"  # in the project, beside its pyproject.toml
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")
_KEPT = (run_folder.MANIFEST, run_folder.JOURNAL)


@dataclass(frozen=True)
class Saved:
    """A baseline that has just been written."""

    folder: Path
    replaced: str | None  # when the run was made that it took the place of, ISO 8601; None if there was none


def find(project: Path, name: str) -> Path:
    """Return the folder of a baseline.

    Raises UsageError if that is no name, NoBaselineError if there is none, StoreError if it may not be looked at.
    """
    folder = _place(project, name)
    if not _exists(folder) or not folder.is_dir():
        known = names(project)
        there = f"there are: {', '.join(known)}" if known else f"{project / FOLDER} has none"
        raise NoBaselineError(
            f"there is no baseline {name!r}; {there}. Keep one with: gilbench compare RUN --save {name}"
        )
    return folder


def names(project: Path) -> list[str]:
    """Return the names of all baselines of a project, in alphabetical order."""
    manifests = (project / FOLDER).glob(f"*/{run_folder.MANIFEST}")
    return sorted(path.parent.name for path in manifests if _NAME.fullmatch(path.parent.name))


def save(project: Path, name: str, run: StoredRun) -> Saved:
    """Keep a run under a name, in place of the one that had the name.

    Raises UsageError if that is no name, or if the run cannot be a baseline: one that was interrupted, or whose timings
    are invented; StoreError if the files cannot be read or written.
    """
    folder = _place(project, name)
    if run.manifest.invented:
        raise UsageError(f"{run.folder} is a dry run: nothing in it was measured, so nothing can be compared with it")
    if not run.finished:
        raise UsageError(f"{run.folder} was interrupted: go on with gilbench run --resume {run.folder}, then save it")
    replaced = _created(folder)
    try:
        _copy(run.folder, folder)
    except OSError as error:
        raise StoreError(f"the baseline {folder} cannot be written: {error.strerror or error}") from error
    return Saved(folder, replaced)


def _place(project: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} cannot be the name of a baseline: use letters, digits and . _ + - only")
    return project / FOLDER / name


def _exists(folder: Path) -> bool:
    try:
        return folder.exists()
    except OSError as error:
        raise StoreError(f"{folder} cannot be looked at: {error.strerror or error}") from error


def _created(folder: Path) -> str | None:
    if not _exists(folder):
        return None
    try:
        return run_folder.load(folder).manifest.created
    except StoreError:
        return "an unknown time"  # it is damaged, and about to be replaced


def _copy(run: Path, folder: Path) -> None:
    """Write both files beside the folder, then change places: a baseline is never half of one run, half of another."""
    for each in (folder.parent.parent, folder.parent):  # a cloned project may have planted a link
        parts.require_folder(each)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # A signal waits: between the two renames it would leave no baseline, while scratch is removed some of it.
    with interruption.held(), tempfile.TemporaryDirectory(prefix=".saving-", dir=folder.parent) as scratch:
        whole = Path(scratch) / "whole"
        for name in _KEPT:
            with foreign.opened(run / name, reading.MOST) as file, replacing(whole / name) as copy:
                shutil.copyfileobj(file, copy)
        if folder.exists():
            folder.rename(Path(scratch) / "replaced")
        whole.rename(folder)
