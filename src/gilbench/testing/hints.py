"""What a figure that is not good enough may come from, in one sentence, the likeliest reason first."""

from __future__ import annotations

import os

from gilbench.inside import undeclared
from gilbench.inside.held.culprit import Culprit
from gilbench.testing.interpreter import gil_came_back, switch_interval
from gilbench.testing.times import Times

MUCH = 0.1  # share of a time that is worth a word
HELD_MUCH = 0.3  # held share from which on threads take turns visibly
DEARER = 1.3  # times the CPU time


def mostly_waits(times: Times) -> str:
    """Return that the share of the CPU time says little, if it does."""
    if times.share(times.running + (times.ready or 0.0)) >= MUCH:
        return ""
    return "the call mostly waits: `.of_wall` is the share of all its time"


def own_threads(cpus: float) -> str:
    """Return that the call has threads of its own, which together keep so many CPUs busy."""
    return f"this work, or this test, has threads of its own: {cpus:.1f} CPUs busy in serial code"


def holding() -> str:
    """Return why a call may hold the GIL for long."""
    if gil_came_back():
        return this_build_has_its_gil_on(undeclared.module())
    return (
        "Python code holds the GIL throughout; C code lets go of it with Py_BEGIN_ALLOW_THREADS, "
        "`with nogil` (Cython), `py.detach` (PyO3), `gil_scoped_release` (pybind11)"
    )


def stall(times: Times, culprit: Culprit | None, seconds: float) -> str:
    """Return what may have held the GIL for so many seconds."""
    if times.share(times.ready) > MUCH:
        return f"the call waited for a CPU for {_percent(times.ready, times)} of its time: that makes stalls longer"
    if seconds <= 2 * switch_interval():
        return f"Python code lets others in after sys.getswitchinterval(), {switch_interval() * 1e3:g} ms here"
    return f"the GIL was held by {_short(culprit)}" if culprit else ""


def busy(threads: Times) -> str:
    """Return that other programs took the CPUs, if they did."""
    if threads.share(threads.ready) <= MUCH:
        return ""
    waited = _percent(threads.ready, threads)
    return f"the machine was busy, the threads waited for a CPU for {waited} of their time: `.idle` leaves that out"


def not_faster(alone: Times, threads: Times, held: float | None) -> str:
    """Return what may have kept threads from being faster; the two do the same work. held: the held share if known."""
    if gil_came_back():
        return this_build_has_its_gil_on(undeclared.module())
    if held is not None and held > HELD_MUCH:
        return f"the call holds the GIL for {held:.0%} of its CPU time: threads take turns".replace("%", " %")
    if threads.running > DEARER * alone.running:
        times = threads.running / alone.running
        return f"in threads the same calls took {times:.1f} times the CPU time: caches, or data that they share?"
    if threads.share(threads.blocked) > MUCH:
        return f"the threads were blocked for {_percent(threads.blocked, threads)} of their time: a lock, or I/O?"
    return ""


def this_build_has_its_gil_on(module: str | None) -> str:
    """Return why, if the extension module is known that switched it on; None: it is not."""
    if module is not None:
        return f"this free-threaded build has its GIL on: {undeclared.in_words(module)}"
    return (
        "this free-threaded build has its GIL on: by PYTHON_GIL=1, or by an extension module that does not declare "
        "that it can run without (a RuntimeWarning names it; PYTHON_GIL=0 keeps the GIL off)"
    )


def _percent(seconds: float | None, times: Times) -> str:
    return f"{100 * times.share(seconds):.0f} %"


def _short(culprit: Culprit) -> str:
    """Return where it was, without folders."""
    return f"{culprit.thread} at {culprit.place.rpartition(os.sep)[2]}" if culprit.place else culprit.thread
