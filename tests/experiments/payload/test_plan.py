"""Which trials of payload a run has."""

from dataclasses import replace

import pytest
from tests.experiments.startup.made import strategy
from tests.simulated import target

from gilbench.experiments.contract import Planned
from gilbench.experiments.payload import plan
from gilbench.experiments.payload.records import FEW, SIZES, sizes
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Skip, Trial
from gilbench.settings import Settings

CORE = {f"through={each}&data=bytes" for each in plan.CORE}
WHOLE = len([each for ways in (*plan.WAYS.values(), *plan.PACKED.values()) for each in ways])


def wanted(on=None, **settings):
    return list(plan.wanted(Asked(Settings(**settings), 2, (1, 2), {}), on or target("3.14")))


def names(answers, kind):
    return [(each if kind is Trial else each.trial).parameter_text for each in answers if isinstance(each, kind)]


@pytest.mark.parametrize(
    ("settings", "measured", "left_out"),
    [
        pytest.param({}, len(CORE), WHOLE - len(CORE), id="beside-others-the-core"),
        pytest.param({"suite": "full"}, WHOLE, 0, id="everything"),
        pytest.param({"experiments": ("payload",)}, WHOLE, 0, id="by-itself"),
        pytest.param({"experiments": ("payload", "throughput")}, len(CORE), WHOLE - len(CORE), id="with-another"),
        pytest.param({"effort": "quick"}, 0, WHOLE, id="quick"),
        pytest.param({"globs": ("primes",)}, 0, 0, id="workloads"),
        pytest.param({"strategies": ("thread",)}, 0, 0, id="strategies"),
        pytest.param({"size": "small"}, 0, 0, id="smoke-test"),
    ],
)
def test_what_is_measured_follows_from_what_was_asked_for(settings, measured, left_out):
    answers = wanted(**settings)
    assert (len(names(answers, Trial)), len(names(answers, LeftOut))) == (measured, left_out)
    assert len({*names(answers, Trial), *names(answers, LeftOut)}) == measured + left_out
    assert not names(answers, Skip)


def test_the_core_hands_over_bytes_in_few_sizes():
    trials = [each for each in wanted() if isinstance(each, Trial)]
    assert {each.parameter_text for each in trials} == CORE
    assert {sizes(each.items) for each in trials} == {FEW}


def test_the_core_ends_earlier_where_pickling_is_slow():
    trials = [each for each in wanted(target("pypy3.11")) if isinstance(each, Trial)]
    assert {sizes(each.items) for each in trials} == {FEW[:3]}
    whole = [each for each in wanted(target("pypy3.11"), suite="full") if isinstance(each, Trial)]
    assert {sizes(each.items) for each in whole} == {SIZES, SIZES[:7]}


@pytest.mark.parametrize(
    ("name", "largest"),
    [
        pytest.param("through=pipe&data=bytes", SIZES[-1], id="bytes"),
        pytest.param("through=pipe&data=ndarray&pickle=buffers", SIZES[-1], id="arrays"),
        pytest.param("through=pipe&data=strings", 4 << 20, id="objects-take-many-times-their-content"),
        pytest.param("through=manager&data=bytes", 4 << 20, id="a-manager-has-copies-of-its-own"),
    ],
)
def test_the_whole_has_every_size_that_memory_is_bounded_to(name, largest):
    (trial,) = [each for each in wanted(suite="full") if each.parameter_text == name]
    assert sizes(trial.items) == tuple(each for each in SIZES if each <= largest)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param([], "this interpreter has no InterpreterPoolExecutor", id="not-described"),
        pytest.param(["ImportError: too old"], "ImportError: too old", id="cannot-run"),
    ],
)
def test_what_an_interpreter_cannot_do_is_skipped_with_the_reason(changes, reason):
    here = target("3.13")
    others = [each for each in here.catalogue.strategies if each.name != "interpreter_executor"]
    lacking = [strategy("interpreter_executor", "interpreters", missing=each) for each in changes]
    on = replace(here, catalogue=replace(here.catalogue, strategies=[*others, *lacking]))
    skips = [each for each in wanted(on, suite="full") if isinstance(each, Skip)]
    assert {dict(each.trial.parameters)["through"] for each in skips} == {"interpreter_executor"}
    assert {each.reason for each in skips} == {reason}
    assert len(skips) == 3
    assert not names(wanted(on), Skip), "the core has none"
    assert {each.impossible for each in wanted(on) if isinstance(each, LeftOut)} == {None, reason}


@pytest.mark.parametrize(
    ("settings", "rounds"),
    [
        pytest.param({}, "once", id="beside-others"),
        pytest.param({"experiments": ("payload",)}, "every", id="by-itself"),
        pytest.param({"suite": "full"}, "every", id="everything"),
    ],
)
def test_the_core_is_measured_once(settings, rounds):
    assert Planned(plan).rounds(Settings(**settings)) == rounds


def test_sentences_rest_on_bytes_to_processes_and_the_opening_shows_the_rest_of_the_core():
    trials = [each for each in wanted(suite="full") if isinstance(each, Trial)]
    found = plan.ranks(trials, target("3.14"), 2)
    ways = {dict(each.parameters)["through"]: found[each.id] for each in trials if each.id in found}
    assert len(found) == len(CORE)
    assert {name for name, rank in ways.items() if rank == Rank.DECIDES} == {
        "process_executor",
        "process_pool",
        "shared_memory",
    }
    assert {name for name, rank in ways.items() if rank == Rank.ADVISES} == {"thread_executor", "pipe"}


def test_the_core_of_an_interpreter_is_priced_within_its_bound():
    prices = Prices(start=0.06, calls=1, item=0.0144)
    core = [plan.seconds(each, prices) for each in wanted() if isinstance(each, Trial)]
    assert 1.0 < sum(core) <= 3.5
    whole = [plan.seconds(each, prices) for each in wanted(suite="full") if isinstance(each, Trial)]
    assert sum(whole) > 3 * sum(core)
