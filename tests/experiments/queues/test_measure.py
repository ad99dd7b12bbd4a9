"""Items that are really handed over: what is counted, checked and ended. No time is judged."""

import queue
import sys
import threading
import time
from pathlib import Path

import pytest
from tests.experiments import asking
from tests.experiments.starting import no_more_threads_than
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.experiments.queues import measure
from gilbench.experiments.queues.measure import channels, hands, workers
from gilbench.experiments.queues.measure.counting import Counts, counted
from gilbench.experiments.queues.records import (
    BOUND,
    CHANNELS,
    OF_PROCESSES,
    OF_THREADS,
    REPEATS,
    UNBOUNDED_ONLY,
)
from gilbench.inside.checking import WrongResultError

PROGRAM = Path(__file__).parent / "measured.py"


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr(measure, "OF_THREAD", (0.0005, 0.0005))
    monkeypatch.setattr(measure, "TRIPS", 20)
    monkeypatch.setattr(measure, "TRIPPING", 10.0)  # all of them, however busy the machine is


@pytest.fixture(autouse=True)
def _no_thread_is_left():
    before = threading.active_count()
    yield
    assert threading.active_count() == before


def call_of(channel, workers=2):
    return asking.measured(measure, asking.request("queues", {"channel": channel}, workers=workers))


def require(channel, workers, seen):
    """Hold what was seen to what there must be."""
    assert [each["bound"] for each in seen["flows"]] == ([None] if channel in UNBOUNDED_ONLY else [None, BOUND])
    for each in seen["flows"]:
        assert {len(each[name]) for name in ("put", "seconds", "cpu")} == {REPEATS}
        assert min(each["put"]) >= hands.BATCH
        assert min(each["seconds"]) > 0
        assert min(each["cpu"]) >= 0
        assert (each["lost"], each["twice"], each["disordered"]) == (0, 0, 0)
    assert len(seen["middles"]) == len(seen["tails"]) == (REPEATS if workers == 2 else 0)
    assert all(0 < middle <= tail for middle, tail in zip(seen["middles"], seen["tails"], strict=True))


@pytest.mark.parametrize("workers", [2, 4])
@pytest.mark.parametrize("channel", OF_THREADS)
def test_threads_hand_every_item_over(channel, workers):
    call = call_of(channel, workers)
    said = asking.said_of(call)
    require(channel, workers, said["seen"])
    assert said["seconds"] > 0


@pytest.mark.parametrize("workers", [2, 4])
def test_processes_hand_every_item_over_and_none_is_left(workers):
    said = asking.elsewhere(sys.executable, PROGRAM, workers, *OF_PROCESSES)
    for channel, seen in said["seen"].items():
        require(channel, workers, seen)
    before, after = said["left"]
    assert before == after


class _Faulty(queue.SimpleQueue):
    """A queue with a fault, which its subclass says."""

    def put(self, item):
        for each in self.made_of(item) if item is not None else (item,):
            super().put(each)


class _Losing(_Faulty):
    @staticmethod
    def made_of(item):
        return () if item == 7 else (item,)


class _Repeating(_Faulty):
    @staticmethod
    def made_of(item):
        return (item, item) if item == 7 else (item,)


class _Swapping(_Faulty):
    @staticmethod
    def made_of(item):
        return {7: (), 8: (8, 7)}.get(item, (item,))


class _Inventing(_Faulty):
    @staticmethod
    def made_of(item):
        return (item, -5) if item == 7 else (item,)


def through(kind, monkeypatch):
    """Have the trial's lane be of this kind, with round trips between sound ones."""
    monkeypatch.setattr(measure, "opener", lambda _: lambda _: kind())
    monkeypatch.setattr(measure, "_swap", lambda *_: None)
    return call_of("queue.SimpleQueue").seen.flows[0]


@pytest.mark.parametrize(
    ("kind", "amiss"),
    [(_Losing, (1, 0, 0)), (_Repeating, (0, 1, 0)), (_Swapping, (0, 0, 1))],
    ids=["lost", "twice", "disordered"],
)
def test_a_channel_with_a_fault_is_found_out_in_every_window(kind, amiss, monkeypatch):
    found = through(kind, monkeypatch)
    assert (found.lost, found.twice, found.disordered) == tuple(REPEATS * each for each in amiss)


def test_an_item_that_nobody_put_fails_the_trial(monkeypatch):
    with pytest.raises(WrongResultError, match="wrong result: a consumer took -5, which nobody put"):
        through(_Inventing, monkeypatch)


class _FailingPut(channels.BoundedBuffer):
    def __init__(self):
        super().__init__(BOUND)

    def put(self, item):
        if item == 100:
            raise OSError("put failed")
        super().put(item)


class _FailingGet(channels.BoundedBuffer):
    def __init__(self):
        super().__init__(BOUND)

    def get(self):
        item = super().get()
        if item == 100:
            raise OSError("get failed")
        return item


@pytest.mark.parametrize(("kind", "says"), [(_FailingPut, "put failed"), (_FailingGet, "get failed")])
def test_a_worker_that_fails_ends_the_others_and_says_why(kind, says, monkeypatch):
    monkeypatch.setattr(hands, "BATCH", 200)  # so that the first one has the item that fails
    with pytest.raises(OSError, match=says):
        through(kind, monkeypatch)


