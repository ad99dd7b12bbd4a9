"""What the calls of all rounds come to."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.logging_price import made

from gilbench.experiments.logging_price.figures import COMPARED, FIGURES, reduce
from gilbench.experiments.logging_price.trials import WHOLE

NAMES = {figure.name for figure in FIGURES}
ONE_AND_ALL = {
    "log_call": 8e-6,
    "log_rate_of_one": 125e3,
    "log_rate": 87.5e3,
    "log_speedup": 0.7,
    "log_cpu_by_one": 1.5,
}
OF_QUEUE = {
    "log_delivered": 16e-6,
    "log_delivered_rate_of_one": 62.5e3,
    "log_delivered_rate": 43.75e3,
    "log_delivered_speedup": 0.7,
}


def reduced(to, *seen):
    return reduce(made.trial(f"3.13/{to}"), {number: [made.call(each)] for number, each in enumerate(seen, 1)})


def test_every_figure_is_some_trials_and_every_trial_has_what_is_compared():
    found = [set(reduced(to, made.seen(to))) for to in WHOLE]
    assert set().union(*found) == NAMES
    assert all(COMPARED in each for each in found)


@pytest.mark.parametrize("rounds", [{}, {1: []}], ids=["no round", "a round without a call"])
def test_without_a_call_there_is_no_figure(rounds):
    assert reduce(made.trial("3.13/file"), rounds) == {}


@pytest.mark.parametrize("rounds", [1, 3])
@pytest.mark.parametrize(
    ("to", "expected"),
    [
        pytest.param(
            "disabled",
            {
                "log_call": 50e-9,
                "log_eager_call": 180e-9,
                "log_guarded_call": 40e-9,
                "log_eager_extra": 130e-9,
                "log_speedup": 1.0,
                "log_eager_speedup": 1.0,
                "log_guarded_speedup": 1.0,
            },
            id="disabled",
        ),
        pytest.param("null", ONE_AND_ALL, id="null"),
        pytest.param(
            "file",
            {
                **ONE_AND_ALL,
                "log_own_rate": 200e3,
                "log_own_speedup": 1.6,
                "log_own_by_shared": 1.6 / 0.7,
                "log_own_cpu_by_one": 1.5,
                "log_running": 0.5,
                "log_ready": 0.04,
                "log_waiting": 0.46,
                "log_own_running": 0.9,
                "log_own_ready": 0.04,
                "log_own_waiting": 0.06,
            },
            id="file",
        ),
        pytest.param("queue", {**ONE_AND_ALL, **OF_QUEUE}, id="queue"),
        pytest.param("process-queue", {**ONE_AND_ALL, **OF_QUEUE}, id="a queue of processes"),
        pytest.param(
            "process-files", {**ONE_AND_ALL, "log_rate": 200e3, "log_speedup": 1.6}, id="a file of each process"
        ),
        pytest.param("rotating", {**ONE_AND_ALL, "log_rotations": 4}, id="rotating"),
        pytest.param(
            "exception",
            {
                **ONE_AND_ALL,
                "log_exception_call": 12e-6,
                "log_exc_info_by_plain": 2.0,
                "log_exception_by_plain": 3.0,
            },
            id="exceptions",
        ),
    ],
)
def test_what_they_come_to(to, expected, rounds):
    found = reduced(to, *[made.seen(to)] * rounds)
    assert {name: each.value for name, each in found.items()} == pytest.approx(expected, rel=1e-3)
    assert {each.rounds for each in found.values()} == {rounds}


def test_one_round_has_the_interval_of_its_repeats_and_several_that_of_the_rounds():
    steady, shaken = (
        reduced("file", made.seen("file", repeats=repeats))["log_speedup"] for repeats in (made.STEADY, made.SHAKEN)
    )
    assert 0.68 < steady.low < steady.value < steady.high < 0.72
    assert shaken.high - shaken.low > 0.3
    same = reduced("file", *[made.seen("file", repeats=made.SHAKEN)] * 3)["log_speedup"]
    assert same.low == pytest.approx(same.high)


def test_both_sides_of_a_comparison_are_of_the_same_repeat():
    drifting = [1e-6 * 2**number for number in range(7)]
    seen = made.seen("file")
    shared, _, own = seen.settings
    drifted = replace(
        seen,
        settings=[
            replace(shared, seconds=drifting),
            replace(shared, threads=2, seconds=[2 * each for each in drifting]),
            replace(own, seconds=[each / 2 for each in drifting]),
        ],
    )
    found = reduced("file", drifted)
    for name, value in (("log_speedup", 0.5), ("log_own_speedup", 2.0), ("log_own_by_shared", 4.0)):
        assert (found[name].low, found[name].high) == pytest.approx((value, value))


def test_where_no_time_ready_is_told_only_running_is():
    seen = made.seen("file")
    found = reduced("file", replace(seen, settings=[replace(each, ready=[]) for each in seen.settings]))
    assert {"log_running", "log_own_running"} <= found.keys()
    assert not {"log_ready", "log_waiting", "log_own_ready", "log_own_waiting"} & found.keys()


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=7, max_size=7))
def test_shares_of_time_stay_between_nothing_and_all(pairs):
    running, ready = ([pair[side] for pair in pairs] for side in (0, 1))
    seen = made.seen("file")
    changed = [replace(each, running=running, ready=ready) for each in seen.settings]
    found = reduced("file", replace(seen, settings=changed))
    for name in ("log_running", "log_ready", "log_waiting"):
        assert 0 <= found[name].low <= found[name].value <= found[name].high <= 1


def test_a_setting_without_times_is_an_error_and_no_figure():
    seen = made.seen("null")
    with pytest.raises(ValueError, match="no times of shared together"):
        reduced("null", replace(seen, settings=seen.settings[:1]))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.floats(1e-8, 1e-6), st.floats(1e-8, 1e-6)), min_size=2, max_size=9))
def test_what_eager_formatting_costs_lies_between_the_least_and_the_most_difference(pairs):
    eager, lazy = ([pair[side] for pair in pairs] for side in (0, 1))
    seen = made.seen("disabled")
    times = {"eager": eager, "lazy": lazy}
    changed = [
        replace(each, seconds=times[each.what], cpu=times[each.what]) if each.what in times else each
        for each in seen.settings
    ]
    extra = reduced("disabled", replace(seen, settings=changed))["log_eager_extra"]
    differences = [a - b for a, b in pairs]
    assert min(differences) <= extra.value <= max(differences)
    assert extra.low <= extra.value <= extra.high
