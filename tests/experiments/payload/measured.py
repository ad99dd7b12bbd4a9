"""Measure one way in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py THROUGH DATA PICKLE|- ITEMS` prints one line of JSON: what was seen, and the threads and processes before
and after.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":  # a spawned child imports this file as well, and should do so fast
    import asking

    from gilbench.experiments.payload import measure


def main(*arguments):
    asking.say_what_is_left(lambda: asking.said_of(measured(*arguments)))


def measured(through, data, packing, items):
    measure.sweeps.FEWEST, measure.sweeps.ALLOWANCE = 2, 0.0  # say as much about the record
    more = {} if packing == "-" else {"pickle": packing}
    request = asking.request("payload", {"through": through, "data": data, **more}, items=int(items))
    return asking.measured(measure, request)


if __name__ == "__main__":
    main(*sys.argv[1:])
