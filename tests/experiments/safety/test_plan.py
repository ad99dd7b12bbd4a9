"""Which trials of safety a run has, what they are for, and what they take."""

import pytest
from tests.experiments import asked_for
from tests.experiments.asked_for import names
from tests.experiments.safety import made
from tests.simulated import target

from gilbench.experiments.contract import Planned
from gilbench.experiments.safety import plan
from gilbench.experiments.safety.records import GROUPS
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Trial
from gilbench.settings import Settings

PRICES = Prices(start=0.06, calls=1, item=0.05)
CORE = {"2?test=unlocked", "2?test=cures", "1?test=join", "32?test=identifiers", "4?test=order"}
WHOLE = CORE | {"8?test=unlocked", "8?test=cures"}


def wanted(on="3.13", **settings):
    return list(plan.wanted(Asked(Settings(**settings), 2, (1, 2), {}), target(on)))


@pytest.mark.parametrize(("settings", "measured", "left_out"), asked_for.parts("safety", CORE, WHOLE))
def test_what_is_measured_and_left_out_follows_from_what_was_asked_for(settings, measured, left_out):
    answers = wanted(**settings)
    assert names(answers) == measured
    assert names(answers, LeftOut) == left_out


@pytest.mark.parametrize(("settings", "rounds"), asked_for.rounds("safety"))
def test_rounds(settings, rounds):
    assert Planned(plan).rounds(Settings(**settings)) == rounds


def test_what_claims_look_up_decides():
    trials = [each for each in wanted(suite="full") if isinstance(each, Trial)]
    decide = ("unlocked", "cures", "join", "identifiers", "order")
    assert plan.ranks(trials, target("3.13"), 2) == {made.trial(f"3.13/{test}").id: Rank.DECIDES for test in decide}


def test_the_core_takes_two_seconds_of_one_interpreter():
    core = [each for each in wanted() if isinstance(each, Trial)]
    assert sum(plan.seconds(each, PRICES) for each in core) <= 2.0


def test_more_threads_take_longer():
    assert plan.seconds(made.trial("3.13/cures/8"), PRICES) > plan.seconds(made.trial("3.13/cures"), PRICES)


@pytest.mark.parametrize("test", [*GROUPS, "join", "identifiers", "order"])
def test_what_is_invented_is_of_that_trial(test):
    invented = plan.invented(made.trial(f"3.13/{test}"))
    seen = invented.seen
    assert invented.seconds > 0
    parts = {"counters": seen.counted, "join": seen.early, "identifiers": seen.identified, "order": seen.ended}
    assert {name for name, each in parts.items() if each} == {"counters" if test in GROUPS else test}
    assert tuple(dict.fromkeys(each.way for each in seen.counted)) == GROUPS.get(test, ())
    assert {each.way for each in seen.counted if any(each.lost)} == ({"call"} if test == "unlocked" else set())
