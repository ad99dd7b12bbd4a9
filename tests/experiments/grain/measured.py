"""Measure one trial in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py FOLDER FILE NAME START_METHOD|- TASKS CHUNK` prints one line of JSON: the seconds of the call, what was
seen, and the threads and processes before and after. If the strategy cannot be opened, the line says why.
"""

from __future__ import annotations

import sys
from pathlib import Path

from leaving import say_what_is_left

# Everything else is imported where it is used: a spawned child imports this file, and should do so fast.

WORK = 0.006


def main(*arguments):
    say_what_is_left(lambda: measured(*arguments))


def measured(folder, file, *trial):
    import asking  # noqa: PLC0415

    from gilbench.experiments.grain import measure, records  # noqa: PLC0415
    from gilbench.experiments.grain.measure import tasks  # noqa: PLC0415

    name, start_method, kind, chunk = trial
    records.MOST, measure.REPEATS, measure.HOPS = 4, {WORK: 2}, 1
    tasks.steps_per_second, measure.FAR = lambda: 1e5, 1e9  # a hundredth of what is measured
    request = asking.request(
        "grain",
        {"tasks": kind, "chunk": chunk, "work": WORK},
        strategy=name,
        strategy_file=file,
        start_method=None if start_method == "-" else start_method,
        workers=2,
        items=2,
        metrics_file=str(Path(folder) / "metrics"),
    )
    return asking.said_of_strategy(measure, request)


if __name__ == "__main__":
    main(*sys.argv[1:])
