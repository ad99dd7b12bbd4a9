"""Measure a few threads in the interpreter that runs this: standard library only, Python 3.9 syntax.

Prints one line of JSON: what was seen of two threads, and of five with a lock, in short windows, and how many threads
are left.
"""

from __future__ import annotations

import json
import sys
import threading

import asking

from gilbench.experiments.fairness import measure
from gilbench.inside.schema import as_json


def main():
    measure.SHORT, measure.LEAD, measure.TRIES = 0.005, 0.001, 50
    seen = [as_json(measured(*each)) for each in ((2, "none", 0.001), (5, "one", "default"))]
    sys.stdout.write(json.dumps({"seen": seen, "threads": threading.active_count()}) + "\n")


def measured(workers, lock, interval):
    request = asking.request("fairness", {"lock": lock, "interval": interval}, workers=workers)
    return asking.measured(measure, request).seen


if __name__ == "__main__":
    main()
