"""Measure calls of one length in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py MICROSECONDS THREADS|beside` prints one line of JSON: what was seen and the threads before and after, or
why it cannot be measured here.
"""

from __future__ import annotations

import json
import sys
import threading

import asking

from gilbench.experiments.release import measure


def main(microseconds, threads):
    reason = measure.missing()
    if reason is not None:
        sys.stdout.write(json.dumps({"missing": reason}) + "\n")
        return
    measure.REPEATS = measure.BESIDE_REPEATS = 2
    measure.ALONE, measure.TOGETHER, measure.BESIDE = 0.002, 0.004, 0.02
    before = threading.active_count()
    parameters = {"microseconds": float(microseconds), **({"beside": "computing"} if threads == "beside" else {})}
    request = asking.request("release", parameters, workers=1 if threads == "beside" else int(threads))
    said = asking.said_of(asking.measured(measure, request))
    said["left"] = [before, threading.active_count()]
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
