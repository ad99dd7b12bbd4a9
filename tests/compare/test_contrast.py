import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.analysis.ratios import Standard
from gilbench.compare.contrast import Contrast, family, paired, pooled, rounds_needed, unpaired, verdicts
from gilbench.model import Estimate

seconds = st.floats(1e-3, 1e3)
sides = st.dictionaries(st.integers(1, 30), seconds, min_size=2, max_size=8)
BOTH = pytest.mark.parametrize("measure", [paired, unpaired])


def side(values):
    return dict(enumerate(map(float, values), start=1))


def simulated(true_ratio, rounds, chance, noise):
    """One side takes a second, the other `true_ratio` times less."""
    logs = chance.normal(0, noise, (2, rounds))
    return side(np.exp(logs[0])), side(np.exp(logs[1]) / true_ratio)


def judged(contrasts, margin=0.05):
    return verdicts(contrasts, [Standard(margin)] * len(contrasts))


@BOTH
@pytest.mark.parametrize("truth", [0.5, 1.0, 1.9])
def test_a_known_ratio_is_recovered(measure, truth):
    found = measure(*simulated(truth, 12, np.random.default_rng(3), noise=0.02)).ratio
    assert found.low < truth < found.high
    assert found.high / found.low < 1.1


@BOTH
def test_the_intervals_of_many_comparisons_miss_the_truth_as_often_as_they_say(measure):
    chance = np.random.default_rng(8)
    found = [measure(*simulated(1.3, 5, chance, noise=0.1)).ratio for _ in range(400)]
    assert sum(each.low < 1.3 < each.high for each in found) == pytest.approx(380, abs=14)


@given(sides, sides)
def test_swapping_the_sides_of_two_sessions_inverts_the_ratio_and_its_interval(base, new):
    one, other = unpaired(base, new), unpaired(new, base)
    assert one.ratio.value == pytest.approx(1 / other.ratio.value)
    assert one.ratio.low <= one.ratio.value <= one.ratio.high
    assert math.log(one.ratio.low) == pytest.approx(-math.log(other.ratio.high), abs=1e-6)
    assert one.p_value == pytest.approx(other.p_value)


@given(sides, sides)
def test_sessions_give_the_ratio_of_the_geometric_means_whatever_their_rounds_are_called(base, new):
    found = unpaired(base, new).ratio
    assert found.value == pytest.approx(
        statistics.geometric_mean(base.values()) / statistics.geometric_mean(new.values())
    )
    assert found == unpaired({-number: each for number, each in base.items()}, new).ratio
    assert found.rounds == min(len(base), len(new))


def test_pairing_removes_the_drift_that_stays_between_sessions():
    chance = np.random.default_rng(2)
    drift = np.exp(chance.normal(0, 0.5, 8))
    base = side(drift * np.exp(chance.normal(0, 0.01, 8)))
    new = side(drift * np.exp(chance.normal(0, 0.01, 8)) / 1.2)
    assert judged([paired(base, new), unpaired(base, new)]) == ["faster", "undecided"]


@BOTH
@pytest.mark.parametrize(
    ("base", "new", "verdict"),
    [
        pytest.param((2, 2, 2), (1, 1, 1), "faster", id="faster"),
        pytest.param((1, 1, 1), (2, 2, 2), "slower", id="slower"),
        pytest.param((3, 3, 3), (3, 3, 3), "same", id="same"),
    ],
)
def test_data_without_any_spread_is_certain(measure, base, new, verdict):
    assert judged([measure(side(base), side(new))]) == [verdict]


def test_a_session_without_spread_can_be_compared_with_one_that_has_some():
    found = unpaired(side((0.3, 0.3, 0.3)), side((0.2, 0.21, 0.22)))
    assert 1.2 < found.ratio.low < found.ratio.value < found.ratio.high < 1.7


@pytest.mark.parametrize(
    ("measure", "base", "new"),
    [
        pytest.param(paired, {1: 1.0}, {2: 1.0}, id="no common round"),
        pytest.param(unpaired, {}, {1: 1.0}, id="no base"),
        pytest.param(unpaired, {1: 1.0}, {}, id="no new"),
    ],
)
def test_without_rounds_there_is_nothing_to_contrast(measure, base, new):
    assert measure(base, new) is None


