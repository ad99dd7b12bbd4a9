"""What one cycle says."""

import pytest

from gilbench.target.held.cycles import count, lateness
from gilbench.target.held.recording import SHORTEST, Cycle

LATE = 2e-5
PAUSE = 1e-3
ASLEEP = PAUSE + LATE
INTERVAL = 5e-3
FREE = Cycle(PAUSE, ASLEEP, 1, 0.0, ASLEEP, 0.0, 0.0, 1e-5, 0.0)  # the program ran throughout
HELD = FREE._replace(took=ASLEEP + 2e-3, switches=2, cpu=ASLEEP + 2e-3)


def said(cycle):
    return count(cycle, LATE, INTERVAL)


@pytest.mark.parametrize(
    ("cycle", "free", "held"),
    [
        pytest.param(FREE, 1, 0, id="it ran, and the GIL was free"),
        pytest.param(HELD, 0, 1, id="it ran, and held the GIL"),
        pytest.param(FREE._replace(cpu=0.0), 0, 0, id="it did not run"),
        pytest.param(FREE._replace(cpu=4e-4), 0, 0, id="it stopped running before the waking"),
        pytest.param(FREE._replace(cpu=4e-4, after_idle=8e-4), 0, 0, id="it ran, and was blocked at the waking"),
        pytest.param(HELD._replace(cpu=4e-4, ready=2.5e-3), 0, 0, id="it held the GIL without a CPU"),
        pytest.param(HELD._replace(cpu=2e-3 + 1e-4, ready=0.0), 0, 1, id="it was blocked, then ran and held the GIL"),
        pytest.param(FREE._replace(delay=1e-3), 0, 0, id="the sleeper had no CPU"),
    ],
)
def test_a_waking_counts_if_the_program_ran_up_to_it(cycle, free, held):
    assert (said(cycle).free, said(cycle).held) == (free, held)


def test_a_wait_counts_from_the_waking_to_the_release():
    assert said(HELD).wait == pytest.approx(2e-3 - LATE)


def test_a_wait_counts_as_far_as_the_program_ran():
    lost = HELD._replace(took=HELD.took + 4e-3, ready=4e-3)
    assert said(lost).wait == pytest.approx(said(HELD).wait)


@pytest.mark.parametrize(
    ("cycle", "blind"),
    [
        pytest.param(FREE, 1e-5 + LATE + SHORTEST, id="no waking can fall right after another"),
        pytest.param(HELD._replace(took=ASLEEP + INTERVAL), 1e-5, id="made to let go: it wants the GIL back at once"),
        pytest.param(FREE._replace(after_idle=5e-4), 1e-5, id="it stops running"),
    ],
)
def test_time_that_no_waking_can_hit_counts_as_free_if_the_program_ran(cycle, blind):
    assert said(cycle).blind == pytest.approx(blind)


def test_waiting_while_nobody_runs_is_holding_while_blocked():
    blocked = HELD._replace(cpu=0.0)
    assert said(blocked).blocked == pytest.approx(2e-3)
    assert said(HELD).blocked == 0


def test_lateness_is_the_median_of_wakings_that_did_not_wait():
    late = [FREE._replace(took=PAUSE + each) for each in (1e-5, 2e-5, 9e-5)]
    assert lateness([*late, HELD]) == pytest.approx(2e-5)
