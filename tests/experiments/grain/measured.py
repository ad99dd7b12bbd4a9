"""Measure one trial in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py FOLDER FILE NAME START_METHOD|- TASKS CHUNK` prints one line of JSON: the seconds of the call, what was
seen, and the threads and processes before and after. If the strategy cannot be opened, the line says why.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

WORK = 0.006

# Everything else is imported where it is used: a spawned child imports this file, and should do so fast.


def main(folder, file, *trial):
    sys.path.append(str(Path(__file__).resolve().parents[2] / "inside"))
    import left_behind  # noqa: PLC0415

    before = left_behind.threads_and_processes()
    name, method, tasks, chunk = trial
    parameters = {"tasks": tasks, "chunk": chunk, "work": WORK}
    try:
        said = measured(folder, file, name, None if method == "-" else method, parameters)
    except ImportError as error:
        said = {"absent": str(error)}
    said["left"] = [before, left_behind.after_settling(before)]
    sys.stdout.write(json.dumps(said) + "\n")


def measured(folder, file, name, start_method, parameters):
    from gilbench.experiments.grain import measure, records  # noqa: PLC0415
    from gilbench.experiments.grain.measure import tasks  # noqa: PLC0415
    from gilbench.inside.experiment import Subject  # noqa: PLC0415
    from gilbench.inside.ledger import plain  # noqa: PLC0415
    from gilbench.inside.loading import load  # noqa: PLC0415
    from gilbench.inside.registry import Registry  # noqa: PLC0415
    from gilbench.inside.schema import TrialRequest, as_json  # noqa: PLC0415

    records.MOST, measure.REPEATS, measure.HOPS = 4, {WORK: 2}, 1
    tasks.steps_per_second, measure.FAR = lambda: 1e5, 1e9  # a hundredth of what is measured
    registry = Registry()
    assert not load(file, registry)
    request = TrialRequest(
        experiment="grain",
        name="grain",
        workload=None,
        workload_file=None,
        strategy=name,
        strategy_file=file,
        start_method=start_method,
        workers=2,
        size="full",
        items=2,
        inner_loops=None,
        gil=None,
        jit=None,
        settles=False,
        metrics_file=str(Path(folder) / "metrics"),
        pyperf_file="",
        platform="",
        default_start_method="fork",
        parameters=parameters,
    )
    with measure.prepared(Subject(request, None, registry.strategies[name])) as call:
        done = call(plain)
    return {"seconds": done.seconds, "workers": done.workers, "seen": as_json(done.seen)}


if __name__ == "__main__":
    main(*sys.argv[1:])
