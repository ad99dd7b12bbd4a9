"""Strategies that are not what they say, memory that nobody tells, and when repeating ends."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from tests.experiments import asking

from gilbench.experiments.startup import measure
from gilbench.inside import meeting, memory
from gilbench.inside.experiment import Subject
from gilbench.inside.ledger import plain
from gilbench.inside.memory import Weight
from gilbench.inside.registry import Strategy
from gilbench.inside.warmth import NotWarmError

STEADY = measure._Repeat(1.0, 2.0, 3.0, 4.0)


def subject(opening, workers=2):
    strategy = Strategy(
        "mine", opening, "threads", shares_memory=True, per_start_method=False, runs_async=False, file=""
    )
    request = asking.request("startup", {}, strategy="mine", strategy_file="", workers=workers, items=workers)
    return Subject(request, None, strategy)


@dataclass
class Threads:
    """A strategy that has fewer workers than it was asked for from a certain opening on."""

    honest: int  # openings that keep the word
    opened: list[int] = field(default_factory=list)
    left: int = 0

    @contextmanager
    def __call__(self, workers):
        self.opened.append(workers if len(self.opened) < self.honest else workers - 1)
        try:
            with ThreadPoolExecutor(self.opened[-1]) as pool:
                yield lambda task, items: list(pool.map(task, items))
        finally:
            self.left += 1


@pytest.fixture
def _impatient(monkeypatch):
    monkeypatch.setattr(meeting, "PATIENCE", 0.2)


@pytest.mark.usefixtures("_impatient")
def test_a_strategy_with_too_few_workers_is_refused_before_anything_is_repeated():
    threads = Threads(honest=0)
    with (
        pytest.raises(NotWarmError, match=r"fewer than 3 workers met within 0\.2 s"),
        measure.prepared(subject(threads, workers=3)),
    ):
        pass
    assert (threads.opened, threads.left) == ([2], 1)


@pytest.mark.slow
@pytest.mark.usefixtures("_impatient")
def test_a_strategy_that_loses_a_worker_later_is_refused_too():
    threads = Threads(honest=4)
    with (
        measure.prepared(subject(threads)) as call,
        pytest.raises(NotWarmError, match=r"fewer than 2 workers met within 0\.2 s"),
    ):
        call(plain)
    assert threads.opened == [2, 2, 2, 2, 1]  # the first start, then pairs: an opening for one task needs one worker
    assert threads.left == len(threads.opened)


def test_a_strategy_that_drops_results_is_refused():
    @contextmanager
    def forgetful(_workers):
        yield lambda _task, _items: []

    with pytest.raises(NotWarmError, match="0 results of 2 tasks"), measure.prepared(subject(forgetful)):
        pass


def test_the_error_of_a_strategy_arrives_as_it_is():
    @contextmanager
    def broken(_workers):
        raise OSError("no more threads")
        yield

    with pytest.raises(OSError, match="no more threads"), measure.prepared(subject(broken)):
        pass


def test_a_subject_without_a_strategy_is_an_error():
    request = subject(Threads(honest=9)).request
    with pytest.raises(TypeError, match="needs a strategy"), measure.prepared(Subject(request, None, None)):
        pass


@pytest.mark.slow
def test_where_the_kernel_does_not_tell_memory_the_record_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(memory, "ROOT", str(tmp_path))
    with measure.prepared(subject(Threads(honest=99))) as call:
        seen = call(plain).seen
    assert (seen.memory_per_worker, seen.memory_kept) == (None, None)
    assert seen.memory_reason == "the kernel does not tell the PSS of processes (no /proc/PID/smaps_rollup)"


def test_memory_is_the_growth_of_all_for_each_worker_and_what_stays():
    assert measure._growth(4, Weight(1000), Weight(5000), Weight(1500)) == (1000.0, 500.0, None)


@pytest.mark.parametrize("lost", [0, 1, 2], ids=["before", "at work", "after"])
def test_one_reading_without_a_figure_leaves_none(lost):
    readings = [Weight(1000), Weight(5000), Weight(1500)]
    readings[lost] = Weight(None, "not told")
    assert measure._growth(4, *readings) == (None, None, "not told")


@pytest.mark.parametrize(
    ("weights", "looks"),
    [
        pytest.param([1000, 1000], 2, id="nothing starts"),
        pytest.param([1000, 1500, 2000, 2001, 9999], 4, id="a helper starts"),
        pytest.param([None], 1, id="nobody tells"),
    ],
)
def test_memory_is_weighed_when_it_no_longer_grows(weights, looks, monkeypatch):
    monkeypatch.setattr(measure.time, "sleep", lambda _: None)
    readings = iter(weights)
    measure._settle(lambda: Weight(next(readings)))
    assert len(list(readings)) == len(weights) - looks


class Clock:
    """A clock that each repeat moves on."""

    def __init__(self, step):
        self.now = 0.0
        self.step = step
        self.repeats = 0

    def monotonic(self):
        return self.now

    def restless(self):
        self.repeats += 1
        self.now += self.step
        return measure._Repeat(*[float(self.repeats)] * 4)


@pytest.mark.parametrize(
    ("step", "repeats"),
    [
        pytest.param(10.0, measure.FEWEST, id="slow ones have their fewest"),
        pytest.param(measure.ALLOWANCE / 9.5, 10, id="the allowance is spent"),
        pytest.param(0.0, measure.MOST, id="enough is enough"),
    ],
)
def test_values_that_do_not_settle_end_with_the_allowance(step, repeats, monkeypatch):
    clock = Clock(step)
    monkeypatch.setattr(measure, "time", clock)
    assert len(measure._repeated(clock.restless)) == repeats


def test_steady_values_end_it_early():
    assert measure._repeated(lambda: STEADY) == [STEADY] * measure.FEWEST


@pytest.mark.parametrize(
    ("values", "steady"),
    [
        pytest.param([1.0] * 6, True, id="all the same"),
        pytest.param([1.0] * 5 + [1.2], False, id="of six the range counts"),
        pytest.param([1.0] * 5 + [1.09], True, id="a range of 9 % is a half-width of 4.5 %"),
        pytest.param([1.0] * 9 + [9.0], True, id="of ten one at each end is set aside"),
        pytest.param([1.0] * 8 + [9.0] * 2, False, id="but not two"),
    ],
)
def test_a_median_is_steady_when_its_interval_is_narrow(values, steady):
    assert measure._steady(values) == steady
