import math
import os
import subprocess
import sys
import threading
import time

import pytest

from gilbench.inside import ledger
from gilbench.inside.experiment import Call
from gilbench.inside.meter import Meter
from gilbench.inside.schema import TrialRequest, WorkerTime

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone counts the time that a thread is ready")

REQUEST = TrialRequest(
    *("throughput", "a/b/c/1", "b", "bm_b.py", "c", "c.py", None, 1, "full", 4, None, {}, None, None, 1),
    *("metrics.jsonl", "pyperf.json", "", "fork"),
)


@linux
def test_totals_of_a_thread_only_grow():
    before = ledger.full()
    while time.thread_time() < before.cpu + 0.02:
        pass
    after = ledger.full()
    assert after.cpu >= before.cpu + 0.02
    assert all(one >= other for one, other in zip(after, before, strict=True))
    assert ledger.plain().ready is None


def test_a_reading_has_what_other_threads_of_the_process_used():
    def compute():
        while time.thread_time() < 0.05:
            pass

    before = ledger.full()
    thread = threading.Thread(target=compute)
    thread.start()
    thread.join()
    after = ledger.full()
    assert after.process - before.process >= 0.05


@linux
def test_a_thread_that_cannot_get_a_cpu_is_ready():
    """Two busy loops on one CPU: each is ready for about half of the time, and blocked for none of it."""
    code = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\nwhile True: pass"
    cpus = os.sched_getaffinity(0)
    with subprocess.Popen([sys.executable, "-c", code]) as rival:
        try:
            os.sched_setaffinity(0, {min(cpus)})
            time.sleep(0.2)
            start, before = time.perf_counter(), ledger.full()
            while time.perf_counter() < start + 0.4:
                pass
            wall, after = time.perf_counter() - start, ledger.full()
        finally:
            os.sched_setaffinity(0, cpus)
            rival.kill()
    running, ready = (after.cpu - before.cpu) / wall, (after.ready - before.ready) / wall
    assert ready > 0.1
    assert running + ready == pytest.approx(1, abs=0.1)


@linux
def test_a_sleeping_thread_is_neither_running_nor_ready():
    before = ledger.full()
    time.sleep(0.2)
    after = ledger.full()
    assert after.cpu - before.cpu < 0.1
    assert after.voluntary > before.voluntary


@linux
def test_every_thread_reads_its_own_totals():
    found = []
    before = ledger.full()
    thread = threading.Thread(target=lambda: found.append(ledger.full()))
    thread.start()
    thread.join()
    assert found[0].cpu < before.cpu


def test_reading_costs_next_to_nothing():
    assert 0 < ledger.cost() < 0.001


def meter(monkeypatch, *, cost, wall=0.1, workers=1):
    monkeypatch.setattr(ledger, "cost", lambda: cost)
    calls = []

    def timed(read):
        calls.append(read)
        ready = 0.5 if read is ledger.full else None
        return Call(wall, [WorkerTime(wall, wall, ready, 0, 0)] * workers, None)

    return Meter(timed, REQUEST), calls


def test_a_cheap_ledger_is_read_in_every_call(monkeypatch):
    made, calls = meter(monkeypatch, cost=1e-5)
    assert [made.call().workers[0].ready for _ in range(3)] == [0.5, 0.5, 0.5]
    assert calls == [ledger.full] * 3
    assert made.ledger_of == "values"


@pytest.mark.parametrize("cost", [1e-4, math.inf], ids=["dear", "gives up the GIL"])
def test_a_dear_ledger_is_that_of_a_call_that_does_not_count_and_the_trial_says_so(monkeypatch, cost):
    made, calls = meter(monkeypatch, cost=cost)
    assert [made.call().workers[0].ready for _ in range(3)] == [0.5, 0.5, 0.5]
    assert calls == [ledger.full, ledger.plain, ledger.plain, ledger.plain]
    assert made.ledger_of == "warm-up"


def test_workers_that_are_replaced_read_next_to_nothing_in_values_however_cheap_it_is(monkeypatch):
    made, calls = meter(monkeypatch, cost=1e-9, workers=REQUEST.items)
    made.call()
    made.call()
    assert calls == [ledger.full, ledger.plain, ledger.plain]
    assert made.ledger_of == "warm-up"


def test_the_price_of_a_ledger_is_counted_against_the_time_of_the_workers(monkeypatch):
    made, calls = meter(monkeypatch, cost=1e-4, wall=0.2)  # 8 readings: 0.4 % of it
    made.call()
    made.call()
    assert calls[-1] is ledger.full
