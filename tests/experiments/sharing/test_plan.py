"""Which trials of sharing a run has."""

import pytest
from tests.experiments.sharing import made
from tests.simulated import target

from gilbench.experiments.contract import Planned
from gilbench.experiments.sharing import measure, plan
from gilbench.experiments.sharing.trials import (
    COPIED,
    CORE,
    CURED,
    CURES_IN_WORDS,
    IN_WORDS,
    LOCKED,
    MERGED,
    READS,
    STEPS,
    cure_of,
    step_of,
)
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Skip, Trial
from gilbench.settings import Settings

PRICES = Prices(start=0.09, calls=1, item=0.05)


ALL = len(STEPS) + len(CURED)
IN_CORE = len(CORE) + 2


def wanted(workers=(1, 2), usable_cpus=2, on="3.14", **settings):
    return list(plan.wanted(Asked(Settings(**settings), usable_cpus, workers, {}), target(on)))


def counted(answers):
    """Return how many trials are measured, and how many are left out."""
    return tuple(sum(isinstance(each, kind) for each in answers) for kind in (Trial, LeftOut))


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param({}, (IN_CORE, ALL - IN_CORE), id="the core"),
        pytest.param({"suite": "full"}, (ALL, 0), id="the full suite"),
        pytest.param({"experiments": ("sharing",)}, (ALL, 0), id="asked for by itself"),
        pytest.param({"globs": ("primes",)}, (0, 0), id="workloads, of which it has none"),
        pytest.param({"strategies": ("thread",)}, (0, 0), id="strategies, of which it has none"),
        pytest.param({"effort": "quick"}, (0, ALL), id="a quick run"),
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
    found = plan.ranks(trials, target("3.14"), 4)
    steps = {each.id for each in trials if each.workers == 2 and step_of(each) in CORE and cure_of(each) is None}
    assert {each for each, rank in found.items() if rank == Rank.DECIDES} == {
        *steps,
        "3.14/sharing/2?step=attribute&cure=copy",
    }
    assert {each for each, rank in found.items() if rank == Rank.ADVISES} == {
        "3.14/sharing/2?step=add",
        "3.14/sharing/2?step=locked&cure=shards",
    }


@pytest.mark.parametrize(
    ("on", "skipped"),
    [
        pytest.param("3.14", set(), id="sub-interpreters"),
        pytest.param("3.14t", set(), id="sub-interpreters without a GIL"),
        pytest.param("3.13", {"attribute", "locked"}, id="none yet"),
        pytest.param("pypy3.11", {"attribute", "locked"}, id="none at all"),
    ],
)
def test_where_python_code_can_make_no_sub_interpreters_they_are_skipped(on, skipped):
    found = [each for each in wanted(on=on, suite="full") if isinstance(each, Skip)]
    assert {step_of(each.trial) for each in found} == skipped
    assert {cure_of(each.trial) for each in found} <= {"interpreters"}
    assert {each.reason for each in found} <= {"Python code can make sub-interpreters from CPython 3.14 on"}


def test_what_has_a_cure_is_a_step_and_every_cure_has_words():
    assert {step for step, _ in CURED} <= set(STEPS)
    assert {cure for _, cure in CURED} == set(CURES_IN_WORDS)
    assert {COPIED, MERGED} < set(CURED)
    assert len(set(CURED)) == len(CURED) == 18


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


def test_the_core_is_priced_below_its_two_and_a_half_seconds_and_its_cures_below_a_quarter_of_it():
    core = [each for each in wanted() if isinstance(each, Trial)]
    of_cures = sum(plan.seconds(each, PRICES) for each in core if cure_of(each))
    assert of_cures < 0.6
    assert sum(plan.seconds(each, PRICES) for each in core) - of_cures < 2.5


def test_prices_are_those_of_what_is_measured():
    assert (plan._REPEATS, plan._ALONE, plan._TOGETHER) == (measure.REPEATS, measure.ALONE, measure.TOGETHER)
    assert (plan._CURED_ALONE, plan._CURED_TOGETHER) == (measure.CURED_ALONE, measure.CURED_TOGETHER)


@pytest.mark.parametrize("name", ["3.13/attribute", "3.13/add/4", "3.13/attribute:copy"])
def test_what_is_invented_has_every_repeat(name):
    call = plan.invented(made.trial(name))
    assert call.seconds > 0
    assert bool(call.seen.lost) == ("add" in name)
    for setting in ("alone", "cured" if "copy" in name else "private", "shared"):
        assert len(getattr(call.seen, f"{setting}_cpu")) == len(getattr(call.seen, f"{setting}_wall")) == 6
