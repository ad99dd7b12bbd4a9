"""Threads that have ended before anybody looked for them, and those that are new."""

import threading
import time

import pytest

from gilbench.inside.held import begin, meters, passing, sampler
from gilbench.inside.held.culprit import culprit
from gilbench.inside.held.meters import ChosenMeter
from gilbench.inside.held.passing import PassingMeter
from gilbench.watched import reading

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


@pytest.mark.parametrize(
    ("windows", "kinds"),
    [
        pytest.param([(1, 1), (2, 2)], [ChosenMeter] * 3, id="all seen"),
        pytest.param([(1, 0), (2, 1), (3, 2)], [ChosenMeter] * 4, id="started once"),
        pytest.param([(1, 0), (2, 0), (3, 1)], [ChosenMeter, ChosenMeter, ChosenMeter, PassingMeter], id="come and go"),
    ],
)
def test_threads_that_come_and_go_again_and_again_are_metered_together(tmp_path, windows, kinds):
    reading.made(tmp_path / "board")
    shown = begin._ShownSampler(200.0, str(tmp_path / "board"))
    found = []
    for process, cpu in [(0, 0), *windows]:
        shown.recording.process, shown.recording.cpu = process, cpu
        meter = shown._meter()
        found.append(type(meter))
        meter.close()
    assert found == kinds


def test_more_threads_than_are_read_one_by_one_are_metered_together(tmp_path, monkeypatch):
    reading.made(tmp_path / "board")
    monkeypatch.setattr(meters, "APART", 0)
    assert isinstance(begin._ShownSampler(200.0, str(tmp_path / "board"))._meter(), PassingMeter)
