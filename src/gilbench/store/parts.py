"""The parts of a run folder that are added to or filled: real ones in it, or nothing is written at all.

In a folder that somebody else has prepared, a link in their place would lead what is written out of the run.
"""

import stat
from pathlib import Path

from gilbench.errors import StoreError

JOURNAL = "journal.jsonl"
LOCK = ".lock"
STAGE = "stage"
WORK = "work"
RESULTS = "results"
LOGS = "logs"

_FILES = (JOURNAL, LOCK)
_FOLDERS = (STAGE, WORK, RESULTS, LOGS)
_KINDS = {
    stat.S_IFLNK: "it is a link",
    stat.S_IFREG: "Is a file",
    stat.S_IFDIR: "Is a directory",
    stat.S_IFIFO: "Is a named pipe",
    stat.S_IFSOCK: "Is a socket",
}


def require_real(folder: Path) -> None:
    """Raise StoreError if something in a run folder is not what a run would have made there, or is elsewhere too."""
    for name in _FILES:
        _require(folder / name, stat.S_IFREG, "a file")
    for name in _FOLDERS:
        require_folder(folder / name)


def require_folder(path: Path) -> None:
    """Raise StoreError if there is something at the path that is not a folder itself, such as a link to one."""
    _require(path, stat.S_IFDIR, "a folder")


def _require(path: Path, kind: int, wanted: str) -> None:
    try:
        status = path.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror or error}") from error
    found = stat.S_IFMT(status.st_mode)
    if found != kind:
        raise _refused(path, f"{_KINDS.get(found, 'Is a device')}, not {wanted}")
    if kind == stat.S_IFREG and status.st_nlink > 1:
        raise _refused(path, "it is a link, a second name of a file that may be anywhere")


def _refused(path: Path, why: str) -> StoreError:
    return StoreError(f"cannot write {path}: {why}. Remove it, or choose another folder.")
