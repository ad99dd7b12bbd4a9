"""Which trials of logging a run has."""

import pytest
from tests.experiments.logging_price import made
from tests.simulated import target

from gilbench.experiments.contract import Planned
from gilbench.experiments.logging_price import plan
from gilbench.experiments.logging_price.records import REPEATS, compared
from gilbench.experiments.logging_price.trials import CORE, WHOLE, goes_to
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Trial
from gilbench.settings import Settings

PRICES = Prices(start=0.1, calls=1, item=0.05)
ALL, THE_CORE = set(WHOLE), set(CORE)


def wanted(workers=(1, 2), usable_cpus=2, **settings):
    return list(plan.wanted(Asked(Settings(**settings), usable_cpus, workers, {}), target("3.13")))


def what(answers, kind):
    trials = [each if kind is Trial else each.trial for each in answers if isinstance(each, kind)]
    return {goes_to(each) for each in trials}


@pytest.mark.parametrize(
    ("settings", "measured", "left_out", "rounds"),
    [
        pytest.param({}, THE_CORE, ALL, "once", id="beside others, with two threads"),
        pytest.param({"experiments": ("logging_price",)}, ALL, set(), "every", id="by itself"),
        pytest.param({"suite": "full"}, ALL, set(), "every", id="the full suite"),
        pytest.param({"effort": "quick"}, set(), ALL, "once", id="a quick run"),
        pytest.param({"globs": ("primes",)}, set(), set(), "once", id="workloads, of which it has none"),
        pytest.param({"strategies": ("thread",)}, set(), set(), "once", id="strategies, of which it has none"),
        pytest.param({"size": "small"}, set(), set(), "once", id="a smoke test"),
    ],
)
def test_what_is_measured_follows_from_what_was_asked_for(settings, measured, left_out, rounds):
    answers = wanted(**settings)
    assert (what(answers, Trial), what(answers, LeftOut)) == (measured, left_out)
    assert Planned(plan).rounds(Settings(**settings)) == rounds


@pytest.mark.parametrize(
    ("workers", "usable_cpus", "threads"),
    [
        pytest.param((1, 2), 2, {2, 4}, id="more than there are CPUs, where these are two"),
        pytest.param((1, 2, 4, 8), 8, {2, 8}, id="two threads, and as many as the CPUs serve"),
        pytest.param((1,), 1, {2, 4}, id="two and four even where one was asked for"),
    ],
)
def test_numbers_of_threads(workers, usable_cpus, threads):
    trials = [each for each in wanted(workers, usable_cpus, suite="full") if isinstance(each, Trial)]
    assert {each.workers for each in trials} == threads
    assert len(trials) == len(threads) * len(WHOLE)


def test_a_trial_is_named_by_where_records_go():
    assert {"logging_price/2?to=disabled", "logging_price/4?to=process-queue"} <= {
        each.name for each in wanted(suite="full") if isinstance(each, Trial)
    }


def test_sentences_rest_on_a_disabled_level_and_a_file_and_a_queue_and_processes_are_told():
    trials = [made.trial(f"{where}/{to}{more}") for where in ("3.13", "3.14") for to in WHOLE for more in ("", "/4")]
    assert plan.ranks(trials, target("3.13"), 4) == {
        "3.13/logging_price/2?to=disabled": Rank.DECIDES,
        "3.13/logging_price/2?to=file": Rank.DECIDES,
        "3.13/logging_price/2?to=queue": Rank.ADVISES,
        "3.13/logging_price/2?to=process-files": Rank.ADVISES,
    }


def test_the_core_is_priced_below_three_seconds():
    core = [each for each in wanted() if isinstance(each, Trial)]
    assert {each.workers for each in core} == {2}
    assert 2 < sum(plan.seconds(each, PRICES) for each in core) < 3


def test_processes_are_started_for_every_window_and_that_is_priced():
    two, four = (plan.seconds(made.trial(f"3.13/process-files{more}"), PRICES) for more in ("", "/4"))
    assert four - two == pytest.approx(2 * 0.006 * REPEATS)


@pytest.mark.parametrize("to", WHOLE)
def test_what_is_invented_has_every_setting_and_repeat(to):
    call = plan.invented(made.trial(f"3.13/{to}"))
    assert call.seconds > 0
    assert [(each.what, each.threads) for each in call.seen.settings] == compared(to, 2)
    assert all(len(each.seconds) == REPEATS and min(each.seconds) > 0 for each in call.seen.settings)
    assert all(len(each.delivered) == (REPEATS if "queue" in to else 0) for each in call.seen.settings)
