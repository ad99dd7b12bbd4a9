"""`gilbench.watch()` around real code. Assertions are loose: how fast anything ran does not matter."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import gilbench
from gilbench.inside.held import sampler, watching

HERE = Path(__file__).parent
SOURCES = str(Path(gilbench.__file__).parents[1])
KNOWN = sampler.why_not() is None
linux = pytest.mark.skipif(not KNOWN, reason="the platform does not tell")
SHARE, LOW, HIGH, STALL, CULPRIT, COST = range(6)


def watched(python):
    done = subprocess.run(
        [python, HERE / "watched.py"],
        env={**os.environ, "PYTHONPATH": SOURCES},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return json.loads(done.stdout)


def assert_as_it_should_be(found):
    assert found["released"][SHARE] < 0.3
    for held in ("python", "held", "worker"):
        if held in found and found["gil"]:
            assert found[held][LOW] > found["released"][HIGH]
            assert found[held][STALL] > 0
        elif held in found:
            assert found[held][SHARE] < 0.3
    assert 0 < found["released"][COST] < 1


@linux
def test_held_and_released_calls_are_told_apart():
    found = watched(sys.executable)
    assert_as_it_should_be(found)
    assert found["worker"][CULPRIT] == "worker"


@linux
@pytest.mark.targets
@pytest.mark.alone
def test_held_and_released_calls_are_told_apart_in_every_interpreter(interpreter):
    assert_as_it_should_be(watched(interpreter.executable))


@linux
def test_the_figures_stay_after_the_block_and_after_an_exception():
    gil = gilbench.watch(1000)
    with pytest.raises(KeyError), gil:
        {}[sum(range(3_000_000))]
    assert gil.figures.seconds > 0
    assert gil.figures == gil.figures
    assert "Watching took" in str(gil)
    assert not [each for each in threading.enumerate() if each.name == "gilbench sampler"]


@linux
def test_a_watch_can_be_used_again_and_inside_another():
    outer = gilbench.watch()
    for _ in range(2):
        with outer, gilbench.watch() as inner:
            sum(range(3_000_000))
        assert outer.reason is inner.reason is None


@linux
def test_a_watch_that_runs_cannot_be_entered_again():
    with gilbench.watch() as gil, pytest.raises(RuntimeError, match="running already"):
        gil.__enter__()
    assert gil.reason is None


@linux
def test_a_watch_can_be_stopped_from_another_thread_and_twice():
    with gilbench.watch() as gil:
        other = threading.Thread(target=gil.stop)
        other.start()
        other.join()
        gil.stop()
    assert gil.reason is None


@linux
def test_threads_that_are_not_watched_are_told_if_they_take_much_of_the_cpu_time():
    end = threading.Event()
    idle = threading.Thread(target=end.wait)
    idle.start()
    with gilbench.watch(threads=[idle]) as gil:
        sum(range(10_000_000))
    end.set()
    idle.join()
    assert gil.figures.unwatched > 0.5
    assert "Threads that were not watched took" in str(gil)


@pytest.mark.parametrize("rate", [0, -1, 1e6])
def test_a_rate_out_of_range_is_refused(rate):
    with pytest.raises(ValueError, match="rate must be from"):
        gilbench.watch(rate)


def test_a_thread_that_has_not_been_started_is_refused():
    with pytest.raises(ValueError, match="has not been started"):
        gilbench.watch(threads=[threading.Thread(name="later")])


def test_where_the_platform_cannot_tell_there_are_no_figures_but_a_reason(monkeypatch):
    monkeypatch.setattr(sampler, "switches", lambda: None)
    with watching.watch() as gil:
        pass
    assert (gil.figures, gil.held_share, gil.waits, gil.longest_stall, gil.cost) == (None, None, None, None, None)
    assert "context switches" in gil.reason
    assert gil.reason in str(gil)


def test_a_watch_that_was_never_entered_says_so():
    assert str(gilbench.watch()) == "Nothing can be said about the GIL: nothing has been watched yet."


def test_importing_gilbench_and_watching_load_the_standard_library_only():
    code = (
        "import __future__, sys, typing; before = set(sys.modules); import gilbench; light = set(sys.modules) - before;"
        "gilbench.watch(); new = {name.partition('.')[0] for name in set(sys.modules) - before};"
        "print(sorted(light), sorted(new - sys.stdlib_module_names))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": SOURCES},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "['gilbench'] ['gilbench']\n"
