from dataclasses import replace

import pytest
from tests.known import collect
from tests.simulated import World, scenario, simulate, trial

from gilbench.analysis.ratios import difference
from gilbench.model import NoiseFloor
from gilbench.plan.trial import Plan

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


ALIKE = scenario(PRIMES, {"thread": 1.0, "process_executor[fork]": 1.9})


def test_a_run_without_copies_asks_for_the_margin_only():
    standard = collect(simulate(ALIKE)).standard
    assert (standard.floor, standard.least) == (0.0, standard.margin)


@pytest.mark.parametrize(("share", "expected"), [(0.01, "faster"), (0.3, "undecided")])
def test_an_effect_has_to_reach_what_identical_trials_differed_by(share, expected):
    evidence = replace(collect(simulate(scenario(PRIMES, {"thread": 1.12}))), floor=NoiseFloor(share, 6, ()))
    assert difference(evidence.speedups[trial(THREAD).id], evidence.standard) == expected


def test_many_comparisons_without_a_difference_make_each_of_them_harder_to_call_one():
    alone = collect(simulate(scenario(PRIMES, {"thread": 1.0}))).standard.significance
    others = {f"thread_pool/{workers}": 0.2 for workers in range(2, 12)}
    among = scenario(PRIMES, {"thread": 1.0}) | {f"{PRIMES}/{name}": seconds for name, seconds in others.items()}
    assert collect(simulate(among)).standard.significance < alone / 5


def test_clear_differences_leave_room_for_one_more():
    speedups = {
        "thread": 1.0,
        "process_executor[fork]": 1.9,
        "process_executor[spawn]": 1.9,
        "interpreter_executor": 1.9,
    }
    assert collect(simulate(scenario(PRIMES, speedups))).standard.significance > 0.03


def test_copies_are_no_evidence():
    run = simulate(ALIKE | {f"{PRIMES}/serial/1#2": 0.2})
    assert not any("#2" in each for each in collect(run).summaries)
