"""Temporary folders, gilbench's own and those of targets: gone at the end, whatever ended it but SIGKILL.

What SIGKILL has left, the next gilbench of the same user removes: a folder in use has a locked file in it, and the
system unlocks it when its owner ends, however it ends.
"""

import os
import re
import socket
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path

import filelock

from gilbench.errors import StoreError
from gilbench.processes import interruption
from gilbench.processes.removal import remove

VARIABLES = ("TMPDIR", "TEMP", "TMP")  # where programs look for their temporary folder
PREFIX = "gilbench-tmp-"
LOCK = ".lock"
_OURS = re.compile(PREFIX + "[a-z0-9_]{8}")  # as tempfile names them
_SHORT = Path("/tmp")  # noqa: S108  for sockets, if TMPDIR is a long one
# Longer than the names that multiprocessing gives to its sockets below the temporary folder, 32 characters.
_SOCKET = "s" * 40
_ATTEMPTS = 5
_LOCKING = 10.0  # seconds from making a folder to having its lock, at most


@contextmanager
def folder() -> Iterator[Path]:
    """Give a new folder in the system's temporary one, which nobody else may enter; remove it at the end.

    What killed ones have left is removed first. Raises StoreError if the folder cannot be made.
    """
    with _folder_in(Path(_system())) as made:
        yield made


@contextmanager
def of_targets(near: Path) -> Iterator[Path]:
    """Give the processes of a target a temporary folder inside `near`, and remove it at the end.

    A socket's path has 107 bytes at most, on some systems 103. A folder with a longer one is given by a link to it from
    the system's temporary folder: what work writes is on the same disk, however long the name of the run is. Where no
    sockets can be made even so, another folder is given, there. Raises StoreError if it cannot be made.
    """
    with ExitStack() as stack:
        here = _made(near, "")
        stack.callback(_end, here)
        place = Path(here.name).absolute()
        yield place if takes_sockets(place) else _shorter(place, stack)


def variables(place: Path) -> dict[str, str]:
    """Return what makes programs put their temporary files there."""
    return dict.fromkeys(VARIABLES, str(place))


def takes_sockets(place: Path) -> bool:
    """Tell whether programs can make sockets in a folder, as multiprocessing does."""
    if not hasattr(socket, "AF_UNIX"):
        return True
    path = place / _SOCKET
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(path))
    except OSError:
        return False
    path.unlink()
    return True


def clear(parent: Path) -> None:
    """Remove the folders that killed gilbenches of this user have left there: no links, and nothing that is in use."""
    if not hasattr(os, "getuid"):
        return  # there, each user has a temporary folder of their own, which the system clears
    with suppress(OSError), os.scandir(parent) as entries:
        for each in [Path(entry.path) for entry in entries if _OURS.fullmatch(entry.name)]:
            with suppress(OSError):
                _remove_if_left(each)


def _remove_if_left(place: Path) -> None:
    if not _is_private(place):
        return
    lock = place / LOCK
    if not lock.exists():
        if place.lstat().st_mtime < time.time() - _LOCKING:
            place.rmdir()  # its owner was killed before it had the lock, or notices and makes another one
    elif stat.S_ISREG(lock.lstat().st_mode):  # some versions of filelock would empty the file that a link points to
        _remove_unless_held(place, lock)


def _is_private(place: Path) -> bool:
    """Tell whether it is a real folder of this user, which nobody else may enter; raises OSError if it has gone."""
    found = place.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not stat.S_IMODE(found.st_mode) & 0o077


def _remove_unless_held(place: Path, lock: Path) -> None:
    with filelock.FileLock(lock, blocking=False):  # raises an OSError if somebody has it
        remove(place)


def _shorter(place: Path, stack: ExitStack) -> Path:
    """Return a link to the folder, or an empty folder where sockets can be made by none; gone with the stack."""
    system = Path(_system())
    for parent in [system, _SHORT] if os.access(_SHORT, os.W_OK) else [system]:
        name = (
            stack.enter_context(_folder_in(parent)) / "t"
        )  # apart from the lock, which is none of a target's business
        name.symlink_to(place)
        if takes_sockets(name):
            return name
    name.unlink()
    name.mkdir()
    return name


@cache
def _clear_once(parent: Path) -> None:
    clear(parent)


@contextmanager
def _folder_in(parent: Path) -> Iterator[Path]:
    _clear_once(parent)
    made, lock = _locked(parent)
    try:
        yield Path(made.name)
    finally:
        _end(made)
        lock.release()


def _locked(parent: Path) -> tuple["tempfile.TemporaryDirectory[str]", filelock.BaseFileLock]:
    """Make a folder and lock it; again if another gilbench has removed it before it was locked."""
    for _ in range(_ATTEMPTS):
        made = _made(parent, PREFIX)
        lock = filelock.FileLock(Path(made.name, LOCK), blocking=False)
        try:
            lock.acquire()
            if _is_still(Path(made.name)):
                return made, lock
            lock.release()
        except (filelock.Timeout, FileNotFoundError):
            pass  # whoever has it is removing the folder, or has done so
        except OSError as error:
            _end(made)
            raise _unusable(parent, error) from error
        _end(made)
    raise StoreError(f"cannot keep a temporary folder in {parent}: something removes what is made there")


def _is_still(place: Path) -> bool:
    """Tell whether a locked folder is the one that was made: filelock makes one that has gone anew, open to all."""
    try:
        return not hasattr(os, "getuid") or _is_private(place)
    except FileNotFoundError:
        return False


def _made(parent: Path, prefix: str) -> "tempfile.TemporaryDirectory[str]":
    try:
        with interruption.held():  # a folder that is made, and not yet anybody's to remove, would stay
            return tempfile.TemporaryDirectory(prefix=prefix, dir=parent, ignore_cleanup_errors=True)
    except OSError as error:
        raise _unusable(parent, error) from error


def _end(made: "tempfile.TemporaryDirectory[str]") -> None:
    with interruption.held():  # a removal that is broken off is not taken up again by anybody
        made.cleanup()


def _system() -> str:
    try:
        with interruption.held():  # the first time a file is made there, to try it out, and removed at once
            return tempfile.gettempdir()
    except OSError as error:
        raise StoreError(f"there is no folder for temporary files: {error.strerror or error}. Set TMPDIR.") from error


def _unusable(parent: Path, error: OSError) -> StoreError:
    return StoreError(
        f"cannot write {parent}: {error.strerror or error}. Make room there, or set TMPDIR to another folder."
    )
