"""Held share: how much of a workload keeps the GIL, seen by a thread that only sleeps beside serial work.

It disturbs the work a little, so it has trials of its own, whose times are compared with nothing.
"""

from __future__ import annotations

import gc
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Callable

from gilbench.experiments.held_share.records import Seen
from gilbench.inside import opening
from gilbench.inside.checking import Standard
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.held.estimate import held_share
from gilbench.inside.held.sampler import Sampler, why_not
from gilbench.inside.held.several import speaks
from gilbench.inside.items import listed
from gilbench.inside.ledger import Read
from gilbench.inside.own_threads import exceeds
from gilbench.inside.weighing import weigh

SECONDS = 0.6  # of sampling in each call
RATE = 1000.0  # wakings per second
KEPT = 2**26  # bytes of results that a call keeps to be checked after it, the last ones: checking would be sampled too


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
    with opening.resource(workload) as resource:
        once = listed(workload, request.size, resource, request.listed)
        subject.begins()
        standard = Standard(workload, request.size, resource, once)
        first = [workload.function(once[0], *resource)]
        standard.require_first(first, 1)
        # Whole lists of items that differ: they are checked together.
        kept = len(once) * max(1, KEPT // max(1, weigh(first.pop())) // len(once))

        def timed(_: Read) -> Call:
            gc.collect()
            done, results = 0, deque[Any](maxlen=kept)
            sampler = Sampler(RATE)
            sampler.start()
            try:
                before = time.thread_time(), time.process_time()
                start = time.perf_counter()
                while time.perf_counter() - start < SECONDS:
                    for argument in once:  # whole lists of items that differ, else the share would be that of a few
                        results.append(workload.function(argument, *resource))
                    done += len(once)
                seconds = time.perf_counter() - start
                caller, process = time.thread_time() - before[0], time.process_time() - before[1]
            finally:
                sampler.stop()
            standard.require(list(results), len(results))
            items = request.items / done
            return Call(seconds * items, [], _seen(sampler, caller, process, items))

        yield timed


def _seen(sampler: Sampler, caller: float, process: float, items: float) -> Seen:
    """Return what was seen; work with threads of its own has a share only if they were seen running.

    caller, process: CPU seconds of the calling thread and of the process; items: those of the trial for each that ran.
    """
    if sampler.failure is not None:
        raise sampler.failure
    process = max(0.0, process - sampler.recording.own_cpu)
    found = held_share(sampler.recording)
    if exceeds(process, caller) and not speaks(sampler.recording, process):
        found = found._replace(share=None, low=0.0, high=1.0)
    return Seen(
        share=found.share,
        low=found.low,
        high=found.high,
        samples=found.samples,
        waits=found.waits,
        longest_stall=found.longest_stall,
        cpu_seconds=caller * items,
        process_seconds=process * items,
    )
