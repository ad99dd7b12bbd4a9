"""Measure one trial in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py KIND PLACE COLLECTOR [SECONDS]` prints one line of JSON: the seconds of the call, what was seen, and the
threads, processes and state of the collector before and after. What goes wrong is the line.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path


def main(kind, place, collector, seconds="0.08"):
    sys.path.append(str(Path(__file__).resolve().parents[2] / "inside"))
    import left_behind  # noqa: PLC0415

    before = left_behind.threads_and_processes()
    try:
        said = measured({"while": kind, "where": place, "collector": collector}, float(seconds))
    except RuntimeError as error:
        said = {"failed": f"{type(error).__name__}: {error}"}
    said["left"] = [before, left_behind.after_settling(before)]
    said["collector"] = [gc.isenabled(), len(getattr(gc, "callbacks", []))]
    sys.stdout.write(json.dumps(said) + "\n")


def measured(parameters, seconds):
    from gilbench.experiments.pauses import measure  # noqa: PLC0415
    from gilbench.experiments.pauses.measure import kinds  # noqa: PLC0415
    from gilbench.inside.experiment import Subject  # noqa: PLC0415
    from gilbench.inside.ledger import plain  # noqa: PLC0415
    from gilbench.inside.neighbours.kinds import KINDS  # noqa: PLC0415
    from gilbench.inside.schema import TrialRequest, as_json  # noqa: PLC0415

    measure.WINDOW = dict.fromkeys(measure.WINDOW, seconds)
    measure.SETTLING = dict.fromkeys(measure.SETTLING, 0.0)
    kinds.LISTS, kinds.FORKED = 20_000, 1 << 20
    kinds.switches = _switches
    kinds.stops = lambda going: int(going())
    request = TrialRequest(
        experiment="pauses",
        name="pauses",
        workload=None,
        workload_file=None,
        strategy=None,
        strategy_file=None,
        start_method=None,
        workers=2,
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
        parameters=parameters,
    )
    known = {*KINDS}
    with measure.prepared(Subject(request, None, None)) as call:
        done = [call(plain) for _ in range(2)][-1]
    assert {*KINDS} == known
    return {"seconds": done.seconds, "workers": done.workers, "seen": as_json(done.seen)}


def _switches(going):
    """Leave the collector otherwise than it was asked to be."""
    while going():
        gc.disable()
    return 1


if __name__ == "__main__":
    main(*sys.argv[1:])
