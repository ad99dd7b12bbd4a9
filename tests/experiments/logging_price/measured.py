"""Measure logging in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py TO THREADS` prints one line of JSON: what was seen of short windows, and what is left of it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading


def main(to, threads):
    from gilbench.experiments.logging_price import measure, records  # noqa: PLC0415
    from gilbench.inside.experiment import Subject  # noqa: PLC0415
    from gilbench.inside.ledger import plain  # noqa: PLC0415
    from gilbench.inside.schema import as_json  # noqa: PLC0415

    measure.REPEATS = 2
    measure.WARM = measure.WARM_JIT = 0.001
    records.OF_DISABLED = records.OF_RECORDS = (0.001, 0.002)
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        with measure.prepared(Subject(_Request({"to": to}, threads), None, None)) as call:
            done = call(plain)
        left = os.listdir(folder)  # noqa: PTH208  as where it is measured
    said = {"seconds": done.seconds, "seen": as_json(done.seen), "left": [threading.active_count(), left]}
    sys.stdout.write(json.dumps(said) + "\n")


class _Request:
    """As much of a request as logging reads."""

    def __init__(self, parameters, workers):
        self.parameters, self.workers = parameters, workers


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
