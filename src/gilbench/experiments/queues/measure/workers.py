"""What each worker of a trial does, whether it is a thread or a process: window after window, all at the same time."""

from __future__ import annotations

import threading
import time
from typing import Any, Callable, NamedTuple

from gilbench.experiments.queues.measure.channels import Channel
from gilbench.experiments.queues.measure.hands import answer, consume, ping, produce

PATIENCE = 30.0  # seconds that workers wait for each other


class Lane(NamedTuple):
    """One channel, and for how many seconds producers fill it in each window."""

    channel: Channel
    seconds: float


class Swap(NamedTuple):
    """Two channels for round trips, and how many of them, or seconds, a window has at most."""

    there: Channel
    back: Channel
    trips: int
    seconds: float


class Exchange(NamedTuple):
    """What the workers of a trial share; it goes to processes as they are started."""

    lanes: list[Lane]
    swap: Swap | None  # None where there are several pairs
    gate: Any  # a barrier for all workers
    pairs: int  # producers, and as many consumers
    repeats: int
    cpu: Callable[[], float]  # the clock of what a worker uses
    flush: bool  # whether what was put may be on its way still when a producer has ended


class Turn(NamedTuple):
    """What one worker did in a window."""

    start: float
    end: float
    cpu: float
    put: int
    taken: list[int]


class Told(NamedTuple):
    """What a worker did in all windows."""

    turns: list[list[Turn]]  # by repeat, in the order of the lanes
    halves: list[list[float]]  # of round trips, by repeat; only of who began them


def work(exchange: Exchange, place: int) -> Told:
    """Do all windows of the worker at a place: producers come first, then consumers.

    Where another one has failed it tells of fewer windows: the other one raises why, and nobody hides that.
    """
    turns: list[list[Turn]] = []
    halves: list[list[float]] = []
    try:
        for number in range(exchange.repeats):
            turns.append(_lanes(exchange, place, -1 if number % 2 else 1))
            if exchange.swap is not None:
                halves.append(_swapped(exchange, exchange.swap, place))
    except threading.BrokenBarrierError:
        pass
    except BaseException:
        exchange.gate.abort()
        raise
    return Told(turns, halves)


def _lanes(exchange: Exchange, place: int, order: int) -> list[Turn]:
    """Go through the lanes in one order or in the reverse one: all meet the same machine."""
    found = [_window(exchange, lane, place) for lane in exchange.lanes[::order]]
    return found[::order]


def _window(exchange: Exchange, lane: Lane, place: int) -> Turn:
    pairs, channel, cpu = exchange.pairs, lane.channel, exchange.cpu
    put, taken = 0, []
    exchange.gate.wait(PATIENCE)
    before, start = cpu(), time.perf_counter()
    if place < pairs:
        put = produce(channel.put, place, pairs, lane.seconds)
    else:
        taken = consume(channel.get)
    end = time.perf_counter()
    if exchange.flush:
        exchange.gate.wait(PATIENCE)  # consumers have all: so the threads that feed a pipe have done their work
    return Turn(start, end, cpu() - before, put, taken)


def _swapped(exchange: Exchange, swap: Swap, place: int) -> list[float]:
    exchange.gate.wait(PATIENCE)
    if place < exchange.pairs:
        return ping(*swap)
    answer(swap.there, swap.back)
    return []
