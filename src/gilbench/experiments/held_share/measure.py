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

from gilbench.inside.checking import check
from gilbench.inside.held.estimate import held_share
from gilbench.inside.held.sampler import Sampler
from gilbench.inside.ledger import Read
from gilbench.inside.registry import Strategy, Workload
from gilbench.inside.samples import used
from gilbench.inside.schema import HeldFigures, Sample, TrialRequest

SECONDS = 0.6  # of sampling in each call
RATE = 1000.0  # wakings per second


@contextmanager
def prepared(request: TrialRequest, workload: Workload, _: Strategy) -> Iterator[Callable[[Read], Sample]]:
    """Yield a function that repeats serial work for SECONDS while the sleeper looks on.

    Its seconds are those of as many items as the trial has. A call raises WrongResultError if a result is not the
    expected one, CannotTellError where the platform does not tell, and whatever the workload raises.
    """
    with ExitStack() as stack:
        resource = () if workload.resource is None else (stack.enter_context(workload.resource()),)
        argument, expected = workload.sizes[request.size], workload.expect[request.size]

        def timed(read: Read) -> Sample:
            gc.collect()
            results: list[Any] = []
            sampler = Sampler(RATE, [threading.get_native_id()])
            sampler.start()
            try:
                before, start = read(), time.perf_counter()
                while time.perf_counter() - start < SECONDS:
                    results.append(workload.function(argument, *resource))
                seconds, after = time.perf_counter() - start, read()
            finally:
                sampler.stop()
            check(results, expected, len(results))
            spent = used(seconds, before, after)
            return Sample(
                seconds=seconds / len(results) * request.items,
                cpu_seconds=spent.running / len(results) * request.items,
                voluntary=None,  # the sleeper forces hand-overs that the work alone would not have
                involuntary=None,
                overlap=1.0,
                start_skew=0.0,
                workers=[spent],
                held=_figures(sampler),
            )

        yield timed


def _figures(sampler: Sampler) -> HeldFigures:
    if sampler.failure is not None:
        raise sampler.failure
    found = held_share(sampler.recording)
    return HeldFigures(found.share, found.low, found.high, found.samples, found.waits, found.longest_stall)
