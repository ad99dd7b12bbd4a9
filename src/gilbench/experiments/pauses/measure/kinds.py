"""What goes on while threads wake up, beside what neighbours do for any experiment; a unit of it each."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from typing import Callable

NAP = 0.01  # seconds between two collections
LISTS = 400_000
FORKED = 200 << 20  # bytes that a process has in its memory when it forks
MODULES = ("decimal", "argparse", "fractions", "statistics")  # pure Python, for the most part
_PAGE = 4096

Going = Callable[[], bool]


class KindError(RuntimeError):
    """What goes on did not do what it is there for."""


def sleeps(going: Going) -> int:
    """Do nothing; a unit is a nap."""
    units = 0
    while going():
        time.sleep(NAP)
        units += 1
    return units


def collects(going: Going) -> int:
    """Have a program's worth of objects looked through for garbage, again and again; a unit is one `gc.collect()`."""
    units, kept = 0, [[number] for number in range(LISTS)]
    while going():
        gc.collect()
        time.sleep(NAP)
        units += 1
    if len(kept) != LISTS:
        raise KindError("the lists that were collected over are gone")
    return units


def imports(going: Going) -> int:
    """Import modules again, as a program that reloads itself does; a unit is one of each of MODULES."""
    units = 0
    while going():
        for name in MODULES:
            sys.modules.pop(name, None)
            __import__(name)
            if name not in sys.modules:
                raise KindError(f"{name} was not imported")
        units += 1
    return units


def forks(going: Going) -> int:
    """Fork, with much in memory; a unit is one child, which ends at once."""
    units, memory = 0, bytearray(FORKED)
    memory[::_PAGE] = b"." * len(memory[::_PAGE])  # every page is there
    while going():
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        if os.waitpid(pid, 0)[1]:
            raise KindError("a forked child did not end as it was told")
        units += 1
    return units


def spawns(going: Going) -> int:
    """Run a command that does nothing; a unit is one `subprocess.run`."""
    import subprocess  # noqa: PLC0415  other kinds have no use for it

    units = 0
    while going():
        subprocess.run(["true"], check=True)
        units += 1
    return units


def starts(going: Going) -> int:
    """Start a thread and wait for its end; a unit is one."""
    units = 0
    while going():
        ran: list[int] = []
        thread = threading.Thread(target=ran.append, args=(units,))
        thread.start()
        thread.join()
        if ran != [units]:
            raise KindError("a thread did not run")
        units += 1
    return units
