from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.inside.probe.records import Holding
from gilbench.probe.verdicts import bound, decide, deciding

BUSY = Holding(0.5, 0.48, 0.52, 0.5, 0.47, 0.53, longest_stall=0.001, running=1.0)
SHARES = st.floats(0, 1)


def busy(share, low, high):
    return replace(BUSY, share=share, low=low, high=high, of_wall=None)


def threaded(of_wall, low, high, running=1.0):
    """Return what is seen of a call whose own threads keep two CPUs busy: one at a time can hold the GIL."""
    half = [each if each is None else each / 2 for each in (of_wall, low, high)]
    return Holding(*half, of_wall, low, high, longest_stall=0.001, running=running, own_threads=1.9)


def waiting(share, of_wall, low, high, running):
    return Holding(share, 0.0, 1.0, of_wall, low, high, longest_stall=0.0, running=running)


@pytest.mark.parametrize(
    ("holding", "verdict"),
    [
        pytest.param(busy(1.0, 0.95, 1.0), "holds", id="all of the time"),
        pytest.param(busy(0.0, 0.0, 0.02), "releases", id="none of the time"),
        pytest.param(busy(0.5, 0.45, 0.55), "partly", id="half of the time"),
        pytest.param(busy(0.93, 0.88, 0.97), "partly", id="nearly all of the time"),
        pytest.param(busy(0.08, 0.05, 0.12), "partly", id="hardly any of the time"),
        pytest.param(busy(0.5, 0.2, 0.8), "partly", id="wide, but neither end"),
        pytest.param(busy(0.95, 0.64, 1.0), "undecided", id="perhaps all of the time"),
        pytest.param(busy(0.03, 0.0, 0.15), "undecided", id="perhaps none of the time"),
        pytest.param(busy(None, 0.0, 1.0), "undecided", id="never seen running although it runs"),
        pytest.param(waiting(None, None, None, None, 0.0), "waits", id="sleep"),
        pytest.param(waiting(1.0, 0.02, 0.0, 0.05, 0.02), "waits", id="waits, and holds while it runs"),
        pytest.param(waiting(None, 0.97, 0.93, 1.0, 0.01), "holds", id="sleeps in C with the GIL held"),
        pytest.param(waiting(None, 0.5, 0.4, 0.6, 0.01), "partly", id="sleeps half in C with the GIL held"),
        pytest.param(waiting(1.0, 0.3, 0.25, 0.35, 0.3), "partly", id="holds the GIL whenever it runs"),
        pytest.param(waiting(0.0, 0.0, 0.0, 0.04, 0.3), "releases", id="runs and waits without it"),
        pytest.param(threaded(1.0, 0.95, 1.0), "holds", id="one of its threads always holds the GIL"),
        pytest.param(threaded(0.0, 0.0, 0.04), "releases", id="none of its threads holds it"),
        pytest.param(threaded(0.5, 0.45, 0.55), "partly", id="one of its threads does now and then"),
        pytest.param(threaded(0.01, 0.0, 0.04, running=0.05), "waits", id="its threads wait too"),
        pytest.param(
            replace(threaded(0.0, 0.0, 1.0), share=None, of_wall=None), "undecided", id="its threads were not seen"
        ),
    ],
)
def test_the_interval_decides(holding, verdict):
    assert decide(holding) == verdict


def test_a_call_that_runs_nearly_all_the_time_is_judged_by_its_cpu_time():
    assert deciding(replace(BUSY, running=0.8)).value == 0.5
    assert deciding(replace(BUSY, running=0.7, of_wall=0.3)).value == 0.3


def test_without_a_share_of_the_wall_time_the_share_of_the_running_time_stands_for_it():
    share = deciding(replace(BUSY, running=0.5, of_wall=None))
    assert (share.value, share.low, share.high) == (0.25, 0.24, 0.26)


@pytest.mark.parametrize(
    ("threads", "cpus", "running", "held", "expected"),
    [
        pytest.param(2, 8, 1.0, 0.0, (2.0, "threads"), id="all released"),
        pytest.param(2, 8, 1.0, 1.0, (1.0, "gil"), id="all held"),
        pytest.param(4, 8, 1.0, 0.5, (2.0, "gil"), id="half held"),
        pytest.param(4, 2, 1.0, 0.0, (2.0, "cpus"), id="more threads than CPUs"),
        pytest.param(2, 2, 1.0, 0.0, (2.0, "threads"), id="as many threads as CPUs"),
        pytest.param(16, 2, 0.0, 0.0, (16.0, "threads"), id="only waits"),
        pytest.param(16, 2, 0.25, 0.25, (4.0, "gil"), id="waits, holds while it runs"),
        pytest.param(16, 2, 0.25, 0.0, (8.0, "cpus"), id="waits, CPUs full"),
    ],
)
def test_the_scarcest_resource_bounds_the_speedup_and_is_named(threads, cpus, running, held, expected):
    assert bound(threads, cpus, running, held) == expected


@given(st.integers(2, 64), st.integers(1, 64), SHARES, SHARES)
def test_a_speedup_lies_between_one_and_the_number_of_threads(threads, cpus, running, held):
    assert 1 <= bound(threads, cpus, running, held).speedup <= threads


@given(st.integers(2, 64), st.integers(1, 64), SHARES, SHARES, SHARES)
def test_holding_the_gil_for_longer_never_helps(threads, cpus, running, one, other):
    less, more = sorted((one, other))
    assert bound(threads, cpus, running, more).speedup <= bound(threads, cpus, running, less).speedup
