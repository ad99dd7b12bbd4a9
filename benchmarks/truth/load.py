"""Keep CPUs busy while something is measured."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

HOG = "while True: pass"


@contextmanager
def hogs(number: int) -> Iterator[None]:
    """Run some processes that compute without end; they are ended, by their own numbers, when the block is left."""
    processes = [subprocess.Popen([sys.executable, "-c", HOG]) for _ in range(number)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()
