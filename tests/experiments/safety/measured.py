"""Make each mistake in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py TEST...` prints one line of JSON: what was seen of each test, of tiny amounts of work, and what is left.
"""

from __future__ import annotations

import json
import sys
import threading

from gilbench.experiments.safety import measure
from gilbench.experiments.safety.measure import counters, joining, order
from gilbench.inside.experiment import Subject
from gilbench.inside.ledger import plain
from gilbench.inside.schema import as_json


class _Request:
    """As much of a request as safety reads."""

    def __init__(self, test, workers):
        self.parameters, self.workers = {"test": test}, workers


def main(tests):
    counters.LONG, counters.SHORT, joining.WORK, order.WORK = 0.003, 0.002, 0.003, 0.002
    before = sys.getswitchinterval()
    seen = {test: as_json(measured(test, 2)) for test in tests}
    left = [threading.active_count(), sys.getswitchinterval() - before]
    sys.stdout.write(json.dumps({"seen": seen, "left": left}) + "\n")


def measured(test, workers):
    with measure.prepared(Subject(_Request(test, workers), None, None)) as call:
        return call(plain).seen


if __name__ == "__main__":
    main(sys.argv[1:])
