"""What follows from what a watched program has shown. Pure; docs/held-share.md has it in words."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from gilbench.inside.held.board import Sums
from gilbench.inside.held.estimate import HeldShare, held_share
from gilbench.inside.held.recording import Cycle, Recording
from gilbench.inside.held.stalls import Stall
from gilbench.probe.verdicts import Bound, bound
from gilbench.watched.reading import Reader, apply

SILENT = 1.0  # seconds without a look after which one is missed; the slowest rate looks every tenth of a second
_BESIDE = 0.1  # of the CPU time: with so little by others than one thread at a time, they are not spoken of
LATELY = 5  # looks that the line a second tells of
_NOW = 2048  # cycles that it takes at most: more would only cost time
_OWN_START = 1.0  # seconds of CPU time that an interpreter takes to start and to end, amply
_IDLE = 0.01  # of the time: who computes no more has nothing to gain
_MUCH = 0.2  # of the CPU time
_MANY = 10**6  # threads: more than anybody starts


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was seen of a program, from its beginning to its end. Times in seconds, shares from 0 to 1."""

    figures: HeldShare | None = None  # None where nothing was seen
    gil: bool = True  # whether there was one, and it was on
    busy: float = 0.0  # CPUs that its threads kept busy
    several: bool = False  # more than one thread computed
    waited: float | None = None  # share of those who want the GIL at any moment that have to wait
    wait: float | None = None  # how long, on average
    most: Bound | None = None  # what threads can bring at most; None where that cannot be said
    stalls: Sequence[Stall] = ()  # by function, the longest first
    cost: float | None = None  # share of a CPU that watching took
    silent: float = 0.0  # how long nothing was seen at the end
    children: float = 0.0  # CPU time of processes that it started and waited for
    reason: str | None = None  # why nothing, or nothing more, was seen


def seen(reader: Reader, *, ended: float, cpu: float, cpus: int) -> Seen:
    """Return what is known at the end of a program.

    ended: when that was, on the monotonic clock. cpu: of it and its children, from the beginning. cpus: usable here.
    """
    sums, recording = reader.sums, reader.recording
    if sums is None or recording is None or not sums.total:
        why = reader.reason() or "the program ended before anything was seen"
        return Seen(reason=why)
    figures = held_share(recording)
    several = sums.beside > _BESIDE * sums.cpu
    computed = sums.cpu > _IDLE * sums.seconds
    running = min(1.0, sums.active / max(sums.seconds - reader.ready, 1e-9))
    return Seen(
        figures=figures,
        gil=sums.gil,
        busy=sums.cpu / sums.seconds if sums.seconds else 0.0,
        several=several and computed,
        waited=reader.waits.share(sums.rate),
        wait=reader.waits.mean(sums.rate),
        most=_most(figures, running, cpus) if sums.gil and computed and not several else None,
        stalls=reader.stalls(),
        cost=sums.own_cpu / sums.seconds if sums.seconds else None,
        silent=max(0.0, ended - sums.seen),
        children=_children(cpu, sums),
        reason=reader.reason(),
    )


class Lately:
    """The held share of the last few seconds, for as long as a program runs."""

    def __init__(self) -> None:
        self._cycles: deque[Sequence[Cycle]] = deque(maxlen=LATELY)
        self._sums: deque[Sums] = deque(maxlen=LATELY + 1)

    def add(self, cycles: Sequence[Cycle], sums: Sums) -> None:
        """Take in what one look has found."""
        self._cycles.append(cycles)
        self._sums.append(sums)

    def figures(self) -> HeldShare | None:
        """Return what is known of these seconds."""
        cycles = [cycle for each in self._cycles for cycle in each][-_NOW:]
        if not cycles:
            return None
        last = self._sums[-1]
        recording = Recording(last.rate, last.interval, keeps_gil=last.keeps_gil)
        for cycle in cycles:
            recording.add(cycle)
        apply(self._over(), recording)
        return held_share(recording)

    def busy(self) -> float | None:
        """Return how many CPUs were busy."""
        over = self._over()
        return over.cpu / over.seconds if over.seconds > 0 else None

    def _over(self) -> Sums:
        """Return what the sums have grown by; from the beginning of the program while it is as young as that."""
        first, last = self._sums[0], self._sums[-1]
        if len(self._sums) <= LATELY:
            return last
        names = ("seconds", "cpu", "process", "active", "own_cpu", "beside", "waits")
        return last._replace(**{name: getattr(last, name) - getattr(first, name) for name in names})


def _most(figures: HeldShare, running: float, cpus: int) -> Bound | None:
    """Return the most that any number of threads can bring; None if the program hardly ran."""
    if figures.of_wall_low is None or figures.share is None:
        return None
    most = bound(threads=_MANY, cpus=cpus, running=running, held=figures.of_wall_low)
    return None if most.by == "threads" else most


def _children(cpu: float, sums: Sums) -> float:
    """Return the CPU time of other processes, if it is more than the program's own beginning and end may take."""
    own = max(sums.process, sums.cpu) + sums.own_cpu
    others = cpu - own - _OWN_START
    return others if others > _MUCH * own else 0.0
