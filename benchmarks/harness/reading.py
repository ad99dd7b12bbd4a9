"""What does it cost to read the time ledger? Two readings belong to every item that a worker does.

Prints, for each interpreter, microseconds of a full reading (with the time ready) and of a plain one, and what share of
an item of 14.4 ms two full readings are.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

SOURCES = str(Path(__file__).parents[2] / "src")
ITEM = 0.0144  # seconds: what the built-in workloads aim at
READ = """
import json, statistics, sys, time
from gilbench.inside import ledger

def seconds(read):
    start = time.perf_counter()
    read()
    return time.perf_counter() - start

found = {}
for read in (ledger.full, ledger.plain):
    taken = sorted(seconds(read) for _ in range(int(sys.argv[1])))
    found[read.__name__] = [statistics.median(taken), taken[int(0.99 * len(taken))]]
print(json.dumps({"at_best": ledger.cost(), **found}))
"""


def main() -> None:
    """Measure and print a line for each interpreter."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--python", action="append", help="path of an interpreter; may be repeated (default: this one)")
    parser.add_argument("--readings", type=int, default=5000, help="of each kind (default: %(default)s)")
    asked = parser.parse_args()
    sys.stdout.write("full, 99th percentile, plain [µs]   two full ones of an item\n")
    for python in asked.python or [sys.executable]:
        found = json.loads(
            subprocess.check_output(
                [python, "-c", READ, str(asked.readings)], env={**os.environ, "PYTHONPATH": SOURCES}, text=True
            )
        )
        full, late, plain = (1e6 * each for each in (*found["full"], found["plain"][0]))
        gives_up = "" if found["at_best"] < ITEM else "   gives up the GIL: read in the warm-up only"
        sys.stdout.write(f"{full:5.1f} {late:6.1f} {plain:5.1f}   {2e-6 * full / ITEM:.3%}   {python}{gives_up}\n")


if __name__ == "__main__":
    main()
