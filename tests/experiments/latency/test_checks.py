"""What makes a trial fail, and how it is told that a service cannot keep up."""

import random

import pytest

from gilbench.experiments.latency.measure.checks import DisturbedError, keeps_up, require_little, require_punctual

PERIOD, REQUESTS = 0.011, 100


def queue(served):
    """Return the latencies of a queue that serves one request in so many seconds."""
    free, found = 0.0, []
    for number in range(REQUESTS):
        due = number * PERIOD
        free = max(free, due) + served
        found.append(free - due)
    return found


@pytest.mark.parametrize(
    ("latencies", "expected"),
    [
        pytest.param(queue(0.0001), True, id="at once"),
        pytest.param(queue(0.0105), True, id="just in time"),
        pytest.param(queue(0.0125), False, id="ever later"),
        pytest.param(queue(0.3), False, id="one call of the neighbour outlasts many requests"),
        pytest.param([*queue(0.0001)[:-1], None], False, id="one was not answered"),
        pytest.param([0.0001] * 70 + [0.2] * 5 + [0.0001] * 25, True, id="a long pause is no trend"),
        pytest.param([0.0001] * 80 + [0.2] * 20, True, id="nor is one at the end"),
        pytest.param([0.0001, 0.3, 0.6], True, id="three do not tell"),
        pytest.param([], True, id="none"),
    ],
)
def test_a_service_keeps_up_if_requests_do_not_wait_ever_longer(latencies, expected):
    assert keeps_up(latencies, PERIOD) == expected


def looks(latency, seed, sees=lambda under_way: under_way):
    """Return what looks at random moments see of a service that answers after so many seconds."""
    chance, found = random.Random(seed), []  # noqa: S311  no secret
    for number in range(REQUESTS):
        for each in range(6):
            moment = (number + (each + chance.random()) / 6) * PERIOD
            under_way = sum(
                (other + 0.5) * PERIOD <= moment < (other + 0.5) * PERIOD + latency for other in range(REQUESTS)
            )
            found.append(sees(under_way))
    return found


@pytest.mark.parametrize("latency", [0.0001, 0.001, 0.005, 0.0105, 0.02, 0.05])
@pytest.mark.parametrize("seed", range(5))
def test_littles_law_holds_for_what_was_counted_right(latency, seed):
    require_little([latency] * REQUESTS, looks(latency, seed), REQUESTS * PERIOD, 0)


@pytest.mark.parametrize(
    ("latency", "sees"),
    [
        pytest.param(0.005, lambda under_way: 2 * under_way, id="counted twice"),
        pytest.param(0.005, lambda _: 0, id="never seen"),
        pytest.param(0.0001, lambda _: 1, id="one that never comes back"),
    ],
)
def test_littles_law_finds_what_was_counted_wrong(latency, sees):
    seen = looks(latency, 1, sees)
    with pytest.raises(DisturbedError, match="Little's law does not hold"):
        require_little([latency] * REQUESTS, seen, REQUESTS * PERIOD, 0)


def test_a_client_that_is_late_itself_is_not_believed():
    require_punctual([0.0001] * 90 + [0.05] * 10)
    require_punctual([])
    with pytest.raises(DisturbedError, match=r"the client sent its requests 3\.0 ms late at the median"):
        require_punctual([0.003] * 51 + [0.0001] * 49)
