"""Record one timeline in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py` prints one line of JSON: why it cannot be recorded, or the seconds of the call and what was seen; and what
was alive, and whether the collector was on, before and after.
"""

from __future__ import annotations

import gc
import json
import sys

import asking
import left_behind

from gilbench.experiments.timeline import measure

SECONDS = 0.03


def main():
    said = {"missing": measure.missing()}
    before = left_behind.threads_and_processes(), gc.isenabled()
    if said["missing"] is None:
        measure.SECONDS = SECONDS
        said.update(asking.said_of(asking.measured(measure, None)))
    said["left"] = before, (left_behind.after_settling(before[0]), gc.isenabled())
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main()
