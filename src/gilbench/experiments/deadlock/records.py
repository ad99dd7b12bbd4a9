"""What one call of the deadlock experiment saw, and the names and lengths that plan and measuring share."""

from __future__ import annotations

from gilbench.inside.record import Record

NONE, BACK_OFF, ORDERED, WAITER = "none", "back-off", "ordered", "waiter"
CURES = (NONE, BACK_OFF, ORDERED, WAITER)
YES, NO = "yes", "no"  # whether a philosopher pauses between the first lock and the second
THREADS, PROCESSES = "threads", "processes"
PAUSE = 0.00005  # seconds; with nothing to sleep CPython from 3.11 on takes 100 µs, and earlier ones less than 1
DINNERS = 36  # of none in so many the exact interval ends at 9.7 %
WINDOW = 0.005  # seconds of a dinner with pauses, from when everybody has begun
# Seconds of one without, from when the first has: a thread that computes lets the next one of CPython begin after
# 0.005, and whoever asked whether everybody has would wait for a turn too.
UNPAUSED = 0.012
PATIENCE = 0.006  # seconds that a circle must stay as it is; longer than a turn of CPython


class Dinner(Record):
    """What was eaten in one dinner; one that ended in a deadlock has its circle."""

    seconds: float  # from the opening of the gate until the last philosopher had left
    meals: list[int]  # of each philosopher
    longest: float  # the longest that any of them was without a meal, in seconds
    circle: list[int]  # places of philosophers, each of whom waits for a lock that the next one holds; empty: none


class Seen(Record):
    """The dinners of one call."""

    gil: bool
    interval: float | None  # switch interval in seconds; None where there is none
    dinners: list[Dinner]
