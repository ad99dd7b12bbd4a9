"""Threads and processes of this process, as the interpreter knows them and as the kernel knows them (Linux)."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from pathlib import Path

PATIENCE = 5.0  # seconds that the kernel may take to clear away what has ended
# multiprocessing starts these once and keeps them until the interpreter ends.
HELPERS = ("from multiprocessing.resource_tracker import main", "from multiprocessing.forkserver import main")


def threads_and_processes():
    """Return names of threads, how many threads the kernel counts, and the processes below this one."""
    return (
        sorted(each.name for each in threading.enumerate()),
        _kernel_threads(),
        sorted(each.name for each in multiprocessing.active_children()),
        _processes_below(os.getpid()),
    )


def after_settling(wanted):
    """Return the present threads and processes, as soon as they are those wanted or patience ends."""
    deadline = time.monotonic() + PATIENCE
    while True:
        present = threads_and_processes()
        if present == wanted or time.monotonic() > deadline:
            return present
        time.sleep(0.01)


def _kernel_threads():
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.exists() else None


def _processes_below(top):
    parents = _parents()
    below = {top}
    while True:
        found = {pid for pid, parent in parents.items() if parent in below} - below
        if not found:
            break
        below |= found
    below -= {top} | {pid for pid in below if parents.get(pid) == top and _is_helper(pid)}
    return sorted(below)


def _parents():
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name of the program, in brackets, may hold anything; after it come the state and the parent.
            parents[int(stat.parent.name)] = int(stat.read_text(errors="replace").rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended
    return parents


def _is_helper(pid):
    try:
        command = Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return any(each in command for each in HELPERS)
