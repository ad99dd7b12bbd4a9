import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gilbench.analysis.family import Family
from gilbench.analysis.intervals import geometric_mean
from gilbench.analysis.ratios import (
    MARGIN,
    Standard,
    difference,
    doubtful,
    log_ratios,
    mean_ratio,
    overlapping,
    p_value,
    ratio,
    rounds_to_decide,
)
from gilbench.model import Estimate

seconds = st.floats(1e-3, 1e3)
factors = st.floats(0.1, 10)


@st.composite
def estimates(draw):
    low, value, high = sorted(draw(st.tuples(factors, factors, factors)))
    return Estimate(value, low, high, 5)


def simulated(true_ratio, rounds, chance, noise=0.05, drift=0.2):
    """One side takes a second, the other `true_ratio` times less; both meet the same drift in a round."""
    base, other = {}, {}
    for number in range(rounds):
        slow = np.exp(chance.normal(0, drift))
        base[number] = slow * np.exp(chance.normal(0, noise))
        other[number] = slow * np.exp(chance.normal(0, noise)) / true_ratio
    return base, other


def test_only_rounds_that_measured_both_sides_are_paired():
    assert log_ratios({1: 2.0, 2: 9.0, 4: 3.0}, {4: 3.0, 3: 7.0, 1: 1.0}) == {1: math.log(2), 4: 0.0}


def test_sides_without_a_common_round_have_no_ratio():
    assert ratio({1: 1.0}, {2: 1.0}) is None
    assert mean_ratio([]) is None


def test_one_round_gives_a_value_without_an_interval():
    assert ratio({1: 3.0}, {1: 2.0}) == Estimate(pytest.approx(1.5), None, None, 1)


@pytest.mark.parametrize("truth", [0.5, 1.0, 1.9])
def test_a_known_ratio_is_recovered_however_the_machine_drifts(truth):
    found = ratio(*simulated(truth, 15, np.random.default_rng(5), noise=0.02, drift=0.5))
    assert found.low < truth < found.high
    assert found.high / found.low < 1.1


@given(st.lists(st.tuples(seconds, seconds), min_size=2, max_size=8))
def test_swapping_the_sides_inverts_the_ratio_and_its_interval(pairs):
    base = {index: one for index, (one, _) in enumerate(pairs)}
    other = {index: two for index, (_, two) in enumerate(pairs)}
    there, back = ratio(base, other), ratio(other, base)
    assert there.value * back.value == pytest.approx(1)
    assert there.low * back.high == pytest.approx(1, rel=1e-6)


def test_the_mean_of_several_pairs_is_geometric_and_counts_common_rounds_only():
    doubled = ({1: 2.0, 2: 2.0, 3: 2.0}, {1: 1.0, 2: 1.0, 3: 1.0})
    eightfold = ({1: 8.0, 2: 8.0, 9: 8.0}, {1: 1.0, 2: 1.0, 9: 1.0})
    assert mean_ratio([doubled, eightfold]) == Estimate(pytest.approx(4), pytest.approx(4), pytest.approx(4), 2)


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [
        pytest.param(Estimate(1.9, 1.8, 2.0, 5), "faster", id="clearly faster"),
        pytest.param(Estimate(0.5, 0.4, 0.6, 5), "slower", id="clearly slower"),
        pytest.param(Estimate(1.06, 1.01, 1.11, 5), "faster", id="excludes 1 and reaches the margin"),
        pytest.param(Estimate(1.03, 1.01, 1.06, 5), "undecided", id="excludes 1 but misses the margin"),
        pytest.param(Estimate(1.3, 0.9, 1.8, 5), "undecided", id="large but uncertain"),
        pytest.param(Estimate(1.02, 1.01, 1.03, 5), "same", id="a real difference inside the margin"),
        pytest.param(Estimate(1.0, 0.96, 1.04, 5), "same", id="inside the margin"),
        pytest.param(Estimate(1.0, 0.94, 1.04, 5), "undecided", id="leaves the margin below"),
        pytest.param(Estimate(1.0, 0.96, 1.06, 5), "undecided", id="leaves the margin above"),
        pytest.param(Estimate(9.0, None, None, 1), "undecided", id="one round"),
    ],
)
def test_the_state_follows_interval_and_margin(estimate, expected):
    assert difference(estimate) == expected


