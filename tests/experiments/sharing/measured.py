"""Measure steps in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py THREADS STEP…` prints one line of JSON: what was seen of each step, and the threads before and after.
"""

from __future__ import annotations

import json
import sys
import threading


def main(threads, *steps):
    from gilbench.experiments.sharing import measure  # noqa: PLC0415
    from gilbench.inside.experiment import Subject  # noqa: PLC0415
    from gilbench.inside.ledger import plain  # noqa: PLC0415
    from gilbench.inside.schema import as_json  # noqa: PLC0415

    measure.REPEATS, measure.ALONE, measure.TOGETHER = 2, 0.001, 0.002
    before, seen = threading.active_count(), {}
    for step in steps:
        with measure.prepared(Subject(_Request(step, int(threads)), None, None)) as call:
            seen[step] = as_json(call(plain).seen)
    said = {"missing": measure.missing(), "seen": seen, "left": [before, threading.active_count()]}
    sys.stdout.write(json.dumps(said) + "\n")


class _Request:
    """As much of a request as sharing reads."""

    def __init__(self, step, workers):
        self.parameters, self.workers = {"step": step}, workers


if __name__ == "__main__":
    main(*sys.argv[1:])
