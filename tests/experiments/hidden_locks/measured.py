"""Measure hidden_locks in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py WAIT` prints one line of JSON: what was seen of short calls, and what is left of them.
"""

from __future__ import annotations

import sys

import asking
import leaving

from gilbench.experiments.hidden_locks import measure


def measured():
    measure.REPEATS, measure.NAP = 2, 0.0005
    finders = list(sys.meta_path)
    said = asking.said_of(asking.measured(measure, asking.request("hidden_locks", {"wait": sys.argv[1]}, workers=2)))
    said["finders"] = sys.meta_path == finders
    return said


if __name__ == "__main__":
    leaving.say_what_is_left(measured)
