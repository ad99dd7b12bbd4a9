"""Work in processes of which one fails or dies, in the interpreter that runs this, and say what was told and is left.

`processes_ended.py fails|dies` prints one line of JSON.
"""

from __future__ import annotations

import os
import sys
import time
from functools import partial

from leaving import say_what_is_left

from gilbench.experiments.queues.measure.processes import WorkerLostError, context, together


def fail():
    raise OSError("no room")


def die():
    os._exit(3)


def go_on():
    time.sleep(60)


def main(other):
    try:
        together(context(), [go_on, other])
    except WorkerLostError as error:
        return {"told": str(error)}
    return {"told": None}


if __name__ == "__main__":
    say_what_is_left(partial(main, {"fails": fail, "dies": die}[sys.argv[1]]))
