"""A variant of a pool is advised where it clearly beats the pool itself, and under no other condition."""

from dataclasses import replace

import pytest
from tests.experiments.throughput.advised import advised
from tests.simulated import STRATEGIES, World, lost, ok, target

TUNED, POOL, SPAWNED = "tuned[fork]", "process_executor[fork]", "tuned[spawn]"
TRUE, SHAKY = World(noise=0), 0.6
NAME = "3.13/primes"


def here():
    """Return a target whose executor has a variant, with each start method."""
    plain = [each for each in STRATEGIES if each.name == "process_executor"]
    changed = {"name": "tuned", "python_name": "Executor(tuned)", "variant_of": "process_executor"}
    found = target("3.13")
    strategies = [*STRATEGIES, *(replace(each, **changed) for each in plain)]
    return replace(found, catalogue=replace(found.catalogue, strategies=strategies))


def swinging(strategy, ratio):
    """Return six rounds in which a strategy swings around its speed-up."""
    name = f"{NAME}/{strategy}/2"
    seconds = [0.2 / ratio * (1 + SHAKY * (-1) ** number) for number in range(1, 7)]
    return {name: {number: ok([each], name, World()) for number, each in enumerate(seconds, 1)}}


def said(ratios, world=TRUE):
    return advised(ratios, world, targets=(here(),))


@pytest.mark.parametrize(
    ("ratios", "use"),
    [
        pytest.param({POOL: 1.2, TUNED: 1.9}, "Executor(tuned)", id="clearly faster"),
        pytest.param({POOL: 1.9, TUNED: 1.9}, "ProcessPoolExecutor", id="as fast"),
        pytest.param({POOL: 1.9, TUNED: 1.2}, "ProcessPoolExecutor", id="slower"),
        pytest.param({POOL: 1.2, TUNED: 1.9, "thread": 1.9}, "Thread", id="no faster than what is simpler"),
        pytest.param({POOL: 1.2, TUNED: 1.5, SPAWNED: 1.5}, "Executor(tuned)", id="by the default start method"),
    ],
)
def test_a_variant_is_advised_where_it_clearly_beats_its_plain_pool(ratios, use):
    row = said(ratios)
    assert (row.answer, row.strategy) == ("use", use)


def test_an_advised_variant_says_by_how_much_it_beats_its_plain_pool():
    row = said({POOL: 1.2, TUNED: 1.9})
    assert row.because[1:] == ("1.58× (1.58–1.58) the speed of ProcessPoolExecutor", "default start method, fork")


@pytest.mark.parametrize(
    ("ratios", "world"),
    [
        pytest.param({TUNED: 1.9}, TRUE, id="not measured"),
        pytest.param(
            {TUNED: 1.9, POOL: 1.2},
            World(noise=0, troubles={f"{NAME}/{POOL}/2": {1: lost("failed", "exit code 1")}}),
            id="failed",
        ),
    ],
)
def test_a_variant_is_advised_without_its_plain_pool_and_says_so(ratios, world):
    row = said(ratios, world)
    assert (row.answer, row.strategy) == ("use", "Executor(tuned)")
    assert "process_executor, of which it is a variant, gave no result" in row.because


def test_a_variant_whose_plain_pool_is_in_doubt_is_no_advice():
    row = said({POOL: 1.2, TUNED: 1.9}, World(noise=0, seen={f"{NAME}/{POOL}/2": {"overlap": 0.1}}))
    assert (row.answer, row.strategy) == ("undecided", "Executor(tuned)")
    assert row.because[0] == "not clearly faster than ProcessPoolExecutor, in doubt: workers hardly overlapped"


def test_a_variant_that_may_be_no_faster_than_its_plain_pool_leaves_it_undecided():
    row = said({POOL: 1.6, TUNED: 1.9}, World(noise=0, troubles=swinging(POOL, 1.6)))
    assert (row.answer, row.strategy) == ("undecided", "ProcessPoolExecutor")