@given(estimates())
def test_a_difference_always_excludes_one_and_reaches_the_margin(estimate):
    match difference(estimate):
        case "faster":
            assert estimate.low > 1
            assert estimate.value >= 1 + MARGIN
        case "slower":
            assert estimate.high < 1
            assert estimate.value <= 1 / (1 + MARGIN)
        case "same":
            assert estimate.high <= 1 + MARGIN
            assert estimate.low >= 1 / (1 + MARGIN)
        case "undecided":
            assert estimate.low <= 1 + MARGIN
            assert estimate.high >= 1 / (1 + MARGIN)


@given(estimates())
def test_inverting_a_ratio_inverts_its_state(estimate):
    inverted = Estimate(1 / estimate.value, 1 / estimate.high, 1 / estimate.low, estimate.rounds)
    opposite = {"faster": "slower", "slower": "faster", "same": "same", "undecided": "undecided"}
    edges = [each for one in (estimate.low, estimate.value, estimate.high) for each in (one, 1 / one)]
    if all(abs(each - edge) > 1e-9 for each in edges for edge in (1, 1 + MARGIN, 1 / (1 + MARGIN))):
        assert difference(inverted) == opposite[difference(estimate)]


def test_identical_code_is_seldom_called_different():
    chance = np.random.default_rng(11)
    found = [difference(ratio(*simulated(1.0, 5, chance, noise=0.1))) for _ in range(400)]
    assert sum(each in {"faster", "slower"} for each in found) / 400 <= 0.08


def test_more_rounds_are_asked_for_with_the_square_of_the_width():
    narrow = rounds_to_decide(Estimate(1.0, 1 / 1.1, 1.1, 10))
    wide = rounds_to_decide(Estimate(1.0, 1 / 1.1**2, 1.1**2, 10))
    assert wide == pytest.approx(4 * narrow, abs=4)
    assert narrow == math.ceil(10 * (math.log(1.1) / math.log(1.05)) ** 2)


@pytest.mark.parametrize(
    "estimate", [Estimate(1.05, 1.04, 1.06, 9), Estimate(1.0, None, None, 1)], ids=["narrow already", "no interval"]
)
def test_no_rounds_are_asked_for_where_they_would_not_help(estimate):
    assert rounds_to_decide(estimate) is None


def test_intervals_overlap_where_they_share_a_point_and_never_without_one():
    one, two, three = Estimate(1, 0.9, 1.1, 3), Estimate(1.2, 1.1, 1.3, 3), Estimate(1.3, 1.2, 1.4, 3)
    assert overlapping(one, two)
    assert overlapping(two, one)
    assert not overlapping(one, three)
    assert not overlapping(one, Estimate(1.0, None, None, 1))


@given(st.lists(st.floats(-1, 1), min_size=3, max_size=19).filter(lambda values: max(values) - min(values) > 1e-3))
def test_the_p_value_read_back_from_an_interval_is_that_of_students_t(logs):
    estimate = geometric_mean(logs)
    assert p_value(estimate) == pytest.approx(stats.ttest_1samp(logs, 0).pvalue, abs=1e-9)


@given(estimates())
def test_the_interval_excludes_1_where_the_p_value_is_below_5_per_cent(estimate):
    if min(abs(math.log(each)) for each in (estimate.low, estimate.high, estimate.value)) > 1e-9:
        assert (p_value(estimate) < 0.05) == (not estimate.low <= 1 <= estimate.high)


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [
        pytest.param(Estimate(1.5, None, None, 1), 1.0, id="no interval"),
        pytest.param(Estimate(1.0, 1.0, 1.0, 5), 1.0, id="the same without spread"),
        pytest.param(Estimate(1.5, 1.5, 1.5, 5), 0.0, id="another without spread"),
        pytest.param(Estimate(math.exp(1.96), 1.0, math.exp(3.92), 40), 0.05, id="normal from 20 rounds on"),
    ],
)
def test_p_values_of_special_cases(estimate, expected):
    assert p_value(estimate) == pytest.approx(expected, abs=1e-4)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_the_significance_rejects_what_scipy_rejects(p_values):
    adjusted = stats.false_discovery_control(p_values, method="bh")
    clear = [each for each in zip(p_values, adjusted, strict=True) if abs(each[1] - 0.05) > 1e-9]
    level = Family("these", tuple(p_values)).significance
    assert all((one <= level) == (other <= 0.05) for one, other in clear)


