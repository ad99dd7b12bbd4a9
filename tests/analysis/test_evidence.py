from dataclasses import replace

import pytest
from tests.simulated import World, lost, scenario, simulate, trial

from gilbench.analysis.evidence import collect
from gilbench.analysis.precision import worst_half_width
from gilbench.plan import Plan

PRIMES = "3.13/primes"
THREAD = f"{PRIMES}/thread/2"


def under(*workers):
    return {f"{PRIMES}/thread/{count}": 0.1 for count in workers}


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        pytest.param(under(1, 2, 4), 2, id="the largest that the CPUs can serve"),
        pytest.param(under(4, 8), 4, id="the smallest above, if none can be served"),
        pytest.param(under(1), 1, id="one worker only"),
        pytest.param({}, 1, id="serial only"),
        pytest.param(
            under(2, 4) | {f"3.13/{work}/thread/4": 0.1 for work in ("echo", "sleep", "sha256")},
            4,
            id="what only a few trials have does not count",
        ),
    ],
)
def test_tables_are_about_the_worker_count_that_most_trials_have(seconds, expected):
    assert collect(simulate({f"{PRIMES}/serial/1": 0.2} | seconds)).workers("3.13") == expected


def test_a_known_speedup_is_recovered_under_a_hog_and_drift():
    world = World(rounds=12, noise=0.01, drift=0.3, hog=lambda number: 3.0 if number % 3 == 0 else 1.0)
    speedup = collect(simulate(scenario(PRIMES, {"thread": 1.5}), world)).speedups[trial(THREAD).id]
    assert speedup.low < 1.5 < speedup.high
    assert speedup.high - speedup.low < 0.05


def test_serial_is_one_by_definition_and_the_rest_needs_it():
    evidence = collect(simulate(scenario(PRIMES, {"thread": 1.5})))
    assert evidence.speedups[trial(f"{PRIMES}/serial/1").id].value == 1
    assert collect(simulate({THREAD: 0.2})).speedups == {}


def test_other_work_is_no_baseline():
    run = simulate(scenario(PRIMES, {"thread": 1.5}) | {"3.14/primes/thread/2": 0.1, "3.13/sleep/thread/2": 0.1})
    assert [each.rpartition("3.13/")[0] for each in collect(run).speedups] == ["", ""]


@pytest.mark.parametrize("change", [{"items": 8}, {"size": "small"}], ids=["items", "size"])
def test_another_amount_of_work_is_no_baseline(change):
    run = simulate(scenario(PRIMES, {"thread": 1.5}))
    serial, thread = run.manifest.plan.trials
    run = replace(run, manifest=replace(run.manifest, plan=Plan((serial, replace(thread, **change)), (), ())))
    assert list(collect(run).speedups) == [serial.id]


def test_the_precision_of_a_run_is_that_of_its_widest_speedup():
    calm = scenario(PRIMES, {"thread": 1.0, "thread_pool": 1.0})
    assert worst_half_width(simulate(calm, World(noise=0))) == pytest.approx(0)
    few = worst_half_width(simulate(calm, World(rounds=4, noise=0.05)))
    many = worst_half_width(simulate(calm, World(rounds=16, noise=0.05)))
    assert 0 < many < few


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(simulate(scenario(PRIMES, {"thread": 1.0}), World(rounds=1)), id="one round"),
        pytest.param(simulate(scenario(PRIMES, {"thread": 1.0}), World(rounds=0)), id="nothing ran yet"),
        pytest.param(simulate({f"{PRIMES}/serial/1": 0.2}), id="no speed-up"),
    ],
)
def test_what_cannot_be_precise_yet_is_infinitely_wide(run):
    assert worst_half_width(run) == float("inf")


def test_a_trial_that_has_not_run_yet_keeps_a_run_from_being_precise():
    run = simulate(scenario(PRIMES, {"thread": 1.0, "thread_pool": 1.0}), World(noise=0))
    began = tuple(each for each in run.records if each.trial != trial(f"{PRIMES}/thread_pool/2").id)
    assert worst_half_width(replace(run, records=began)) == float("inf")


def test_a_lost_trial_does_not_keep_a_run_from_being_precise():
    seconds = scenario(PRIMES, {"thread": 1.0, "thread_pool": 1.0})
    world = World(noise=0, troubles={THREAD: {1: lost("failed", "broke")}})
    assert worst_half_width(simulate(seconds, world)) == pytest.approx(0)
