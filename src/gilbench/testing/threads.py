"""A call in one thread or in several at once, each thread with its ledger."""

from __future__ import annotations

import threading
import time
from functools import partial
from typing import NamedTuple

from gilbench.inside.own_threads import busy
from gilbench.testing.calls import Call
from gilbench.testing.times import Stretch, Times, clocked
from gilbench.testing.tracing import untraced


class Together(NamedTuple):
    """What threads that began together took."""

    wall: float  # seconds from the first start to the last end
    workers: list[Times]
    process: float = 0.0  # CPU seconds of the whole process meanwhile

    @property
    def own_threads(self) -> float | None:
        """How many CPUs were busy, if the process took clearly more CPU time than these threads; else None."""
        return busy(self.process, sum(each.running for each in self.workers), self.wall)


def in_threads(call: Call, threads: int, each: int) -> Together:
    """Call the function `each` times in every thread; what the function raises in one of them is raised here."""
    __tracebackhide__ = True
    barrier = threading.Barrier(threads)
    stretches: list[Stretch] = []
    failures: list[BaseException] = []

    def work() -> None:
        __tracebackhide__ = True
        try:
            with untraced():
                barrier.wait()
                stretches.append(clocked(partial(call.repeat, each)))
        except BaseException as error:  # noqa: BLE001  raised again by whoever waits, whatever it is
            failures.append(error)

    process = time.process_time()
    workers = [threading.Thread(target=work, daemon=True, name=f"gil fixture {number}") for number in range(threads)]
    try:
        for worker in workers:
            worker.start()
    except BaseException:
        barrier.abort()  # those that have started wait for those that will not
        raise
    for worker in workers:
        worker.join()
    if failures:
        raise failures[0]
    first, last = min(each.start for each in stretches), max(each.end for each in stretches)
    return Together(last - first, [each.times for each in stretches], time.process_time() - process)
