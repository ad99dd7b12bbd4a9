import math

import numpy as np
import pytest
from tests.known import noise_floor
from tests.simulated import World, lost, scenario, simulate

PRIMES = "3.13/primes"
SERIAL, THREAD = f"{PRIMES}/serial/1", f"{PRIMES}/thread/2"
COPIED = scenario(PRIMES, {"thread": 1.0}) | {f"{SERIAL}#2": 0.2, f"{THREAD}#2": 0.2}


def test_a_run_that_copied_nothing_has_no_floor():
    assert noise_floor(simulate(scenario(PRIMES, {"thread": 1.0}))) is None


def test_identical_seconds_have_a_floor_of_zero():
    assert noise_floor(simulate(COPIED, World(noise=0))).share == pytest.approx(0)


@pytest.mark.parametrize("rounds", [5, 20, 80])
@pytest.mark.parametrize("noise", [0.02, 0.1])
def test_the_floor_is_what_the_noise_says_that_a_mean_of_so_many_rounds_may_be_off(rounds, noise):
    run = simulate(COPIED, World(rounds=rounds, noise=noise, values=1))
    expected = math.expm1(1.96 * noise * math.sqrt(2) / math.sqrt(rounds))
    assert noise_floor(run).share == pytest.approx(expected, rel=0.6 if rounds == 5 else 0.35)


def test_19_of_20_identical_trials_stay_below_the_floor():
    below = 0
    for seed in range(300):
        found = noise_floor(simulate(COPIED, World(rounds=6, noise=0.1, values=1, seed=seed)))
        chance = np.random.default_rng(1000 + seed)
        below += abs(np.mean(chance.normal(0, 0.1 * math.sqrt(2), 6))) <= math.log1p(found.share)
    assert below / 300 == pytest.approx(0.94, abs=0.035)  # two pairs of six rounds know the spread to a fifth


def test_drift_that_meets_both_copies_alike_is_no_noise():
    assert noise_floor(simulate(COPIED, World(noise=0.001, drift=0.5))).share < 0.01


def test_a_copy_that_was_lost_tells_nothing():
    world = World(troubles={f"{SERIAL}#2": {2: lost("failed", "broke")}})
    assert [each.strategy for each in noise_floor(simulate(COPIED, world)).pairs] == ["Thread"]


def test_the_pairs_are_shown_with_their_ratios():
    (serial, thread) = noise_floor(simulate(COPIED)).pairs
    assert (serial.workload, serial.strategy, serial.target) == ("primes", "serial", "3.13")
    assert thread.ratio.low <= 1.02
    assert thread.ratio.high >= 0.98
