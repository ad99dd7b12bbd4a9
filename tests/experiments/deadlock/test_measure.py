"""Real dinners: what is counted, checked and ended. No deadlock is left to chance, and no time is judged."""

import multiprocessing
import os
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.experiments import asking
from tests.experiments.starting import no_more_threads_than
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.experiments.deadlock import measure
from gilbench.experiments.deadlock.measure import circles, kinds, philosophers, table
from gilbench.experiments.deadlock.records import CURES, NO, NONE, ORDERED, PROCESSES, THREADS, YES
from gilbench.inside.checking import WrongResultError

PROGRAM = Path(__file__).parent / "measured.py"
FORKING = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # beside threads of those who run the tests
RAISING = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr(measure, "DINNERS", 2)
    monkeypatch.setattr(table, "WINDOW", 0.002)
    monkeypatch.setattr(table, "UNPAUSED", 0.003)


@pytest.fixture
def everybody_eats(monkeypatch):
    """Give a dinner that begins before it is over, on a busy machine too."""
    monkeypatch.setattr(table, "WINDOW", 0.3)


@pytest.fixture(autouse=True)
def _nothing_is_left():
    before = threading.active_count()
    yield
    assert threading.active_count() == before
    assert multiprocessing.active_children() == []


def seen_of(cure, pause, kind, count):
    parameters = {"cure": cure, "pause": pause, "kind": kind}
    return asking.measured(measure, asking.request("deadlock", parameters, workers=count)).seen


def laid(kind=kinds.threads, count=3, cure=NONE, pause=YES):
    return table.Table(kind(), count, cure, pause)


def meet(monkeypatch, context, count):
    """Have everybody take the first lock before anybody takes the second, in a dinner that only a deadlock ends."""
    monkeypatch.setattr(table, "WINDOW", 60.0)
    barrier = context.Barrier(count)
    paused = SimpleNamespace(sleep=lambda _: barrier.wait(20.0), perf_counter_ns=time.perf_counter_ns)
    monkeypatch.setattr(philosophers, "time", paused)


@FORKING
@pytest.mark.parametrize("kind", [THREADS, PROCESSES])
@pytest.mark.parametrize("pause", [YES, NO])
@pytest.mark.parametrize("cure", CURES)
def test_each_cure_is_dined_with_and_only_none_may_deadlock(cure, pause, kind):
    seen = seen_of(cure, pause, kind, 3)
    assert len(seen.dinners) == 2
    for each in seen.dinners:
        assert len(each.meals) == 3
        assert min(each.meals) >= 0
        assert min(each.seconds, each.longest) > 0
        assert not each.circle or cure == NONE


@FORKING
@pytest.mark.parametrize("count", [2, 5])
@pytest.mark.parametrize(("kind", "context"), [(kinds.threads, threading), (kinds.processes, multiprocessing)])
def test_where_everybody_has_one_lock_it_is_a_deadlock_that_names_all_and_is_ended(monkeypatch, kind, context, count):
    meet(monkeypatch, context, count)
    found = laid(kind, count)
    for _ in range(2):  # the locks lie on the table again
        dinner = found.dinner()
        assert dinner.circle == list(range(count))
        assert dinner.meals == [0] * count


def test_a_deadlock_is_ended_too_when_whoever_watches_is_interrupted(monkeypatch):
    look, looked = circles.Watch.look, []

    def interrupted(watch):
        looked.append(watch)
        if len(looked) == 1:
            raise KeyboardInterrupt
        return look(watch)

    meet(monkeypatch, threading, 3)
    monkeypatch.setattr(circles.Watch, "look", interrupted)
    with pytest.raises(KeyboardInterrupt):
        laid().dinner()
    assert len(looked) > 1  # and no thread is left


@pytest.mark.parametrize("cure", [each for each in CURES if each != NONE])
def test_cures_take_locks_so_that_no_circle_can_be(cure):
    found = laid(cure=cure, count=5, pause=YES)
    assert found.dinner().circle == []
    ordered = [first < second for first, second in found._pairs]
    assert all(ordered) == (cure == ORDERED)


@pytest.mark.parametrize(
    ("steps", "pairs", "circle"),
    [
        pytest.param([4, 1], [(0, 1), (1, 0)], [0, 1], id="two wait for each other"),
        pytest.param([4, 0], [(0, 1), (1, 0)], [], id="one has no lock yet"),
        pytest.param([4, 2], [(0, 1), (1, 0)], [], id="one eats"),
        pytest.param([-1, -1], [(0, 1), (1, 0)], [], id="nobody is there yet"),
        pytest.param([1, 1, 1], [(0, 1), (1, 2), (0, 2)], [], id="ordered locks"),
        pytest.param([1, 1, 1, 2], [(0, 1), (1, 2), (2, 1), (3, 0)], [1, 2], id="one waits for a circle"),
    ],
)
def test_a_circle_is_of_those_who_have_one_lock_and_wait_for_another(steps, pairs, circle):
    assert circles.circle_of(steps, pairs) == circle


