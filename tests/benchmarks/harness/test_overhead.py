"""The parts of a trial add up."""

import math
import sys

import overhead
import pytest
from bench import prepared
from fidelity import GILBENCH, compared, median, ratio
from fidelity import text as fidelity_text
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gilbench.model import Estimate

PARTS = {
    "two bare interpreters": 0.02,
    "warm-up": 0.1,
    overhead.TIMED: 0.1,
    "rest": 0.08,
    overhead.WHOLE: 0.3,
}


def test_what_is_not_timed_is_named():
    lines = overhead.text(PARTS).splitlines()
    assert lines[-1].split() == ["beyond", "the", "timed", "values", "200.0", "ms", "67%"]


def test_a_ratio_comes_with_its_intervals():
    pairs = [math.log(each) for each in (1.001, 1.002, 0.999, 1.000, 1.001, 1.2)]
    found = ratio([each + 0.5 for each in pairs], [0.5] * 6)
    assert fidelity_text(found) == "median 1.001 (0.999 to 1.200), mean 1.031 (0.954 to 1.115), 6 pairs"


def test_few_pairs_have_a_median_without_an_interval():
    assert median([0.0] * 5) == Estimate(1.0, None, None, 5)


@given(st.integers(6, 200))
def test_the_interval_of_a_median_misses_it_in_no_more_than_five_of_100_cases(pairs):
    logs = [math.log(number) for number in range(1, pairs + 1)]
    outside = round(median(logs).low) - 1  # so many pairs lie below it
    assert 2 * stats.binom.cdf(outside, pairs, 0.5) <= 0.05 < 2 * stats.binom.cdf(outside + 1, pairs, 0.5)


@pytest.mark.slow
def test_a_real_trial_is_broken_down_and_held_against_a_bare_script(tmp_path):
    bench = prepared(tmp_path, sys.executable, "sleep", "process_executor[fork]")
    parts = overhead.measured(bench, 1)
    assert sum(parts.values()) == pytest.approx(2 * parts[overhead.WHOLE])
    assert all(seconds > 0 for name, seconds in parts.items() if name != "rest" and not name.startswith("imports"))
    found = compared(bench, pairs=2, values=1, beside=["readings", "imports"])
    assert list(found) == [GILBENCH, "the bare script with readings", "the bare script with imports"]
    assert all(0.5 < each.mean.value < 2 for each in found.values())  # the work is to sleep
