"""The real thing: what a call says of its window, and that it leaves nothing behind."""

import dataclasses
import os
import sys
from pathlib import Path

import pytest
from tests.experiments import asking
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.experiments.pauses import measure
from gilbench.experiments.pauses.records import Seen
from gilbench.experiments.pauses.trials import IN_WORDS

WINDOW = 0.08
QUICK = [kind for kind in IN_WORDS if kind != "keeps"]  # a unit of which takes longer than the rest together
OF_COLLECTOR = ("collections", "collecting", "longest_collection", "by_collector", "tracked")
MEASURED = Path(__file__).parent / "measured.py"


def measured(executable, *arguments):
    return asking.elsewhere(executable, MEASURED, *arguments)


@pytest.mark.parametrize("kind", QUICK)
def test_every_kind_goes_on_while_threads_wake_up(kind):
    seen = require_seen(measured(sys.executable, kind, "thread", "on"), told=True)
    assert seen.threads == 2
    assert seen.tracked > 1000


def test_what_collects_by_itself_is_counted_and_timed_whatever_the_collector_is_set_to():
    for collector in ("on", "off"):
        seen = require_seen(measured(sys.executable, "collects", "thread", collector), told=True)
        assert seen.collections > 0
        assert 0 < seen.longest_collection <= seen.collecting + 0.05
        assert seen.tracked > 20_000


def test_with_the_collector_off_nothing_is_collected():
    said = measured(sys.executable, "garbage", "thread", "off")
    seen = require_seen(said, told=True)
    assert (seen.collections, seen.collecting, seen.by_collector) == (0, 0.0, 0.0)
    assert said["collector"] == [True, 0], "it is set back, and nobody is called any more"


def test_what_goes_on_in_another_process_is_collected_there():
    seen = require_seen(measured(sys.executable, "collects", "process", "on"), told=True)
    assert seen.collections == 0


@pytest.mark.parametrize(
    ("kind", "failed"),
    [
        pytest.param("switches", "CollectorError: the work did not leave the garbage collector on", id="the collector"),
        pytest.param("stops", "NeighbourError: a neighbour stopped by itself", id="it stops"),
    ],
)
def test_what_does_not_go_on_as_it_was_to_fails_and_leaves_nothing_behind(kind, failed):
    said = measured(sys.executable, kind, "thread", "on")
    assert said["failed"] == failed
    assert said["left"][0] == said["left"][1]
    assert said["collector"][1] == 0


def test_nothing_is_missing_where_a_process_can_be_forked(monkeypatch):
    assert measure.missing() is None
    monkeypatch.delattr(os, "fork")
    assert measure.missing() == "the process that wakes up beside the threads is forked"


@pytest.mark.targets
def test_it_is_measured_in_every_interpreter(interpreter):
    for kind in ("collects", "imports"):
        require_seen(
            measured(interpreter.executable, kind, "thread", "on", "0.03"),
            told=interpreter.implementation != "PyPy",
            window=0.03,
        )


def require_seen(said, *, told, window=WINDOW):
    """Hold what was printed to the record, and to what must be of any window; no time is judged beyond its sign."""
    seen = Seen(**said["seen"])
    assert dataclasses.asdict(seen) == said["seen"]
    assert said["workers"] == []
    assert said["seconds"] == seen.p99 > 0
    assert seen.window == pytest.approx(window)
    length = seen.window / 8
    for each in (seen.paused, seen.everybody, seen.paused_beside):
        assert len(each) == 8
        assert all(0 <= one <= length * 1.0001 for one in each)
    assert sum(seen.everybody) <= sum(seen.paused) + 1e-9
    assert 0 < seen.p99 <= seen.longest
    assert 0 < seen.p99_beside <= seen.longest_beside
    assert seen.wakings >= 2
    assert seen.units_per_second is None or seen.units_per_second > 0
    assert [getattr(seen, name) is None for name in OF_COLLECTOR] == [not told] * len(OF_COLLECTOR)
    assert (seen.collector_reason is None) == told
    assert not told or 0 <= seen.by_collector <= 1.0001
    before, after = said["left"]
    assert after == before
    return seen
