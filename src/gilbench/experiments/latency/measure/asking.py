"""The client's process, from the side of the service: started, told when to begin, read, and ended whatever happens."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from gilbench.experiments.latency.measure.schedule import Schedule

PATIENCE = 10.0  # seconds for it to end when it has told

_CLIENT = "gilbench.experiments.latency.measure.client"


class Told(NamedTuple):
    """What a client tells; times in seconds."""

    latencies: list[float | None]
    since_sent: list[float]  # of those that were answered
    late: list[float]
    late_alone: list[float]
    in_flight: list[int]  # what looks at random moments found
    missed: int  # looks that came too late
    answers: int
    seconds: float


class Client:
    """A client that is connected and warm."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def begin(self, moment: float) -> None:
        """Have it begin at a moment of `time.perf_counter`."""
        self._write(f"{moment!r}\n")

    def told(self) -> Told:
        """Wait until it is done, and return what it tells; raises ClientFailedError if it fails."""
        line = self._read()
        if self._process.wait(PATIENCE) or not line:
            raise ClientFailedError(f"the client ended with code {self._process.returncode}")
        return Told(**json.loads(line))

    def wait(self) -> None:
        """Wait until it is ready; raises ClientFailedError if it fails before."""
        if self._read() != "ready\n":
            raise ClientFailedError(f"the client ended with code {self._process.wait(PATIENCE)} before it was ready")

    def _read(self) -> str:
        if self._process.stdout is None:
            raise TypeError("the client has no pipe to be read from")
        return self._process.stdout.readline()

    def _write(self, text: str) -> None:
        if self._process.stdin is None:
            raise TypeError("the client has no pipe to be told through")
        self._process.stdin.write(text)
        self._process.stdin.flush()


class ClientFailedError(RuntimeError):
    """The client did not do its part."""


@contextmanager
def asking(port: int, schedule: Schedule) -> Iterator[Client]:
    """Have a client connected to the service of a port; end it if it has not ended by itself."""
    command = [sys.executable, "-m", _CLIENT, str(port), str(schedule.sent), str(schedule.period)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            client = Client(process)
            client.wait()
            yield client
        finally:
            process.kill()
