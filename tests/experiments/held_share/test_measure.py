"""What a call keeps of the results that it samples: no more than has room, however many there are."""

import gc
import sys

import pytest

from gilbench.experiments.held_share import measure
from gilbench.inside import ledger
from gilbench.inside.experiment import Subject
from gilbench.inside.registry import Workload
from gilbench.inside.schema import TrialRequest
from gilbench.inside.weighing import weigh

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the held share needs Linux")


class Result(bytes):
    """Counts how many of its kind there are."""

    alive = most = 0

    def __new__(cls, size):
        made = super().__new__(cls, size)
        Result.alive += 1
        Result.most = max(Result.most, Result.alive)
        return made

    def __del__(self):
        Result.alive -= 1


@pytest.fixture
def checked(monkeypatch):
    """Return how many results were checked together, call by call, where there is room for three."""
    monkeypatch.setattr(measure, "SECONDS", 0.2)
    monkeypatch.setattr(measure, "KEPT", 3 * weigh(Result(1000)))
    gc.collect()
    monkeypatch.setattr(Result, "most", 0)
    return []


def work(checked):
    stated = {"name": "copies", "function": Result, "sizes": {"full": 1000}, "file": __file__}
    nothing = dict.fromkeys(Workload.__match_args__)
    return Workload(**{**nothing, **stated, "check": lambda results: checked.append(len(results))})


def request():
    return TrialRequest(**{**dict.fromkeys(TrialRequest.__match_args__), "size": "full", "items": 4, "name": "copies"})


def test_a_call_keeps_and_checks_the_last_results_that_have_room(checked):
    with measure.prepared(Subject(request(), work(checked), None)) as timed:
        call = timed(ledger.plain)
    assert checked == [1, 3]
    assert Result.most <= 4
    assert call.seconds > 0
