"""Which trials of release a run has."""

import pytest
from tests.experiments.release import made
from tests.simulated import target

from gilbench.experiments.contract import Planned
from gilbench.experiments.release import measure, plan
from gilbench.experiments.release.trials import BESIDE_CORE, BESIDE_LENGTHS, CORE, LENGTHS, TOLD, is_beside, length
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Trial
from gilbench.settings import Settings

PRICES = Prices(start=0.06, calls=1, item=0.05)
WHOLE = (len(LENGTHS), len(BESIDE_LENGTHS))
THE_CORE = (len(CORE), len(BESIDE_CORE))


def wanted(workers=(1, 2), usable_cpus=2, where="3.13", **settings):
    return list(plan.wanted(Asked(Settings(**settings), usable_cpus, workers, {}), target(where)))


def counted(answers, kind=Trial):
    """Return how many trials there are of threads, and beside a thread that computes."""
    trials = [each if kind is Trial else each.trial for each in answers if isinstance(each, kind)]
    return sum(not is_beside(each) for each in trials), sum(map(is_beside, trials))


@pytest.mark.parametrize(
    ("settings", "measured", "left_out"),
    [
        pytest.param({}, THE_CORE, tuple(a - b for a, b in zip(WHOLE, THE_CORE, strict=True)), id="the core"),
        pytest.param({"suite": "full"}, WHOLE, (0, 0), id="the full suite"),
        pytest.param({"experiments": ("release",)}, WHOLE, (0, 0), id="asked for by itself"),
        pytest.param({"globs": ("primes",)}, (0, 0), (0, 0), id="workloads, of which it has none"),
        pytest.param({"strategies": ("thread",)}, (0, 0), (0, 0), id="strategies, of which it has none"),
        pytest.param({"effort": "quick"}, (0, 0), WHOLE, id="a quick run"),
    ],
)
def test_what_is_measured_follows_from_what_was_asked_for(settings, measured, left_out):
    answers = wanted(**settings)
    assert (counted(answers), counted(answers, LeftOut)) == (measured, left_out)


def test_the_core_is_a_part_of_the_whole_and_has_the_call_that_sentences_tell_of():
    assert set(CORE) <= set(LENGTHS)
    assert TOLD in BESIDE_CORE
    assert set(BESIDE_CORE) <= set(BESIDE_LENGTHS) <= set(LENGTHS)


@pytest.mark.parametrize(
    ("workers", "usable_cpus", "threads"),
    [
        pytest.param((1, 2), 2, {2}, id="two CPUs"),
        pytest.param((1, 2, 4, 8), 8, {2, 8}, id="two threads, and as many as the CPUs serve"),
        pytest.param((1, 2, 4), 2, {2}, id="not more than that"),
        pytest.param((1,), 1, {2}, id="two even where one was asked for: there is no curve of one"),
    ],
)
def test_numbers_of_threads(workers, usable_cpus, threads):
    trials = [each for each in wanted(workers, usable_cpus, suite="full") if isinstance(each, Trial)]
    assert {each.workers for each in trials if not is_beside(each)} == threads
    assert {each.workers for each in trials if is_beside(each)} == {1}
    core = [each for each in wanted(workers, usable_cpus) if isinstance(each, Trial)]
    assert {each.workers for each in core if not is_beside(each)} == {2}


def test_names_say_how_long_a_call_is_and_what_is_beside_it():
    names = {each.name for each in wanted() if isinstance(each, Trial)}
    assert {"release/2?microseconds=0.5", "release/1?microseconds=10.0&beside=computing"} <= names


def test_what_decides_is_the_curve_of_two_threads_and_one_call_beside():
    trials = [each for each in wanted((1, 2, 4), 4, suite="full") if isinstance(each, Trial)]
    found = plan.ranks(trials, target("3.13"), 4)
    assert set(found.values()) == {Rank.DECIDES}
    assert set(found) == {each.id for each in trials if each.workers == 2 or (is_beside(each) and length(each) == TOLD)}


@pytest.mark.parametrize(
    ("settings", "rounds"),
    [
        pytest.param({}, "once", id="beside others"),
        pytest.param({"experiments": ("release",)}, "every", id="by itself"),
        pytest.param({"suite": "full"}, "every", id="the full suite"),
    ],
)
def test_rounds(settings, rounds):
    assert Planned(plan).rounds(Settings(**settings)) == rounds


def test_the_core_is_priced_below_its_three_and_a_half_seconds():
    core = [each for each in wanted() if isinstance(each, Trial)]
    assert sum(plan.seconds(each, PRICES) for each in core) < 3.5


def test_longer_calls_take_longer():
    short, long = (plan.seconds(made.trial(f"3.13/{each}"), PRICES) for each in (100.0, 10000.0))
    assert long > short + 7 * 4 * 0.01


def test_prices_are_those_of_what_is_measured():
    assert (plan._REPEATS, plan._BESIDE_REPEATS) == (measure.REPEATS, measure.BESIDE_REPEATS)
    assert (plan._ALONE, plan._TOGETHER, plan._BESIDE) == (measure.ALONE, measure.TOGETHER, measure.BESIDE)
    assert plan._FEWEST == measure.FEWEST


@pytest.mark.parametrize("name", ["3.13/0.5", "3.13/100.0/4", "3.13/10.0/beside"])
def test_what_is_invented_has_every_repeat(name):
    call = plan.invented(made.trial(name))
    seen = call.seen
    assert call.seconds > 0
    assert len(seen.held) == len(seen.released) == measure.REPEATS
    assert len(seen.held_alone) == len(seen.released_alone) == (0 if "beside" in name else measure.REPEATS)
