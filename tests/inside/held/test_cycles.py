"""What one cycle says."""

import pytest

from gilbench.inside.held.cycles import ENOUGH, TOLERANCE, blocked_times, counts, lateness
from gilbench.inside.held.recording import SHORTEST, Cycle

LATE = 2e-5
PAUSE = 1e-3
ASLEEP = PAUSE + LATE
INTERVAL = 5e-3
FREE = Cycle(PAUSE, ASLEEP, 1, 0.0, ASLEEP, 0.0, 0.0, 1e-5)  # the program ran throughout
HELD = FREE._replace(took=ASLEEP + 2e-3, switches=2, cpu=ASLEEP + 2e-3)
ASLEEP_TOO = FREE._replace(cpu=0.0, after_cpu=0.0)
SHORT = ASLEEP_TOO._replace(pause=6e-5, took=6e-5 + LATE)
LATE_HELD = HELD._replace(took=HELD.took + 1e-3, cpu=HELD.took + 1e-3, delay=1e-3)
FORCED = LATE_HELD._replace(took=ASLEEP + 1e-3 + INTERVAL, cpu=ASLEEP + 1e-3 + INTERVAL)


def said(cycle, following=FREE):
    return counts([*[FREE] * ENOUGH, cycle, following], INTERVAL)[-2]


@pytest.mark.parametrize(
    ("cycle", "following", "outcome"),
    [
        pytest.param(FREE, FREE, "free", id="it ran, and the GIL was free"),
        pytest.param(HELD, FREE, "held", id="it ran, and held the GIL"),
        pytest.param(ASLEEP_TOO, FREE, "blocked", id="it did not run"),
        pytest.param(
            FREE._replace(cpu=4e-4), FREE._replace(ready=7e-4), "nothing", id="its CPU was taken before the waking"
        ),
        pytest.param(FREE._replace(cpu=4e-4), FREE, "free", id="it was blocked, then ran"),
        pytest.param(FREE._replace(cpu=4e-4), ASLEEP_TOO, "blocked", id="it ran, and was blocked at the waking"),
        pytest.param(HELD._replace(cpu=4e-4, ready=2.62e-3), FREE, "nothing", id="it held the GIL without a CPU"),
        pytest.param(HELD._replace(cpu=2.1e-3), FREE, "held", id="it was blocked, then ran and held the GIL"),
        pytest.param(SHORT, FREE, "blocked", id="it did not run, however short that was"),
        pytest.param(SHORT._replace(cpu=2e-5), FREE, "nothing", id="it hardly ran"),
        pytest.param(FREE._replace(delay=1e-3), FREE, "delayed", id="the sleeper had no CPU"),
        pytest.param(LATE_HELD, FREE, "delayed", id="no CPU, perhaps after the release: it runs on"),
        pytest.param(LATE_HELD, ASLEEP_TOO, "held", id="no CPU before the release, at which it stopped"),
        pytest.param(LATE_HELD._replace(cpu=2e-3), ASLEEP_TOO, "delayed", id="no CPU after it stopped"),
        pytest.param(FORCED, FREE, "held", id="no CPU, then it was made to let go"),
        pytest.param(FORCED._replace(cpu=2e-3, ready=5e-3), FREE, "delayed", id="no CPU for either"),
    ],
)
def test_what_a_waking_found(cycle, following, outcome):
    found = said(cycle, following)
    assert {name for name in ("free", "held", "blocked", "delayed") if getattr(found, name)} == {outcome} - {"nothing"}


def test_a_wait_counts_from_the_waking_to_the_release():
    assert said(HELD).wait == pytest.approx(2e-3 - LATE)


def test_a_wait_without_a_cpu_counts_if_the_gil_was_held_meanwhile():
    assert said(LATE_HELD, ASLEEP_TOO).wait == pytest.approx(3e-3 - LATE)


def test_a_wait_counts_as_far_as_the_program_ran():
    lost = HELD._replace(took=HELD.took + 4e-3, ready=4e-3)
    assert said(lost).wait == pytest.approx(said(HELD).wait)


@pytest.mark.parametrize(
    ("cycle", "following", "blind"),
    [
        pytest.param(FREE, FREE, 1e-5 + LATE + SHORTEST, id="no waking can fall right after another"),
        pytest.param(
            HELD._replace(took=ASLEEP + INTERVAL, cpu=ASLEEP + INTERVAL), FREE, 1e-5, id="made to let go of the GIL"
        ),
        pytest.param(FREE, ASLEEP_TOO, 1e-5, id="it stops running"),
    ],
)
def test_time_that_no_waking_can_hit_counts_as_free_if_the_program_ran(cycle, following, blind):
    assert said(cycle, following).blind == pytest.approx(blind)


def test_a_program_that_may_have_had_no_cpu_at_the_waking_was_found_running_as_likely_as_it_ran():
    blocked = HELD._replace(took=7e-3, cpu=3e-3, ready=3e-3)
    assert said(blocked).held == pytest.approx(0.5)
    assert said(blocked._replace(cpu=6e-3, ready=0.0)).held == 1


def test_waiting_while_nobody_runs_is_holding_while_blocked():
    assert said(HELD._replace(cpu=0.0)).held_blocked == pytest.approx(2e-3)
    assert said(HELD).held_blocked == 0


@pytest.mark.parametrize(
    ("following", "unseen"),
    [pytest.param(ASLEEP_TOO, 3e-3, id="it sleeps on"), pytest.param(FREE, 0.0, id="it waited for the sleeper")],
)
def test_blocked_time_while_the_sleeper_has_no_cpu_is_counted_if_it_goes_on(following, unseen):
    late = HELD._replace(took=HELD.took + 3e-3, delay=3e-3)
    assert said(late, following).unseen == pytest.approx(unseen, abs=TOLERANCE)


def test_time_spent_ready_belongs_to_the_cycles_before_the_one_in_which_it_ended():
    without_cpu = FREE._replace(cpu=0.0)
    assert blocked_times([without_cpu, without_cpu, FREE._replace(ready=2 * ASLEEP)]) == [0.0, 0.0, 0.0]
    assert blocked_times([without_cpu, without_cpu, FREE._replace(ready=ASLEEP)]) == [
        pytest.approx(ASLEEP, abs=TOLERANCE),
        0.0,
        0.0,
    ]


def test_lateness_is_the_median_of_wakings_that_did_not_wait():
    late = [FREE._replace(took=PAUSE + each) for each in (*[1e-5] * ENOUGH, 2e-5, *[9e-5] * ENOUGH)]
    assert lateness([*late, HELD]) == pytest.approx(2e-5)


def test_few_wakings_that_did_not_wait_tell_nothing_of_the_lateness():
    late = [FREE._replace(took=PAUSE + 2.4e-3)] * (ENOUGH - 1)
    assert lateness([*late, HELD]) < 1e-4
