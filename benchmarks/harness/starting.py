"""How long does the command line take to start? No more than 1.5 times what its only dependency there, click, takes.

Prints the median time of `gilbench --help` (the installed script), of `python -m gilbench --help` and of
`python -c "import click"`, which run in turns, and the ratio of the first two to the last.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import tables

CLICK = 'python -c "import click"'
# This interpreter runs it, whatever its first line says, which names another one in a copied environment.
SCRIPT = Path(sys.executable).with_name("gilbench")
COMMANDS: Mapping[str, Sequence[str]] = {
    "gilbench --help": [sys.executable, str(SCRIPT), "--help"],
    "python -m gilbench --help": [sys.executable, "-m", "gilbench", "--help"],
    CLICK: [sys.executable, "-c", "import click"],
}


def main() -> None:
    """Time the commands in turns and print the medians."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--runs", type=int, default=30, help="of each command (default: %(default)s)")
    runs: int = parser.parse_args().runs
    if not SCRIPT.exists():
        sys.exit(f"{SCRIPT} is missing: install gilbench into the environment of this interpreter")
    sys.stdout.write(text(timed(runs)))


def timed(runs: int) -> dict[str, list[float]]:
    """Return the seconds of so many runs of each command, in turns, after one that compiles what is not compiled."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(runs + 1):
        for name, command in COMMANDS.items():
            start = time.perf_counter()
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
            if number:
                taken[name].append(time.perf_counter() - start)
    return taken


def text(taken: Mapping[str, Sequence[float]]) -> str:
    """Return a table: the median of each command, and its ratio to that of importing click."""
    medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
    rows = [(name, f"{1e3 * median:.1f}", f"{median / medians[CLICK]:.2f}") for name, median in medians.items()]
    return tables.text([("command", "median [ms]", "ratio"), *rows])


if __name__ == "__main__":
    main()
