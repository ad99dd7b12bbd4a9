"""Tasks of the contract, in a folder of their own like a user's workloads: workers must find them by name."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from pathlib import Path

PATIENCE = 20.0  # seconds after which an item that waits for others gives up
MOMENT = 0.002  # seconds between two looks at the folder
OVERLAP = 0.02  # seconds for which an item stays, so that others have the time to come
KEPT = {}


def double(item):
    return 2 * item


def fail_from_two(item):
    if item >= 2:
        raise ValueError(f"item {item} is bad")
    return item


def keep_lock(item):
    """Return an object that cannot be pickled, and remember it."""
    return KEPT.setdefault(item, threading.Lock())


def meet(folder, size, item):
    """Wait until `size` items have come; return who did this one: process, thread, interpreter and coroutine."""
    deadline = _come(folder, item)
    while not _have_met(folder, size, deadline):
        time.sleep(MOMENT)
    return os.getpid(), threading.get_ident(), id(sys.modules), None


async def meet_async(folder, size, item):
    deadline = _come(folder, item)
    while not _have_met(folder, size, deadline):  # noqa: ASYNC110  files are what all strategies can meet through
        await asyncio.sleep(MOMENT)
    return os.getpid(), threading.get_ident(), id(sys.modules), id(asyncio.current_task())


def count_crowd(folder, item):
    """Return how many items are under way."""
    _come(folder, item)
    time.sleep(OVERLAP)
    return _leave(folder, item)


async def count_crowd_async(folder, item):
    _come(folder, item)
    await asyncio.sleep(OVERLAP)
    return _leave(folder, item)


async def in_coroutine(function, item):
    """Be the async twin of a function that never waits."""
    return function(item)


def _come(folder, item):
    """Leave a mark; return the time at which to give up waiting for others."""
    Path(folder, str(item)).touch()
    return time.monotonic() + PATIENCE


def _leave(folder, item):
    """Take the mark away; return how many there were."""
    there = _count(folder)
    Path(folder, str(item)).unlink()
    return there


def _have_met(folder, size, deadline):
    there = _count(folder)
    if there < size and time.monotonic() > deadline:
        raise TimeoutError(f"only {there} of {size} items were under way at the same time")
    return there >= size


def _count(folder):
    return sum(1 for _ in Path(folder).iterdir())
