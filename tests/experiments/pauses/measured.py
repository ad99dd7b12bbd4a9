"""Measure one trial in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py KIND PLACE COLLECTOR [SECONDS]` prints one line of JSON: the seconds of the call, what was seen, and the
threads, processes and state of the collector before and after. What goes wrong is the line.
"""

from __future__ import annotations

import gc
import sys

from leaving import say_what_is_left


def main(kind, place, collector, seconds="0.08"):
    parameters = {"while": kind, "where": place, "collector": collector}
    say_what_is_left(lambda: measured(parameters, float(seconds)))


def measured(parameters, seconds):
    try:
        said = second_of_two(parameters, seconds)
    except RuntimeError as error:
        said = {"failed": f"{type(error).__name__}: {error}"}
    said["collector"] = [gc.isenabled(), len(getattr(gc, "callbacks", []))]
    return said


def second_of_two(parameters, seconds):
    import asking  # noqa: PLC0415

    from gilbench.experiments.pauses import measure  # noqa: PLC0415
    from gilbench.experiments.pauses.measure import kinds  # noqa: PLC0415
    from gilbench.inside.experiment import Subject  # noqa: PLC0415
    from gilbench.inside.ledger import plain  # noqa: PLC0415
    from gilbench.inside.neighbours.kinds import KINDS  # noqa: PLC0415

    measure.WINDOW = dict.fromkeys(measure.WINDOW, seconds)
    measure.SETTLING = dict.fromkeys(measure.SETTLING, 0.0)
    kinds.LISTS, kinds.FORKED = 20_000, 1 << 20
    kinds.switches = _switches
    kinds.stops = lambda going: int(going())
    known = {*KINDS}
    request = asking.request("pauses", parameters, workers=2)
    with measure.prepared(Subject(request, None, None)) as call:
        done = [call(plain) for _ in range(2)][-1]
    assert {*KINDS} == known
    return asking.said_of(done)


def _switches(going):
    """Leave the collector otherwise than it was asked to be."""
    while going():
        gc.disable()
    return 1


if __name__ == "__main__":
    main(*sys.argv[1:])
