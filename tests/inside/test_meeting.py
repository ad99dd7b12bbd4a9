import multiprocessing
import os
import re
import threading
from functools import partial

import pytest

from gilbench.inside import meeting
from gilbench.inside.strategies.asyncio_tasks import asyncio
from gilbench.inside.strategies.process_executor import process_executor
from gilbench.inside.strategies.serial import serial
from gilbench.inside.strategies.thread import thread
from gilbench.inside.strategies.thread_executor import thread_executor

SHORT = 0.2  # seconds


def processes(method, workers):
    return process_executor(workers, multiprocessing.get_context(method))


THREADS = {"shares_memory": True, "runs_async": False}
COROUTINES = {"shares_memory": True, "runs_async": True}
PROCESSES = {"shares_memory": False, "runs_async": False}
KINDS = [
    pytest.param(thread_executor, THREADS, id="a pool that starts threads on demand"),
    pytest.param(thread, THREADS, id="threads started anew"),
    pytest.param(asyncio, COROUTINES, id="tasks of an event loop"),
    pytest.param(thread_executor, PROCESSES, id="threads at a pipe"),
    pytest.param(partial(processes, "fork"), PROCESSES, id="forked processes"),
    pytest.param(partial(processes, "spawn"), PROCESSES, id="spawned processes"),
]


@pytest.mark.parametrize(("strategy", "kind"), KINDS)
def test_all_who_meet_say_so_and_the_last_one_what_it_found(strategy, kind):
    with strategy(3) as run, meeting.of(3, os.getpid, **kind) as task:
        met, found = zip(*run(task, range(3)), strict=True)
    assert met == (True, True, True)
    assert sorted(each is None for each in found) == [False, True, True]


@pytest.mark.parametrize(("strategy", "kind"), KINDS)
def test_a_strategy_can_meet_again(strategy, kind):
    with strategy(2) as run:
        for _ in range(5):
            with meeting.of(2, **kind) as task:
                assert run(task, range(2)) == [(True, None)] * 2


@pytest.mark.parametrize(
    ("strategy", "kind", "present"),
    [
        pytest.param(serial, THREADS, 1, id="no workers at all"),
        pytest.param(thread_executor, THREADS, 2, id="threads"),
        pytest.param(asyncio, COROUTINES, 2, id="tasks of an event loop"),
        pytest.param(thread_executor, PROCESSES, 2, id="at a pipe"),
    ],
)
def test_who_waits_in_vain_says_so(strategy, kind, present, monkeypatch):
    monkeypatch.setattr(meeting, "PATIENCE", SHORT)
    with strategy(present) as run, meeting.of(3, **kind) as task:
        assert not all(met for met, _ in run(task, range(3)))


@pytest.mark.parametrize("kind", [THREADS, PROCESSES], ids=["at a lock", "at a pipe"])
def test_the_last_one_looks_while_all_others_are_there(kind):
    before = threading.active_count()
    with thread(3) as run, meeting.of(3, threading.active_count, **kind) as task:
        assert max(found or 0 for _, found in run(task, range(3))) == before + 3


def test_coroutines_that_share_no_memory_are_refused():
    with (
        pytest.raises(TypeError, match=re.escape("which the workers of this strategy do not share")),
        meeting.of(2, shares_memory=False, runs_async=True),
    ):
        pass


def test_an_empty_task_meets_itself():
    assert meeting.empty(0) == (True, None)
    with asyncio(1) as run:
        assert run(meeting.empty_async, range(2)) == [(True, None)] * 2
