"""Measure one strategy in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py FILE NAME START_METHOD|- WORKERS` prints one line of JSON: the seconds of the call, what was seen, and the
threads and processes before and after. If the strategy cannot be opened, the line says why.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

REPEATS = 2  # say as much about the record as six

# Everything else is imported where it is used: a spawned child imports this file, and should do so fast.


def main(file, name, start_method, workers):
    sys.path.append(str(Path(__file__).resolve().parents[2] / "inside"))
    import left_behind  # noqa: PLC0415

    before = left_behind.threads_and_processes()
    try:
        said = measured(file, name, None if start_method == "-" else start_method, int(workers))
    except ImportError as error:
        said = {"absent": str(error)}
    said["left"] = [before, left_behind.after_settling(before)]
    sys.stdout.write(json.dumps(said) + "\n")


def measured(file, name, start_method, workers):
    from gilbench.experiments.startup import measure  # noqa: PLC0415
    from gilbench.inside.experiment import Subject  # noqa: PLC0415
    from gilbench.inside.ledger import plain  # noqa: PLC0415
    from gilbench.inside.loading import load  # noqa: PLC0415
    from gilbench.inside.registry import Registry  # noqa: PLC0415
    from gilbench.inside.schema import TrialRequest, as_json  # noqa: PLC0415

    measure.FEWEST, measure.ALLOWANCE = REPEATS, 0.0
    registry = Registry()
    assert not load(file, registry)
    request = TrialRequest(
        experiment="startup",
        name="startup",
        workload="",
        workload_file="",
        strategy=name,
        strategy_file=file,
        start_method=start_method,
        workers=workers,
        size="full",
        items=workers,
        inner_loops=None,
        gil=None,
        jit=None,
        settles=False,
        metrics_file="",
        pyperf_file="",
        platform="",
        default_start_method="fork",
        parameters={},
    )
    with measure.prepared(Subject(request, None, registry.strategies[name])) as call:
        done = call(plain)
    return {"seconds": done.seconds, "workers": done.workers, "seen": as_json(done.seen)}


if __name__ == "__main__":
    main(*sys.argv[1:])
