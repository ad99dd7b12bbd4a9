from dataclasses import asdict, replace

import pytest
from tests.known import spending
from tests.simulated import World, lost, scenario, simulate, trial

from gilbench.plan.trial import OverBudget

PRIMES, ECHO = "3.13/primes", "3.13/echo"
SECONDS = scenario(PRIMES, {"thread": 1.0}) | scenario(ECHO, {"thread": 1.9})


def test_the_rounds_that_every_trial_has_are_told_from_those_that_only_some_have():
    run = simulate(SECONDS, World(rounds=5, noise=0), settings={"effort": "normal"})
    run = type(run)(run.folder, run.manifest, tuple(r for r in run.records if r.round < 5 or "primes" in r.trial))
    found = spending(run)
    elapsed = {number: sum(r.outcome.elapsed for r in run.records if r.round == number) for number in range(1, 6)}
    assert found.least == pytest.approx(elapsed[1] + elapsed[2] + elapsed[3])
    assert found.more == pytest.approx(elapsed[4] + elapsed[5])
    assert found.complete_rounds == 4
    assert {each.what: (each.fewest_rounds, each.most_rounds) for each in found.classes} == {
        "pure-Python CPU": (5, 5),
        "waiting": (4, 4),
    }


def test_precise_comparisons_are_counted_against_what_was_asked_for():
    world = World(rounds=6, noise=0.001)
    calm = spending(simulate(SECONDS, world, settings={"precision": 0.05}))
    assert (calm.comparisons, calm.precise) == (2, 2)
    assert calm.worst < 0.01
    strict = spending(simulate(SECONDS, world, settings={"precision": 0.0001}))
    assert strict.precise == 0
    assert strict.worst_trial in {f"{each}, Thread, 2 workers on 3.13" for each in ("primes", "echo")}


def test_without_intervals_nothing_is_said_about_the_worst():
    assert spending(simulate(SECONDS, World(rounds=1))).worst is None


def test_a_run_without_a_comparison_has_spent_its_time_all_the_same():
    found = spending(simulate({f"{PRIMES}/serial/1": 0.2}))
    assert (found.comparisons, found.worst, found.worst_trial) == (0, None, "")
    assert found.least > 0


def test_a_lost_trial_took_time_but_counts_for_no_precision():
    world = World(rounds=4, noise=0, troubles={f"{PRIMES}/thread/2": {1: lost("failed", "broke")}})
    found = spending(simulate(SECONDS, world))
    assert found.comparisons == 1
    assert asdict(found)["complete_rounds"] == 4


def test_what_was_spent_is_told_by_what_trials_are_for():
    pools = dict.fromkeys(("thread", "asyncio_threads", "process_executor[fork]", "process_executor[spawn]"), 1.0)
    run = simulate(scenario(PRIMES, pools), World(rounds=5, noise=0), settings={"precision": 0.05})
    spawned = "3.13/throughput/primes/process_executor[spawn]/2"
    run = replace(run, records=tuple(each for each in run.records if each.round < 4 or each.trial != spawned))
    decide, advise, show = spending(run).ranks
    assert (decide.what, decide.trials, decide.comparisons, decide.precise, decide.worst) == (
        *("what decides a sentence", 3, 2, 2),
        pytest.approx(0),
    )
    assert (advise.what, advise.trials, advise.fewest_rounds) == ("what narrows an advice", 1, 5)
    assert (show.what, show.trials, show.fewest_rounds, show.most_rounds) == ("the rest", 1, 3, 3)
    elapsed = sum(each.outcome.elapsed for each in run.records)
    assert sum(each.seconds for each in (decide, advise, show)) == pytest.approx(elapsed)


def test_the_share_inside_values_is_that_of_the_whole_time_of_trials():
    assert spending(simulate(SECONDS, World(noise=0))).inside_values == pytest.approx(0.5)  # as they are simulated
    assert spending(simulate(SECONDS, World(rounds=0))).inside_values == 0.0


def test_what_the_budget_had_no_room_for_is_counted_with_a_budget_that_has():
    run = simulate(SECONDS)
    assert (spending(run).no_room, spending(run).room) == (0, "")
    over = OverBudget((trial(f"{ECHO}/asyncio/2"),), 301.0)
    plan = replace(run.manifest.plan, over_budget=over)
    found = spending(replace(run, manifest=replace(run.manifest, plan=plan)))
    assert (found.no_room, found.room) == (1, "--budget 6m")
