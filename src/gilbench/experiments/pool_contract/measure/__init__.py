"""The contract of pools: each question is asked of a pool of its own, and the answer is what it did.

`checks` has the questions, a function for each pool; `asking` asks them, and goes on where one hangs.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Callable

from gilbench.experiments.pool_contract.records import POOLS, Seen
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read


class UnknownPoolError(LookupError):
    """A trial names a pool that there is not."""


def missing() -> str | None:
    """Return why it cannot be measured here; None if it can."""
    if importlib.util.find_spec("_multiprocessing") is None:
        return "this interpreter has no multiprocessing, which ThreadPool is part of"
    return None


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that asks all questions of the pool that the trial names; raises UnknownPoolError."""
    from gilbench.experiments.pool_contract.measure.asking import answers  # noqa: PLC0415  with both pools
    from gilbench.experiments.pool_contract.measure.checks import checks_of  # noqa: PLC0415  as above

    pool = str(subject.request.parameters["pool"])
    if pool not in POOLS:
        raise UnknownPoolError(f"pool_contract has no pool named {pool}")
    checks = checks_of(pool)
    subject.begins()

    def call(_: Read) -> Call:
        start = time.perf_counter()
        seen = Seen(answers(checks))
        return Call(time.perf_counter() - start, [], seen)

    yield call
