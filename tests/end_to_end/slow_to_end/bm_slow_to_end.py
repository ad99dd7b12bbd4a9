"""Workloads that leave something running, and one that never ends."""

import subprocess
import threading
import time

from gilbench import workload

LONG = 600  # seconds


def slow(function):
    return workload(
        kind="cpu", sizes={"small": 1, "full": 1}, expect={"small": 1, "full": 1}, asks="When does it end?"
    )(function)


@slow
def slow_hangs(size):
    time.sleep(LONG)
    return size


@slow
def slow_thread(size):
    threading.Thread(target=time.sleep, args=(LONG,)).start()
    return size


@slow
def slow_daemon(size):
    threading.Thread(target=time.sleep, args=(LONG,), daemon=True).start()
    return size


@slow
def slow_child(size):
    subprocess.Popen(["sleep", str(LONG)])
    return size


@slow
def slow_not(size):
    return size
