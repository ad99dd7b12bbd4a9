"""The real thing: what a call of the experiment says about the strategies, and that it leaves nothing behind."""

import dataclasses
import json
import multiprocessing
import statistics
import sys
from pathlib import Path

import pytest
from tests.experiments import asking
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.experiments.startup import measure
from gilbench.experiments.startup.records import Seen
from gilbench.inside import meeting

REPEATS = 2  # as in measured.py
LISTS = ("first_results", "cold", "warm", "teardown")
ALL = (
    *(("serial", None, 1), ("thread", None, 2), ("raw_thread", None, 2)),
    *(("thread_pool", None, 2), ("thread_executor", None, 2), ("interpreter_executor", None, 2)),
    *(("asyncio", None, 2), ("asyncio_threads", None, 2)),
    *(("process_executor", method, 2) for method in ("fork", "forkserver", "spawn", "default")),
    *(("process", "default", 2), ("process_pool", "default", 2)),
)
MEASURED = Path(__file__).parent / "measured.py"


def measured(executable, name, start_method, workers):
    return asking.elsewhere(executable, MEASURED, asking.file_of(name), name, start_method or "-", workers)


def label(value):
    return "" if value is None else str(value)


@pytest.mark.parametrize(
    ("name", "start_method", "workers", "resolved"),
    [
        ("serial", None, 1, None),
        ("thread_executor", None, 3, None),
        ("asyncio", None, 2, None),
        ("process_executor", "fork", 2, "fork"),
        ("process_executor", "default", 2, multiprocessing.get_start_method()),
        pytest.param("process_executor", "spawn", 2, "spawn", marks=pytest.mark.slow),
    ],
    ids=label,
)
def test_every_part_is_measured_as_often_as_the_others(name, start_method, workers, resolved):
    said = measured(sys.executable, name, start_method, workers)
    seen = said["seen"]
    require_seen(said)
    assert (seen["start_method"], seen["workers"]) == (resolved, workers)
    assert {len(seen[each]) for each in LISTS} == {REPEATS}


def test_serial_code_is_one_worker_however_many_were_asked_for():
    said = measured(sys.executable, "serial", None, 4)
    require_seen(said)
    assert said["seen"]["workers"] == 1


def test_nothing_is_missing_where_workers_can_meet(monkeypatch):
    assert measure.missing() is None
    monkeypatch.delattr(meeting.os, "mkfifo")
    assert measure.missing() == "worker processes meet at a named pipe, which this platform does not have"


@pytest.mark.targets
@pytest.mark.parametrize(("name", "start_method", "workers"), ALL, ids=label)
def test_every_strategy_is_measured_in_every_interpreter(interpreter, name, start_method, workers):
    said = measured(interpreter.executable, name, start_method, workers)
    if name == "interpreter_executor" and (interpreter.implementation != "CPython" or interpreter.version < (3, 14)):
        assert said["absent"].startswith("cannot import name 'InterpreterPoolExecutor'")
        return
    require_seen(said)
    assert said["seen"]["workers"] == workers


def require_seen(said):
    """Hold what was printed to the shape of the record; no figure is judged beyond its sign."""
    seen = Seen(**said["seen"])
    assert json.loads(json.dumps(dataclasses.asdict(seen))) == said["seen"]
    assert said["workers"] == []
    assert said["seconds"] == statistics.median(seen.cold) > 0
    assert min(seen.first_start, *seen.first_results, *seen.cold, *seen.warm, *seen.teardown) > 0
    if sys.platform == "linux":
        assert seen.memory_reason is None
        assert isinstance(seen.memory_per_worker, float)
        assert isinstance(seen.memory_kept, (float, int))
    else:
        assert (seen.memory_per_worker, seen.memory_kept) == (None, None)
        assert seen.memory_reason
    before, after = said["left"]
    assert after == before
