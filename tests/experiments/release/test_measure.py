"""The real thing: what a call of the experiment says, what it refuses, and that it leaves nothing behind."""

import ctypes
import sys
import threading
from pathlib import Path

import pytest
from tests.experiments import asking
from tests.experiments.starting import no_more_threads_than
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.experiments.release import measure
from gilbench.experiments.release.records import Seen
from gilbench.inside import own_cpu
from gilbench.inside.checking import WrongResultError

MEASURED = Path(__file__).parent / "measured.py"


def measured(executable, *arguments):
    return asking.elsewhere(executable, MEASURED, *arguments)


@pytest.mark.targets
@pytest.mark.parametrize(("microseconds", "threads"), [("5", "2"), ("5", "beside")])
def test_it_is_measured_or_says_why_not_in_every_interpreter(interpreter, microseconds, threads):
    said = measured(interpreter.executable, microseconds, threads)
    if interpreter.implementation == "PyPy":
        assert "PyDLL" in said["missing"]
        return
    require_seen(said, beside=threads == "beside")


def require_seen(said, *, beside):
    """Hold what was printed to the shape of the record; no figure is judged beyond its sign."""
    seen = Seen(**said["seen"])
    assert said["left"] == [1, 1]
    assert said["seconds"] > 0
    assert seen.bytes >= 1
    assert len(seen.held) == len(seen.released) == 2
    assert len(seen.held_alone) == len(seen.released_alone) == (0 if beside else 2)
    assert min(seen.length, *seen.held_alone, *seen.released_alone, *seen.held, *seen.released) > 0


@pytest.mark.parametrize("threads", ["2", "3", "beside"])
def test_every_setting_is_repeated_as_often_as_the_others(threads):
    require_seen(measured(sys.executable, "3", threads), beside=threads == "beside")


def test_longer_calls_go_through_more_bytes_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(measure, "LARGEST", 1 << 20)
    least, short, long, longest = (measure._Calls(each / 1e6).bytes for each in (0.0, 20.0, 100.0, 1e6))
    assert least == 1 < short < long < longest == 1 << 20


def test_nothing_is_missing_here_and_what_is_missing_is_named(monkeypatch):
    assert measure.missing() is None
    with monkeypatch.context() as patched:
        patched.delattr(ctypes, "PyDLL")
        assert "PyDLL" in measure.missing()
    with monkeypatch.context() as patched:
        patched.setattr(measure, "LIBRARIES", ("libnone.so.9",))
        assert measure.missing() == "none of libnone.so.9 can be loaded"
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "ctypes", None)
        assert measure.missing() == "there is no ctypes"
    with monkeypatch.context() as patched:
        patched.setattr(measure, "CHECKSUM", 0)
        assert measure.missing() == "the crc32 of libz is not CRC-32"


@pytest.mark.parametrize("threads", [1, 2])
def test_a_wrong_result_is_refused_and_no_thread_is_left(threads, monkeypatch):
    calls, before = measure._Calls(5e-6), threading.active_count()
    monkeypatch.setattr(calls, "_expected", lambda _: -1)
    with pytest.raises(WrongResultError, match=r"wrong result: \d+ calls gave \d+, expected -1"):
        measure._at_once(calls, measure.RELEASED, threads, 0.001)
    assert threading.active_count() == before


def test_threads_that_cannot_all_start_are_refused_and_those_that_did_end():
    calls = measure._Calls(5e-6)
    with no_more_threads_than(1) as started:
        measure._at_once(calls, measure.HELD, 2, 0.001)
    assert not started[0].is_alive()


def test_calls_are_counted_over_the_time_in_which_any_thread_made_them():
    turns = [measure._Turn(1.0, 3.0, 10), measure._Turn(2.0, 5.0, 30)]
    assert measure._seconds_per_call(turns) == 0.1


def test_a_neighbour_that_does_nothing_is_refused(monkeypatch):
    class Idle(threading.Thread):
        def run(self):
            pass

    monkeypatch.setattr(measure.threading, "Thread", Idle)
    with pytest.raises(RuntimeError, match="did nothing"), measure._computing():
        pass


def test_the_neighbour_ends_when_the_block_raises():
    before = threading.active_count()
    with pytest.raises(KeyError), measure._computing():
        raise KeyError
    assert threading.active_count() == before


def test_where_threads_cannot_be_put_anywhere_they_run_all_the_same(monkeypatch):
    monkeypatch.delattr(own_cpu.os, "sched_setaffinity", raising=False)
    assert measure._at_once(measure._Calls(5e-6), measure.HELD, 2, 0.001) > 0
