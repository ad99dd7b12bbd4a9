"""Workloads that go well and wrong in every way that a runner has to tell apart."""

import ctypes
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from gilbench import workload


def mine(function):
    values = {"small": 1, "full": 2}
    return workload(kind="cpu", sizes=values, expect=values, asks="What happens?")(function)


@mine
def good(size):
    time.sleep(0.001)
    return size


@mine
def here(size):
    folder = Path.cwd()
    return size if list(folder.iterdir()) == [] and folder.name == "scratch" else str(folder)


@mine
def environment(size):
    names = sorted(name for name in os.environ if name.startswith("PYTHON"))
    return size if names == ["PYTHONPATH"] else names


@mine
def litters(size):
    Path("litter").touch()
    return size


@mine
def raises(_):
    raise ValueError("bad luck \udcff")


@mine
def exits(_):
    sys.exit(3)


@mine
def ends(_):
    os._exit(3)


@mine
def crashes(_):
    ctypes.string_at(0)


@mine
def wrong(_):
    return "one\ntwo"


class Nasty:
    def __repr__(self):
        return "one\ntwo " + "x" * 999


@mine
def nasty(_):
    return Nasty()


@mine
def prints(size):
    sys.stdout.write("x" * 99 + "\n")
    os.write(1, b"\xff\x00\n")
    return size


@mine
def hangs(_):
    os.write(1, b"waiting for Godot\n")
    time.sleep(60)


@mine
def lingers(size):
    threading.Thread(target=time.sleep, args=(60,)).start()
    return size


@mine
def leaves(size):
    subprocess.Popen(["sleep", "60"])
    return size


@mine
def forks(size):
    os.fork()
    return size


@mine
def changes_switch_interval(size):
    sys.setswitchinterval(0.25)
    return size


@mine
def changes_recursion_limit(size):
    sys.setrecursionlimit(4321)
    return size


@mine
def changes_start_method(size):
    multiprocessing.set_start_method("spawn", force=True)
    return size


@mine
def changes_cpus(size):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    return size


@mine
def changes_and_puts_back(size):
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.25)
    sys.setswitchinterval(before)
    return size
