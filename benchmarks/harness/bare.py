"""The work of a trial, timed by a bare script: a pool, a clock around it, and nothing else.

Takes the work as JSON, the number of values, and names of what a trial has beside the work and this script has not,
unless they are given: "imports", "readings", "records" (what readings leave behind, and no reading). Prints the seconds
of each value. As in a trial, an item for every worker
comes first, and garbage is collected before each value.
"""

from __future__ import annotations

import functools
import gc
import importlib
import json
import sys
import time
from collections.abc import Sequence
from typing import Any, Callable

from pools import Work


def main() -> None:
    """Time the work that the command line names."""
    work, values, beside = Work(**json.loads(sys.argv[1])), int(sys.argv[2]), sys.argv[3:]
    if "imports" in beside:
        imported()
    task, items = called(work, beside), [work.argument] * work.items
    seconds = []
    with work.pool() as run:
        run(task, items[: work.workers])
        for _ in range(values):
            gc.collect()
            start = time.perf_counter()
            run(task, items)
            seconds.append(time.perf_counter() - start)
    sys.stdout.write(json.dumps(seconds))


def called(work: Work, beside: Sequence[str]) -> Callable[[Any], Any]:
    """Return the function that does an item, or what a trial calls in its place: with readings around it."""
    function = work.callable()
    if "records" in beside:
        return functools.partial(recorded, function)
    if "readings" not in beside:
        return function
    ledger, stamps = (importlib.import_module(f"gilbench.inside.{name}") for name in ("ledger", "stamps"))
    return functools.partial(stamps.stamped, ledger.full, function, ())


def recorded(function: Callable[[Any], Any], argument: Any) -> tuple[Any, Any, Any]:
    """Do an item between two records that are made and kept, of numbers that cost next to nothing to get."""
    before = (time.thread_time(), time.perf_counter(), 1, 2, time.process_time())
    result = function(argument)
    return result, before, (time.thread_time(), time.perf_counter(), 1, 2, time.process_time())


def imported() -> None:
    """Import what a trial imports."""
    importlib.import_module("gilbench.inside.timer").runner()
    for name in ("gilbench.inside.worker", "gilbench.experiments.throughput.measure"):
        importlib.import_module(name)


if __name__ == "__main__":
    main()
