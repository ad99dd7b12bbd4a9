"""Safety: mistakes with threads, made on purpose, and counted.

Each trial makes one of them: it counts in several ways one after the other (`counters`), reads a total too early
(`joining`), compares identifiers (`identifiers`) or orders (`order`). One process has all ways without a lock, another
one all cures: to start one for each would take longer than to measure them. What it counts does not depend on how fast
the machine is; how much work there is in a run does, since it must be longer than a switch interval.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Callable

from gilbench.experiments.safety.measure import counters, identifiers, joining, order
from gilbench.experiments.safety.records import GROUPS, IDENTIFIERS, JOIN, ORDERING, Seen
from gilbench.inside import state
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read


def missing() -> str | None:
    """Return why it cannot be measured here; None if it can."""
    return "this interpreter has no switch interval" if state.switch_interval() is None else None


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that makes the mistake, or uses the cure, that the trial names.

    A call raises WrongResultError if what must be right was wrong, SwitchIntervalError if the interpreter does not take
    the switch interval, UnknownTestError for a name that is none, and RuntimeError if threads cannot be started.
    """
    test, threads = str(subject.request.parameters["test"]), subject.request.workers
    subject.begins()

    def call(_: Read) -> Call:
        gc.collect()
        start = time.perf_counter()
        seen = _seen(test, threads)
        return Call(time.perf_counter() - start, [], seen)

    yield call


class UnknownTestError(LookupError):
    """A trial names a test that there is not."""


def _seen(test: str, threads: int) -> Seen:
    gil = state.gil_enabled()
    if test in GROUPS:
        return Seen(gil, [runs for way in GROUPS[test] for runs in counters.counted(way, threads)], [], [], [])
    if test == JOIN:
        return Seen(gil, [], joining.early(), [], [])
    if test == IDENTIFIERS:
        return Seen(gil, [], [], identifiers.identified(threads), [])
    if test == ORDERING:
        return Seen(gil, [], [], [], order.ended(threads))
    raise UnknownTestError(f"safety has no test named {test}")
