"""How many items a fresh interpreter does before they take no longer than later ones.

Prints for each of ten items in a row the least CPU time of some interpreters, each started anew, and what it is more
than the least of the last three. Other programs hardly change CPU time.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench import prepared

ITEMS = 10
SETTLED = 3  # items at the end that nothing is left to be gained from
IN_A_ROW = """
import sys, time
from gilbench.inside import loading
from gilbench.inside.registry import Registry
file, name, items = sys.argv[1:]
registry = Registry()
loading.load(file, registry)
workload = registry.workloads[name]
for _ in range(int(items)):
    start = time.process_time()
    workload.function(workload.sizes["full"])
    print(time.process_time() - start)
"""


def main() -> None:
    """Start the interpreters and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--python", default=sys.executable, help="path of the interpreter (default: this one)")
    parser.add_argument("--workload", default="primes", help="a CPU-bound one (default: %(default)s)")
    parser.add_argument("--times", type=int, default=14, help="interpreters (default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        bench = prepared(Path(name), options.python, options.workload, "serial")
        (file,) = (each.file for each in bench.target.catalogue.workloads if each.name == options.workload)
        rows = [bench.python(IN_A_ROW, file, options.workload, str(ITEMS)) for _ in range(options.times)]
    sys.stdout.write(text([[float(line) for line in row.split()] for row in rows]))


def text(rows: list[list[float]]) -> str:
    """Return a line per item."""
    fastest = [min(column) for column in zip(*rows, strict=True)]
    settled = min(fastest[-SETTLED:])
    lines = (f"item {i:2}{each * 1000:9.2f} ms {each / settled - 1:+7.1%}\n" for i, each in enumerate(fastest, start=1))
    return "".join(lines)


if __name__ == "__main__":
    main()
