"""Measure logging in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py TO THREADS` prints one line of JSON: what was seen of short windows, and what is left of it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading

import asking

from gilbench.experiments.logging_price import measure, records


def main(to, threads):
    measure.REPEATS = 2
    measure.WARM = measure.WARM_JIT = 0.001
    for each in ("OF_DISABLED", "OF_RECORDS", "TO_FILE", "TO_ROTATING", "FROM_PROCESSES"):
        setattr(records, each, (0.001, 0.002))
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        said = asking.said_of(asking.measured(measure, asking.request("logging_price", {"to": to}, workers=threads)))
        left = os.listdir(folder)  # noqa: PTH208  as where it is measured
    said["left"] = [threading.active_count(), left]
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
