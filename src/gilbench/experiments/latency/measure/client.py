"""The client of a trial, in a process of its own: `python -m …latency.measure.client PORT REQUESTS PERIOD`.

It sends on a schedule whatever has come back (open loop), and counts a request's latency from when it was to be sent: a
service that stalls cannot keep the requests that meet the stall from being counted. One thread sends, another receives.
With a period of 0 it sends the next request when the one before is answered (closed loop), for `SECONDS`.

It says "ready", is told the moment to begin at, and writes what it saw as JSON.
"""

from __future__ import annotations

import json
import random
import socket
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

from gilbench.experiments.latency.measure.schedule import BEFORE, BEFORE_APART, BEFORE_WAKINGS, due
from gilbench.experiments.latency.measure.wire import HOST, MESSAGE, prepare, received

PATIENCE = 1.0  # seconds for the last answers to come
SECONDS = 0.5  # of a closed loop
WARM = 5  # requests before anything counts

_LOOKS = 6  # at how many requests are under way, in each period
_LATE = 0.0005  # seconds by which a look may be late: those that come together after a pause say nothing of it
_FAR = 60.0  # seconds before the moment to begin: then two processes do not have the same clock


class ClientError(RuntimeError):
    """What came back is not what was sent, or the clocks do not agree."""


def main(arguments: Sequence[str]) -> None:
    """Be the client of one trial."""
    port, requests, period = int(arguments[0]), int(arguments[1]), float(arguments[2])
    with socket.create_connection((HOST, port), timeout=10.0) as connection:
        prepare(connection)
        for _ in range(WARM):
            _round_trip(connection, -1)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        begin = float(sys.stdin.readline())
        if not -BEFORE < begin - time.perf_counter() < _FAR:
            raise ClientError("it was told too late when to begin, or its clock is not that of the service")
        alone = _late_alone(begin)
        begin += BEFORE
        seen = _closed(connection) if period == 0 else _Open(connection, requests, period).run(begin)
    json.dump({**seen, "late_alone": alone}, sys.stdout)


def _late_alone(begin: float) -> list[float]:
    """Wake BEFORE_WAKINGS times; return by how much later than asked."""
    late = []
    for number in range(BEFORE_WAKINGS):
        moment = begin + number * BEFORE_APART
        _wait_until(moment)
        late.append(time.perf_counter() - moment)
    return late


def _closed(connection: socket.socket) -> dict[str, Any]:
    """Send the next request when one is answered, for SECONDS; count them."""
    answers, start = 0, time.perf_counter()
    while (now := time.perf_counter()) < start + SECONDS:
        _round_trip(connection, answers)
        answers += 1
    return {
        "latencies": [],
        "since_sent": [],
        "late": [],
        "in_flight": [],
        "missed": 0,
        "answers": answers,
        "seconds": now - start,
    }


def _round_trip(connection: socket.socket, number: int) -> None:
    message = MESSAGE.pack(number)
    connection.sendall(message)
    if received(connection) != message:
        raise ClientError("a request did not come back")


class _Open:
    """An open loop: who sends never waits for an answer."""

    def __init__(self, connection: socket.socket, requests: int, period: float) -> None:
        self._connection = connection
        self._requests = requests
        self._period = period
        self._sent: list[float] = []
        self._answers: list[tuple[int, float]] = []
        self._in_flight: list[int] = []
        self._missed = 0

    def run(self, begin: float) -> dict[str, Any]:
        """Send every request in its turn from a moment on; return what became of them."""
        receiver = threading.Thread(target=self._receive, daemon=True)
        receiver.start()
        self._send(begin)
        receiver.join(PATIENCE)
        if receiver.is_alive():
            self._connection.shutdown(socket.SHUT_RDWR)  # it ends with what it has
            receiver.join()
        return self._told(begin)

    def _agenda(self) -> Iterator[tuple[float, int | None]]:
        """Yield moments in order, each with the request to send, or None to look at how many are under way.

        Looks come at random moments of equal parts of a period: at regular ones they would see the same each time.
        """
        chance, part = random.Random(1), self._period / _LOOKS  # noqa: S311  no secret
        for number in range(self._requests):
            looks = [number * self._period + (each + chance.random()) * part for each in range(_LOOKS)]
            moments = [(due(number, self._period), number), *((each, None) for each in looks)]
            yield from sorted(moments, key=lambda item: item[0])

    def _send(self, begin: float) -> None:
        for moment, number in list(self._agenda()):
            _wait_until(begin + moment)
            if number is None:
                self._look(begin + moment)
            else:
                self._sent.append(time.perf_counter())
                self._connection.sendall(MESSAGE.pack(number))

    def _look(self, planned: float) -> None:
        if time.perf_counter() - planned < _LATE:
            self._in_flight.append(len(self._sent) - len(self._answers))
        else:
            self._missed += 1

    def _receive(self) -> None:
        while len(self._answers) < self._requests:
            try:
                message = received(self._connection)
            except ConnectionError:
                return
            if not message:
                return
            self._answers.append((MESSAGE.unpack(message)[0], time.perf_counter()))

    def _told(self, begin: float) -> dict[str, Any]:
        answered = dict(self._answers)
        planned = {number: begin + due(number, self._period) for number in range(self._requests)}
        if len(answered) != len(self._answers) or not answered.keys() <= planned.keys():
            raise ClientError("an answer came twice, or to what was not asked")
        return {
            "latencies": [answered[each] - when if each in answered else None for each, when in planned.items()],
            "since_sent": [answered[each] - self._sent[each] for each in answered],
            "late": [sent - planned[number] for number, sent in enumerate(self._sent)],
            "in_flight": self._in_flight,
            "missed": self._missed,
            "answers": len(answered),
            "seconds": self._requests * self._period,
        }


def _wait_until(moment: float) -> None:
    while (left := moment - time.perf_counter()) > 0:
        time.sleep(left)


if __name__ == "__main__":
    main(sys.argv[1:])
