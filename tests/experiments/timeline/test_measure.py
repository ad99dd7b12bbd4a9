"""The real thing: what a recording holds, whatever the machine is busy with, and that it leaves nothing behind."""

import dataclasses
import gc
import json
import sys
import threading
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from tests.experiments import asking
from tests.experiments.timeline import made
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.experiments.timeline import figures, lanes, measure
from gilbench.experiments.timeline.records import Seen
from gilbench.inside import ledger
from gilbench.inside.checking import WrongResultError
from gilbench.inside.experiment import Call, Subject

MEASURED = Path(__file__).parent / "measured.py"
SECONDS = 0.03  # as in measured.py
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what lanes are made from")


def recorded(executable):
    return asking.elsewhere(executable, MEASURED)


def require_sound(said):
    """Hold a recording to what is so whatever else the machine does; no time is judged."""
    seen = msgspec.convert(said["seen"], Seen)
    assert json.loads(json.dumps(dataclasses.asdict(seen))) == said["seen"]
    assert said["workers"] == []
    assert said["seconds"] >= SECONDS
    assert [(each.name, each.waits) for each in seen.lanes] == [
        ("computing 1", False),
        ("computing 2", False),
        ("waiting", True),
    ]
    for lane in seen.lanes:
        assert lane.ended >= SECONDS
        assert 0 < lane.cpu <= lane.ended * 1.01
        assert len(lane.pauses) <= lane.ended / measure.LEAST + 1
        assert all(one.end <= two.start for one, two in pairwise(lane.pauses))
        assert all(0 <= each.start < each.end and each.running >= 0 and each.delay >= 0 for each in lane.pauses)
        assert {each.asleep for each in lane.pauses} <= ({0.0, measure.NAP} if lane.waits else {0.0})
        found = lanes.stretches(lane, seen)
        assert found[-1].end == pytest.approx(SECONDS)
    waiting = seen.lanes[-1].pauses  # on a busy machine it may not have begun in time
    assert any(each.asleep for each in waiting) or waiting[0].end >= SECONDS
    assert figures.reduce(made.trial("3.13"), {1: [Call(said["seconds"], [], seen)]})
    (threads, collects), after = said["left"]
    assert after == [threads, collects]


@LINUX
def test_a_recording_of_this_interpreter_is_sound():
    said = recorded(sys.executable)
    assert said["missing"] is None
    require_sound(said)


@pytest.mark.targets
def test_every_interpreter_is_recorded(interpreter):
    said = recorded(interpreter.executable)
    assert said["missing"] is None
    require_sound(said)
    assert said["seen"]["gil"] is not interpreter.free_threaded


@LINUX
@pytest.mark.parametrize(
    ("patched", "error"),
    [
        pytest.param({"piece": lambda size: threading.get_ident() + size}, WrongResultError, id="a wrong result"),
        pytest.param({"_run_delay": lambda: 1 / 0}, ZeroDivisionError, id="a reading that fails"),
    ],
)
def test_an_error_in_a_thread_reaches_the_caller_and_leaves_no_thread_and_the_collector_on(monkeypatch, patched, error):
    before = threading.active_count()
    with measure.prepared(Subject(None, None, None)) as call:
        for name, value in patched.items():
            monkeypatch.setattr(measure, name, value)
        with pytest.raises(error):
            call(ledger.plain)
    assert threading.active_count() == before
    assert gc.isenabled()


@LINUX
def test_a_thread_that_cannot_be_started_does_not_keep_the_others_waiting(monkeypatch):
    before = threading.active_count()
    start = threading.Thread.start

    def starts(thread):
        if thread.name == measure.WAITING:
            raise RuntimeError("can't start new thread")
        start(thread)

    with measure.prepared(Subject(None, None, None)) as call:
        monkeypatch.setattr(threading.Thread, "start", starts)
        with pytest.raises(RuntimeError, match="can't start new thread"):
            call(ledger.plain)
    assert threading.active_count() == before


@pytest.mark.parametrize(
    ("ready", "cost", "reason"),
    [
        pytest.param(0.0, 1e-5, None, id="it is told"),
        pytest.param(None, 1e-5, "this kernel does not tell how long a thread waits for a CPU", id="no schedstat"),
        pytest.param(0.0, float("inf"), "cannot be read without giving up the GIL", id="no ctypes"),
    ],
)
def test_what_cannot_be_told_is_missing(monkeypatch, ready, cost, reason):
    monkeypatch.setattr(ledger, "full", lambda: ledger.Reading(0.0, ready, None, None))
    monkeypatch.setattr(ledger, "cost", lambda: cost)
    found = measure.missing()
    assert found is None if reason is None else reason in found


def test_the_same_size_gives_the_same_number():
    assert measure.piece(1000) == measure.piece(1000) != measure.piece(1001)
