"""Which trials of hidden_locks a run has."""

import pytest
from tests.experiments.hidden_locks import made
from tests.simulated import target

from gilbench.experiments.contract import Planned
from gilbench.experiments.hidden_locks import plan
from gilbench.experiments.hidden_locks.records import CALLS, REPEATS
from gilbench.experiments.hidden_locks.trials import waits_in
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Trial
from gilbench.settings import Settings

PRICES = Prices(start=0.1, calls=1, item=0.05)
BOTH = set(CALLS)


def wanted(**settings):
    return list(plan.wanted(Asked(Settings(**settings), 2, (1, 2), {}), target("3.13")))


def what(answers, kind):
    trials = [each if kind is Trial else each.trial for each in answers if isinstance(each, kind)]
    return {waits_in(each) for each in trials}


@pytest.mark.parametrize(
    ("settings", "measured", "left_out", "rounds"),
    [
        pytest.param({}, BOTH, set(), "once", id="beside others"),
        pytest.param({"experiments": ("hidden_locks",)}, BOTH, set(), "every", id="by itself"),
        pytest.param({"suite": "full"}, BOTH, set(), "every", id="the full suite"),
        pytest.param({"effort": "quick"}, set(), BOTH, "once", id="a quick run"),
        pytest.param({"globs": ("primes",)}, set(), set(), "once", id="workloads, of which it has none"),
        pytest.param({"strategies": ("thread",)}, set(), set(), "once", id="strategies, of which it has none"),
        pytest.param({"size": "small"}, set(), set(), "once", id="a smoke test"),
    ],
)
def test_what_is_measured_follows_from_what_was_asked_for(settings, measured, left_out, rounds):
    answers = wanted(**settings)
    assert (what(answers, Trial), what(answers, LeftOut)) == (measured, left_out)
    assert Planned(plan).rounds(Settings(**settings)) == rounds


def test_a_trial_is_named_by_how_its_calls_spend_their_time():
    assert [each.name for each in wanted()] == ["hidden_locks/2?wait=sleep", "hidden_locks/2?wait=compute"]


def test_the_sentence_rests_on_both_trials_of_its_target():
    trials = [made.trial(f"{where}/{wait}") for where in ("3.13", "3.14") for wait in CALLS]
    assert plan.ranks(trials, target("3.13"), 2) == {
        "3.13/hidden_locks/2?wait=sleep": Rank.DECIDES,
        "3.13/hidden_locks/2?wait=compute": Rank.DECIDES,
    }


def test_the_core_is_priced_at_its_second_and_a_half():
    assert 1 < sum(plan.seconds(each, PRICES) for each in wanted()) <= 1.5


@pytest.mark.parametrize("wait", CALLS)
def test_what_is_invented_has_every_call_and_repeat(wait):
    call = plan.invented(made.trial(f"3.13/{wait}"))
    assert call.seconds > 0
    assert tuple(each.name for each in call.seen.calls) == CALLS[wait]
    assert all(len(times) == REPEATS for each in call.seen.calls for times in (each.alone, each.shared, each.own))
    assert all(min(*each.alone, *each.shared, *each.own) > 0 for each in call.seen.calls)
