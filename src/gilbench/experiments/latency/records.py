"""What one call of latency saw."""

from __future__ import annotations

from gilbench.inside.record import Record


class Seen(Record):
    """One run of a client against a service; times in seconds, in the order of the requests."""

    latencies: list[float | None]  # from when a request was to be sent to its answer; None where none came; none in a
    # closed loop, where each request is sent when the one before is answered
    answers: int  # to all of its requests, those under the default switch interval among them
    late: list[float]  # by how much later than planned the client sent them
    late_alone: list[float]  # by how much later than asked it woke while it had nothing to send yet
    period: float  # between two requests; 0 in a closed loop
    seconds: float  # of all requests
    keeps_up: bool  # False if not all were answered, or ever later
    in_flight: float | None  # requests under way, looked at now and then; None where Little's law has nothing to say
    units_per_second: list[float]  # of all neighbours together, block by block
    units_by_default: list[float]  # in the blocks between them, under the default switch interval
    switch_interval: float | None  # under which the requests of the trial were answered
    collector: bool  # whether the garbage collector of the service's process was on
    collections: int | None  # in the service's process; None where it does not tell
    collecting: float  # seconds in them
    long_collections: list[float]  # the seconds of those above a millisecond
    met: list[bool]  # of each of its requests: whether it was due while one of these went on; empty as above