class Clock:
    """A clock that is set by hand."""

    def __init__(self, monkeypatch):
        self.now = 0.0
        monkeypatch.setattr(circles, "time", SimpleNamespace(perf_counter=lambda: self.now))

    def after(self, seconds, watch):
        self.now += seconds
        return watch.look()


def test_a_circle_is_a_deadlock_when_it_has_stayed_as_it_is(monkeypatch):
    clock, notes = Clock(monkeypatch), [[1], [1]]
    watch = circles.Watch(notes, [(0, 1), (1, 0)])
    assert clock.after(0.001, watch) == []
    assert clock.after(circles.PATIENCE * 0.9, watch) == []
    notes[0][0] += philosophers.PHASES  # it has eaten meanwhile, and waits again
    assert clock.after(circles.PATIENCE * 0.9, watch) == []
    assert clock.after(circles.PATIENCE * 0.9, watch) == []
    assert clock.after(circles.PATIENCE * 0.2, watch) == [0, 1]


def test_where_nobody_moves_without_a_circle_the_trial_fails(monkeypatch):
    clock = Clock(monkeypatch)
    watch = circles.Watch([[1], [0]], [(0, 1), (1, 0)])
    assert clock.after(0.001, watch) == []
    assert clock.after(circles.STUCK * 0.9, watch) == []
    with pytest.raises(circles.StuckError, match="nobody got any further for 10 s, at steps"):
        clock.after(circles.STUCK * 0.2, watch)


@pytest.mark.usefixtures("everybody_eats")
def test_a_lock_that_two_have_at_once_fails_the_trial(monkeypatch):
    monkeypatch.setattr(philosophers, "_eat", lambda _: None)
    with pytest.raises(WrongResultError, match=r"wrong result: lock 0 was used 0 times for \d+ meals"):
        laid(cure=ORDERED).dinner()


def test_a_lock_that_is_held_still_fails_the_trial():
    found = laid()
    found._locks[1].acquire()
    with pytest.raises(WrongResultError, match="wrong result: lock 1 is held although everybody has left"):
        found._check([0, 0, 0])


def test_if_no_more_threads_can_be_started_the_others_go_home():
    found = laid()
    with no_more_threads_than(2) as started:
        found.dinner()
    assert not any(each.is_alive() for each in started)


@RAISING
@pytest.mark.usefixtures("everybody_eats")
def test_a_philosopher_that_fails_fails_the_trial_and_the_others_go_home(monkeypatch):
    monkeypatch.setattr(philosophers, "_eat", lambda seat: 1 // len(seat.note[:0]))
    with pytest.raises(table.PhilosopherError, match="a philosopher left the table") as raised:
        laid(cure=ORDERED).dinner()
    assert isinstance(raised.value.__cause__, ZeroDivisionError)


@FORKING
@pytest.mark.usefixtures("everybody_eats")
def test_a_process_that_dies_fails_the_trial_and_the_others_are_ended(monkeypatch):
    monkeypatch.setattr(philosophers, "_eat", lambda _: os._exit(3))
    with pytest.raises(table.PhilosopherError, match=r"processes ended with exit codes .*3"):
        laid(kinds.processes, cure=ORDERED).dinner()


def test_a_philosopher_that_does_not_come_fails_the_trial(monkeypatch):
    monkeypatch.setattr(table, "_LONG", 0.02)
    found = laid()
    monkeypatch.setattr(found, "_sit", lambda *_: None)
    with pytest.raises(table.PhilosopherError, match=r"a philosopher did not come to the table for 0\.02 s"):
        found.dinner()


def test_nothing_is_missing_anywhere():
    assert measure.missing() is None


@pytest.mark.targets
@pytest.mark.parametrize("kind", [THREADS, PROCESSES])
def test_it_is_measured_in_every_interpreter(interpreter, kind):
    said = asking.elsewhere(interpreter.executable, PROGRAM, kind, 4)
    before, after = said.pop("left")
    assert before == after
    for cure, seen in said.items():
        assert [len(each["meals"]) for each in seen["dinners"]] == [4, 4]
        assert cure == NONE or not any(each["circle"] for each in seen["dinners"])
        assert all(each["circle"] in ([], [0, 1, 2, 3]) for each in seen["dinners"])
