"""Start a target in a process group of its own, sleep until it ends, and leave nothing of it behind."""

import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gilbench.inside.lifeline import MARK
from gilbench.processes import descendants, group, interruption, trackers, watching
from gilbench.processes.descendants import Family
from gilbench.processes.printed import Printed

GRACE = 2.0  # seconds for helpers such as multiprocessing's resource tracker to end by themselves


@dataclass(frozen=True)
class Ended:
    """How a process ended."""

    code: int  # negative: killed by this signal
    timed_out: bool
    left_processes: bool  # what it had started outlived it and the grace, and was killed
    elapsed: float  # seconds
    printed: Printed  # if that is flooded, it was killed for it


def describe_exit(code: int) -> str:
    """Say in words what an exit code means."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"killed by signal {-code}"


@interruption.held()
def run(command: Sequence[str], *, environment: Mapping[str, str], folder: Path, timeout: float) -> Ended:
    """Run the command; kill it and all that it started after `timeout` seconds, or when it prints too much.

    While it runs this process sleeps in the kernel. What it prints goes into a pipe: there is no file that could become
    too large. The command's standard input is a pipe to which nothing is written: its end tells the target that we are
    gone. Raises OSError if the command cannot be started, and KeyboardInterrupt if Ctrl-C was pressed before.
    """
    interruption.require_none()
    start = time.monotonic()
    with descendants.adopted() as family:
        process = subprocess.Popen(
            command,
            env={**environment, MARK: family.mark},
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert process.stdin  # noqa: S101  for mypy: both are pipes
        assert process.stdout  # noqa: S101
        end: watching.End = "late"
        alone = False
        watch = watching.watch(process, process.stdout)
        try:
            with interruption.heard():
                end = watch.wait(timeout)
            alone = end == "ended" and not _left_processes(process, family, watch)
        finally:  # also on Ctrl-C
            if not alone:
                try:
                    trackers.finish(process.pid)
                finally:
                    group.kill(process)
            code = process.wait()
            if not alone:
                family.end(process.pid)
            printed = watch.close()
            process.stdin.close()
    return Ended(code, end == "late", end == "ended" and not alone, time.monotonic() - start, printed)


def _left_processes(process: "subprocess.Popen[bytes]", family: Family, watch: watching.Watch) -> bool:
    """Wait, for the grace at most, until nothing is left of what it started; tell whether something is."""
    process.wait()
    deadline = time.monotonic() + GRACE
    while group.lives(process.pid) or family.lives(process.pid):
        if time.monotonic() > deadline:
            return True
        watch.gather()
        time.sleep(0.005)
    return False
