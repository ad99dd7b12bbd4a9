"""Which trials of fairness a run has, what they are for, and what they take."""

import pytest
from tests.experiments.fairness import made
from tests.simulated import target

from gilbench.experiments.contract import Planned
from gilbench.experiments.fairness import plan
from gilbench.experiments.fairness.records import long_window, seconds_of_windows
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Skip, Trial
from gilbench.settings import Settings

PRICES = Prices(start=0.06, calls=1, item=0.05)
CORE = {"2?lock=none", "32?lock=none", "128?lock=none", "2?lock=one"}
SWEEP = {f"2?lock={lock}&interval={each}" for lock in ("none", "one") for each in (0.0001, 0.001, 0.02, 0.1, 0.5)}
COUNTS = (2, 8, 16, 32, 64, 128)
WHOLE = {f"{count}?lock={lock}" for lock in ("none", "one") for count in COUNTS} | SWEEP


def wanted(on="3.13", workers=(1, 2), usable_cpus=2, **settings):
    return list(plan.wanted(Asked(Settings(**settings), usable_cpus, workers, {}), target(on)))


def names(answers, kind=Trial):
    found = (each if kind is Trial else each.trial for each in answers if isinstance(each, kind))
    return {each.name.removeprefix("fairness/").removesuffix("&interval=default") for each in found}


@pytest.mark.parametrize(
    ("settings", "measured"),
    [
        pytest.param({}, CORE, id="beside others the core"),
        pytest.param({"suite": "full"}, WHOLE, id="the full suite"),
        pytest.param({"experiments": ("fairness",)}, WHOLE, id="asked for by itself"),
        pytest.param({"experiments": ("fairness", "throughput")}, CORE, id="asked for with another"),
        pytest.param({"effort": "quick"}, set(), id="quick"),
        pytest.param({"globs": ("primes",)}, set(), id="workloads, of which it has none"),
        pytest.param({"strategies": ("thread",)}, set(), id="strategies, of which it has none"),
        pytest.param({"size": "small"}, set(), id="a smoke test of others"),
    ],
)
def test_what_is_measured_follows_from_what_was_asked_for(settings, measured):
    assert names(wanted(**settings)) == measured


@pytest.mark.parametrize(
    ("settings", "left_out"),
    [
        pytest.param({}, WHOLE - CORE, id="the core"),
        pytest.param({"effort": "quick"}, WHOLE, id="quick"),
        pytest.param({"suite": "full"}, set(), id="the full suite"),
        pytest.param({"globs": ("primes",)}, set(), id="workloads"),
    ],
)
def test_what_is_left_out_is_told(settings, left_out):
    assert names(wanted(**settings), LeftOut) == left_out


def test_without_a_gil_no_switch_interval_is_swept():
    answers = wanted("3.14t", suite="full")
    assert names(answers, Skip) == SWEEP
    assert {each.reason for each in answers if isinstance(each, Skip)} == {
        "without a GIL no switch interval is in force"
    }
    assert names(answers) == WHOLE - SWEEP
    left_out = [each for each in wanted("3.14t") if isinstance(each, LeftOut)]
    assert {each.trial.name for each in left_out if each.impossible} == {
        each.trial.name for each in left_out if "default" not in each.trial.name
    }


@pytest.mark.parametrize(
    ("usable_cpus", "workers", "core", "whole"),
    [
        pytest.param(1, (1,), {2, 32, 128}, {2, 4, 16, 32, 64, 128}, id="one CPU"),
        pytest.param(4, (1, 2, 4), {2, 4, 32, 128}, {2, 4, 16, 32, 64, 128}, id="four CPUs"),
        pytest.param(48, (1, 2, 48), {2, 32, 48, 128}, {2, 16, 32, 48, 64, 128}, id="four times as many is too many"),
        pytest.param(2, (1, 2, 6), {2, 32, 128}, {2, 6, 8, 16, 32, 64, 128}, id="counts of the user's own"),
    ],
)
def test_numbers_of_threads(usable_cpus, workers, core, whole):
    for settings, expected in (({}, core), ({"suite": "full"}, whole)):
        planned = [each for each in wanted("3.13", workers, usable_cpus, **settings) if isinstance(each, Trial)]
        assert {each.workers for each in planned} == expected


@pytest.mark.parametrize(
    ("settings", "rounds"),
    [
        pytest.param({}, "once", id="beside others"),
        pytest.param({"experiments": ("fairness", "startup")}, "once", id="with another"),
        pytest.param({"experiments": ("fairness",)}, "every", id="by itself"),
        pytest.param({"suite": "full"}, "every", id="the full suite"),
    ],
)
def test_rounds(settings, rounds):
    assert Planned(plan).rounds(Settings(**settings)) == rounds


def test_the_most_threads_decide_and_two_advise():
    trials = [each for each in wanted(suite="full") if isinstance(each, Trial)]
    found = plan.ranks(trials, target("3.13"), 2)
    assert found == {
        made.trial("3.13/128").id: Rank.DECIDES,
        made.trial("3.13/2").id: Rank.ADVISES,
        made.trial("3.13/2/one").id: Rank.ADVISES,
    }


def test_nothing_decides_where_no_trial_has_more_threads_than_cpus():
    trials = [each for each in wanted(usable_cpus=128) if isinstance(each, Trial)]
    assert set(plan.ranks(trials, target("3.13"), 128).values()) == {Rank.ADVISES}


def test_the_core_takes_no_more_than_three_seconds_of_one_interpreter():
    core = [each for each in wanted() if isinstance(each, Trial)]
    assert sum(plan.seconds(each, PRICES) for each in core) < 3


@pytest.mark.parametrize(
    ("workers", "interval", "window"),
    [
        pytest.param(2, "default", 0.04, id="no shorter than that"),
        pytest.param(32, "default", 0.16, id="a turn of each thread"),
        pytest.param(2, 0.5, 2.0, id="four turns of few threads"),
        pytest.param(128, 0.0001, 0.04, id="short turns"),
    ],
)
def test_shares_are_counted_in_windows_with_room_for_a_turn_of_every_thread(workers, interval, window):
    assert long_window(workers, interval) == pytest.approx(window)
    assert seconds_of_windows(workers, interval) > window


@pytest.mark.parametrize("name", ["3.13/2", "3.13/2/one", "3.13/128", "3.13/2/none/0.5"])
def test_what_is_invented_is_of_that_trial(name):
    trial = made.trial(name)
    invented = plan.invented(trial)
    assert invented.seconds > 0
    assert {len(each) for each in invented.seen.units} == {trial.workers}
    assert invented.seen.interval == (0.5 if name.endswith("0.5") else 0.005)
    assert bool(invented.seen.full) == (trial.workers > 2)
