"""The real thing, on a few requests: what a call saw, and that it leaves nothing behind. No time is judged."""

import dataclasses
import json
import sys
from pathlib import Path

import pytest
from tests.experiments import asking
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.experiments.latency import measure
from gilbench.experiments.latency.records import Seen

MEASURED = Path(__file__).parent / "measured.py"
REQUESTS = 10
SOON = {"rate": 250.0}


def measured(executable, requests=REQUESTS, **parameters):
    return asking.elsewhere(executable, MEASURED, requests, json.dumps(parameters))


def require_seen(said, answers=REQUESTS):
    """Hold what was printed to the shape of the record; return it."""
    seen = Seen(**said["seen"])
    assert json.loads(json.dumps(dataclasses.asdict(seen))) == said["seen"]
    assert said["workers"] == []
    assert said["seconds"] == seen.seconds > 0
    assert seen.answers == answers
    before, after = said["left"]
    assert after == before
    return seen


def test_nothing_is_missing():
    assert measure.missing() is None


@pytest.mark.parametrize(
    "parameters",
    [
        pytest.param({"service": "thread", "beside": "none"}, id="a thread by itself"),
        pytest.param({"service": "pool", "beside": "none"}, id="a pool"),
        pytest.param({"service": "asyncio", "beside": "none"}, id="a loop"),
        pytest.param({"service": "thread", "beside": "computes", "where": "thread"}, id="beside a thread"),
        pytest.param(
            {"service": "thread", "beside": "polls", "where": "process", "neighbours": "2"}, id="beside processes"
        ),
    ],
)
def test_every_request_is_answered_and_counted(parameters):
    seen = require_seen(measured(sys.executable, **parameters, **SOON))
    assert len(seen.latencies) == len(seen.late) == len(seen.met) == REQUESTS
    assert all(latency > late for latency, late in zip(seen.latencies, seen.late, strict=True))
    assert seen.period == 1 / SOON["rate"]
    assert bool(seen.units_per_second) == (parameters["beside"] != "none")
    assert (seen.collector, seen.switch_interval) == (True, sys.getswitchinterval())


def test_switch_intervals_take_turns_and_half_of_the_requests_are_told():
    beside = {"service": "thread", "beside": "computes", "where": "thread"}
    seen = require_seen(measured(sys.executable, 8, **beside, interval=0.001), answers=16)
    assert len(seen.latencies) == len(seen.met) == 7
    assert len(seen.late) == 16
    assert (len(seen.units_per_second), len(seen.units_by_default)) == (1, 1)
    assert seen.switch_interval == 0.001


def test_a_closed_loop_counts_answers():
    said = measured(sys.executable, service="thread", beside="none", loop="closed")
    seen = require_seen(said, said["seen"]["answers"])
    assert seen.answers > 0
    assert (seen.latencies, seen.late, seen.period, seen.in_flight) == ([], [], 0.0, None)


@pytest.mark.targets
def test_it_is_measured_in_every_interpreter(interpreter):
    beside = {"service": "thread", "beside": "computes", "where": "thread"}
    seen = require_seen(measured(interpreter.executable, **beside, **SOON))
    assert len(seen.latencies) == REQUESTS
    assert (seen.collections is None) == (interpreter.implementation == "PyPy")
