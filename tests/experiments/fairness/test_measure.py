"""Threads that really compete: what is counted, checked and ended. No share and no time is judged."""

import sys
import threading
import time
from pathlib import Path

import pytest
from tests.experiments import asking
from tests.experiments.starting import no_more_threads_than
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.experiments.fairness import measure
from gilbench.experiments.fairness.records import Seen
from gilbench.inside.checking import WrongResultError

PROGRAM = Path(__file__).parent / "measured.py"


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr(measure, "SHORT", 0.004)
    monkeypatch.setattr(measure, "LEAD", 0.001)
    monkeypatch.setattr(measure, "WARM", 0.002)
    monkeypatch.setattr(measure, "TRIES", 50)  # whatever else runs beside these tests
    monkeypatch.setattr(measure, "long_window", lambda workers, _: 0.004 if workers == 2 else 0.06)


@pytest.fixture(autouse=True)
def _nothing_is_left():
    before = threading.active_count(), sys.getswitchinterval()
    yield
    assert (threading.active_count(), sys.getswitchinterval()) == before


def measured(workers=2, lock="none", interval="default"):
    request = asking.request("fairness", {"lock": lock, "interval": interval}, workers=workers)
    return asking.measured(measure, request)


@pytest.mark.parametrize("lock", ["none", "one"])
def test_short_windows_are_repeated_and_shares_are_counted_in_them(lock):
    done = measured(2, lock)
    seen = done.seen
    assert [len(each) for each in seen.units] == [2] * measure.REPEATS
    assert len(seen.unserved) == len(seen.together) == len(seen.alone) == measure.REPEATS
    assert all(sum(each) > 0 for each in seen.units)
    assert all(0 < each <= seen.window + 1e-9 for each in seen.unserved)
    assert done.seconds > 0
    assert (done.workers, seen.interval) == ([], sys.getswitchinterval())


def test_a_long_window_is_measured_once(monkeypatch):
    monkeypatch.setattr(measure, "usable_cpus", lambda: 2)
    seen = measured(8).seen
    assert [len(each) for each in seen.units] == [8]
    assert len(seen.together) == len(seen.full) == len(seen.alone) == measure.REPEATS
    assert seen.window == 0.06


def test_no_more_threads_than_cpus_have_nothing_in_between(monkeypatch):
    monkeypatch.setattr(measure, "usable_cpus", lambda: 2)
    assert measured(2).seen.full == []


def test_the_switch_interval_is_set_and_set_back():
    assert measured(2, interval=0.001).seen.interval == pytest.approx(0.001)


def test_another_switch_interval_than_was_asked_for_fails_the_trial(monkeypatch):
    monkeypatch.setattr(sys, "setswitchinterval", lambda _: None)
    with pytest.raises(RuntimeError, match=r"the switch interval is 0\.005 s although it was set to 0\.5 s"):
        measured(2, interval=0.5)


@pytest.mark.parametrize("wrong_from", [3, 40], ids=["while they start", "while they compete"])
def test_a_wrong_unit_of_any_thread_fails_the_trial(wrong_from, monkeypatch):
    real, done = measure.unit, []

    def sometimes_wrong(turns):
        if threading.current_thread() is threading.main_thread():
            return real(turns)
        done.append(None)
        return real(turns) + (len(done) >= wrong_from)

    monkeypatch.setattr(measure, "unit", sometimes_wrong)
    with pytest.raises(WrongResultError, match="wrong result: a unit came to"):
        measured(4)


def test_threads_that_cannot_be_started_fail_the_trial():
    with no_more_threads_than(2):
        measured(4)


def test_a_window_in_which_nobody_got_anything_done_fails_the_trial(monkeypatch):
    monkeypatch.setattr(measure, "TRIES", 2)
    with (
        measure._crew(2, 4_000_000, None) as crew,  # a unit is longer than the window
        pytest.raises(RuntimeError, match=r"2 threads got nothing done within 1e-06 s, 2 times"),
    ):
        measure._window(crew, 1e-6)


def test_no_thread_stops_before_the_window_is_over():
    with measure._crew(3, 1000, None) as crew:
        before = time.perf_counter()
        measure._window(crew, 0.01)
        assert all(each.ends[-1] >= before + 0.01 for each in crew if each.ends)  # else it never got its turn


@pytest.mark.parametrize(
    ("ends", "units", "unserved"),
    [
        pytest.param([[1.5, 2.0, 3.0], [1.0, 2.5, 9.0]], [3, 1], 1.5, id="what ended in it counts"),
        pytest.param([[1.5, 2.0, 3.0], [4.0]], [3, 0], 2.0, id="one got nothing"),
        pytest.param([[], []], [0, 0], 2.0, id="nobody"),
    ],
)
def test_units_are_counted_between_two_moments(ends, units, unserved):
    assert measure._within(ends, 1.0, 3.0) == (units, pytest.approx(unserved))


def test_the_crew_fits_the_cpus_that_may_be_used(monkeypatch):
    monkeypatch.setattr(measure.state, "affinity", lambda: [0, 2, 5])
    assert measure.usable_cpus() in {1, 2, 3}
    monkeypatch.setattr("gilbench.inside.cgroups.cpu_quota", lambda _: 1.5)
    assert measure.usable_cpus() == 1
    monkeypatch.setattr("gilbench.inside.cgroups.cpu_quota", lambda _: None)
    assert measure.usable_cpus() == 3


def test_a_unit_is_some_fifty_microseconds_whatever_the_machine_does():
    assert measure._loops() % 4 == 0
    assert measure.unit(range(4000)) == 6000


@pytest.mark.targets
def test_it_is_measured_in_every_interpreter(interpreter):
    said = asking.elsewhere(interpreter.executable, PROGRAM)
    assert said["threads"] == 1
    for seen in (Seen(**each) for each in said["seen"]):
        assert all(sum(each) > 0 for each in seen.units)
        assert min(*seen.together, *seen.alone) > 0
        assert seen.loops % 4 == 0
