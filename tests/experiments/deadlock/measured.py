"""Give two short dinners in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py KIND PHILOSOPHERS` prints one line of JSON: what was seen of each cure, and the threads and processes
before and after.
"""

from __future__ import annotations

import sys

from leaving import say_what_is_left

CURES = ("none", "back-off", "ordered", "waiter")


def main(kind, philosophers):
    say_what_is_left(lambda: {cure: seen(cure, kind, int(philosophers)) for cure in CURES})


def seen(cure, kind, philosophers):
    import asking  # noqa: PLC0415  what is alive before is looked at first

    from gilbench.experiments.deadlock import measure  # noqa: PLC0415  as above
    from gilbench.inside.schema import as_json  # noqa: PLC0415  as above

    measure.DINNERS = 2
    parameters = {"cure": cure, "pause": "yes", "kind": kind}
    return as_json(asking.measured(measure, asking.request("deadlock", parameters, workers=philosophers)).seen)


if __name__ == "__main__":
    main(*sys.argv[1:])
