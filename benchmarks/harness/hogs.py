"""CPU hogs that come and go: other programs on the machine, at will.

A hog spins for a while, sleeps for a while, and so on. Run as a script this file is one hog: it takes its seed from the
command line and ends when its standard input does, so that it cannot outlive whoever started it.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

SHORTEST, LONGEST = 0.2, 3.0  # seconds of spinning, and of sleeping


@contextmanager
def hogs(count: int, seed: str) -> Iterator[list[int]]:
    """Keep so many hogs beside the block; yield their process ids. The same seed draws the same times."""
    processes = [
        subprocess.Popen([sys.executable, __file__, f"{seed}/{number}"], stdin=subprocess.PIPE)
        for number in range(count)
    ]
    try:
        yield [process.pid for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def durations(seed: str) -> Iterator[tuple[float, float]]:
    """Yield, without end, how many seconds to spin and then to sleep."""
    chance = random.Random(seed)
    while True:
        yield chance.uniform(SHORTEST, LONGEST), chance.uniform(SHORTEST, LONGEST)


def main() -> None:
    """Be a hog."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for spinning, sleeping in durations(sys.argv[1]):
        end = time.monotonic() + spinning
        while time.monotonic() < end:
            pass
        time.sleep(sleeping)


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
