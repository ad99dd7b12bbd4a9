"""Which trials of sharing a run has."""

import pytest
from tests.experiments.sharing import made
from tests.simulated import target

from gilbench.experiments.contract import Planned
from gilbench.experiments.sharing import measure, plan
from gilbench.experiments.sharing.trials import CORE, IN_WORDS, LOCKED, READS, STEPS, step_of
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Trial
from gilbench.settings import Settings

PRICES = Prices(start=0.09, calls=1, item=0.05)


def wanted(workers=(1, 2), usable_cpus=2, **settings):
    return list(plan.wanted(Asked(Settings(**settings), usable_cpus, workers, {}), target("3.13")))


def counted(answers):
    """Return how many trials are measured, and how many are left out."""
    return tuple(sum(isinstance(each, kind) for each in answers) for kind in (Trial, LeftOut))


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param({}, (len(CORE), len(STEPS) - len(CORE)), id="the core"),
        pytest.param({"suite": "full"}, (len(STEPS), 0), id="the full suite"),
        pytest.param({"experiments": ("sharing",)}, (len(STEPS), 0), id="asked for by itself"),
        pytest.param({"globs": ("primes",)}, (0, 0), id="workloads, of which it has none"),
        pytest.param({"strategies": ("thread",)}, (0, 0), id="strategies, of which it has none"),
        pytest.param({"effort": "quick"}, (0, len(STEPS)), id="a quick run"),
    ],
)
def test_what_is_measured_follows_from_what_was_asked_for(settings, expected):
    assert counted(wanted(**settings)) == expected


@pytest.mark.parametrize(
    ("workers", "usable_cpus", "threads"),
    [
        pytest.param((1, 2), 2, {2}, id="two CPUs"),
        pytest.param((1, 2, 4, 8), 8, {2, 8}, id="two threads, and as many as the CPUs serve"),
        pytest.param((1, 2, 4), 2, {2}, id="not more than that"),
        pytest.param((1,), 1, {2}, id="two even where one was asked for: one shares with nobody"),
    ],
)
def test_numbers_of_threads(workers, usable_cpus, threads):
    whole, core = (
        {each.workers for each in wanted(workers, usable_cpus, **settings) if isinstance(each, Trial)}
        for settings in ({"suite": "full"}, {})
    )
    assert (whole, core) == (threads, {2})


def test_names_say_which_step_it_is():
    assert "sharing/2?step=attribute" in {each.name for each in wanted() if isinstance(each, Trial)}


def test_every_step_has_words_and_the_core_has_what_claims_are_about():
    assert set(CORE) == {*READS, LOCKED} <= set(IN_WORDS)


def test_what_decides_is_the_core_by_two_threads():
    trials = [each for each in wanted((1, 2, 4), 4, suite="full") if isinstance(each, Trial)]
    found = plan.ranks(trials, target("3.13"), 4)
    decides = {each.id for each in trials if each.workers == 2 and step_of(each) in CORE}
    assert {each for each, rank in found.items() if rank == Rank.DECIDES} == decides
    assert [each for each, rank in found.items() if rank == Rank.ADVISES] == ["3.13/sharing/2?step=add"]


@pytest.mark.parametrize(
    ("settings", "rounds"),
    [
        pytest.param({}, "once", id="beside others"),
        pytest.param({"experiments": ("sharing",)}, "every", id="by itself"),
        pytest.param({"suite": "full"}, "every", id="the full suite"),
    ],
)
def test_rounds(settings, rounds):
    assert Planned(plan).rounds(Settings(**settings)) == rounds


def test_the_core_is_priced_below_its_two_and_a_half_seconds():
    core = [each for each in wanted() if isinstance(each, Trial)]
    assert sum(plan.seconds(each, PRICES) for each in core) < 2.5


def test_prices_are_those_of_what_is_measured():
    assert (plan._REPEATS, plan._ALONE, plan._TOGETHER) == (measure.REPEATS, measure.ALONE, measure.TOGETHER)


@pytest.mark.parametrize("name", ["3.13/attribute", "3.13/add/4"])
def test_what_is_invented_has_every_repeat(name):
    call = plan.invented(made.trial(name))
    assert call.seconds > 0
    assert bool(call.seen.lost) == ("add" in name)
    for setting in ("alone", "private", "shared"):
        assert len(getattr(call.seen, f"{setting}_cpu")) == len(getattr(call.seen, f"{setting}_wall")) == 6
