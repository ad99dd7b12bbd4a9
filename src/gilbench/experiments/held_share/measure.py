"""Held share: how much of a workload keeps the GIL, seen by a thread that only sleeps beside serial work.

It disturbs the work a little, so it has trials of its own, whose times are compared with nothing.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Callable

from gilbench.experiments.held_share.records import Seen
from gilbench.inside.checking import check
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.held.estimate import held_share
from gilbench.inside.held.sampler import Sampler, why_not
from gilbench.inside.ledger import Read

SECONDS = 0.6  # of sampling in each call
RATE = 1000.0  # wakings per second


def missing() -> str | None:
    """Return why this platform does not tell what the share is made from; None if it does."""
    return why_not()


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that repeats serial work for SECONDS while the sleeper looks on.

    Its seconds are those of as many items as the trial has. It has no time ledger: the sleeper forces hand-overs that
    the work alone would not have. A call raises WrongResultError if a result is not the expected one, CannotTellError
    where the platform does not tell, and whatever the workload raises.
    """
    request, workload = subject.request, subject.of_workload
    with ExitStack() as stack:
        resource = () if workload.resource is None else (stack.enter_context(workload.resource()),)
        argument, expected = workload.sizes[request.size], workload.expect[request.size]

        def timed(_: Read) -> Call:
            gc.collect()
            results: list[Any] = []
            sampler = Sampler(RATE, [threading.get_native_id()])
            sampler.start()
            try:
                start = time.perf_counter()
                while time.perf_counter() - start < SECONDS:
                    results.append(workload.function(argument, *resource))
                seconds = time.perf_counter() - start
            finally:
                sampler.stop()
            check(results, expected, len(results))
            return Call(seconds / len(results) * request.items, [], _seen(sampler))

        yield timed


def _seen(sampler: Sampler) -> Seen:
    if sampler.failure is not None:
        raise sampler.failure
    found = held_share(sampler.recording)
    return Seen(found.share, found.low, found.high, found.samples, found.waits, found.longest_stall)
