"""Threads that have ended before anybody looked for them, and those that are new."""

import threading
import time

import pytest

from gilbench.inside.held import passing, sampler
from gilbench.inside.held.culprit import culprit
from gilbench.inside.held.passing import PassingMeter

pytestmark = pytest.mark.skipif(sampler.why_not() is not None, reason="the platform does not tell")


def compute(seconds=0.05):
    before = time.thread_time()
    while time.thread_time() - before < seconds:
        sum(range(1000))


class Staying:
    """A thread that computes, and stays until the block ends."""

    def __enter__(self):
        self._end, done = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=lambda: [compute(), done.set(), self._end.wait()], name="staying")
        self._thread.start()
        assert done.wait(60)

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()


def test_a_thread_that_is_new_has_used_all_that_it_used():
    meter = PassingMeter()
    before = meter.cpu()
    with Staying():
        assert meter.cpu() - before > 0.04
        assert culprit(meter.meters).thread == "staying"


def test_a_thread_that_has_gone_is_counted_and_nobody_else_is_blamed():
    meter = PassingMeter()
    before = meter.cpu()
    gone = threading.Thread(target=compute)
    gone.start()
    gone.join()
    assert meter.cpu() - before > 0.04
    assert culprit(meter.meters) is None


def test_of_very_many_threads_only_some_are_asked(monkeypatch):
    monkeypatch.setattr(passing, "MOST", 1)
    meter = PassingMeter()
    with Staying():
        meter.cpu()
    assert len(meter.meters) <= 1
