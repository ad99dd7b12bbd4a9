"""Hidden locks: two threads make the same call at once, of one thing and of a thing each.

The call takes its time inside, where a lock may be held. If two threads take as long as one, none was; if they take
twice as long, they took turns. A thing each is the control: whatever else makes threads take turns is seen there too.

The three settings alternate within the repeats, forwards and then backwards, so that they meet the same machine. Things
are new for every window, and their results are looked at after it.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Callable

from gilbench.experiments.hidden_locks.measure import again, computing, sleeping
from gilbench.experiments.hidden_locks.measure.things import AbsentError, Case, Making, Thing
from gilbench.experiments.hidden_locks.records import CALLS, NAP, REPEATS, SLEEP, Seen, Timed
from gilbench.inside.at_once import at_once
from gilbench.inside.checking import WrongResultError
from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read

THREADS = 2


def missing() -> str | None:
    """Return why threads cannot be measured in this interpreter; None if they can."""
    try:
        import threading  # noqa: F401, PLC0415  to tell whether there is one
    except ImportError as error:
        return f"threads need what this interpreter lacks: {error}"
    return None


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that repeats the calls of the trial.

    Raises WrongResultError if a call did not do its work, and whatever a call raises.
    """
    kind = str(subject.request.parameters["wait"])
    cases = sleeping.cases(NAP) if kind == SLEEP else computing.cases()
    subject.begins()
    absent = {name: _tried(name, cases[name]) for name in CALLS[kind]}

    def call(_: Read) -> Call:
        start = time.perf_counter()
        timed = [_timed(name, cases[name]) if why is None else _absent(name, why) for name, why in absent.items()]
        return Call(time.perf_counter() - start, [], Seen(timed))

    yield call


def _tried(name: str, case: Case) -> str | None:
    """Make the call in each setting once, which imports what it needs; return why it cannot be made."""
    try:
        for one, things, threads in _settings(case).values():
            _window(name, one, things, threads)
    except AbsentError as error:
        return str(error)
    return None


def _absent(name: str, why: str) -> Timed:
    return Timed(name, [], [], [], why)


def _settings(case: Case) -> dict[str, tuple[Making, int, int]]:
    """Return how to make things, how many of them, and for how many threads."""
    return {"alone": (case.shared, 1, 1), "shared": (case.shared, 1, THREADS), "own": (case.own, THREADS, THREADS)}


def _timed(name: str, case: Case) -> Timed:
    wanted = list(_settings(case).items())
    found: dict[str, list[float]] = {setting: [] for setting, _ in wanted}
    gc.collect()
    for number in range(REPEATS):
        for setting, how in wanted[:: -1 if number % 2 else 1]:
            found[setting].append(_window(name, *how))
    inside = again.said_of(sleeping.MAKES[name]) if name in sleeping.MAKES else None
    return Timed(name, found["alone"], found["shared"], found["own"], again=inside)


def _window(name: str, make: Making, things: int, threads: int) -> float:
    """Return the seconds until the last thread has made its call; raises WrongResultError if one did not."""
    with ExitStack() as stack:
        made = [stack.enter_context(make()) for _ in range(things)]
        of_threads = [made[place % things] for place in range(threads)]
        done = at_once([_ready(thing) for thing in of_threads])
        for thing in made:
            returned = [result for mine, (_, result) in zip(of_threads, done) if mine is thing]
            if not thing.right(returned):
                raise WrongResultError(
                    f"wrong result: {name} did something else than its work in {len(returned)} calls"
                )
        return max(seconds for seconds, _ in done)


def _ready(thing: Thing) -> Callable[[], Callable[[float], tuple[float, Any]]]:
    """Return how a thread gets ready to make the call, and to tell when it was done."""

    def call(begun: float) -> tuple[float, Any]:
        result = thing.call()
        return time.perf_counter() - begun, result

    return lambda: call
