"""Which trials of latency a run has."""

import random
from dataclasses import replace

import pytest
from tests.simulated import target

from gilbench.experiments.contract import Planned
from gilbench.experiments.latency import plan
from gilbench.experiments.latency.measure import schedule
from gilbench.experiments.latency.trials import (
    COMPUTES_ELSEWHERE,
    COMPUTES_HERE,
    GARBAGE_HERE,
    KINDS,
    PLACES,
    SERVICES,
    SHORTENED,
    alone,
    beside,
    core,
    found,
    whole,
)
from gilbench.inside.neighbours import kinds, places
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Skip, Trial
from gilbench.settings import Settings

PRICES = Prices(start=0.06, calls=1, item=0.0144)
CORE = {COMPUTES_HERE, COMPUTES_ELSEWHERE, GARBAGE_HERE, SHORTENED}


def wanted(name="3.13", usable_cpus=2, **settings):
    return list(plan.wanted(Asked(Settings(**settings), usable_cpus, (1, 2), {}), target(name)))


def measured(*arguments, **settings):
    return {each.parameters for each in wanted(*arguments, **settings) if isinstance(each, Trial)}


@pytest.mark.parametrize(
    ("settings", "trials"),
    [
        pytest.param({}, CORE, id="beside others the core"),
        pytest.param({"experiments": ("latency", "throughput")}, CORE, id="asked for with another"),
        pytest.param({"effort": "quick"}, set(), id="nothing in a quick run"),
        pytest.param({"effort": "quick", "experiments": ("latency", "startup")}, CORE, id="quick, but asked for"),
        pytest.param({"globs": ("primes",)}, set(), id="workloads, of which it has none"),
        pytest.param({"strategies": ("thread",)}, set(), id="strategies, of which it has none"),
        pytest.param({"size": "small"}, set(), id="small sizes, which it does not have"),
    ],
)
def test_what_is_measured_follows_from_what_was_asked_for(settings, trials):
    assert measured(**settings) == trials


@pytest.mark.parametrize("settings", [{"experiments": ("latency",)}, {"suite": "full"}])
def test_the_whole_has_every_service_kind_and_place(settings):
    trials = measured("3.14", **settings)
    assert trials >= CORE
    assert trials >= {alone(service) for service in SERVICES}
    assert trials >= {beside(kind, place) for kind in KINDS for place in PLACES}
    assert {("neighbours", "2"), ("interval", 0.02), ("rate", 1.0), ("loop", "closed")} <= set().union(*trials)


def test_its_names_are_those_of_the_neighbours():
    assert set(KINDS) == set(kinds.KINDS)
    assert set(PLACES) == set(places.STARTED)


def test_as_many_neighbours_as_cpus_are_several():
    assert ("neighbours", "8") in set().union(*measured(usable_cpus=8, suite="full"))
    assert ("neighbours", "2") in set().union(*measured(usable_cpus=1, suite="full"))


def test_what_the_core_leaves_out_is_told():
    left_out = {each.trial.parameters for each in wanted() if isinstance(each, LeftOut)}
    assert left_out | CORE == set(whole(target("3.13").facts, 2))
    assert not left_out & CORE


@pytest.mark.parametrize("name", ["3.14t", "pypy3.11"])
def test_without_a_switch_interval_none_is_shortened(name):
    assert measured(name) == CORE - {SHORTENED}
    assert not [each for each in measured(name, suite="full") if dict(each).keys() & {"interval"}]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("3.13", "Python code can make sub-interpreters from CPython 3.14 on", id="3.13"),
        pytest.param("pypy3.11", "Python code can make sub-interpreters from CPython 3.14 on", id="PyPy"),
        pytest.param("3.14", None, id="3.14"),
    ],
)
def test_where_there_are_no_sub_interpreters_theirs_are_skipped(name, reason):
    answers = wanted(name, suite="full")
    skipped = {each.reason for each in answers if isinstance(each, Skip)}
    assert skipped == ({reason} if reason else set())
    assert any(("where", "interpreter") in each for each in measured(name, suite="full")) == (reason is None)


@pytest.mark.parametrize(
    ("settings", "rounds"),
    [
        pytest.param({}, "once", id="beside others"),
        pytest.param({"experiments": ("latency",)}, "every", id="by itself"),
        pytest.param({"suite": "full"}, "every", id="the full suite"),
    ],
)
def test_rounds(settings, rounds):
    assert Planned(plan).rounds(Settings(**settings)) == rounds


def test_the_core_decides_and_nothing_else():
    trials = [each for each in wanted(suite="full") if isinstance(each, Trial)]
    ranked = plan.ranks([*trials, replace(trials[0], target="3.14")], target("3.13"), 2)
    assert set(ranked.values()) == {Rank.DECIDES}
    assert {each.parameters for each in trials if each.id in ranked} == CORE


def test_the_core_of_an_interpreter_takes_at_most_six_seconds():
    trials = [each for each in wanted() if isinstance(each, Trial)]
    assert sum(plan.seconds(each, PRICES) for each in trials) < 6.0
    assert min(plan.seconds(each, PRICES) for each in trials) > 1.0


def test_p50_and_p99_have_requests_enough():
    by_parameters = {each.parameters: each.items for each in wanted() if isinstance(each, Trial)}
    assert min(by_parameters[each] for each in CORE - {SHORTENED}) >= 100
    assert by_parameters[SHORTENED] % schedule.BLOCK == 0


@pytest.mark.parametrize("parameters", [*core(target("3.13").facts), alone(), (*alone(), ("loop", "closed"))])
def test_what_is_invented_is_what_such_a_trial_would_see(parameters):
    random.seed(1)
    trial = Trial("latency", None, None, None, 1, "full", 48, "3.13", parameters=parameters)
    seen = plan.invented(trial).seen
    assert len(seen.latencies) == (0 if seen.period == 0 else len(seen.met))
    assert len(seen.met) == (42 if ("interval", 0.0005) in parameters else 48)
    assert len(seen.units_by_default) == (6 if ("interval", 0.0005) in parameters else 0)
    assert bool(seen.long_collections) == (parameters == GARBAGE_HERE)


def test_a_trial_is_found_by_its_parameters():
    class Evidence:
        def of(self, _):
            return ()

    assert found(Evidence(), "3.13", COMPUTES_HERE) is None
