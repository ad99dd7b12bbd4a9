"""What one call of the logging experiment saw, and what target and host both have to know of its trials."""

from __future__ import annotations

from gilbench.inside.record import Record

# Where records go, which is the parameter of a trial.
DISABLED, NULL, STREAM, FILE, QUEUE = "disabled", "null", "stream", "file", "queue"
ROTATING, EXCEPTION = "rotating", "exception"
# What is compared in a trial: calls of a disabled level; else one logger and handler for all threads, or one each.
LAZY, EAGER, GUARDED = "lazy", "eager", "guarded"
SHARED, OWN = "shared", "own"
REPEATS = 7
WARM, WARM_JIT = 0.005, 0.05  # seconds of each call before any counts
# Seconds of calls in a repeat, from one thread and from several.
OF_DISABLED, OF_RECORDS = (0.003, 0.006), (0.006, 0.010)


def lengths(to: str) -> tuple[float, float]:
    """Return how many seconds of calls a repeat has, from one thread and from several."""
    return OF_DISABLED if to == DISABLED else OF_RECORDS


def compared(to: str, threads: int) -> list[tuple[str, int]]:
    """Return what is compared in a trial, and from how many threads; the plainest first."""
    if to == DISABLED:
        return [(what, crew) for what in (LAZY, EAGER, GUARDED) for crew in (1, threads)]
    return [(SHARED, 1), (SHARED, threads), *([(OWN, threads)] if to == FILE else [])]


class Setting(Record):
    """What logging calls take in one setting; lists have one value per repeat, in seconds."""

    what: str
    threads: int
    seconds: list[float]  # wall time ÷ calls of all threads
    cpu: list[float]  # CPU time of all threads ÷ their calls
    delivered: list[float]  # wall time until the last record is where it goes ÷ records; empty without a queue


class Seen(Record):
    """The settings of one trial, repeated in turns, and how many records were looked for and found."""

    settings: list[Setting]
    records: int  # every one of them was there, whole and once
