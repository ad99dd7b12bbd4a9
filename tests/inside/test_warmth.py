import multiprocessing
import os
import re
import threading

import pytest

from gilbench.inside import warmth
from gilbench.inside.strategies.asyncio_tasks import asyncio
from gilbench.inside.strategies.process_pool import process_pool
from gilbench.inside.strategies.serial import serial
from gilbench.inside.strategies.thread import thread
from gilbench.inside.strategies.thread_executor import thread_executor

SHORT = 0.2  # seconds


def who():
    return os.getpid(), threading.get_ident()


async def who_async():
    return who()


def work_of(strategy):
    return who_async if strategy is asyncio else who


def spawning(workers):
    return process_pool(workers, multiprocessing.get_context("spawn"))


ENOUGH = [
    pytest.param(thread_executor, id="a pool that starts threads on demand"),
    pytest.param(thread, id="threads started anew"),
    pytest.param(spawning, id="processes"),
    pytest.param(asyncio, id="tasks of an event loop"),
]


@pytest.mark.parametrize("strategy", ENOUGH)
@pytest.mark.parametrize("workers", [1, 3])
def test_each_worker_of_a_warm_strategy_has_done_the_work(strategy, workers, tmp_path):
    with strategy(workers) as run:
        done = warmth.prove(run, workers, work_of(strategy), str(tmp_path), runs_async=strategy is asyncio)
    assert list(tmp_path.iterdir()) == []
    assert len(set(done)) == (workers if strategy in {thread_executor, thread, spawning} else 1)


@pytest.mark.parametrize(
    ("strategy", "present", "wanted"),
    [
        pytest.param(serial, 1, 2, id="no workers at all"),
        pytest.param(thread_executor, 2, 3, id="threads"),
        pytest.param(asyncio, 1, 3, id="tasks of an event loop"),
    ],
)
def test_a_strategy_with_too_few_workers_is_refused_with_their_number(strategy, present, wanted, monkeypatch, tmp_path):
    monkeypatch.setattr(warmth, "PATIENCE", SHORT)
    with (
        strategy(present) as run,
        pytest.raises(warmth.NotWarmError, match=re.escape(f"only {present} of {wanted} workers met within {SHORT} s")),
    ):
        warmth.prove(run, wanted, work_of(strategy), str(tmp_path), runs_async=strategy is asyncio)


def test_a_strategy_that_drops_items_is_refused(tmp_path):
    with pytest.raises(warmth.NotWarmError, match="only 0 of 2 workers"):
        warmth.prove(lambda _task, _items: [], 2, who, str(tmp_path), runs_async=False)


class Clock:
    def __init__(self):
        self.now = 0.0

    def monotonic(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


def test_the_patience_is_spent_once_however_many_tasks_wait_in_line(monkeypatch, tmp_path):
    clock = Clock()
    monkeypatch.setattr(warmth, "time", clock)
    with serial(4) as run, pytest.raises(warmth.NotWarmError, match="only 1 of 4 workers met within 30 s"):
        warmth.prove(run, 4, who, str(tmp_path), runs_async=False)
    assert clock.now == pytest.approx(warmth.PATIENCE, abs=1.0)
