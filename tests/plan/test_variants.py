"""Variants of strategies are planned where a strategy is named that they are, and nowhere else."""

from dataclasses import replace

import pytest
from tests.known import planned
from tests.simulated import STRATEGIES, target

from gilbench.inside.schema import Catalogue
from gilbench.settings import Settings


def here():
    """Return a target that has a variant of `thread_pool`."""
    pool = next(each for each in STRATEGIES if each.name == "thread_pool")
    tuned = replace(pool, name="tuned", python_name="ThreadPool(tuned)", variant_of="thread_pool")
    found = target("3.13")
    return replace(found, catalogue=Catalogue(found.catalogue.workloads, [*STRATEGIES, tuned], []))


@pytest.mark.parametrize(
    ("asked", "workers"),
    [
        pytest.param({}, set(), id="not by default"),
        pytest.param({"suite": "full"}, set(), id="not in the full suite"),
        pytest.param({"globs": ("primes",)}, set(), id="not with workloads that are named"),
        pytest.param({"strategies": ("thread_pool",)}, set(), id="not with its plain pool"),
        pytest.param({"strategies": ("tuned",)}, {1, 2}, id="by key"),
        pytest.param({"strategies": ("ThreadPool(tuned)",)}, {1, 2}, id="by Python's name"),
        pytest.param({"strategies": ("ThreadPool*",)}, {1, 2}, id="by a glob"),
    ],
)
def test_a_variant_is_planned_where_a_strategy_names_it(asked, workers):
    made = planned(Settings(**asked), [here()], 2)
    everything = [*made.trials, *made.left_out, *(skip.trial for skip in made.skips)]
    assert {each.workers for each in everything if each.strategy == "tuned"} == workers
