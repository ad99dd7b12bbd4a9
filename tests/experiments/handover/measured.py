"""Measure hand-overs in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py THREADS` prints one line of JSON: what was seen of tiny amounts of work.
"""

from __future__ import annotations

import json
import sys
import threading

import asking

from gilbench.experiments.handover import measure
from gilbench.experiments.handover.records import SWEEPS, Sweep


def main(threads):
    SWEEPS["tiny"] = Sweep((0.0001, 0.005), 0.01, 2)
    before = sys.getswitchinterval()
    request = asking.request("handover", {"intervals": "tiny"}, workers=threads)
    said = asking.said_of(asking.measured(measure, request))
    said["left"] = [threading.active_count(), sys.getswitchinterval() - before]
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
