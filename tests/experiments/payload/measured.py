"""Measure one way in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py THROUGH DATA PICKLE|- ITEMS` prints one line of JSON: what was seen, and the threads and processes before
and after.
"""

from __future__ import annotations

import sys

from leaving import say_what_is_left

# Everything else is imported where it is used: a spawned child imports this file, and should do so fast.


def main(*arguments):
    say_what_is_left(lambda: measured(*arguments))


def measured(through, data, packing, items):
    import asking  # noqa: PLC0415

    from gilbench.experiments.payload import measure  # noqa: PLC0415

    measure.sweeps.FEWEST, measure.sweeps.ALLOWANCE = 2, 0.0  # say as much about the record
    more = {} if packing == "-" else {"pickle": packing}
    request = asking.request("payload", {"through": through, "data": data, **more}, items=int(items))
    return asking.said_of(asking.measured(measure, request))


if __name__ == "__main__":
    main(*sys.argv[1:])
