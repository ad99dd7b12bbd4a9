"""Trials of a gilbench run as a pyperf script: the same functions, items and pools, on pyperf's own schedule.

`--work FILE` has one trial as JSON in each line; the other options are pyperf's. A pool is opened once in each of
pyperf's processes, outside of the timed section; pyperf's warm-up value warms it.
"""

from __future__ import annotations

import argparse
import json
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Callable

import pyperf
from pools import Map, Work


class Timed:
    """What pyperf times."""

    def __init__(self, work: Work, stack: ExitStack) -> None:
        self._work = work
        self._stack = stack
        self._opened: tuple[Map, Callable[[Any], Any]] | None = None

    def __call__(self, loops: int) -> float:
        """Return the seconds of so many times all items."""
        if self._opened is None:
            self._opened = self._stack.enter_context(self._work.pool()), self._work.callable()
        run, task = self._opened
        items = [self._work.argument] * self._work.items
        start = time.perf_counter()
        for _ in range(loops):
            run(task, items)
        return time.perf_counter() - start


def main() -> None:
    """Let pyperf measure every trial of the file."""
    runner = pyperf.Runner(add_cmdline_args=_pass_on)
    runner.argparser.add_argument("--work", type=Path, required=True)
    options = runner.parse_args()
    for line in options.work.read_text(encoding="utf-8").splitlines():
        work = Work(**json.loads(line))
        with ExitStack() as stack:
            runner.bench_time_func(work.name, Timed(work, stack))


def _pass_on(command: list[str], options: argparse.Namespace) -> None:
    command += ["--work", str(options.work)]


if __name__ == "__main__":
    main()
