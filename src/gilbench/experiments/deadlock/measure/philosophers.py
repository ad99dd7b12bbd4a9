"""What a philosopher does: takes two locks, eats, puts them down. Each cure is a way of taking them.

Each one notes how far it is, in numbers of its own, before it waits for a lock: whoever wants to know who waits for
whom reads these notes and asks no lock.
"""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from typing import Any, Callable, NamedTuple

from gilbench.experiments.deadlock.records import BACK_OFF, NONE, ORDERED, PAUSE, WAITER

# Places in the notes of a philosopher, which are whole numbers: processes share them as such.
STEP, BEGIN, UNTIL, VICTIM, MEALS, LONGEST, END = range(7)
SIZE = 7
# What STEP says: it is more with every step, and what is left over by PHASES is what the philosopher is at.
PHASES = 3
AWAY, WAITS = -2, -1  # it has not come to the table yet; waits for the dinner to begin
WANTS, HOLDS, EATS = range(PHASES)  # waits for its first lock, or tries; has that and waits for its second; has both
NOBODY = -1  # whose lock was taken away to end a deadlock
BACKED_OFF = 0.0002  # seconds: the longest that a philosopher stays away from a lock that it put down again


class Seat(NamedTuple):
    """A philosopher's place at the table."""

    first: Any  # the locks, in the order in which it takes them
    second: Any
    counts: tuple[Any, Any]  # how often each of them was used, written by whoever holds it
    note: Any
    pauses: bool
    seats: AbstractContextManager[Any]  # the waiter's, of which there is one too few
    chance: Callable[[], float]  # a number from 0 to 1


class Left(Exception):  # noqa: N818  it ends a dinner, as it should
    """The dinner is over, because somebody waited for good."""


def one() -> int:
    """Return 1: a call between the read and the write of a count, where interpreters may change threads."""
    return 1


def dine(place: int, seat: Seat, take: Callable[[Seat, int], None]) -> None:
    """Eat as often as possible until the time in the note has come, or the dinner is broken off; note the meals."""
    note, clock = seat.note, time.perf_counter_ns
    last = note[BEGIN]
    meals = longest = 0
    now = clock()
    try:
        while now < note[UNTIL]:
            step = PHASES * meals
            note[STEP] = step
            with seat.seats:
                take(seat, step)
                note[STEP] = step + EATS
                try:
                    _eat(seat)
                finally:
                    seat.second.release()
                    seat.first.release()
            meals += 1
            now = clock()
            longest, last = max(longest, now - last), now
    except Left:
        _leave(place, seat)
    end = clock()
    note[MEALS], note[LONGEST], note[END] = meals, max(longest, min(end, note[UNTIL]) - last), end


def _eat(seat: Seat) -> None:
    for count in seat.counts:
        count[0] += one()


def _leave(place: int, seat: Seat) -> None:
    """Put both locks down, but for a first one that was taken away: somebody else has put that down."""
    seat.second.release()
    if seat.note[VICTIM] != place:
        seat.first.release()


def _wait_for_both(seat: Seat, step: int) -> None:
    """Take one lock after the other; raises Left if the second was given to it to end a deadlock."""
    seat.first.acquire()
    if seat.pauses:
        time.sleep(PAUSE)
    seat.note[STEP] = step + HOLDS
    seat.second.acquire()
    if seat.note[VICTIM] != NOBODY:
        raise Left


def _try_the_second(seat: Seat, _: int) -> None:
    """Take one lock and try the other; where that is taken, put the first one down and stay away for a while."""
    while True:
        seat.first.acquire()
        if seat.pauses:
            time.sleep(PAUSE)
        if seat.second.acquire(False):
            return
        seat.first.release()
        time.sleep(BACKED_OFF * seat.chance())


WAYS: dict[str, Callable[[Seat, int], None]] = {
    NONE: _wait_for_both,
    BACK_OFF: _try_the_second,
    ORDERED: _wait_for_both,
    WAITER: _wait_for_both,
}
