"""When the client of a trial sends what, and under which switch interval; known to the plan too.

A thread that gives the GIL up for a system call may wait a switch interval to have it back, and a request takes two
calls. Requests come further apart than that: each then meets a thread that waits for it, and the wait is that of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

DEFAULT_INTERVAL = 0.005  # seconds; what CPython starts with
BLOCK = 8  # requests under one switch interval, before the other's turn; the first one does not count
BEFORE_WAKINGS, BEFORE_APART = 8, 0.005  # of the client before the schedule; seconds between them
BEFORE = BEFORE_WAKINGS * BEFORE_APART

_APART = 2.2  # switch intervals between two requests
_MORE = {"thread": 1, "pool": 2, "asyncio": 2}  # a request takes more calls where it goes through a pool or a loop


class Schedule(NamedTuple):
    """What one trial does, as its parameters say."""

    service: str  # "thread", "pool" or "asyncio"
    beside: str  # the kind of its neighbours; "none" without any
    where: str  # "thread", "process" or "interpreter"
    neighbours: int
    interval: float | None  # the switch interval, compared with the default one; None: the default one only
    requests: int  # under the interval of the trial
    period: float  # seconds between two requests; 0: the next one is sent when one is answered

    @property
    def sent(self) -> int:
        """All requests: where switch intervals take turns, as many again under the default one."""
        return self.requests * (1 if self.interval is None else 2)

    @property
    def block(self) -> int:
        """How many requests in a row share a switch interval."""
        return self.requests if self.interval is None else BLOCK

    def has_turn(self, request: int) -> bool:
        """Tell whether a request comes under the switch interval of the trial: blocks of the default one are first."""
        return self.interval is None or request // BLOCK % 2 == 1

    def is_own(self, request: int) -> bool:
        """Tell whether a request counts: the first after a change may still meet a thread that waits by the old one."""
        return self.has_turn(request) and (self.interval is None or request % BLOCK > 0)

    @property
    def seconds(self) -> float:
        """From the first moment to the last."""
        return self.sent * self.period


def of(parameters: Mapping[str, Any], requests: int) -> Schedule:
    """Return the schedule of a trial with these parameters and so many requests."""
    beside, service = str(parameters["beside"]), str(parameters["service"])
    neighbours = 0 if beside == "none" else int(parameters.get("neighbours", 1))
    interval = parameters.get("interval")
    return Schedule(
        service=service,
        beside=beside,
        where=str(parameters.get("where", "thread")),
        neighbours=neighbours,
        interval=interval,
        requests=requests,
        period=_period(parameters, service, neighbours, interval),
    )


def _period(parameters: Mapping[str, Any], service: str, neighbours: int, interval: float | None) -> float:
    if parameters.get("loop") == "closed":
        return 0.0
    if "rate" in parameters:
        return 1 / float(parameters["rate"])
    return _APART * max(DEFAULT_INTERVAL, interval or 0.0) * _MORE[service] * max(1, neighbours)


def due(number: int, period: float) -> float:
    """Return when a request is to be sent, in seconds from the beginning: in the middle of its period."""
    return (number + 0.5) * period
