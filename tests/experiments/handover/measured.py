"""Measure hand-overs in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py THREADS` prints one line of JSON: what was seen of tiny amounts of work.
"""

from __future__ import annotations

import json
import sys
import threading

from gilbench.experiments.handover import measure
from gilbench.experiments.handover.records import SWEEPS, Sweep
from gilbench.inside.experiment import Subject
from gilbench.inside.ledger import plain
from gilbench.inside.schema import TrialRequest, as_json


def request(threads):
    return TrialRequest(
        experiment="handover",
        name="handover",
        workload=None,
        workload_file=None,
        strategy=None,
        strategy_file=None,
        start_method=None,
        workers=threads,
        size="full",
        items=1,
        inner_loops=None,
        gil=None,
        jit=None,
        settles=False,
        metrics_file="",
        pyperf_file="",
        platform="",
        default_start_method="fork",
        parameters={"intervals": "tiny"},
    )


def main(threads):
    SWEEPS["tiny"] = Sweep((0.0001, 0.005), 0.01, 2)
    before = sys.getswitchinterval()
    with measure.prepared(Subject(request(threads), None, None)) as call:
        done = call(plain)
    said = {
        "seconds": done.seconds,
        "seen": as_json(done.seen),
        "left": [threading.active_count(), sys.getswitchinterval() - before],
    }
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
