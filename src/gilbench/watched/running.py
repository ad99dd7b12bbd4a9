"""Run a program in a process of its own, as if its parent were not there: signals, stopping and the end go through.

It inherits everything from this process: streams, folder, environment, process group and terminal. Signals are not
handled here but waited for, so that nothing in this process is interrupted by what is meant for the program.
"""

import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from gilbench.errors import UsageError
from gilbench.watched.bystander import Bystander

PASSED_ON = frozenset({"SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2"})
_EVERY = 1.0  # seconds between two looks
_TOGETHER = 0.02  # seconds in which a terminal stops and continues all the processes of a group
_TO_ALL = 0.1  # seconds in which whoever sends a signal to all the processes of a group, or of a service, has done so
_LIKE_A_SHELL = 128  # plus the signal


@dataclass(frozen=True)
class Ended:
    """How a program ended."""

    code: int  # negative: by this signal
    seconds: float  # that it ran
    cpu: float  # seconds of CPU time, of processes that it had started and waited for as well


def run(command: Sequence[str], environment: Mapping[str, str], look: Callable[[], None]) -> Ended:
    """Run the command to its end, with a look once a second; raises UsageError if it cannot be started.

    command: its first part is the absolute path of an executable.
    """
    numbers = {getattr(signal, name) for name in PASSED_ON} | {signal.SIGCHLD}
    child_ended = signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # ignored, nobody would learn how it ended
    before = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    try:
        bystander = Bystander(numbers)
        try:
            began = time.monotonic()
            pid = _started(command, environment, before)
            status, usage = _followed(pid, bystander, numbers, look)
        finally:
            bystander.end()
        _drop_what_came(numbers)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        signal.signal(signal.SIGCHLD, child_ended)
    code = os.waitstatus_to_exitcode(status)
    return Ended(code, time.monotonic() - began, usage.ru_utime + usage.ru_stime)


def end_like(code: int) -> int:
    """End this process by the signal that ended the program; return the code to exit with if it was none."""
    if code >= 0:
        return code
    import resource  # noqa: PLC0415  Windows has none

    number = -code
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # the program has left its own
    with suppress(OSError):  # SIGKILL needs nothing
        signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    return _LIKE_A_SHELL + number  # the first process of a container does not die of signals


def _started(command: Sequence[str], environment: Mapping[str, str], mask: set[signal.Signals | int]) -> int:
    try:
        # Python itself ignores these two, which nothing that it starts should inherit.
        default = [signal.SIGPIPE, signal.SIGXFSZ]
        return os.posix_spawn(command[0], [*command], environment, setsigmask=mask, setsigdef=default)
    except OSError as error:
        raise UsageError(f"cannot start {command[0]}: {error.strerror}: name another one with --python") from error


def _followed(
    pid: int, bystander: Bystander, numbers: set[signal.Signals | int], look: Callable[[], None]
) -> tuple[int, Any]:
    """Return the status of the program once it has ended, and what it has used."""
    due = time.monotonic() + _EVERY
    while True:
        found = signal.sigtimedwait(numbers, max(0.0, due - time.monotonic()))
        if found is None or not found.si_signo:  # none, if the time was over when a stopped process went on
            look()
            due = time.monotonic() + _EVERY
        elif found.si_signo != signal.SIGCHLD:
            _pass_on(found, pid, bystander)
        else:
            changed, status, usage = os.wait4(pid, os.WNOHANG | os.WUNTRACED)
            if changed and os.WIFSTOPPED(status):
                _stop_as_well(pid)
            elif changed:
                return status, usage


def _pass_on(found: signal.struct_siginfo, pid: int, bystander: Bystander) -> None:
    """Send a signal on, unless the program has it already: the terminal, among others, sends it to the whole group."""
    if found.si_code <= 0:
        time.sleep(_TO_ALL)
        if not bystander.has(found.si_signo):
            with suppress(ProcessLookupError):
                os.kill(pid, found.si_signo)
            return
    bystander.replace()


def _stop_as_well(pid: int) -> None:
    """Stop when the program stops, so that the shell sees it, and let it go on when we do."""
    time.sleep(_TOGETHER)
    if os.waitid(os.P_PID, pid, os.WCONTINUED | os.WNOHANG) is None:
        os.kill(os.getpid(), signal.SIGSTOP)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


def _drop_what_came(numbers: set[signal.Signals | int]) -> None:
    """Take signals that were meant for the program and came as it ended."""
    while signal.sigtimedwait(numbers, 0) is not None:
        pass
