"""Threads that a call starts by itself: the rule, and what is said of a real one."""

import hashlib
import threading
import time
from array import array

import pytest

from gilbench.inside.held.recording import FIELDS, Recording
from gilbench.inside.held.several import speaks
from gilbench.inside.own_threads import busy, exceeds
from gilbench.inside.probe import holding

DATA = bytes(2**22)


@pytest.mark.parametrize(
    ("process", "thread", "expected"),
    [
        pytest.param(1.9, 0.0, True, id="others do it all"),
        pytest.param(1.3, 1.0, True, id="others do clearly more than a fifth"),
        pytest.param(1.1, 1.0, False, id="others do less than a fifth"),
        pytest.param(0.019, 0.0, False, id="less than a coarse clock can tell"),
        pytest.param(1.0, 1.0, False, id="one thread does it all"),
        pytest.param(0.99, 1.0, False, id="the clocks differ"),
    ],
)
def test_what_others_do_counts_beyond_the_error_of_the_reading(process, thread, expected):
    assert exceeds(process, thread) is expected
    assert busy(process, thread, wall=2.0) == (process / 2 if expected else None)


def test_nothing_is_busy_in_no_time():
    assert busy(1.0, 0.0, wall=0.0) is None


def recording(cpu=2.0, ready=0.0, stride=1, *, knows_ready=True):
    """Return what a sampler kept of threads that ran and waited for a CPU for so long."""
    kept = Recording(1000.0, cpu=cpu, knows_ready=knows_ready, stride=stride)
    for name in FIELDS:
        kept.columns[name] = array("f", [ready / 4 if name == "ready" else 0.0] * 4)
    return kept


@pytest.mark.parametrize(
    ("recorded", "process", "expected"),
    [
        pytest.param(recording(), 2.0, True, id="all of it was seen"),
        pytest.param(recording(cpu=1.8), 2.0, True, id="nearly all of it"),
        pytest.param(recording(cpu=0.5), 2.0, False, id="threads that came and went"),
        pytest.param(recording(ready=0.1), 2.0, True, id="they hardly waited for a CPU"),
        pytest.param(recording(ready=0.4), 2.0, False, id="they lacked a CPU"),
        pytest.param(recording(ready=0.1, stride=4), 2.0, False, id="they lacked one in cycles that are forgotten too"),
        pytest.param(recording(knows_ready=False), 2.0, False, id="too many to ask each"),
    ],
)
def test_a_recording_speaks_for_threads_that_it_saw_running(recorded, process, expected):
    assert speaks(recorded, process) is expected


def hash_in_threads():
    threads = [threading.Thread(target=hashlib.sha256, args=(DATA,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def hash_alone():
    hashlib.sha256(DATA)


@pytest.mark.slow
@pytest.mark.skipif(holding.why_not() is not None, reason="the held share needs Linux")
@pytest.mark.parametrize(("call", "own"), [(hash_in_threads, True), (hash_alone, False)])
def test_a_call_that_starts_threads_is_told_from_one_that_does_not(call, own):
    def run_for(seconds):
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            call()

    found = holding.measure(run_for, call_seconds=1.0, most=0.6)
    assert (found.own_threads is not None) is own
