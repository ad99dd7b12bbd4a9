"""Measure one way in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py THROUGH DATA PICKLE|- ITEMS` prints one line of JSON: what was seen, and the threads and processes before
and after.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(through, data, packing, items):
    sys.path.append(str(Path(__file__).resolve().parents[2] / "inside"))
    import left_behind  # noqa: PLC0415  a spawned child imports this file, and should do so fast

    before = left_behind.threads_and_processes()
    said = {"seen": measured(through, data, packing, int(items))}
    said["left"] = [before, left_behind.after_settling(before)]
    sys.stdout.write(json.dumps(said) + "\n")


def measured(through, data, packing, items):
    from gilbench.experiments.payload import measure  # noqa: PLC0415
    from gilbench.inside.experiment import Subject  # noqa: PLC0415
    from gilbench.inside.ledger import plain  # noqa: PLC0415
    from gilbench.inside.schema import TrialRequest, as_json  # noqa: PLC0415

    measure.sweeps.FEWEST, measure.sweeps.ALLOWANCE = 2, 0.0  # say as much about the record
    more = {} if packing == "-" else {"pickle": packing}
    request = TrialRequest(
        experiment="payload",
        name="payload",
        workload=None,
        workload_file=None,
        strategy=None,
        strategy_file=None,
        start_method=None,
        workers=1,
        size="full",
        items=items,
        inner_loops=None,
        parameters={"through": through, "data": data, **more},
        gil=None,
        jit=None,
        settles=False,
        metrics_file="",
        pyperf_file="",
        platform="",
        default_start_method="fork",
    )
    with measure.prepared(Subject(request, None, None)) as call:
        return as_json(call(plain).seen)


if __name__ == "__main__":
    main(*sys.argv[1:])
