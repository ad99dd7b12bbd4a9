"""Hand items over in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py WORKERS CHANNEL...` prints one line of JSON: what was seen of each channel, in short windows, and the
threads and processes before and after.
"""

from __future__ import annotations

import sys

import asking
from leaving import say_what_is_left

from gilbench.experiments.queues import measure
from gilbench.inside.schema import as_json


def main(workers, channels):
    measure.OF_THREAD = measure.OF_PROCESS = (0.0005, 0.0005)
    measure.TRIPS, measure.WARM, measure.WARM_JIT = 20, 1, 1
    return {"seen": {each: as_json(seen_of(each, workers)) for each in channels}}


def seen_of(channel, workers):
    return asking.measured(measure, asking.request("queues", {"channel": channel}, workers=workers)).seen


if __name__ == "__main__":
    say_what_is_left(lambda: main(int(sys.argv[1]), sys.argv[2:]))
