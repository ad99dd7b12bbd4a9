"""The work of a trial, timed by a bare script: a pool, a clock around it, and nothing else.

Takes the work as JSON and the number of values; prints the seconds of each. One warm-up comes first, not printed.
"""

from __future__ import annotations

import json
import sys
import time

from pools import Work


def main() -> None:
    """Time the work that the command line names."""
    work, values = Work(**json.loads(sys.argv[1])), int(sys.argv[2])
    task, items = work.callable(), [work.argument] * work.items
    seconds = []
    with work.pool() as run:
        run(task, items)
        for _ in range(values):
            start = time.perf_counter()
            run(task, items)
            seconds.append(time.perf_counter() - start)
    sys.stdout.write(json.dumps(seconds))


if __name__ == "__main__":
    main()
