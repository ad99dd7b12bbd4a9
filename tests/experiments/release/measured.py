"""Measure calls of one length in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py MICROSECONDS THREADS|beside` prints one line of JSON: what was seen and the threads before and after, or
why it cannot be measured here.
"""

from __future__ import annotations

import json
import sys
import threading


def main(microseconds, threads):
    from gilbench.experiments.release import measure  # noqa: PLC0415
    from gilbench.inside.experiment import Subject  # noqa: PLC0415
    from gilbench.inside.ledger import plain  # noqa: PLC0415
    from gilbench.inside.schema import as_json  # noqa: PLC0415

    reason = measure.missing()
    if reason is not None:
        sys.stdout.write(json.dumps({"missing": reason}) + "\n")
        return
    measure.REPEATS = measure.BESIDE_REPEATS = 2
    measure.ALONE, measure.TOGETHER, measure.BESIDE = 0.002, 0.004, 0.02
    before = threading.active_count()
    parameters = {"microseconds": float(microseconds), **({"beside": "computing"} if threads == "beside" else {})}
    with measure.prepared(
        Subject(_Request(parameters, 1 if threads == "beside" else int(threads)), None, None)
    ) as call:
        done = call(plain)
    said = {"seconds": done.seconds, "seen": as_json(done.seen), "left": [before, threading.active_count()]}
    sys.stdout.write(json.dumps(said) + "\n")


class _Request:
    """As much of a request as release reads."""

    def __init__(self, parameters, workers):
        self.parameters, self.workers = parameters, workers


if __name__ == "__main__":
    main(*sys.argv[1:])
