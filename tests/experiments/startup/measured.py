"""Measure one strategy in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py FILE NAME START_METHOD|- WORKERS` prints one line of JSON: the seconds of the call, what was seen, and the
threads and processes before and after. If the strategy cannot be opened, the line says why.
"""

from __future__ import annotations

import sys

from leaving import say_what_is_left

# Everything else is imported where it is used: a spawned child imports this file, and should do so fast.

REPEATS = 2  # say as much about the record as six


def main(*arguments):
    say_what_is_left(lambda: measured(*arguments))


def measured(file, name, start_method, workers):
    import asking  # noqa: PLC0415

    from gilbench.experiments.startup import measure  # noqa: PLC0415

    measure.FEWEST, measure.ALLOWANCE = REPEATS, 0.0
    request = asking.request(
        "startup",
        {},
        strategy=name,
        strategy_file=file,
        start_method=None if start_method == "-" else start_method,
        workers=int(workers),
        items=int(workers),
    )
    return asking.said_of_strategy(measure, request)


if __name__ == "__main__":
    main(*sys.argv[1:])
