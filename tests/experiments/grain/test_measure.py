"""The real thing, with tiny amounts: what a call says, that wrong results are found, and that nothing is left."""

import dataclasses
import json
import statistics
import sys

import pytest
from tests.experiments.grain.asked import request

from gilbench.experiments.grain import measure
from gilbench.experiments.grain.measure import tasks
from gilbench.experiments.grain.records import SHORT, Seen
from gilbench.inside.checking import WrongResultError
from gilbench.inside.experiment import Subject
from gilbench.inside.ledger import plain
from gilbench.inside.registry import Strategy
from gilbench.inside.strategies import thread_executor

REPEATS, LENGTHS = 2, [0.0, 10e-6, 30e-6, 100e-6, 300e-6, 1e-3, 3e-3]
HERE = (
    ("thread_executor", None, "even", "1"),
    ("thread_executor", None, "uneven", "worker"),
    ("thread", None, "even", "1"),
    ("asyncio", None, "even", "1"),
    ("process_executor", "default", "even", "1"),
    ("process_executor", "fork", "even", "worker"),
    ("process_pool", "default", "uneven", "own"),
    ("thread_pool", None, "even", "own"),
)
EVERYWHERE = (("thread_executor", None), ("process_pool", "default"), ("interpreter_executor", None))


def label(value):
    return "" if value is None else str(value)


@pytest.mark.parametrize(("name", "start_method", "kind", "chunk"), HERE, ids=label)
def test_every_length_is_measured_as_often_on_both_sides(name, start_method, kind, chunk, measured):
    require_seen(measured(sys.executable, name, start_method, kind, chunk))


@pytest.mark.targets
@pytest.mark.parametrize(("name", "start_method"), EVERYWHERE, ids=label)
def test_it_is_measured_in_every_interpreter(interpreter, name, start_method, measured):
    said = measured(interpreter.executable, name, start_method)
    if name == "interpreter_executor" and (interpreter.implementation != "CPython" or interpreter.version < (3, 14)):
        assert said["absent"].startswith("cannot import name 'InterpreterPoolExecutor'")
        return
    require_seen(said)


def require_seen(said):
    """Hold what was printed to the shape of the record; no figure is judged beyond its sign."""
    seen = Seen(**said["seen"])
    assert json.loads(json.dumps(dataclasses.asdict(seen))) == said["seen"]
    assert said["workers"] == []
    assert said["seconds"] == statistics.median(seen.strategy[0]) > 0
    assert seen.lengths in (LENGTHS, LENGTHS[:-1])
    assert len(seen.tasks) == len(seen.serial) == len(seen.strategy) == len(seen.lengths)
    assert {len(each) for each in (*seen.serial, *seen.strategy, seen.hops)} == {REPEATS}
    assert all(each > 0 for of_length in (*seen.serial, *seen.strategy, seen.hops) for each in of_length)
    before, after = said["left"]
    assert after == before


def strategy(run):
    """Return threads that hand over with this function."""
    opened = thread_executor.thread_executor
    return Strategy("thread_executor", _with(opened, run), "threads", True, False, False, "")


def _with(opened, change):
    def open_(workers):
        return _Changed(opened(workers), change)

    return open_


class _Changed:
    def __init__(self, inner, change):
        self._inner, self._change = inner, change

    def __enter__(self):
        run = self._inner.__enter__()
        return lambda task, items: self._change(run(task, items))

    def __exit__(self, *error):
        return self._inner.__exit__(*error)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda results: results[::-1] if len(results) > 2 else results, id="in another order"),
        pytest.param(lambda results: results[:-1] if len(results) > 2 else results, id="one is lost"),
        pytest.param(lambda results: [0] * len(results) if len(results) > 2 else results, id="others"),
    ],
)
def test_wrong_results_are_found(change, tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "steps_per_second", lambda: 1e5)
    subject = Subject(request(metrics_file=str(tmp_path / "metrics")), None, strategy(change))
    with pytest.raises(WrongResultError, match="wrong result"), measure.prepared(subject) as call:
        call(plain)


def test_tasks_that_are_far_from_what_they_were_made_for_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "steps_per_second", lambda: 1e4)
    monkeypatch.setattr(measure, "REPEATS", {SHORT: 1})
    subject = Subject(request(metrics_file=str(tmp_path / "metrics")), None, strategy(list))
    said = r"tasks made for 0\.003 s took .* s of CPU time: the CPU has changed its speed"
    with pytest.raises(measure.LengthError, match=said), measure.prepared(subject) as call:
        call(plain)


def test_right_results_are_not_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "steps_per_second", lambda: 1e4)
    monkeypatch.setattr(measure, "REPEATS", {SHORT: 1})
    monkeypatch.setattr(measure, "FAR", 1e9)
    begun = []
    subject = Subject(
        request(metrics_file=str(tmp_path / "metrics")), None, strategy(list), lambda: begun.append("before any work")
    )
    with measure.prepared(subject) as call:
        assert call(plain).seconds > 0
    assert begun == ["before any work"]
    assert measure.missing() is None
