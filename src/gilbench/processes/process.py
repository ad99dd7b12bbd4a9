"""Start a target in a process group of its own, sleep until it ends, and leave nothing of it behind."""

import contextlib
import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gilbench.processes import interruption

GRACE = 2.0  # seconds for helpers such as multiprocessing's resource tracker to end by themselves


@dataclass(frozen=True)
class Ended:
    """How a process ended."""

    code: int  # negative: killed by this signal
    timed_out: bool
    left_processes: bool  # members of its group outlived it and the grace, and were killed
    elapsed: float  # seconds


def describe_exit(code: int) -> str:
    """Say in words what an exit code means."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"killed by signal {-code}"


@interruption.held()
def run(command: Sequence[str], *, environment: Mapping[str, str], folder: Path, output: Path, timeout: float) -> Ended:
    """Run the command with its output in a file; kill its whole group after `timeout` seconds.

    While it runs this process sleeps in the kernel. The command's standard input is a pipe to which nothing is written:
    its end tells the target that we are gone. Raises OSError if the command cannot be started, and KeyboardInterrupt
    if Ctrl-C was pressed before.
    """
    interruption.require_none()
    start = time.monotonic()
    with output.open("wb") as sink:
        process = subprocess.Popen(
            command,
            env=dict(environment),
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    in_time, alone = False, False
    try:
        with interruption.heard():
            in_time = _sleep_until_end(process, timeout)
        alone = in_time and not _left_processes(process)
    finally:  # also on Ctrl-C
        if not alone:
            _kill_group(process)
        code = process.wait()
        if process.stdin:
            process.stdin.close()
    return Ended(code, timed_out=not in_time, left_processes=in_time and not alone, elapsed=time.monotonic() - start)


def _sleep_until_end(process: "subprocess.Popen[bytes]", timeout: float) -> bool:
    """Return whether the process ended in time. `Popen.wait` would wake up 20 times a second to look."""
    if not hasattr(os, "pidfd_open"):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout)
            return True
        return False
    descriptor = os.pidfd_open(process.pid)
    try:
        poller = select.poll()
        poller.register(descriptor, select.POLLIN)
        return bool(poller.poll(timeout * 1000))
    finally:
        os.close(descriptor)


def _left_processes(process: "subprocess.Popen[bytes]") -> bool:
    """Wait, for the grace at most, until the group is empty; tell whether it is not."""
    process.wait()
    deadline = time.monotonic() + GRACE
    while _group_lives(process.pid):
        if time.monotonic() > deadline:
            return True
        time.sleep(0.005)
    return False


def _group_lives(group: int) -> bool:
    if not hasattr(os, "killpg"):
        return False
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return _has_running_member(group)


def _has_running_member(group: int) -> bool:
    """Tell zombies from processes: an orphan that has ended counts until its new parent notices."""
    members = list(_states(group))
    return not members or any(state not in "ZX" for state in members)


def _states(group: int) -> Iterator[str]:
    """Yield the state letter of every member of the group; nothing where there is no /proc."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, members_of = path.read_text().rpartition(")")[2].split()[:3]
            if int(members_of) == group:
                yield state


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
