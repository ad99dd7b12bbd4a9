"""The speed-up on an idle machine, from made-up ledgers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.testing.speedup import Round, idle_ratio, own_threads_of
from gilbench.testing.threads import Together
from gilbench.testing.times import Times


def one_round(alone, *threads):
    """Make a round from (running, ready, blocked) in seconds."""
    sides = [[Times(sum(parts), *parts[:2]) for parts in side] for side in ([alone], threads)]
    return Round(*(Together(max(times.wall for times in side), side) for side in sides))


@pytest.mark.parametrize(
    ("one", "held", "gil", "ratio"),
    [
        pytest.param(one_round((2, 0, 0), (1, 0, 0), (1, 0, 0)), 0.0, True, 2.0, id="the GIL is released"),
        pytest.param(one_round((2, 0, 0), (1, 0, 1), (1, 0, 1)), 1.0, True, 1.0, id="the GIL is held"),
        pytest.param(one_round((2, 0, 0), (1, 0, 0), (1, 0, 0)), 0.5, True, 2.0, id="held for half"),
        pytest.param(
            one_round((2, 0, 0), (1, 1, 0), (1, 1, 0)), 0.0, True, 2.0, id="released, one CPU for two threads"
        ),
        pytest.param(one_round((2, 2, 0), (1, 3, 0), (1, 3, 0)), 0.0, False, 2.0, id="no GIL, a busy machine"),
        pytest.param(one_round((2, 0, 0), (1, 0, 1), (1, 0, 1)), 0.0, False, 1.0, id="no GIL, a lock"),
        pytest.param(one_round((0.1, 0, 2), (0.05, 0, 1), (0.05, 0, 1)), 1.0, True, 2.0, id="waiting, with a GIL"),
        pytest.param(one_round((2, 0, 0), (1.5, 0, 0), (1.5, 0, 0)), 0.0, True, 4 / 3, id="dearer in threads"),
        pytest.param(one_round((0, 0, 0), (0, 0, 0), (0, 0, 0)), 0.0, True, None, id="nothing"),
    ],
)
def test_an_idle_machine_is_without_the_time_ready(one, held, gil, ratio):
    found = idle_ratio(one, held, gil=gil)
    assert found == (None if ratio is None else pytest.approx(ratio))


seconds = st.floats(0.01, 10)


@given(seconds, seconds, st.floats(0, 1), st.booleans(), st.floats(0, 5))
def test_other_programs_do_not_change_it(running, blocked, held, gil, ready):
    quiet = one_round((2 * running, 0, 2 * blocked), (running, 0, blocked), (running, 0, blocked))
    busy = one_round((2 * running, ready, 2 * blocked), (running, ready, blocked), (running, ready, blocked))
    assert idle_ratio(busy, held, gil=gil) == pytest.approx(idle_ratio(quiet, held, gil=gil))


@given(seconds, st.floats(0, 1), st.floats(0, 1))
def test_more_holding_never_means_more_gain(running, one, other):
    less, more = sorted((one, other))
    both = one_round((2 * running, 0, 0), (running, 0, 0), (running, 0, 0))
    assert idle_ratio(both, more, gil=True) <= idle_ratio(both, less, gil=True)


@pytest.mark.parametrize(
    ("processes", "own"),
    [
        pytest.param((1.9, 1.9, 1.9), pytest.approx(1.9), id="others do it all"),
        pytest.param((1.9, 0.01, 0.01), pytest.approx(0.64), id="in one round of three"),
        pytest.param((0.01, 0.01, 0.01), None, id="they do nothing"),
    ],
)
def test_rounds_in_one_thread_tell_whether_a_call_has_threads_of_its_own(processes, own):
    waits = one_round((0.01, 0, 0.99), (0.01, 0, 0.99))
    rounds = [waits._replace(alone=waits.alone._replace(process=each)) for each in processes]
    assert own_threads_of(rounds) == own
