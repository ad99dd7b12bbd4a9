"""How precise two tools are, and what follows from it."""

import math
import subprocess
import sys
import time

import precision
import pytest
from precision import Measured, in_seconds, unpaired_speedups, verdict, widest

from gilbench.model import Estimate


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        pytest.param([(40, 0.04)], (240, 0.03), "gilbench was 6.0 times faster", id="both reached it"),
        pytest.param(
            [(40, 0.04), (24, 0.05), (30, 0.03)],
            (240, 0.03),
            "gilbench was 8.0 times faster (6.0 to 10.0)",
            id="both, in several runs",
        ),
        pytest.param(
            [(40, 0.04)],
            (240, math.inf),
            "gilbench was at least (pyperf did not reach ±5%) 6.0 times faster",
            id="one was ended before",
        ),
        pytest.param(
            [(40, 0.04), (180, 0.07)],
            (240, 0.03),
            "gilbench did not reach ±5% within its budget in 1 of 2 runs",
            id="the other did",
        ),
    ],
)
def test_the_verdict_says_what_was_reached(ours, theirs, words):
    runs, peer = (
        [Measured("tool", wall, speedups=width, seconds=0.01) for wall, width in each] for each in (ours, [theirs])
    )
    assert verdict(runs, *peer, 0.05) == words


def test_what_exceeds_its_limit_is_ended_with_what_it_started():
    children = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    begun = time.monotonic()
    with pytest.raises(subprocess.TimeoutExpired):
        precision._wall([sys.executable, "-c", children], limit=0.5)
    assert time.monotonic() - begun < 30  # their output was waited for, which the child would have kept open


@pytest.mark.parametrize(
    ("estimates", "width"),
    [
        pytest.param([Estimate(2.0, 2.0 / 1.05, 2.1, 5), Estimate(1.0, 0.99, 1.01, 5)], 0.05, id="the widest counts"),
        pytest.param([Estimate(2.0, 1.9, 2.1, 5), Estimate(1.0, None, None, 1)], math.inf, id="one without interval"),
        pytest.param([], math.inf, id="none"),
    ],
)
def test_the_widest_interval_is_a_share_of_its_estimate(estimates, width):
    assert widest(estimates) == pytest.approx(width)


def test_speed_ups_are_serial_time_by_strategy_time_of_the_same_workload():
    processes = {
        ("primes", "serial"): {0: 0.2, 1: 0.2},
        ("primes", "process_executor"): {0: 0.1, 1: 0.1},
        ("sleep", "serial"): {0: 0.3, 1: 0.3},
    }
    assert [each.value for each in unpaired_speedups(processes)] == pytest.approx([2.0])


def test_seconds_are_averaged_on_the_log_scale():
    assert in_seconds({0: 0.1, 1: 0.4}).value == pytest.approx(0.2)
