"""Which trials of handover a run has."""

import pytest
from tests.experiments.handover import made
from tests.simulated import target

from gilbench.experiments.contract import Planned
from gilbench.experiments.handover import plan
from gilbench.experiments.handover.records import SWEEPS
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Trial
from gilbench.settings import Settings

PRICES = Prices(start=0.06, calls=1, item=0.05)
CORE = {(2, "short")}
WHOLE = {(threads, intervals) for threads in (2, 8) for intervals in ("short", "long")}


def wanted(workers=(1, 2), **settings):
    return list(plan.wanted(Asked(Settings(**settings), 2, workers, {}), target("3.13")))


def what(answers, kind):
    trials = [each if kind is Trial else each.trial for each in answers if isinstance(each, kind)]
    return {(each.workers, dict(each.parameters)["intervals"]) for each in trials}


@pytest.mark.parametrize(
    ("settings", "measured", "left_out", "rounds"),
    [
        pytest.param({}, CORE, WHOLE - CORE, "once", id="beside others"),
        pytest.param(
            {"experiments": ("handover", "throughput")}, CORE, WHOLE - CORE, "once", id="asked for with another"
        ),
        pytest.param({"effort": "quick"}, set(), WHOLE, "once", id="a quick run"),
        pytest.param({"experiments": ("handover",)}, WHOLE, set(), "every", id="by itself"),
        pytest.param({"suite": "full"}, WHOLE, set(), "every", id="the full suite"),
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
    ("workers", "asked", "threads"),
    [
        pytest.param((1, 2, 4), (), {2, 4, 8}, id="those of the CPUs, and many"),
        pytest.param((3, 16), (3, 16), {2, 3, 16}, id="those that were asked for, beside two"),
        pytest.param((1,), (1,), {2}, id="one thread hands over nothing"),
    ],
)
def test_numbers_of_threads(workers, asked, threads):
    settings = Settings(suite="full", workers=asked)
    answers = plan.wanted(Asked(settings, 2, workers, {}), target("3.13"))
    assert {each.workers for each in answers} == threads


def test_a_trial_is_named_by_its_threads_and_its_intervals():
    assert {each.name for each in wanted(suite="full")} == {
        f"handover/{threads}?intervals={intervals}" for threads, intervals in WHOLE
    }


@pytest.mark.parametrize(
    ("name", "rank"), [pytest.param("3.13", Rank.DECIDES, id="GIL"), pytest.param("3.13t", Rank.ADVISES, id="no GIL")]
)
def test_two_threads_are_what_sentences_are_about(name, rank):
    trials = [made.trial(f"{where}/{n}/{i}") for where in ("3.13", "3.13t") for n, i in sorted(WHOLE)]
    assert plan.ranks(trials, target(name), 2) == {f"{name}/handover/2?intervals=short": rank}


def test_the_core_takes_less_than_three_seconds():
    (core,) = [each for each in wanted() if isinstance(each, Trial)]
    assert 2 < plan.seconds(core, PRICES) < 3


def test_longer_work_takes_longer():
    short, long = (plan.seconds(made.trial(f"3.13/2/{each}"), PRICES) for each in SWEEPS)
    assert short < long < 60


@pytest.mark.parametrize("intervals", SWEEPS)
def test_what_is_invented_goes_through_every_interval_of_the_trial(intervals):
    call = plan.invented(made.trial(f"3.13/2/{intervals}"))
    assert call.seconds > 0
    assert call.seen.gil
    for repeat in call.seen.repeats:
        assert tuple(each.interval for each in repeat) == SWEEPS[intervals].intervals
        assert all(min(each.seconds, each.cpu, each.serial_seconds, each.serial_cpu) > 0 for each in repeat)
