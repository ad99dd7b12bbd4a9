"""When requests are sent, and under which switch interval."""

import pytest

from gilbench.experiments.latency.measure import schedule

THREAD = {"service": "thread", "beside": "computes", "where": "thread"}


def of(requests=100, **parameters):
    return schedule.of({**THREAD, **parameters}, requests)


@pytest.mark.parametrize(
    ("parameters", "period"),
    [
        pytest.param({}, 0.011, id="more than two switch intervals"),
        pytest.param({"beside": "none"}, 0.011, id="the same without a neighbour"),
        pytest.param({"interval": 0.0005}, 0.011, id="a shorter one changes nothing: the default one has its turn"),
        pytest.param({"interval": 0.02}, 0.044, id="a longer one"),
        pytest.param({"service": "pool"}, 0.022, id="a service of more calls"),
        pytest.param({"neighbours": "2"}, 0.022, id="more neighbours that take a turn"),
        pytest.param({"beside": "none", "neighbours": "2"}, 0.011, id="none are none"),
        pytest.param({"rate": 1.0}, 1.0, id="as told"),
        pytest.param({"loop": "closed"}, 0.0, id="no schedule"),
    ],
)
def test_requests_come_further_apart_than_one_takes(parameters, period):
    assert of(**parameters).period == pytest.approx(period)


def test_where_nothing_takes_turns_all_requests_are_the_trials_own():
    found = of()
    assert (found.sent, found.block) == (100, 100)
    assert all(map(found.is_own, range(100)))


def test_switch_intervals_take_turns_in_blocks_of_as_many_requests():
    found = of(requests=48, interval=0.0005)
    own = [found.is_own(each) for each in range(found.sent)]
    assert (len(own), sum(own)) == (96, 42)
    assert own == ([False] * (schedule.BLOCK + 1) + [True] * (schedule.BLOCK - 1)) * 6


def test_a_request_is_due_in_the_middle_of_its_period():
    assert schedule.due(0, 0.01) == pytest.approx(0.005)
    assert schedule.due(3, 0.01) == pytest.approx(0.035)


@pytest.mark.parametrize(("parameters", "neighbours"), [({}, 1), ({"neighbours": "3"}, 3), ({"beside": "none"}, 0)])
def test_how_many_neighbours_there_are(parameters, neighbours):
    assert of(**parameters).neighbours == neighbours
