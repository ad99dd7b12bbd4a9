"""From stamps to lanes: what a thread was doing at each moment, as far as its stamps tell.

Between two stamps without a pause a thread ran. In a pause its CPU clock tells for how long it ran, the kernel's run
delay for how long it had no CPU, and what it asked for how long it slept. What is left can be nothing but the wait for
the GIL where there is one: the thread wanted to go on. Without a GIL it was blocked, by whatever it was.
A sleep ends some time after it should; of what comes within LATE the GIL is not blamed.

Their order within a pause is not known. It is drawn as: ran, asleep or blocked, no CPU, no GIL, ran.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from gilbench.experiments.timeline.records import Lane, Pause, Seen
from gilbench.model.blocks import Stretch

RUNNING, NO_GIL, NO_CPU, BLOCKED = "running", "ready for the GIL", "ready for a CPU", "blocked"
READY = (NO_GIL, NO_CPU)
LATE = 2e-4  # seconds


def stretches(lane: Lane, seen: Seen) -> list[Stretch]:
    """Return what a lane did, from 0 to the end of the recording, neighbours never in one state."""
    found: list[Stretch] = []
    for seconds, state in _parts(lane, seen):
        start = found[-1].end if found else 0.0
        end = min(start + seconds, seen.seconds)
        if end > start:
            found.append(Stretch(start, end, state))
    return joined(found)


def _parts(lane: Lane, seen: Seen) -> Iterator[tuple[float, str]]:
    """Yield how long the lane was in each state, one after another; at the end it runs on."""
    reached = 0.0
    for pause in lane.pauses:
        yield pause.start - reached, RUNNING
        yield from _of_pause(pause, gil=seen.gil)
        reached = max(reached, pause.end)
    yield seen.seconds - reached, RUNNING


def _of_pause(pause: Pause, *, gil: bool) -> Iterator[tuple[float, str]]:
    asleep, no_cpu, no_gil = waits(pause, gil=gil)
    running = max(0.0, pause.end - pause.start - asleep - no_cpu - no_gil)
    yield from ((running / 2, RUNNING), (asleep, BLOCKED), (no_cpu, NO_CPU), (no_gil, NO_GIL), (running / 2, RUNNING))


def waits(pause: Pause, *, gil: bool) -> tuple[float, float, float]:
    """Return for how long a thread was asleep or blocked, had no CPU, and had no GIL, in seconds."""
    still = max(0.0, pause.end - pause.start - max(0.0, pause.running))
    asleep = min(max(0.0, pause.asleep), still)
    no_cpu = min(max(0.0, pause.delay), still - asleep)
    rest = still - asleep - no_cpu
    if gil and not (pause.asleep and rest <= LATE):
        return asleep, no_cpu, rest
    return asleep + rest, no_cpu, 0.0


def joined(of: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches of which no two neighbours are in one state."""
    found: list[Stretch] = []
    for each in of:
        if found and found[-1].state == each.state:
            found[-1] = Stretch(found[-1].start, each.end, each.state)
        else:
            found.append(each)
    return found


def merged(of: Sequence[Stretch], most: int) -> list[Stretch]:
    """Return no more than so many stretches: the shortest go to the longer one of their neighbours."""
    found = list(of)
    while len(found) > most:
        place = min(range(len(found)), key=lambda each: _length(found[each]))
        neighbours = [each for each in (place - 1, place + 1) if 0 <= each < len(found)]
        state = found[max(neighbours, key=lambda each: _length(found[each]))].state
        found[place] = Stretch(found[place].start, found[place].end, state)
        around = slice(max(0, place - 1), place + 2)
        found[around] = joined(found[around])
    return found


def total(of: Iterable[Stretch], state: str) -> float:
    """Return the seconds in one state."""
    return sum(_length(each) for each in of if each.state == state)


def overlap(one: Iterable[Stretch], other: Sequence[Stretch]) -> float:
    """Return the seconds in which both are running."""
    return sum(
        max(0.0, min(each.end, beside.end) - max(each.start, beside.start))
        for each in one
        if each.state == RUNNING
        for beside in other
        if beside.state == RUNNING
    )


def turns(of: Sequence[Stretch]) -> list[float]:
    """Return the seconds of each run that lies between two waits for the GIL, whatever other waits are in it."""
    ends = [each for each in of if each.state == NO_GIL]
    return [after.start - before.end for before, after in pairwise(ends)]


def _length(stretch: Stretch) -> float:
    return stretch.end - stretch.start
