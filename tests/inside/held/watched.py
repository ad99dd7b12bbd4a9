"""Watch calls that hold the GIL and calls that do not, in this interpreter, and print the shares as JSON."""

from __future__ import annotations

import ctypes
import json
import sys
import threading
import time

import gilbench

LIBRARY = "libz.so.1"
BUFFER = ctypes.create_string_buffer(2**20)  # PyPy would copy `bytes` at every call, and hold its GIL meanwhile


def crc32(loader):
    function = getattr(ctypes, loader)(LIBRARY).crc32
    function.argtypes = (ctypes.c_ulong, ctypes.c_void_p, ctypes.c_uint)
    return lambda: function(0, BUFFER, len(BUFFER))


def python():
    sum(range(20_000))


def keep_at(task, seconds=0.6):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        task()


def share_of(task, **options):
    with gilbench.watch(500, **options) as gil:
        keep_at(task)
    return [gil.held_share, gil.low, gil.high, gil.longest_stall, gil.culprit and gil.culprit.thread, gil.cost]


found = {"released": share_of(crc32("CDLL")), "python": share_of(python)}
if hasattr(ctypes, "PyDLL"):
    found["held"] = share_of(crc32("PyDLL"))
worker = threading.Thread(target=keep_at, args=(python, 1.0), name="worker")
worker.start()
with gilbench.watch(500, threads=[worker]) as gil:
    worker.join()
found["worker"] = [gil.held_share, gil.low, gil.high, gil.longest_stall, gil.culprit and gil.culprit.thread, gil.cost]
found["gil"] = getattr(sys, "_is_gil_enabled", lambda: True)()
sys.stdout.write(json.dumps(found) + "\n")