class _Slow(queue.SimpleQueue):
    def get(self):
        time.sleep(0.05)
        return super().get()


def test_workers_that_wait_too_long_for_each_other_fail_the_trial(monkeypatch):
    monkeypatch.setattr(workers, "PATIENCE", 0.001)
    monkeypatch.setattr(hands, "BATCH", 1)
    monkeypatch.setattr(measure, "OF_THREAD", (0.0, 0.0))
    with pytest.raises(measure.LateError, match="workers did not come together within"):
        through(_Slow, monkeypatch)


class _Confusing(queue.SimpleQueue):
    def get(self):
        item = super().get()
        return 3 if item == 5 else item


def test_another_item_that_comes_back_fails_the_trial(monkeypatch):
    monkeypatch.setattr(measure, "opener", lambda _: lambda _: _Confusing())
    monkeypatch.setattr(measure, "counted", lambda *_: Counts(0, 0, 0))
    with pytest.raises(WrongResultError, match="wrong result: item 5 came back as 3"):
        call_of("queue.SimpleQueue")


def test_a_window_that_is_over_before_it_begins_has_a_batch_of_items():
    channel = queue.SimpleQueue()
    assert hands.produce(channel.put, 1, 2, -1.0) == hands.BATCH
    assert hands.consume(channel.get) == list(range(1, 2 * hands.BATCH, 2))


def test_threads_that_cannot_be_started_fail_the_trial_and_leave_none():
    with no_more_threads_than(1):
        call_of("queue.Queue")


@pytest.mark.parametrize(
    ("put", "taken", "expected"),
    [
        pytest.param([4], [[0, 1, 2, 3]], (0, 0, 0), id="all, in order"),
        pytest.param([4], [[0, 2, 3]], (1, 0, 0), id="one lost"),
        pytest.param([4], [[]], (4, 0, 0), id="all lost"),
        pytest.param([4], [[0, 1, 1, 2, 3]], (0, 1, 0), id="one twice in a row"),
        pytest.param([4], [[0, 1, 3, 2]], (0, 0, 1), id="two the wrong way round"),
        pytest.param([2, 3], [[0, 2, 1, 3, 5]], (0, 0, 0), id="two producers, each in order"),
        pytest.param([2, 3], [[1, 0, 5], [3, 2]], (0, 0, 0), id="two consumers share them"),
        pytest.param([2, 3], [[0, 5, 3], [1, 2]], (0, 0, 1), id="one producer out of order"),
        pytest.param([2, 3], [[0, 1, 3], [2, 5, 0]], (0, 1, 1), id="one given to both, late"),
    ],
)
def test_what_was_taken_is_held_to_what_was_put(put, taken, expected):
    assert counted(put, taken) == expected


@pytest.mark.parametrize("taken", [[[0, 4]], [[-1]]])
def test_what_nobody_put_is_refused(taken):
    with pytest.raises(WrongResultError, match="which nobody put"):
        counted([4], taken)


def test_the_buffer_keeps_a_producer_waiting_when_it_is_full():
    buffer = channels.BoundedBuffer(2)
    buffer.put(1)
    buffer.put(2)
    waiting = threading.Thread(target=buffer.put, args=(3,))
    waiting.start()
    waiting.join(0.02)
    assert waiting.is_alive()
    assert [buffer.get() for _ in range(3)] == [1, 2, 3]
    waiting.join()


@pytest.mark.parametrize("channel", OF_THREADS)
def test_a_channel_takes_more_than_the_bound_where_there_is_none(channel):
    opened = channels.opener(channel)(None)
    for each in range(10 * BOUND):
        opened.put(each)
    assert [opened.get() for _ in range(10 * BOUND)] == list(range(10 * BOUND))


@pytest.mark.parametrize("count", [1, 2, 99, 100, 101, 200])
def test_the_tail_is_the_smallest_that_99_of_100_do_not_exceed(count):
    values = list(range(count, 0, -1))
    tail = measure._tail(values)
    assert sum(each <= tail for each in values) >= 0.99 * count
    assert sum(each < tail for each in values) < 0.99 * count


def test_a_channel_that_there_is_not_fails_the_trial():
    with pytest.raises(channels.UnknownChannelError, match=r"queues has no channel named queue\.LifoQueue"):
        call_of("queue.LifoQueue")


def test_nothing_is_missing_where_threads_have_clocks_of_their_own(monkeypatch):
    assert measure.missing() is None
    monkeypatch.delattr(measure.time, "thread_time")
    assert measure.missing() == "this platform does not tell the CPU time of a thread"


@pytest.mark.targets
def test_it_is_measured_in_every_interpreter(interpreter):
    said = asking.elsewhere(interpreter.executable, PROGRAM, 2, *CHANNELS)
    for channel, seen in said["seen"].items():
        require(channel, 2, seen)
    before, after = said["left"]
    assert before == after


@pytest.mark.parametrize(
    ("how", "told"),
    [("fails", "a process failed: OSError: no room"), ("dies", "a process ended before its work was done")],
)
def test_a_process_that_is_lost_is_told_of_and_ends_the_other(how, told):
    said = asking.elsewhere(sys.executable, PROGRAM.with_name("processes_ended.py"), how)
    assert said["told"] == told
    before, after = said["left"]
    assert before == after
