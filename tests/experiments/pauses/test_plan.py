"""Which trials of pauses a run has."""

import pytest
from tests.experiments.pauses import made
from tests.simulated import target

from gilbench.experiments.contract import Planned
from gilbench.experiments.pauses import plan
from gilbench.experiments.pauses.measure import SLICES, WINDOW, kinds, named
from gilbench.experiments.pauses.trials import IN_WORDS
from gilbench.inside.neighbours.kinds import of_name
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Trial
from gilbench.settings import Settings

HERE = target("3.13")
CORE = {
    *(f"while={kind}&where=thread&collector=on" for kind in ("computes", "collects", "garbage", "imports")),
    *(f"while={kind}&where=thread&collector=off" for kind in ("garbage", "imports")),
}
WHOLE = {
    f"while={kind}&where={place}&collector={collector}"
    for kind in IN_WORDS
    for place, collector in (("thread", "on"), ("thread", "off"), ("process", "on"))
}


def wanted(workers=(1, 2), usable_cpus=2, **settings):
    return list(plan.wanted(Asked(Settings(**settings), usable_cpus, workers, {}), HERE))


def texts(answers, kind):
    return {(each if kind is Trial else each.trial).parameter_text for each in answers if isinstance(each, kind)}


@pytest.mark.parametrize(
    ("settings", "measured", "left_out"),
    [
        pytest.param({}, CORE, WHOLE - CORE, id="beside others the core"),
        pytest.param({"suite": "full"}, WHOLE, set(), id="the full suite"),
        pytest.param({"experiments": ("pauses",)}, WHOLE, set(), id="asked for by itself"),
        pytest.param({"experiments": ("pauses", "throughput")}, CORE, WHOLE - CORE, id="asked for with another"),
        pytest.param({"effort": "quick"}, set(), WHOLE, id="a quick run names what it leaves out"),
        pytest.param({"globs": ("primes",)}, set(), set(), id="workloads, of which it has none"),
        pytest.param({"strategies": ("thread",)}, set(), set(), id="strategies, of which it has none"),
    ],
)
def test_what_is_measured_follows_from_what_was_asked_for(settings, measured, left_out):
    answers = wanted(**settings)
    assert texts(answers, Trial) == measured
    assert texts(answers, LeftOut) == left_out


@pytest.mark.parametrize(
    ("settings", "rounds"),
    [
        pytest.param({}, "once", id="beside others"),
        pytest.param({"experiments": ("pauses",)}, "every", id="by itself"),
        pytest.param({"suite": "full"}, "every", id="the full suite"),
    ],
)
def test_rounds(settings, rounds):
    assert Planned(plan).rounds(Settings(**settings)) == rounds


@pytest.mark.parametrize(
    ("workers", "usable_cpus", "threads"),
    [
        pytest.param((1, 2), 2, 2, id="a thread for each CPU"),
        pytest.param((1, 2, 4, 8, 16), 16, 4, id="but not so many that they are a load of their own"),
        pytest.param((1,), 2, 1, id="one, if nothing else was asked for"),
    ],
)
def test_how_many_threads_wake_up(workers, usable_cpus, threads):
    assert {each.workers for each in wanted(workers, usable_cpus) if isinstance(each, Trial)} == {threads}


@pytest.mark.parametrize(
    ("name", "rank"),
    [
        pytest.param("3.14t", Rank.DECIDES, id="without a GIL a sentence rests on it"),
        pytest.param("3.13", Rank.ADVISES, id="with one it is what the section opens with"),
    ],
)
def test_the_core_is_ranked_and_no_more(name, rank):
    trials = [made.trial(f"{name}/{kind}") for kind in ("computes", "forks")]
    assert plan.ranks(trials, target(name), 2) == {trials[0].id: rank}


def test_its_core_takes_no_more_than_four_seconds_on_an_interpreter():
    core = [each for each in wanted() if isinstance(each, Trial)]
    assert sum(plan.seconds(each, Prices(0.09, 1, 0.0144)) for each in core) < 4


def test_it_is_planned_with_the_windows_that_are_measured():
    assert (plan._WINDOW, plan._SLICES) == (WINDOW, SLICES)


@pytest.mark.parametrize("kind", IN_WORDS)
def test_everything_that_goes_on_is_something_that_a_neighbour_can_do(kind):
    assert of_name(named(kind)).__doc__
    assert named(kind) in {kind, f"{kinds.__name__}:{kind}"}


@pytest.mark.parametrize(
    ("name", "share"),
    [
        pytest.param("3.13/computes", 0.9, id="the GIL holds up"),
        pytest.param("3.14t/computes", 0.0, id="without it nobody does"),
        pytest.param("3.14t/collects", 0.6, id="but the collector"),
        pytest.param("3.14t/imports/off", 0.0, id="where it is on"),
        pytest.param("3.13/computes/on/process", 0.0, id="another process holds up nobody"),
    ],
)
def test_what_is_invented_is_as_it_would_be(name, share):
    seen = plan.invented(made.trial(name)).seen
    assert sum(seen.paused) / seen.window == pytest.approx(share, rel=0.2)
