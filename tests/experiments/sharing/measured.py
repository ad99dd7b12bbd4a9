"""Measure steps in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py THREADS STEP[:CURE]…` prints one line of JSON: what was seen of each, and the threads before and after.
"""

from __future__ import annotations

import json
import sys
import threading

import asking

from gilbench.experiments.sharing import measure
from gilbench.inside.schema import as_json


def main(threads, *steps):
    measure.REPEATS, measure.ALONE, measure.TOGETHER = 2, 0.001, 0.002
    measure.CURED_ALONE, measure.CURED_TOGETHER = 0.001, 0.002
    before, seen = threading.active_count(), {}
    for each in steps:
        step, _, cure = each.partition(":")
        names = {"step": step, "cure": cure} if cure else {"step": step}
        request = asking.request("sharing", names, workers=int(threads))
        seen[each] = as_json(asking.measured(measure, request).seen)
    said = {"missing": measure.missing(), "seen": seen, "left": [before, threading.active_count()]}
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
