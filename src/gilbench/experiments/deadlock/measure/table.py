"""A round table: philosophers, a lock between each two of them, and dinners."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial
from typing import Any

from gilbench.experiments.deadlock.measure.circles import POLL, Watch
from gilbench.experiments.deadlock.measure.kinds import Kind
from gilbench.experiments.deadlock.measure.philosophers import (
    AWAY,
    BEGIN,
    END,
    LONGEST,
    MEALS,
    NOBODY,
    SIZE,
    STEP,
    UNTIL,
    VICTIM,
    WAITS,
    WAYS,
    Seat,
    dine,
)
from gilbench.experiments.deadlock.records import ORDERED, UNPAUSED, WAITER, WINDOW, YES, Dinner
from gilbench.inside.checking import WrongResultError
from gilbench.inside.own_cpu import on_a_cpu

_SECOND = 1e9  # in the nanoseconds of notes
_FOREVER = 1 << 61  # nanoseconds
_LONG = 10.0  # seconds that everybody may take to come
_PATIENCE = 1.0  # seconds that they may take to leave when something went wrong; processes are killed then


class PhilosopherError(RuntimeError):
    """A philosopher left the table before the end, or never came."""


class Table:
    """So many philosophers, with a cure."""

    def __init__(self, kind: Kind, philosophers: int, cure: str, pause: str) -> None:
        from random import Random  # noqa: PLC0415  heavy

        places = range(philosophers)
        self._kind = kind
        self._take = WAYS[cure]
        self._pauses = pause == YES
        self._pairs = [(place, (place + 1) % philosophers) for place in places]
        if cure == ORDERED:
            self._pairs = [(min(pair), max(pair)) for pair in self._pairs]
        self._locks = [kind.lock() for _ in places]
        self._counts = [kind.numbers(1) for _ in places]
        self._notes = [kind.numbers(SIZE) for _ in places]
        waiter = kind.semaphore(philosophers - 1) if cure == WAITER else None
        self._seats = [
            Seat(
                self._locks[first],
                self._locks[second],
                (self._counts[first], self._counts[second]),
                note,
                self._pauses,
                nullcontext() if waiter is None else waiter,  # an object of its own where nothing is to be shared
                Random(place).random,  # noqa: S311  how long to stay away is no secret
            )
            for place, ((first, second), note) in enumerate(zip(self._pairs, self._notes))
        ]
        self._errors: list[BaseException] = []

    def dinner(self) -> Dinner:
        """Let everybody eat for a while; a deadlock is broken off. All have left, and all locks lie on the table.

        Raises WrongResultError if a lock was used by two at once or is held still, PhilosopherError if somebody did
        not come or stay, StuckError if nobody gets any further without a deadlock, RuntimeError if no more can be
        started.
        """
        self._lay()
        gate = self._kind.event()
        crew: list[Any] = []
        try:
            for place in range(len(self._seats)):
                crew.append(self._kind.start(partial(self._sit, place, gate)))  # noqa: PERF401  those started are ended
            self._wait_for_all(AWAY, crew)
            begin = self._begins(gate)
            if self._pauses:
                self._wait_for_all(WAITS, crew)
                self._ends(time.perf_counter_ns() + round(WINDOW * _SECOND))
            circle = self._watched(crew)
        except BaseException:
            self._send_home(gate, crew)
            raise
        finally:
            for each in crew:
                self._kind.end(each)
        return self._eaten(begin, circle)

    def _lay(self) -> None:
        for note, count in zip(self._notes, self._counts):
            count[0] = 0
            note[STEP], note[VICTIM] = AWAY, NOBODY

    def _sit(self, place: int, gate: Any) -> None:
        try:
            with on_a_cpu(place, len(self._seats)):
                self._notes[place][STEP] = WAITS
                gate.wait()
                dine(place, self._seats[place], self._take)
        except BaseException as error:
            self._errors.append(error)
            raise

    def _wait_for_all(self, step: int, crew: Sequence[Any]) -> None:
        """Wait until everybody is further than that; raises PhilosopherError where that takes too long."""
        end = time.perf_counter() + _LONG
        while any(note[STEP] <= step for note in self._notes):
            self._require_all(crew)
            if time.perf_counter() > end:
                raise PhilosopherError(f"a philosopher did not come to the table for {_LONG:g} s")
            time.sleep(POLL / 2)

    def _begins(self, gate: Any) -> int:
        begin = time.perf_counter_ns()
        self._ends(begin + (_FOREVER if self._pauses else round(UNPAUSED * _SECOND)))
        for note in self._notes:
            note[BEGIN] = begin
        gate.set()
        return begin

    def _ends(self, when: int) -> None:
        for note in self._notes:
            note[UNTIL] = when + 0  # a number of its own for each, which all read again and again

    def _watched(self, crew: Sequence[Any]) -> list[int]:
        """Wait until all have left, and return the circle of the deadlock that was broken off; empty if none was."""
        watch = Watch(self._notes, self._pairs)
        found: list[int] = []
        for each in crew:
            while each.is_alive():
                each.join(POLL)
                self._require_all(crew)
                found = self._look(watch) or found
        self._require_all(crew)
        return found

    def _send_home(self, gate: Any, crew: Sequence[Any]) -> None:
        """End a dinner in which something went wrong, also if it is a deadlock by now."""
        self._ends(0)
        gate.set()
        watch, end = Watch(self._notes, self._pairs), time.perf_counter() + _PATIENCE
        while any(each.is_alive() for each in crew) and time.perf_counter() < end:
            self._look(watch)
            time.sleep(POLL)

    def _look(self, watch: Watch) -> list[int]:
        """Break a deadlock off when it is seen, and return its circle; empty at all other times."""
        circle = watch.look()
        if not circle or self._notes[0][VICTIM] != NOBODY:
            return []
        self._break_off(circle)
        return circle

    def _break_off(self, circle: Sequence[int]) -> None:
        """Give one philosopher the lock that the next one holds: it leaves, and so do the others one by one."""
        giver, victim = circle[0], circle[1 % len(circle)]
        for note in self._notes:
            note[VICTIM] = victim
        self._locks[self._pairs[giver][1]].release()

    def _lost(self, crew: Sequence[Any]) -> bool:
        return bool(self._errors) or any(getattr(each, "exitcode", 0) for each in crew)

    def _require_all(self, crew: Sequence[Any]) -> None:
        if self._errors:
            raise PhilosopherError("a philosopher left the table") from self._errors[0]
        if self._lost(crew):
            raise PhilosopherError(f"processes ended with exit codes {[each.exitcode for each in crew]}")

    def _eaten(self, begin: int, circle: list[int]) -> Dinner:
        meals = [note[MEALS] for note in self._notes]
        self._check(meals)
        seconds = (max(note[END] for note in self._notes) - begin) / _SECOND
        return Dinner(seconds, meals, max(note[LONGEST] for note in self._notes) / _SECOND, circle)

    def _check(self, meals: Sequence[int]) -> None:
        """Raise WrongResultError unless every lock was used once for each meal of those beside it, and is free."""
        for number, (lock, count) in enumerate(zip(self._locks, self._counts)):
            expected = sum(eaten for eaten, pair in zip(meals, self._pairs) if number in pair)
            if count[0] != expected:
                raise WrongResultError(f"wrong result: lock {number} was used {count[0]} times for {expected} meals")
            if not lock.acquire(False):
                raise WrongResultError(f"wrong result: lock {number} is held although everybody has left")
            lock.release()
