"""Measure one trial in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py KIND PLACE COLLECTOR [SECONDS]` prints one line of JSON: the seconds of the call, what was seen, and the
threads, processes and state of the collector before and after. What goes wrong is the line.
"""

from __future__ import annotations

import gc
import sys

import asking

from gilbench.experiments.pauses import measure
from gilbench.experiments.pauses.measure import kinds
from gilbench.inside.experiment import Subject
from gilbench.inside.ledger import plain
from gilbench.inside.neighbours.kinds import KINDS


def main(kind, place, collector, seconds="0.08"):
    request = asking.request("pauses", {"while": kind, "where": place, "collector": collector}, workers=2)
    asking.say_what_is_left(lambda: measured(request, float(seconds)))


def measured(request, seconds):
    try:
        said = asking.said_of(windows(request, seconds))
    except RuntimeError as error:
        said = {"failed": f"{type(error).__name__}: {error}"}
    said["collector"] = [gc.isenabled(), len(getattr(gc, "callbacks", []))]
    return said


def windows(request, seconds):
    """Return the second of two calls."""
    measure.WINDOW = dict.fromkeys(measure.WINDOW, seconds)
    measure.SETTLING = dict.fromkeys(measure.SETTLING, 0.0)
    kinds.LISTS, kinds.FORKED = 20_000, 1 << 20
    kinds.switches = _switches
    kinds.stops = lambda going: int(going())
    known = {*KINDS}
    with measure.prepared(Subject(request, None, None)) as call:
        done = [call(plain) for _ in range(2)][-1]
    assert {*KINDS} == known
    return done


def _switches(going):
    """Leave the collector otherwise than it was asked to be."""
    while going():
        gc.disable()
    return 1


if __name__ == "__main__":
    main(*sys.argv[1:])
