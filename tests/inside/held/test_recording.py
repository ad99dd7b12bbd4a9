"""Recordings are bounded, and can be written down."""

import itertools
import json

import pytest

from gilbench.inside.held import recording as subject
from gilbench.inside.held.recording import Cycle, Recording, as_json, from_json

CYCLE = Cycle(
    pause=0.001,
    took=0.0015,
    switches=1,
    delay=0.0,
    cpu=0.001,
    ready=0.0,
    lead=1e-5,
    after_cpu=1e-5,
)


def test_a_recording_never_holds_more_than_the_most(monkeypatch):
    monkeypatch.setattr(subject, "MOST", 64)
    monkeypatch.setattr(subject, "BLOCK", 4)
    recording = Recording(1000.0)
    for number in range(1000):
        recording.add(CYCLE._replace(pause=number * 1e-3))
        assert len(recording) < 64
    assert recording.total == 1000
    assert recording.stride > 1
    pauses = [round(cycle.pause * 1e3) for cycle in recording.cycles()]
    steps = {later - earlier for earlier, later in itertools.pairwise(pauses)}
    assert steps == {1, 1 + 4 * (recording.stride - 1)}  # neighbours stay together


def test_sums_are_over_all_cycles_however_many_are_kept(monkeypatch):
    monkeypatch.setattr(subject, "MOST", 64)
    monkeypatch.setattr(subject, "BLOCK", 4)
    recording = Recording(1000.0)
    for _ in range(1000):
        recording.add(CYCLE._replace(switches=2))
    assert recording.waits == 1000
    assert recording.active == pytest.approx(1000 * (CYCLE.cpu + CYCLE.after_cpu))


@pytest.mark.parametrize(
    ("changes", "waited"),
    [
        pytest.param({}, False, id="one switch: the sleep"),
        pytest.param({"switches": 2}, True, id="a second switch: a wait"),
        pytest.param({"pause": 2e-5, "took": 5e-3}, True, id="a pause too short to switch, and late without a reason"),
        pytest.param({"pause": 2e-5, "took": 5e-3, "delay": 4.9e-3}, False, id="late for want of a CPU"),
    ],
)
def test_a_wait_shows(changes, waited):
    assert CYCLE._replace(**changes).waited() is waited


def test_a_recording_comes_back_from_json_as_it_was():
    recording = Recording(500.0, seconds=2.0, cpu=1.5)
    for switches in (1, 2, 3):
        recording.add(CYCLE._replace(switches=switches))
    again = from_json(json.loads(json.dumps(as_json(recording))))
    assert as_json(again) == as_json(recording)
    assert again.cycles() == [pytest.approx(cycle, rel=1e-3, abs=1e-7) for cycle in recording.cycles()]
