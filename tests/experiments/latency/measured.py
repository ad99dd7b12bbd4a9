"""Measure one trial in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py REQUESTS PARAMETERS` (as JSON) prints one line of JSON: the seconds of the call, what was seen, and the
threads and processes before and after.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from gilbench.experiments.latency.measure import answering, prepared
from gilbench.inside.experiment import Subject
from gilbench.inside.ledger import plain
from gilbench.inside.schema import TrialRequest, as_json


def main(requests, parameters):
    sys.path.append(str(Path(__file__).resolve().parents[2] / "inside"))
    import left_behind  # noqa: PLC0415

    # A busy machine makes the client late, which is none of this test's business.
    answering.require_punctual = answering.require_little = lambda *_: None
    before = left_behind.threads_and_processes()
    with prepared(Subject(request(int(requests), json.loads(parameters)), None, None)) as call:
        done = call(plain)
    said = {"seconds": done.seconds, "workers": done.workers, "seen": as_json(done.seen)}
    said["left"] = [before, left_behind.after_settling(before)]
    sys.stdout.write(json.dumps(said) + "\n")


def request(requests, parameters):
    return TrialRequest(
        experiment="latency",
        name="latency/1",
        workload=None,
        workload_file=None,
        strategy=None,
        strategy_file=None,
        start_method=None,
        workers=1,
        size="full",
        items=requests,
        inner_loops=None,
        gil=None,
        jit=None,
        settles=False,
        metrics_file="",
        pyperf_file="",
        platform="",
        default_start_method="fork",
        parameters=parameters,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
