"""Work that waits is measured with more workers than there are CPUs, as far as a run has room for it."""

import pytest
from tests.known import planned
from tests.simulated import target

from gilbench.plan.amounts import items_per_value
from gilbench.settings import Settings

HERE = target("3.13")
WAYS = {"thread", "thread_executor", "process_executor[fork]", "interpreter_executor", "asyncio"}


def crews(settings, cpus=2, items=None):
    """Return who is measured with more workers than there are CPUs: strategies by workload and workers."""
    found: dict[tuple[str, int], set[str]] = {}
    plan = planned(settings, [HERE], cpus, items)
    for each in plan.trials:
        if each.workers > max(2, cpus):
            assert each.items % each.workers == 0
            found.setdefault((each.workload, each.workers), set()).add(each.strategy_label)
    return found


def test_a_default_run_has_eight_workers_and_a_full_one_has_thirty_two_as_well():
    assert crews(Settings()) == {("echo", 8): WAYS}
    assert crews(Settings(suite="full")) == {("echo", 8): WAYS, ("echo", 32): WAYS}


@pytest.mark.parametrize(
    ("settings", "cpus", "items"),
    [
        pytest.param(Settings(workers=(1, 2)), 2, None, id="the user chose the numbers of workers"),
        pytest.param(Settings(globs=("primes",)), 2, None, id="nothing waits"),
        pytest.param(Settings(wider=()), 2, None, id="the run that is measured again had none"),
        pytest.param(Settings(), 8, None, id="there are as many CPUs"),
        pytest.param(Settings(), 2, {"every": {"echo": 10}}, id="an earlier run had too few items to share out"),
    ],
)
def test_nothing_has_more_workers_than_cpus_where(settings, cpus, items):
    assert crews(settings, cpus, items) == {}


def test_a_run_that_is_measured_again_has_those_that_it_had():
    assert crews(Settings(workers=(1, 2), wider=(8,))) == {("echo", 8): WAYS}
    assert crews(Settings(workers=(1, 2), wider=(8, 32))) == {("echo", 8): WAYS, ("echo", 32): WAYS}


def test_who_names_waiting_work_gets_it_with_the_strategies_that_were_named():
    asked = Settings(globs=("sleep",), strategies=("Thread",))
    assert crews(asked) == {("sleep", 8): {"thread"}, ("sleep", 32): {"thread"}}


@pytest.mark.parametrize(
    ("counts", "per_worker", "wider", "items"),
    [
        pytest.param((1, 2), 5, (), 10, id="none"),
        pytest.param((1, 2), 5, (8,), 16, id="one item each is enough"),
        pytest.param((1, 2), 2, (8, 32), 32, id="for the most of them"),
        pytest.param((1, 2, 3), 2, (8,), 24, id="and all others share alike"),
    ],
)
def test_items_are_shared_out_to_wider_counts_too(counts, per_worker, wider, items):
    assert items_per_value(counts, per_worker, wider) == items
