"""Measure a few threads in the interpreter that runs this: standard library only, Python 3.9 syntax.

Prints one line of JSON: what was seen of two threads, and of five with a lock, in short windows, and how many threads
are left.
"""

from __future__ import annotations

import json
import sys
import threading

from gilbench.experiments.fairness import measure
from gilbench.inside.experiment import Subject
from gilbench.inside.ledger import plain
from gilbench.inside.schema import TrialRequest, as_json


def main():
    measure.SHORT, measure.LEAD, measure.TRIES = 0.005, 0.001, 50
    seen = [as_json(measured(*each)) for each in ((2, "none", 0.001), (5, "one", "default"))]
    sys.stdout.write(json.dumps({"seen": seen, "threads": threading.active_count()}) + "\n")


def measured(workers, lock, interval):
    named = ("workload", "workload_file", "strategy", "strategy_file", "start_method", "inner_loops", "gil", "jit")
    request = TrialRequest(
        experiment="fairness",
        name="fairness",
        workers=workers,
        size="full",
        items=1,
        parameters={"lock": lock, "interval": interval},
        settles=False,
        metrics_file="",
        pyperf_file="",
        platform="",
        default_start_method="fork",
        **dict.fromkeys(named),
    )
    with measure.prepared(Subject(request, None, None)) as call:
        return call(plain).seen


if __name__ == "__main__":
    main()
