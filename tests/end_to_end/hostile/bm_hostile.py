"""Workloads that do everything wrong that a workload can do, and good ones among them."""

import ctypes
import os
import sys
import threading

from gilbench import workload


class Anything:
    """Equal to everything but None."""

    def __eq__(self, other):
        return other is not None

    def __hash__(self):
        return 0


def hostile(function, expect=1):
    sizes, results = {"small": 1, "full": 1}, {"small": expect, "full": expect}
    return workload(kind="cpu", sizes=sizes, expect=results, asks="What happens?")(function)


@hostile
def good_first(size):
    return size


@hostile
def bad_raises(size):
    raise ValueError(f"bad luck\nwith {size}")


@hostile
def bad_exits(size):
    sys.exit(size + 2)


@hostile
def bad_ends(size):
    os._exit(size + 2)


@hostile
def bad_forks(size):
    os.fork()
    return size


@hostile
def bad_crashes(size):
    ctypes.string_at(0)  # reads from address 0 on
    return size


@hostile
def bad_result(size):
    return size + 1


@hostile
def good_but_loud(size):
    sys.stdout.write("out " * 50_000)
    sys.stderr.write("err " * 50_000)
    return size


@hostile
def good_but_garbled(size):
    os.write(1, b"\xff\xfe\x00{]\x1b[2J" * 100)
    return size


def bad_unpicklable(size):
    return threading.Lock() if size else None


hostile(bad_unpicklable, expect=Anything())


@hostile
def good_last(size):
    return size
