"""The parts of a trial add up."""

import sys

import overhead
import pytest
from bench import prepared
from fidelity import compared
from fidelity import text as fidelity_text

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


@pytest.mark.parametrize(
    ("found", "words"),
    [
        pytest.param(
            Estimate(1.002, 0.998, 1.006, 60),
            "1.0020 × the bare script's time (95 % interval 0.9980 to 1.0060, 60 pairs)",
            id="many pairs",
        ),
        pytest.param(Estimate(1.002, None, None, 1), "1.0020 × the bare script's time, one pair", id="one pair"),
    ],
)
def test_a_ratio_comes_with_its_interval(found, words):
    assert fidelity_text(found) == words


@pytest.mark.slow
def test_a_real_trial_is_broken_down_and_held_against_a_bare_script(tmp_path):
    bench = prepared(tmp_path, sys.executable, "sleep", "process_executor[fork]")
    parts = overhead.measured(bench, 1)
    assert sum(parts.values()) == pytest.approx(2 * parts[overhead.WHOLE])
    assert all(seconds > 0 for name, seconds in parts.items() if name != "rest" and not name.startswith("imports"))
    assert 0.5 < compared(bench, pairs=2, values=1).value < 2  # the work is to sleep