@BOTH
@pytest.mark.parametrize("rounds", [1, 2])
def test_with_too_few_rounds_nothing_is_concluded(measure, rounds):
    found = measure(side([2.0, 2.0][:rounds]), side([1.0, 1.0][:rounds]))
    assert found.ratio.value == pytest.approx(2)
    assert judged([found]) == ["undecided"]
    assert family([found]).p_values == ()


def test_the_pooled_rounds_are_those_that_measured_every_member():
    assert pooled([{1: 1.0, 2: 2.0, 3: 5.0}, {2: 8.0, 1: 4.0}]) == {1: pytest.approx(2), 2: pytest.approx(4)}


def contrast(p_value, value=1.5):
    return Contrast(Estimate(value, value / 1.2, value * 1.2, 5), p_value)


@pytest.mark.parametrize(
    ("p_values", "expected"),
    [
        pytest.param([0.04], ["faster"], id="alone"),
        pytest.param([0.04, 0.9], ["undecided", "undecided"], id="beside one that shows nothing"),
        pytest.param([0.04, 0.04], ["faster", "faster"], id="beside one that shows the same"),
        pytest.param([0.001, *[0.9] * 9], ["faster", *["undecided"] * 9], id="strong among many"),
        pytest.param([0.04, None], ["faster", "undecided"], id="one without an interval is not in the family"),
    ],
)
def test_a_difference_must_hold_among_all_that_were_tested(p_values, expected):
    assert judged([contrast(each) for each in p_values]) == expected


def test_a_difference_below_the_margin_is_none_however_significant():
    tight = Contrast(Estimate(1.03, 1.02, 1.04, 20), 1e-9)
    assert judged([tight]) == ["same"]
    assert judged([tight], 0.02) == ["faster"]


def test_each_contrast_is_judged_by_its_own_margin_and_floor():
    tight = Contrast(Estimate(1.03, 1.02, 1.04, 20), 1e-9)
    standards = [Standard(0.05), Standard(0.02), Standard(0.02, floor=0.05)]
    assert verdicts([tight] * 3, standards) == ["same", "faster", "undecided"]


@pytest.mark.parametrize(
    ("ratio", "margin", "rounds"),
    [
        pytest.param(Estimate(1.0, 1 / 1.21, 1.21, 6), 0.1, 24, id="twice as wide"),
        pytest.param(Estimate(1.0, 1 / 1.21, 1.21, 6), 0.21, None, id="as wide as the margin"),
        pytest.param(Estimate(1.06, 1.04, 1.08, 20), 0.05, None, id="narrow, across the margin"),
        pytest.param(Estimate(1.0, 0.99, 1.01, 2), 0.05, 3, id="narrow by chance"),
        pytest.param(Estimate(1.0, 1 / 1.21, 1.21, 2), 0.1, 8, id="two rounds"),
        pytest.param(Estimate(1.0, None, None, 1), 0.05, None, id="no interval"),
    ],
)
def test_the_rounds_that_would_narrow_an_interval_to_its_margin(ratio, margin, rounds):
    assert rounds_needed(Contrast(ratio, 0.5), margin) == rounds


def test_no_contrast_at_all_is_no_verdict():
    assert judged([]) == []


@pytest.mark.slow
@pytest.mark.parametrize(("measure", "seed"), [(paired, 11), (unpaired, 12)], ids=["paired", "unpaired"])
def test_of_comparisons_in_which_nothing_differs_few_cry_wolf(measure, seed):
    """40 rows each, with so much noise that the margin protects nobody: one row in 20 looks like a difference."""
    chance = np.random.default_rng(seed)
    comparisons = [[measure(*simulated(1.0, 5, chance, noise=0.3)) for _ in range(40)] for _ in range(200)]
    alarms = sum(not {"faster", "slower"}.isdisjoint(judged(rows)) for rows in comparisons)
    uncorrected = sum(any(row.p_value < 0.05 for row in rows) for rows in comparisons)
    assert uncorrected > 150
    assert alarms <= 18  # 5 % of 200, and two and a half standard deviations


@pytest.mark.slow
def test_of_the_rows_that_are_called_different_few_are_not():
    """A quarter of the rows takes a third longer, the rest the same time."""
    chance = np.random.default_rng(13)
    called = wrong = 0
    for _ in range(40):
        truths = [1.5] * 10 + [1.0] * 30
        found = judged([unpaired(*simulated(truth, 6, chance, noise=0.1)) for truth in truths])
        called += sum(each in {"faster", "slower"} for each in found)
        wrong += sum(each in {"faster", "slower"} for each in found[10:])
    assert called > 350
    assert wrong / called < 0.06