def test_a_noise_floor_raises_what_counts_and_not_what_is_the_same():
    small, nothing = Estimate(1.1, 1.05, 1.15, 9), Estimate(1.0, 0.9, 1.1, 9)
    assert difference(small) == "faster"
    assert difference(small, Standard(floor=0.2)) == "undecided"
    assert difference(nothing, Standard(floor=0.2)) == "undecided"
    assert difference(nothing, Standard(margin=0.2)) == "same"


@pytest.mark.parametrize(
    ("value", "floor", "rounds", "expected"),
    [
        pytest.param(1.08, 0.10, 6, True, id="a gain within the noise"),
        pytest.param(1 / 1.08, 0.10, 6, True, id="a loss within the noise"),
        pytest.param(1.12, 0.10, 6, False, id="a gain beyond the noise"),
        pytest.param(1 / 1.12, 0.10, 6, False, id="a loss beyond the noise"),
        pytest.param(1.12, 0.10, 2, True, id="in fewer rounds noise goes further"),
        pytest.param(1.01, 0.05, 6, False, id="no more noise than nobody asks about"),
        pytest.param(1.01, 0.0, 6, False, id="no noise"),
    ],
)
def test_what_identical_code_differs_by_as_well_is_doubtful(value, floor, rounds, expected):
    standard = Standard(floor=floor, floor_rounds=6)
    assert doubtful(Estimate(value, None, None, rounds), standard) == expected


@given(st.floats(0.2, 5), st.floats(0, 1), st.integers(1, 40))
def test_what_is_doubtful_is_never_called_a_difference(value, floor, rounds):
    standard = Standard(floor=floor, floor_rounds=6)
    sure = Estimate(value, value * 0.999, value * 1.001, rounds)
    assert not (doubtful(sure, standard) and difference(sure, standard) in {"faster", "slower"})


def test_a_stricter_significance_leaves_a_weak_difference_undecided():
    weak = Estimate(1.5, 1.01, 2.2, 5)
    assert difference(weak) == "faster"
    assert difference(weak, Standard(significance=0.01)) == "undecided"


@pytest.mark.parametrize(
    ("rounds", "least"),
    [
        pytest.param(3, 0.21, id="a quarter of its rounds: twice as much on the log scale"),
        pytest.param(12, 0.1, id="as many"),
        pytest.param(30, 0.1, id="more"),
        pytest.param(48, 0.1, id="many more"),
    ],
)
def test_in_fewer_rounds_than_the_noise_floor_is_of_an_effect_has_to_be_larger(rounds, least):
    standard = Standard(floor=0.1, floor_rounds=12)
    assert standard.least_in(rounds) == pytest.approx(least)
    assert Standard(floor=0.1).least_in(rounds) == pytest.approx(0.1)
    assert Standard(margin=0.5, floor=0.1, floor_rounds=12).least_in(rounds) == 0.5


@pytest.mark.parametrize(("rounds", "verdict"), [(3, "undecided"), (12, "faster")])
def test_a_difference_is_held_to_the_noise_floor_of_its_rounds(rounds, verdict):
    found = Estimate(1.15, 1.14, 1.16, rounds)
    assert difference(found, Standard(floor=0.1, floor_rounds=12)) == verdict
    lower = Estimate(1 / 1.15, 1 / 1.16, 1 / 1.14, rounds)
    assert difference(lower, Standard(floor=0.1, floor_rounds=12)) == {"faster": "slower"}.get(verdict, verdict)
