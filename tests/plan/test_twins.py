"""A twin that was brought along takes part with what the cost of a missing GIL is told from, and the plan says so."""

from dataclasses import replace

import pytest
from tests.known import EXPERIMENTS, planned
from tests.simulated import target

from gilbench.experiments.catalogue import Experiments
from gilbench.experiments.discovery import find
from gilbench.plan import printed, twins
from gilbench.plan.estimate import Pricing
from gilbench.plan.naming import Names
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Plan
from gilbench.settings import DEPTHS, Settings

HERE, FREE = target("3.13"), target("3.14t")
TWIN = replace(target("3.14t+gil"), twin_of="3.14t")
EVERY = Experiments(find().known)


def of_the_twin(**asked):
    return {
        trial.name.removeprefix("throughput/")
        for trial in planned(Settings(**asked), [HERE, FREE, TWIN], 2).trials
        if trial.target == TWIN.id
    }


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param({}, {"primes/serial/1"}, id="core"),
        pytest.param({"suite": "full"}, {"primes/serial/1", "wordcount/serial/1"}, id="full"),
        pytest.param({"globs": ("w*", "sleep")}, {"wordcount/serial/1"}, id="named workloads"),
        pytest.param({"strategies": ("thread",)}, {"primes/serial/1", "wordcount/serial/1"}, id="named strategies"),
        pytest.param({"globs": ("sleep", "crc32_*")}, set(), id="no pure Python"),
        pytest.param({"experiments": ("held_share",), "globs": ("crc32_held",)}, set(), id="another experiment"),
    ],
)
def test_it_takes_part_with_the_serial_pure_python_code_that_is_measured_anyway(asked, expected):
    assert of_the_twin(**asked) == expected
    made = planned(Settings(**asked), [HERE, FREE, TWIN], 2)
    mine = [trial for trial in made.trials if trial.target == TWIN.id]
    assert {replace(trial, target=FREE.id) for trial in mine} <= set(made.trials)


def test_it_skips_leaves_out_and_repeats_nothing():
    made = planned(Settings(), [HERE, FREE, TWIN], 2)
    rest = [*(skip.trial for skip in made.skips), *made.left_out, *made.copies]
    assert TWIN.id not in {trial.target for trial in rest}


def test_it_takes_part_in_every_round_and_decides_a_sentence():
    made = planned(Settings(), [HERE, FREE, TWIN], 2)
    (mine,) = (trial for trial in made.trials if trial.target == TWIN.id)
    planner = EXPERIMENTS.planners[mine.experiment]
    assert planner.rounds(Settings()) == "every"
    assert planner.ranks(made.trials, TWIN, 2)[mine.id] == Rank.DECIDES


def test_no_other_experiment_measures_it():
    makes = {name: list(each.twinned(None, TWIN)) for name, each in EVERY.planners.items() if name != "throughput"}
    assert makes
    assert not any(makes.values())


def test_one_with_nothing_to_measure_stays_away():
    targets = [HERE, FREE, TWIN]
    assert twins.taking_part(targets, planned(Settings(), targets, 2)) == targets
    assert twins.taking_part(targets, planned(Settings(globs=("sleep",)), targets, 2)) == [HERE, FREE]
    assert twins.taking_part([HERE, FREE], Plan((), (), ())) == [HERE, FREE]


def pricing(settings, targets=(HERE, FREE, TWIN)):
    return Pricing(EXPERIMENTS.planners, settings, {each.id: each for each in targets})


def remarks(made, settings, targets=(HERE, FREE, TWIN)):
    return list(twins.remarks(targets, made, pricing(settings, targets)))


def test_the_plan_says_what_it_costs():
    settings = Settings()
    items = {"every": {"primes": 16}}
    with_it, without = (planned(settings, targets, 2, items) for targets in ([HERE, FREE, TWIN], [HERE, FREE]))
    costs = [pricing(settings).least(made) for made in (with_it, without)]
    assert 1 <= costs[0] - costs[1] < 2
    words = (
        "3.14t+gil takes part to tell what serial code pays on 3.14t for having no GIL: 1 serial trial, "
        "about 1 s of the time; name interpreters with --python to leave it out"
    )
    assert remarks(with_it, settings) == [words]
    assert words in printed.render(with_it, DEPTHS["normal"], 60.0, Names([HERE]), [words]).splitlines()


@pytest.mark.parametrize(
    "targets", [pytest.param([HERE, FREE], id="no twin"), pytest.param([FREE, target("3.14t+gil")], id="a named one")]
)
def test_of_what_was_asked_for_the_plan_says_nothing(targets):
    assert remarks(planned(Settings(), targets, 2), Settings(), targets) == []
