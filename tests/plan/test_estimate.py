import pytest
from tests.simulated import trial

from gilbench.plan.estimate import OVERHEAD, seconds_per_round
from gilbench.settings import DEPTHS

SERIAL, PROCESSES = trial("3.13/primes/serial/1"), trial("3.13/primes/process_executor[fork]/2")


@pytest.mark.parametrize(
    ("per_item", "calls"),
    [
        pytest.param({}, 2 * 4 * 0.05, id="nothing is known"),
        pytest.param({"primes": 0.01}, 2 * 4 * 0.01, id="calibrated"),
        pytest.param({"sleep": 0.01}, 2 * 4 * 0.05, id="other work was calibrated"),
    ],
)
def test_a_round_takes_its_values_warm_ups_and_overheads(per_item, calls):
    found = seconds_per_round([SERIAL, PROCESSES], DEPTHS["normal"], per_item)
    assert found == pytest.approx(2 * OVERHEAD + calls + calls / 2)
