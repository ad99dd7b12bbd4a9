"""What this process lacks, told in one sentence: memory, files, processes, a folder for temporary files.

The limits are the user's (`ulimit`) or a container's, and may be met anywhere. What starts and describes targets has
its own words for them; what is met elsewhere ends here.
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from gilbench.errors import GilbenchError

ROOM = 512 << 20  # bytes of addresses: what the libraries that reports are made with, and a large run, take
FILES = 32  # open at once: far more than a command was seen to need
_OWNERS = 0o700
_THREADS = "OPENBLAS_NUM_THREADS"
_LOADED = frozenset({"numpy", "scipy.special"})  # each of them brings an OpenBLAS
_OURS: set[str] = set()  # names of variables; a process has one environment


class ShortageError(GilbenchError):
    """The system does not give what the command needs."""


@contextmanager
def explained() -> Iterator[None]:
    """Raise ShortageError in place of an error of the block that comes from a shortage; any other goes on as it is."""
    try:
        yield
    except GilbenchError:
        raise
    except Exception as error:
        told = next(filter(None, map(_told, _chain(error))), None)
        if told is None:
            raise
        raise ShortageError(told) from error


@contextmanager
def without_algebra_threads() -> Iterator[None]:
    """Keep NumPy and SciPy, if they are imported in the block, from starting threads, for which gilbench has no use.

    Where none can be started OpenBLAS interrupts the process as Ctrl-C does. What the user has chosen is kept.
    """
    if _THREADS in os.environ:
        yield
        return
    os.environ[_THREADS] = "1"
    _OURS.add(_THREADS)
    try:
        yield
    finally:
        _OURS.clear()
        os.environ.pop(_THREADS, None)


def environment_of_the_user() -> dict[str, str]:
    """Return this process's environment without what gilbench has put into it."""
    return {name: value for name, value in os.environ.items() if name not in _OURS}


def require_none() -> None:
    """Raise ShortageError where a report cannot be made: before anything is measured.

    Where addresses are limited OpenBLAS, as it is imported, ends the process or waits for memory without an end.
    """
    mask = os.umask(0)  # it can only be read by setting it
    os.umask(mask)
    if mask & _OWNERS:
        raise ShortageError(f"the umask {mask:03o} keeps you from the files that you make yourself: try umask 022")
    files, limit = _limits()
    if files is not None and files < FILES:
        raise ShortageError(f"this process may open {files} files, and needs {FILES}: try ulimit -n 1024")
    if limit is not None and not sys.modules.keys() >= _LOADED and not _has_room():
        raise ShortageError(
            f"the address space is limited to {limit >> 20} MiB, and a report needs {ROOM >> 20} MiB more than is "
            f"in use: raise the limit, for example with ulimit -v unlimited"
        )


def _limits() -> tuple[int | None, int | None]:
    """Return how many files and how many bytes of addresses this process may have; None without a limit."""
    if sys.platform == "win32":
        return None, None
    import resource

    found = (resource.getrlimit(each)[0] for each in (resource.RLIMIT_NOFILE, resource.RLIMIT_AS))
    files, addresses = (None if limit == resource.RLIM_INFINITY else limit for limit in found)
    return files, addresses


def _has_room() -> bool:
    import mmap

    try:
        mmap.mmap(-1, ROOM).close()  # addresses only: no page of it is touched
    except (OSError, MemoryError):
        return False
    return True


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield the error and what it was raised in the handling of."""
    current: BaseException | None = error
    for _ in range(100):  # causes may be made to go in a circle
        if current is None:
            return
        yield current
        current = current.__cause__ or current.__context__


def _told(error: BaseException) -> str | None:
    number = error.errno if isinstance(error, OSError) else None
    if isinstance(error, MemoryError) or number == errno.ENOMEM:
        return "there is not enough memory: free some, or raise the limit (ulimit -v, or that of the container)"
    if number == errno.EMFILE:
        return "this process may not open as many files as it needs: raise the limit, for example with ulimit -n 1024"
    if number == errno.ENFILE:
        return "the system has as many open files as it can have: end what holds them"
    if _is_refused_start(error):
        return "no more processes or threads can be started: raise the limit (ulimit -u, or that of the container)"
    if isinstance(error, OSError) and not _has_temporary_folder():
        return (
            "there is no folder that temporary files can be written to: set TMPDIR to one, and see what "
            "ulimit -f allows"
        )
    return None


def _is_refused_start(error: BaseException) -> bool:
    if isinstance(error, RuntimeError):
        return str(error) == "can't start new thread"
    # A pipe that is full has the same number, and other words.
    return isinstance(error, BlockingIOError) and error.strerror == os.strerror(errno.EAGAIN)


def _has_temporary_folder() -> bool:
    try:
        tempfile.gettempdir()
    except OSError:
        return False
    return True
