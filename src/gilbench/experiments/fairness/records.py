"""What one call of the fairness experiment saw, and the names and lengths that plan and measuring share."""

from __future__ import annotations

from gilbench.inside.record import Record

NONE, ONE = "none", "one"  # how many locks the threads share
DEFAULT = "default"  # the switch interval that the interpreter comes with
REPEATS = 6  # of every short window: the range of six values holds their median with a confidence of 97 %
SHORT = 0.016  # seconds
LEAD = 0.004  # seconds between the opening of the gates and the window
USUAL_TURN = 0.005  # seconds; the switch interval of CPython
LEAST = 0.04  # seconds of a window in which shares are counted
FEWEST_TURNS = 4  # in such a window


class Seen(Record):
    """What threads got done, and how much that was beside fewer of them; work is counted in turns of one loop."""

    interval: float | None  # switch interval in seconds; None where there is none
    cpus: int  # how many could be used
    loops: int  # turns of the loop in a unit, after each of which a thread looks at the clock
    window: float  # seconds of each window in which shares were counted
    units: list[list[int]]  # of each thread, for each such window
    unserved: list[float]  # the longest that any thread got no unit done, in seconds, for each such window
    together: list[float]  # turns of the loop per second of all threads together, one value per repeat
    full: list[float]  # the same of as many threads as there are CPUs; empty where these are no more
    alone: list[float]  # the same of one thread
    together_cpu: list[float]  # CPU seconds of the process for a turn of the loop, in the same repeats
    full_cpu: list[float]
    alone_cpu: list[float]


def long_window(workers: int, interval: str | float) -> float:
    """Return the seconds of a window in which shares are counted: room for a turn of every thread, and for four.

    The same on every interpreter, with a GIL or without, so that shares can be compared.
    """
    turn = USUAL_TURN if isinstance(interval, str) else float(interval)
    return max(LEAST, turn * max(workers, FEWEST_TURNS))


def seconds_of_windows(workers: int, interval: str | float) -> float:
    """Return about how long all windows of a call take together."""
    long = long_window(workers, interval)
    repeated = long <= LEAST
    fewer = 1 if workers <= 2 else 2  # noqa: PLR2004  one thread, and as many as there are CPUs
    short = REPEATS * (fewer * (SHORT + LEAD) + LEAD + (long if repeated else SHORT))
    return short if repeated else short + LEAD + long
