"""Which trials of deadlock a run has, what they are for, and what they take."""

from dataclasses import replace

import pytest
from tests.experiments import asked_for
from tests.experiments.asked_for import names
from tests.experiments.deadlock import made
from tests.simulated import target

from gilbench.experiments.contract import Planned
from gilbench.experiments.deadlock import plan
from gilbench.experiments.deadlock.records import CURES, DINNERS
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Skip, Trial
from gilbench.settings import Settings

PRICES = Prices(start=0.06, calls=1, item=0.05)
NAME = "{}?cure={}&pause={}&kind={}"
CORE = {NAME.format(5, "none", "no", "threads"), *(NAME.format(5, each, "yes", "threads") for each in CURES)}
WHOLE = (
    {NAME.format(5, each, "no", "threads") for each in CURES}
    | {NAME.format(count, each, "yes", kind) for each in CURES for kind in ("threads", "processes") for count in (2, 5)}
    | {NAME.format(16, each, "yes", kind) for each in CURES for kind in ("threads", "processes")}
)


def wanted(on=None, **settings):
    return list(plan.wanted(Asked(Settings(**settings), 2, (1, 2), {}), on or target("3.13")))


@pytest.mark.parametrize(("settings", "measured", "left_out"), asked_for.parts("deadlock", CORE, WHOLE))
def test_what_is_measured_and_left_out_follows_from_what_was_asked_for(settings, measured, left_out):
    answers = wanted(**settings)
    assert names(answers) == measured
    assert names(answers, LeftOut) == left_out


def test_where_nothing_can_be_forked_processes_are_skipped():
    here = target("3.13")
    answers = wanted(replace(here, facts=replace(here.facts, start_methods=["spawn"])), suite="full")
    assert names(answers, Skip) == {each for each in WHOLE if each.endswith("processes")}
    assert {each.reason for each in answers if isinstance(each, Skip)} == {
        "this platform cannot fork the processes that sit at the table"
    }


@pytest.mark.parametrize(("settings", "rounds"), asked_for.rounds("deadlock"))
def test_rounds(settings, rounds):
    assert Planned(plan).rounds(Settings(**settings)) == rounds


def test_what_claims_look_up_decides_and_the_waiter_advises():
    trials = [each for each in wanted(suite="full") if isinstance(each, Trial)]
    decide = ("none/no", "none/yes", "back-off/yes", "ordered/yes")
    assert plan.ranks(trials, target("3.13"), 2) == {
        **{made.trial(f"3.13/{each}").id: Rank.DECIDES for each in decide},
        made.trial("3.13/waiter/yes").id: Rank.ADVISES,
    }


def test_the_core_takes_two_seconds_of_one_interpreter():
    core = [each for each in wanted() if isinstance(each, Trial)]
    assert sum(plan.seconds(each, PRICES) for each in core) <= 2.0


def test_processes_take_longer_and_so_do_more_of_them():
    taken = [plan.seconds(made.trial(f"3.13/ordered/yes/{each}"), PRICES) for each in ("threads/5", "processes/5")]
    assert taken == sorted(taken)
    assert plan.seconds(made.trial("3.13/ordered/yes/processes/16"), PRICES) > taken[1]


@pytest.mark.parametrize("name", ["none/no", "none/yes", "back-off/yes", "ordered/no", "waiter/yes/processes/16"])
def test_what_is_invented_is_of_that_trial(name):
    trial = made.trial(f"3.13/{name}")
    invented = plan.invented(trial)
    assert invented.seconds > 0
    assert len(invented.seen.dinners) == DINNERS
    assert {len(each.meals) for each in invented.seen.dinners} == {trial.workers}
    assert {bool(each.circle) for each in invented.seen.dinners} == {name == "none/yes"}
