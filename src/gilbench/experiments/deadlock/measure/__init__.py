"""Deadlock: philosophers at a round table, who need the lock to their left and the one to their right to eat.

E. W. Dijkstra's problem of the dining philosophers ("Hierarchical ordering of sequential processes", Acta Informatica
1, 1971), with real locks, in threads or processes. Dinners are short and many: each ends after a while, or when a
deadlock was seen.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Callable

from gilbench.experiments.deadlock.measure.kinds import KINDS
from gilbench.experiments.deadlock.measure.table import Table
from gilbench.experiments.deadlock.records import DINNERS, Seen
from gilbench.inside import state
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read


def missing() -> str | None:
    """Return None: every interpreter that can be measured has threads and locks."""
    return None


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that gives the dinners of the trial.

    A call raises what `Table.dinner` does.
    """
    parameters, philosophers = subject.request.parameters, subject.request.workers
    kind = KINDS[str(parameters["kind"])]()
    table = Table(kind, philosophers, str(parameters["cure"]), str(parameters["pause"]))
    subject.begins()

    def call(_: Read) -> Call:
        gc.collect()
        start = time.perf_counter()
        dinners = [table.dinner() for _ in range(DINNERS)]
        seen = Seen(state.gil_enabled(), state.switch_interval(), dinners)
        return Call(time.perf_counter() - start, [], seen)

    yield call
