"""Make each mistake in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py TEST...` prints one line of JSON: what was seen of each test, of tiny amounts of work, and what is left.
"""

from __future__ import annotations

import json
import sys
import threading

import asking

from gilbench.experiments.safety import measure
from gilbench.experiments.safety.measure import counters, joining, order
from gilbench.inside.schema import as_json


def main(tests):
    counters.LONG, counters.ALONE, counters.SHORT = 0.003, 0.001, 0.002
    joining.WORK, order.WORK = 0.003, 0.002
    before = sys.getswitchinterval()
    seen = {test: as_json(measured(test, 2)) for test in tests}
    left = [threading.active_count(), sys.getswitchinterval() - before]
    sys.stdout.write(json.dumps({"seen": seen, "left": left}) + "\n")


def measured(test, workers):
    return asking.measured(measure, asking.request("safety", {"test": test}, workers=workers)).seen


if __name__ == "__main__":
    main(sys.argv[1:])
