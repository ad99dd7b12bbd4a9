"""One call: the client asks, the service answers, the neighbours work, and what was seen is checked."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

from gilbench.experiments.latency.measure.asking import Told, asking
from gilbench.experiments.latency.measure.blocks import Speeds, in_blocks
from gilbench.experiments.latency.measure.checks import keeps_up, require_little, require_punctual
from gilbench.experiments.latency.measure.collecting import Collections, watched
from gilbench.experiments.latency.measure.schedule import BEFORE, Schedule, due
from gilbench.experiments.latency.measure.services import serving
from gilbench.experiments.latency.records import Seen
from gilbench.inside import state
from gilbench.inside.experiment import Call
from gilbench.inside.neighbours.beside import Speed, beside

_LEAD = 0.02  # seconds for the client to be told when to begin


def answered(schedule: Schedule) -> Call:
    """Have the requests of a trial answered, and tell of them.

    Raises NeighbourError, ServiceError or ClientFailedError where one of the three does not do its part, DisturbedError
    where what was seen is not to be believed, and SwitchIntervalError where the interval is not the one asked for.
    """
    with watched() as collections, serving(schedule.service) as port, asking(port, schedule) as client:
        with _neighbours(schedule) as speed:
            begin = time.perf_counter() + _LEAD
            client.begin(begin)
            begin += BEFORE
            speeds = in_blocks(schedule, begin, speed)
            told = client.told()
            if schedule.period == 0:
                speeds = Speeds([] if (found := speed()) is None else [found], [])
        return Call(told.seconds, [], _seen(schedule, begin, told, speeds, collections))


@contextmanager
def _neighbours(schedule: Schedule) -> Iterator[Speed]:
    if schedule.neighbours:
        with beside(schedule.beside, schedule.where, schedule.neighbours) as speed:
            yield speed
    else:
        yield lambda: None


def _seen(schedule: Schedule, begin: float, told: Told, speeds: Speeds, collections: Collections | None) -> Seen:
    keeping_up = keeps_up(told.latencies, schedule.period)
    require_punctual(told.late)
    if keeping_up and told.in_flight:
        require_little(told.since_sent, told.in_flight, told.seconds, told.missed)
    return Seen(
        latencies=[each for number, each in enumerate(told.latencies) if schedule.is_own(number)],
        late=told.late,
        late_alone=told.late_alone,
        answers=told.answers,
        period=schedule.period,
        seconds=told.seconds,
        keeps_up=keeping_up,
        in_flight=sum(told.in_flight) / len(told.in_flight) if told.in_flight else None,
        units_per_second=speeds.own,
        units_by_default=speeds.by_default,
        switch_interval=state.switch_interval() if schedule.interval is None else schedule.interval,
        collector=gc.isenabled(),
        collections=None if collections is None else collections.count,
        collecting=0.0 if collections is None else collections.seconds,
        long_collections=[] if collections is None else [end - start for start, end in collections.long],
        met=_met(schedule, begin, collections),
    )


def _met(schedule: Schedule, begin: float, collections: Collections | None) -> list[bool]:
    """Return of each own request whether it came during a long collection."""
    if collections is None or schedule.period == 0:
        return []
    own = filter(schedule.is_own, range(schedule.sent))
    return collections.met_by([begin + due(number, schedule.period) for number in own])
