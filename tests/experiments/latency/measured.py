"""Measure one trial in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py REQUESTS PARAMETERS` (as JSON) prints one line of JSON: the seconds of the call, what was seen, and the
threads and processes before and after.
"""

from __future__ import annotations

import json
import sys

import asking
from leaving import say_what_is_left

from gilbench.experiments.latency import measure
from gilbench.experiments.latency.measure import answering


def main(requests, parameters):
    # A busy machine makes the client late, which is none of this test's business.
    answering.require_punctual = answering.require_little = lambda *_: None
    request = asking.request("latency", json.loads(parameters), items=int(requests))
    say_what_is_left(lambda: asking.said_of(asking.measured(measure, request)))


if __name__ == "__main__":
    main(*sys.argv[1:])
