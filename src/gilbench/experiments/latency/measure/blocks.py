"""The blocks of a trial, from the side of the service: which switch interval holds, and how fast the neighbours are."""

from __future__ import annotations

import sys
import time
from typing import NamedTuple

from gilbench.experiments.latency.measure.schedule import Schedule
from gilbench.inside import state
from gilbench.inside.neighbours.beside import Speed
from gilbench.inside.switching import SwitchIntervalError

_ALIKE = 1e-6  # seconds by which an interval may differ from what was set: it is kept in microseconds


class Speeds(NamedTuple):
    """Units per second of the neighbours, block by block."""

    own: list[float]
    by_default: list[float]  # in the blocks under the default switch interval, where these take turns


def in_blocks(schedule: Schedule, begin: float, speed: Speed) -> Speeds:
    """Go through the blocks of a schedule that begins at a moment, and return how fast the neighbours were in each.

    A block begins half a period before its first request, so that the interval is set when that comes. The switch
    interval is then what it was before. Raises SwitchIntervalError if something else has set it meanwhile.
    """
    found = Speeds([], [])
    before = state.switch_interval()
    speed()
    try:
        for first in range(0, schedule.sent, schedule.block):
            is_own = schedule.has_turn(first)
            interval = schedule.interval if is_own and schedule.interval is not None else before
            start, end = (begin + number * schedule.period for number in (first, first + schedule.block))
            units = _block(interval, start, end, speed)
            if units is not None:
                (found.own if is_own else found.by_default).append(units)
    finally:
        if before is not None:
            sys.setswitchinterval(before)
    return found


def _block(interval: float | None, begin: float, end: float, speed: Speed) -> float | None:
    _sleep_until(begin)
    if interval is not None:
        sys.setswitchinterval(interval)
    speed()
    _sleep_until(end)
    now = state.switch_interval()
    if interval is not None and (now is None or abs(now - interval) > _ALIKE):
        raise SwitchIntervalError(f"the switch interval is {now} s in a block of {interval} s")
    return speed()


def _sleep_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.perf_counter()))
