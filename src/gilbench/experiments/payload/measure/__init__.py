"""Payload: data go to a worker and come back, in sizes from a kilobyte to many megabytes.

There is one worker, which does nothing with them, so that a round trip is the price of handing over and nothing else.
What is made (pools, processes, shared memory, the data themselves) is made before, and a trip of each size warms it.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Callable

from gilbench.experiments.payload.measure import data, room, sweeps
from gilbench.experiments.payload.measure.way import Way
from gilbench.experiments.payload.records import Seen, sizes
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read
from gilbench.inside.opening import DEFAULT, resolved

BUFFERS = "buffers"  # the value of the parameter `pickle` where buffers are kept apart
_SHARED = ("shared_memory", "array")
_WITHOUT_PROCESS = ("thread_executor", "interpreter_executor")


def missing() -> str | None:
    """Return why there are no processes to hand anything to; None if there are."""
    try:
        importlib.import_module("multiprocessing.synchronize")
    except ImportError as error:
        return f"processes have no semaphores here: {error}"
    return None


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that makes round trips of each size, in sweeps.

    Its seconds are those of the largest size. A call raises WrongResultError if something else comes back than was
    handed over, and whatever the way raises.
    """
    parameters = subject.request.parameters
    through, kind, packing = (str(parameters.get(name, "")) for name in ("through", "data", "pickle"))
    wanted = sizes(subject.request.items)
    lacking = data.missing(kind) or _missing_buffers(packing)

    def call(_: Read) -> Call:
        if lacking is not None:
            return Call(1e-9, [], Seen([], [], 0, list(wanted), None, None, lacking))
        fitting = room.that_fit(wanted, data.KINDS[kind].copies, shared=through in _SHARED)
        payloads = {size: data.KINDS[kind].made(size) for size in fitting}
        start_method = None if through in _WITHOUT_PROCESS else resolved(DEFAULT)
        with _opened(through, kind, packing, fitting) as way:
            gc.collect()
            swept = sweeps.sweep(way, payloads)
            peak = room.peak((os.getpid(), *way.processes))
        seen = Seen(
            sizes=fitting,
            seconds=[swept.seconds[size] for size in fitting],
            trips=swept.trips,
            too_large=[size for size in wanted if size not in fitting],
            peak_memory=peak,
            start_method=start_method,
        )
        return Call(statistics.median(swept.seconds[fitting[-1]]), [], seen)

    yield call


def _missing_buffers(packing: str) -> str | None:
    lacking = packing == BUFFERS and not hasattr(pickle, "PickleBuffer")
    return "this interpreter has no pickle.PickleBuffer" if lacking else None


@contextmanager
def _opened(through: str, kind: str, packing: str, fitting: list[int]) -> Iterator[Way]:
    """Open a way, with the process at its other end started as this platform starts them by default.

    Raises LookupError for a way that there is not, and MemoryError if not even the smallest size fits.
    """
    if not fitting:
        raise MemoryError("too little memory is free for the smallest size")
    from gilbench.experiments.payload.measure import channels, pools, sharing  # noqa: PLC0415  none before a trial

    context: Any = None
    if through not in _WITHOUT_PROCESS:
        import multiprocessing  # noqa: PLC0415  threads are spared its import

        context = multiprocessing.get_context(resolved(DEFAULT))
    if through in _SHARED:
        found = sharing.WAYS[through, kind](context, fitting)
    elif packing == BUFFERS:
        found = {**pools.WAYS_OF_BUFFERS, **channels.WAYS_OF_BUFFERS}[through](context)
    else:
        found = {**pools.WAYS, **channels.WAYS}[through](context)
    with found as way:
        yield way
