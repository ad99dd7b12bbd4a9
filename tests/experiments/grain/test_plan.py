"""Which trials of grain a run has."""

from dataclasses import replace

import pytest
from tests.experiments.grain import made

from gilbench.experiments.contract import Planned
from gilbench.experiments.grain import plan
from gilbench.experiments.grain.records import LONG, SHORT
from gilbench.experiments.grain.trials import CORE, Kind, kind_of
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Skip, Trial
from gilbench.settings import Settings

POOLS = {*CORE, "thread_pool"}


def wanted(target=None, workers=(1, 2), usable_cpus=2, **settings):
    return list(plan.wanted(Asked(Settings(**settings), usable_cpus, workers, {}), target or made.interpreter("3.14")))


def measured(answers):
    return [each for each in answers if isinstance(each, Trial)]


def of(kind, answers):
    return {each.strategy_label for each in measured(answers) if kind_of(each) == kind}


@pytest.mark.parametrize(
    ("settings", "labels"),
    [
        pytest.param({}, set(CORE), id="beside others the core"),
        pytest.param({"effort": "quick"}, set(), id="nothing of it in a quick run"),
        pytest.param({"globs": ("primes",)}, set(), id="workloads, of which it has none"),
        pytest.param({"experiments": ("grain", "startup")}, set(CORE), id="asked for with another"),
    ],
)
def test_beside_other_experiments_few_trials_are_measured_once(settings, labels):
    found = measured(wanted(**settings))
    assert [each.strategy_label for each in found] == [
        each.strategy_label for each in found if each.strategy_label in labels
    ]
    assert {each.strategy_label for each in found} == labels
    assert {kind_of(each) for each in found} <= {Kind("even", "1", SHORT)}
    assert Planned(plan).rounds(Settings(**settings)) == "once"


def test_what_a_quick_run_leaves_out_is_named_and_what_was_not_asked_for_is_not():
    left_out = wanted(effort="quick")
    assert left_out
    assert all(isinstance(each, LeftOut) for each in left_out)
    assert wanted(globs=("primes",)) == []


@pytest.mark.parametrize("settings", [{"experiments": ("grain",)}, {"suite": "full"}], ids=["by itself", "everything"])
def test_as_a_whole_every_strategy_but_serial_code_has_even_tasks_one_by_one(settings):
    answers = wanted(**settings)
    names = {each.name for each in made.WAYS}
    assert {each.strategy for each in measured(answers)} == names - {"serial"}
    assert {"process_executor[fork]", "process_executor[spawn]", "process_executor[default]"} <= of(
        Kind("even", "1", SHORT), answers
    )
    assert Planned(plan).rounds(Settings(**settings)) == "every"
    assert not any(isinstance(each, LeftOut) for each in answers)


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        pytest.param(Kind("even", "1", LONG), set(CORE), id="long tasks"),
        pytest.param(Kind("even", "worker", SHORT), POOLS, id="one chunk per worker"),
        pytest.param(Kind("uneven", "1", SHORT), POOLS, id="uneven"),
        pytest.param(Kind("uneven", "worker", SHORT), POOLS, id="uneven, dealt out beforehand"),
        pytest.param(Kind("even", "own", SHORT), {"thread_pool", "process_pool[default]"}, id="chunks of its own"),
        pytest.param(Kind("uneven", "own", SHORT), {"thread_pool", "process_pool[default]"}, id="uneven in its own"),
    ],
)
def test_chunks_are_those_of_the_pools_that_hand_over_one_by_one(kind, labels):
    assert of(kind, wanted(suite="full")) == labels


def test_strategies_can_be_chosen():
    found = measured(wanted(experiments=("grain",), strategies=("process_pool[spawn]",)))
    assert {each.strategy_label for each in found} == {"process_pool[spawn]"}


def test_there_are_as_many_workers_as_cpus_for_them():
    assert {each.workers for each in measured(wanted(workers=(1, 2, 4, 8), usable_cpus=4))} == {4}


def test_what_an_interpreter_cannot_do_is_skipped_with_the_reason():
    missing = [
        replace(each, missing="no sub-interpreters") if each.family == "interpreters" else each for each in made.WAYS
    ]
    target = made.interpreter("3.13")
    target = replace(target, catalogue=replace(target.catalogue, strategies=missing))
    skips = [each for each in wanted(target) if isinstance(each, Skip)]
    assert [(each.trial.strategy, each.reason) for each in skips] == [("interpreter_executor", "no sub-interpreters")]


def test_a_strategy_that_nobody_has_tried_is_not_in_the_core():
    target = made.interpreter("3.13")
    target = replace(target, catalogue=replace(target.catalogue, strategies=made.strategies(tried=False)))
    assert measured(wanted(target)) == []


def test_a_sentence_rests_on_processes_alone_and_the_first_lines_on_the_core():
    trials = measured(wanted(suite="full"))
    found = plan.ranks(trials, made.interpreter("3.14"), 2)
    by_label = {each.strategy_label: found[each.id] for each in trials if each.id in found}
    assert by_label == {label: Rank.DECIDES if label == "process_executor[default]" else Rank.ADVISES for label in CORE}
    assert len(found) == len(CORE)


def prices(**changes):
    return Prices(**{"start": 0.06, "calls": 1, "item": 0.01, **changes})


def test_the_core_of_an_interpreter_is_priced_below_what_it_may_take():
    core = measured(wanted())
    assert sum(plan.seconds(each, prices()) for each in core) < 3.5


@pytest.mark.parametrize(
    ("dearer", "cheaper"),
    [
        pytest.param("process_executor[default]", "thread_executor", id="processes cost more a task than threads"),
        pytest.param("process[spawn]", "process_pool[spawn]", id="processes that are started for each use"),
    ],
)
def test_dearer_strategies_are_priced_higher(dearer, cheaper):
    first, second = (plan.seconds(made.trial(f"3.13/{each}"), prices()) for each in (dearer, cheaper))
    assert first > second


def test_work_that_gets_on_side_by_side_is_priced_lower():
    trial = made.trial("3.13/thread_executor")
    assert plan.seconds(trial, prices(side_by_side=2)) < plan.seconds(trial, prices())
