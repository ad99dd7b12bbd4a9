"""Which trials of queues a run has, what they are for, and what they take."""

from dataclasses import replace

import pytest
from tests.experiments import asked_for
from tests.experiments.asked_for import names
from tests.experiments.queues import made
from tests.simulated import target

from gilbench.experiments.contract import Planned
from gilbench.experiments.queues import plan
from gilbench.experiments.queues.records import BOUND, CHANNELS, OF_PROCESSES, UNBOUNDED_ONLY
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Skip, Trial
from gilbench.settings import Settings

PRICES = Prices(start=0.06, calls=1, item=0.05)
DECIDING = ("semaphores", "queue.Queue", "queue.SimpleQueue", "multiprocessing.Queue")
CORE = {f"2?channel={each}" for each in DECIDING}
WHOLE = {f"{workers}?channel={each}" for each in CHANNELS for workers in (2, 4)}


def wanted(on=None, **settings):
    return list(plan.wanted(Asked(Settings(**settings), 2, (1, 2), {}), on or target("3.13")))


@pytest.mark.parametrize(("settings", "measured", "left_out"), asked_for.parts("queues", CORE, WHOLE))
def test_what_is_measured_and_left_out_follows_from_what_was_asked_for(settings, measured, left_out):
    answers = wanted(**settings)
    assert names(answers) == measured
    assert names(answers, LeftOut) == left_out


@pytest.mark.parametrize(("settings", "rounds"), asked_for.rounds("queues"))
def test_rounds(settings, rounds):
    assert Planned(plan).rounds(Settings(**settings)) == rounds


def test_what_starts_no_processes_has_no_queue_between_them():
    here = target("3.13")
    alone = replace(here, facts=replace(here.facts, start_methods=[]))
    skips = [each for each in wanted(alone, suite="full") if isinstance(each, Skip)]
    assert {dict(each.trial.parameters)["channel"] for each in skips} == {*OF_PROCESSES}
    assert {each.reason for each in skips} == {"this interpreter cannot start processes"}
    assert names(wanted(alone)) == CORE - {"2?channel=multiprocessing.Queue"}


def test_what_claims_look_up_decides_and_the_other_one_advises():
    trials = [each for each in wanted(suite="full") if isinstance(each, Trial)]
    assert plan.ranks(trials, target("3.13"), 2) == {
        **{made.trial(f"3.13/{channel}").id: Rank.DECIDES for channel in DECIDING},
        made.trial("3.13/multiprocessing.SimpleQueue").id: Rank.ADVISES,
    }


def test_the_core_takes_a_second_and_a_half_of_one_interpreter():
    core = [each for each in wanted() if isinstance(each, Trial)]
    assert sum(plan.seconds(each, PRICES) for each in core) <= 1.5


@pytest.mark.parametrize("channel", CHANNELS)
def test_two_of_each_take_longer(channel):
    one, two = (plan.seconds(made.trial(f"3.13/{channel}/{pairs}"), PRICES) for pairs in (1, 2))
    assert one < two


@pytest.mark.parametrize("pairs", [1, 2])
@pytest.mark.parametrize("channel", CHANNELS)
def test_what_is_invented_is_of_that_trial(channel, pairs):
    invented = plan.invented(made.trial(f"3.13/{channel}/{pairs}"))
    seen = invented.seen
    assert invented.seconds > 0
    assert [each.bound for each in seen.flows] == ([None] if channel in UNBOUNDED_ONLY else [None, BOUND])
    assert bool(seen.middles) == bool(seen.tails) == (pairs == 1)
    assert not any(each.lost or each.twice or each.disordered for each in seen.flows)
