import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.experiments.throughput.analysis.scaling import efficiency, serial_fraction, serial_fraction_estimate
from gilbench.model import Estimate

workers = st.integers(2, 128)
speedups = st.floats(0.01, 200)


@given(st.floats(0, 1), workers)
def test_a_known_serial_fraction_is_recovered_from_its_speedup(fraction, count):
    amdahl = 1 / (fraction + (1 - fraction) / count)
    assert serial_fraction(amdahl, count) == pytest.approx(fraction, abs=1e-9)


@given(workers)
def test_the_serial_fraction_is_nothing_at_the_ideal_and_everything_at_no_speedup(count):
    assert serial_fraction(count, count) == pytest.approx(0, abs=1e-12)
    assert serial_fraction(1.0, count) == pytest.approx(1)


@given(workers, speedups, speedups)
def test_the_serial_fraction_falls_as_the_speedup_rises(count, one, other):
    slow, fast = sorted((one, other))
    assert serial_fraction(fast, count) <= serial_fraction(slow, count)


@given(workers, st.tuples(speedups, speedups, speedups))
def test_the_interval_of_the_serial_fraction_keeps_its_order(count, figures):
    low, value, high = sorted(figures)
    found = serial_fraction_estimate(Estimate(value, low, high, 7), count)
    assert found.low <= found.value <= found.high
    assert found.low == serial_fraction(high, count)
    assert found.rounds == 7


def test_without_an_interval_the_serial_fraction_has_none():
    assert serial_fraction_estimate(Estimate(1.6, None, None, 1), 2) == Estimate(pytest.approx(0.25), None, None, 1)


def test_efficiency_is_the_share_of_the_workers_that_became_speedup():
    assert efficiency(1.5, 2) == 0.75
