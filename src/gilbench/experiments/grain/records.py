"""What one call of the grain experiment saw, and into how many tasks of which lengths an amount of work is cut."""

from __future__ import annotations

from gilbench.inside.record import Record

EVEN, UNEVEN = "even", "uneven"  # values of the parameter "tasks"
ONE, PER_WORKER, OWN = "1", "worker", "own"  # of "chunk": tasks in one, one for each worker, as the pool chooses
SHORT, LONG = 0.006, 0.1  # of "work": seconds of it for each worker
LENGTHS = (10e-6, 30e-6, 100e-6, 300e-6, 1e-3, 3e-3, 10e-3, 30e-3, 100e-3)  # seconds of one task, about
LENGTHS_OF = {SHORT: LENGTHS[:6], LONG: LENGTHS[5:]}
REPEATS = {SHORT: 6, LONG: 2}  # six are the fewest that have an interval worth the name; long tasks have that of rounds

MOST = 30  # tasks for each worker: one more of so many costs what the one before has cost
ONE_LONG_IN = 8  # uneven tasks: one in eight is long, and the long ones together are half of the work
HOPS = 5  # in a repeat, of which the middle one counts


class Seen(Record):
    """The same work in tasks of several lengths; lists of lists have one list per length, with a value per repeat."""

    lengths: list[float]  # seconds that a task was made for, ascending; the first is 0: an empty task
    tasks: list[int]  # how many there were
    took: list[float]  # seconds of CPU time that one of them took in serial code, on average
    serial: list[list[float]]  # seconds of all tasks one after another in the calling thread, without a strategy
    strategy: list[list[float]]  # seconds of the same tasks under the strategy, from handing over to all results
    hops: list[float]  # seconds of one empty task alone, there and back; a value per repeat
    turns: bool  # workers share one GIL: they can only take turns at such work, and a gain would be noise
    start_method: str | None  # by its own name, also where the platform's default was asked for; None without one


def cut(tasks: str, work: float, workers: int) -> list[tuple[float, int]]:
    """Return the lengths of the tasks and how many there are of each, beginning with empty ones.

    Each worker has one at least and MOST at most; where there are fewer than ONE_LONG_IN, they cannot be uneven.
    """
    found = [(length, workers * min(MOST, max(1, round(work / length)))) for length in LENGTHS_OF[work]]
    return [(0.0, workers * MOST), *(each for each in found if tasks == EVEN or each[1] >= ONE_LONG_IN)]
