import pytest
from tests.known import EXPERIMENTS
from tests.simulated import trial

from gilbench.plan.estimate import OVERHEAD, least_seconds
from gilbench.plan.trial import Plan
from gilbench.settings import Settings

SERIAL, PROCESSES = trial("3.13/primes/serial/1"), trial("3.13/primes/process_executor[fork]/2")
HELD = trial("3.13/primes/serial/1 (held_share)")


def seconds(*trials, per_item):
    return least_seconds(Plan(trials, (), ()), EXPERIMENTS.planners, Settings(), per_item)


@pytest.mark.parametrize(
    ("per_item", "calls"),
    [
        pytest.param({}, 2 * 4 * 0.05, id="nothing is known"),
        pytest.param({"primes": 0.01}, 2 * 4 * 0.01, id="calibrated"),
        pytest.param({"sleep": 0.01}, 2 * 4 * 0.05, id="other work was calibrated"),
    ],
)
def test_a_round_takes_its_values_warm_ups_and_overheads(per_item, calls):
    found = seconds(SERIAL, PROCESSES, per_item=per_item)
    assert found == pytest.approx(3 * (2 * OVERHEAD + calls + calls / 2))


def test_every_experiment_prices_its_own_trials_in_the_rounds_that_they_have():
    assert seconds(HELD, per_item={"primes": 0.05}) == pytest.approx(OVERHEAD + 2 * (0.6 + 0.025))
    assert seconds(HELD, per_item={"primes": 0.05}) < seconds(SERIAL, per_item={"primes": 0.25})
