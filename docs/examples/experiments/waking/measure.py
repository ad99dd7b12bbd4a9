"""Waking: naps of a millisecond, one after another."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Callable

from gilbench.experiments.waking.records import Seen

from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read

NAP, NAPS = 0.001, 100


def missing() -> str | None:
    """Return None: it can be measured everywhere."""
    return None


@contextmanager
def prepared(_: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that takes the naps."""

    def call(_: Read) -> Call:
        ends = [time.perf_counter()]
        for _each in range(NAPS):
            time.sleep(NAP)
            ends.append(time.perf_counter())
        taken = [after - before for before, after in zip(ends, ends[1:])]
        return Call(ends[-1] - ends[0], [], Seen(statistics.median(taken) - NAP))

    yield call
