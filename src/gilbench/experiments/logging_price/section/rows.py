"""What stands in the tables and the chart of logging: what it is called, and its figures."""

from collections.abc import Sequence
from typing import NamedTuple

from gilbench.analysis.summary import Summary
from gilbench.experiments.logging_price.figures import (
    CALL,
    CPU,
    DELIVERED,
    DELIVERED_RATE,
    DELIVERED_RATE_OF_ONE,
    DELIVERED_SPEEDUP,
    EAGER_CALL,
    EAGER_SPEEDUP,
    EXC_INFO_BY_PLAIN,
    GUARDED_CALL,
    GUARDED_SPEEDUP,
    LOGGED_BY_PLAIN,
    LOGGED_CALL,
    OWN_CPU,
    OWN_RATE,
    OWN_READY,
    OWN_RUNNING,
    OWN_SPEEDUP,
    OWN_WAITING,
    RATE,
    RATE_OF_ONE,
    READY,
    RUNNING,
    SPEEDUP,
    WAITING,
)
from gilbench.experiments.logging_price.records import (
    DISABLED,
    EXCEPTION,
    FILE,
    PROCESS_QUEUE,
    QUEUE,
)
from gilbench.experiments.logging_price.trials import CALLED, THREADS, WHOLE, goes_to


class CallRow(NamedTuple):
    """What a call of one worker takes."""

    name: str
    figure: str
    by_plain: str = ""  # the same ÷ what goes without


class RateRow(NamedTuple):
    """Records per second; the other two are ÷ those of one worker."""

    name: str
    of_one: str  # empty where it is another row's
    of_all: str
    speedup: str
    cpu: str = ""


_CALLS: dict[str, tuple[CallRow, ...]] = {
    DISABLED: (
        CallRow("disabled, % arguments", CALL),
        CallRow("disabled, f-string", EAGER_CALL),
        CallRow("disabled, isEnabledFor", GUARDED_CALL),
    ),
    QUEUE: (CallRow(CALLED[QUEUE], CALL), CallRow("queue, until in the file", DELIVERED)),
    PROCESS_QUEUE: (CallRow(CALLED[PROCESS_QUEUE], CALL), CallRow("queue of processes, until in the file", DELIVERED)),
    EXCEPTION: (
        CallRow(CALLED[EXCEPTION], CALL, EXC_INFO_BY_PLAIN),
        CallRow("file, logger.exception", LOGGED_CALL, LOGGED_BY_PLAIN),
    ),
}
_DELIVERED = (DELIVERED_RATE_OF_ONE, DELIVERED_RATE, DELIVERED_SPEEDUP)
_RATES: dict[str, tuple[RateRow, ...]] = {
    FILE: (
        RateRow("file, one handler", RATE_OF_ONE, RATE, SPEEDUP, CPU),
        RateRow("file, a handler each", "", OWN_RATE, OWN_SPEEDUP, OWN_CPU),
    ),
    QUEUE: (
        RateRow(CALLED[QUEUE], RATE_OF_ONE, RATE, SPEEDUP, CPU),
        RateRow("queue, until in the file", *_DELIVERED),
    ),
    PROCESS_QUEUE: (
        RateRow(CALLED[PROCESS_QUEUE], RATE_OF_ONE, RATE, SPEEDUP, CPU),
        RateRow("queue of processes, until in the file", *_DELIVERED),
    ),
}
OF_DISABLED = (
    ("% arguments", SPEEDUP),
    ("f-string", EAGER_SPEEDUP),
    ("isEnabledFor", GUARDED_SPEEDUP),
)
OF_TIME = (
    ("one handler: on a CPU", RUNNING),
    ("one handler: waiting", WAITING),
    ("one handler: no CPU free", READY),
    ("a handler each: on a CPU", OWN_RUNNING),
    ("a handler each: waiting", OWN_WAITING),
    ("a handler each: no CPU free", OWN_READY),
)


def of_two(trials: Sequence[Summary]) -> list[Summary]:
    """Return the trials with THREADS workers: what one takes is the same question in all others."""
    return [each for each in trials if each.trial.workers == THREADS]


def calls(trials: Sequence[Summary]) -> list[tuple[CallRow, list[Summary]]]:
    """Return the rows of what a call takes, with the trials of every interpreter that each is of."""
    return [
        (row, here)
        for to in WHOLE
        if (here := going(of_two(trials), to))
        for row in _CALLS.get(to, (CallRow(CALLED[to], CALL),))
    ]


def rates(to: str) -> tuple[RateRow, ...]:
    """Return the rows of how many records a handler gets per second."""
    return _RATES.get(to, (RateRow(CALLED[to], RATE_OF_ONE, RATE, SPEEDUP, CPU),))


def going(trials: Sequence[Summary], to: str) -> list[Summary]:
    """Return the trials whose records go there."""
    return [each for each in trials if goes_to(each.trial) == to]
