import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize
from tests.known import collect
from tests.simulated import CALM, World, lost, simulate

from gilbench.experiments.throughput.analysis.panels import scaling_panels
from gilbench.experiments.throughput.analysis.scaling_law import relative_throughput, scalability_law

COUNTS = (1, 2, 3, 4, 6, 8)
coefficients = st.tuples(st.floats(0, 1.5), st.one_of(st.just(0.0), st.floats(1e-4, 0.2)))


def lines(law, *, rounds=4, noise=0.0, drift=0.0, seed=1, counts=COUNTS):
    """Return seconds by workers and round."""
    chance = np.random.default_rng(seed)
    slow = np.exp(chance.normal(0, drift, rounds))
    return {
        count: dict(enumerate(slow * np.exp(chance.normal(0, noise, rounds)) / relative_throughput(count, *law)))
        for count in counts
    }


@settings(deadline=None, max_examples=25)
@given(coefficients)
def test_known_contention_and_coherency_are_recovered(law):
    found = scalability_law("thread", lines(law, rounds=3))
    assert (found.contention.value, found.coherency.value) == pytest.approx(law, abs=1e-6)
    assert found.misfit == pytest.approx(0, abs=1e-6)
    assert (found.strategy, found.workers, found.reason) == ("thread", COUNTS, "")


@settings(deadline=None, max_examples=15)
@given(coefficients, st.integers(1, 1000))
def test_intervals_hold_their_value_and_no_coefficient_is_negative(law, seed):
    found = scalability_law("thread", lines(law, rounds=4, noise=0.1, seed=seed))
    for each in (found.contention, found.coherency):
        assert 0 <= each.low <= each.value <= each.high
        assert each.rounds == 4


@pytest.mark.parametrize("law", [(0.1, 0.005), (0.5, 0.0), (0.0, 0.02), (1.2, 0.01)])
def test_the_fit_is_that_of_a_general_solver(law):
    """scipy's curve_fit minimises the errors of the logarithm: the same for errors of a few per cent."""
    measured = lines(law, rounds=5, noise=0.02)
    logs = [-np.mean(np.log(list(measured[count].values()))) for count in COUNTS]

    def model(workers, scale, contention, coherency):
        return np.log(scale * relative_throughput(workers, contention, coherency))

    start = (math.exp(logs[0]), 0.1, 0.01)
    expected, _ = optimize.curve_fit(model, np.array(COUNTS, float), logs, p0=start, bounds=(0, np.inf))
    found = scalability_law("thread", measured)
    assert found.contention.value == pytest.approx(expected[1], abs=0.01)
    assert found.coherency.value == pytest.approx(expected[2], abs=0.001)


@pytest.mark.parametrize("law", [(0.1, 0.005), (0.9, 0.0)])
def test_what_slows_a_whole_round_down_changes_nothing(law):
    still, drifting = (scalability_law("thread", lines(law, rounds=6, drift=drift)) for drift in (0.0, 0.5))
    assert drifting.contention.value == pytest.approx(still.contention.value, abs=1e-9)
    assert drifting.coherency.value == pytest.approx(still.coherency.value, abs=1e-9)
    assert drifting.contention.high - drifting.contention.low < 1e-6


def test_the_peak_is_where_the_law_has_its_maximum():
    law = (0.1, 0.01)
    found = scalability_law("thread", lines(law, rounds=6, noise=0.01))
    assert found.peak.low < math.sqrt((1 - law[0]) / law[1]) < found.peak.high
    assert relative_throughput(9, *law) > max(relative_throughput(each, *law) for each in (6, 8, 11, 14))


def test_without_coherency_there_is_no_peak():
    assert scalability_law("thread", lines((0.2, 0.0), noise=0.02)).peak is None


def test_a_line_that_falls_from_the_start_has_its_peak_at_one_worker():
    found = scalability_law("thread", lines((1.5, 0.1), noise=0.001))
    assert found.peak.low == found.peak.value == 1


def test_a_law_that_does_not_suit_the_line_shows_it():
    steps = {count: dict.fromkeys(range(4), 1.0 if count < 4 else 0.25) for count in COUNTS}
    assert scalability_law("thread", steps).misfit > 0.2


@pytest.mark.parametrize(
    ("measured", "reason"),
    [
        pytest.param({}, "fewer than 5 numbers of workers", id="nothing"),
        pytest.param(
            lines((0.1, 0.01), counts=(1, 2, 4, 8)), "fewer than 5 numbers of workers", id="four worker counts"
        ),
        pytest.param(lines((0.1, 0.01), rounds=2), "fewer than 3 rounds with all numbers of workers", id="two rounds"),
        pytest.param(
            lines((0.1, 0.01)) | {8: {7: 1.0, 8: 1.0, 9: 1.0}},
            "fewer than 3 rounds with all numbers of workers",
            id="no common round",
        ),
        pytest.param(
            {count: dict.fromkeys(range(3), (count - 1) / count) for count in (2, 3, 4, 6, 8)},
            "the throughput falls more steeply than the law can",
            id="ever slower",
        ),
    ],
)
def test_what_cannot_be_fitted_has_a_reason_instead(measured, reason):
    found = scalability_law("thread", measured)
    assert found.reason == reason
    assert (found.contention, found.coherency, found.peak, found.misfit) == (None, None, None, None)


@settings(deadline=None, max_examples=30)
@given(
    st.dictionaries(
        st.integers(1, 64), st.dictionaries(st.integers(1, 4), st.floats(1e-6, 1e4), min_size=3), min_size=5, max_size=6
    )
)
def test_no_data_whatever_raise(measured):
    found = scalability_law("thread", measured)
    assert bool(found.reason) == (found.contention is None)
    if not found.reason:
        assert all(map(math.isfinite, (found.contention.high, found.coherency.high, found.misfit)))


def laws(counts=COUNTS, world=CALM, cpus=8):
    law = (0.1, 0.005)
    seconds = {"3.13/primes/serial/1": 1.0}
    seconds |= {f"3.13/primes/thread/{count}": 1 / relative_throughput(count, *law) for count in counts}
    run = simulate(seconds, world, usable_cpus=cpus)
    (panel,) = scaling_panels(collect(run), run.manifest.targets[0])
    return panel.laws


def test_a_line_with_enough_worker_counts_has_its_law():
    (law,) = laws()
    assert (law.strategy, law.workers) == ("Thread", COUNTS)
    assert law.contention.value == pytest.approx(0.1, abs=0.03)


@pytest.mark.parametrize(
    ("counts", "world", "cpus"),
    [
        pytest.param((1, 2, 4, 8), CALM, 8, id="four counts"),
        pytest.param(COUNTS, CALM, 4, id="four counts up to the usable CPUs"),
        pytest.param(
            (1, 2, 3, 4, 8), World(troubles={"3.13/primes/thread/4": {1: lost("failed", "broke")}}), 8, id="one lost"
        ),
        pytest.param((1, 2, 3, 4, 8), World(seen={"3.13/primes/thread/4": {"overlap": 0.1}}), 8, id="one in doubt"),
    ],
)
def test_with_fewer_than_five_sound_worker_counts_nothing_is_fitted(counts, world, cpus):
    assert laws(counts, world, cpus) == ()
