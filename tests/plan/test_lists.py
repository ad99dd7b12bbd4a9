"""Items that differ: a value has whole lists of them, and only lists that are as long are the same work."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.known import planned
from tests.simulated import target, workload

from gilbench.inside.schema import Catalogue
from gilbench.plan.amounts import can_be_shared_out, items_in_list, items_in_list_of, items_per_value
from gilbench.plan.same_lists import agreed
from gilbench.settings import Settings

COUNTS = st.lists(st.integers(1, 64), min_size=1, max_size=5)


def rows(small, full, **changes):
    return workload("rows", listed={"small": small, "full": full}, **changes)


def having(here, *workloads):
    return replace(here, catalogue=Catalogue(list(workloads), here.catalogue.strategies, []))


@given(COUNTS, st.integers(1, 512), st.lists(st.integers(1, 64), max_size=2), st.integers(1, 100_000))
def test_a_value_has_the_least_number_of_whole_lists_that_is_enough(counts, per_worker, wider, listed):
    items = items_per_value(counts, per_worker, wider, listed)
    enough = max([per_worker * max(counts), *wider])
    assert items % listed == 0
    assert items >= enough
    assert items - listed < enough
    assert all(can_be_shared_out(items, workers, listed) for workers in counts)


@pytest.mark.parametrize(
    ("items", "workers", "listed", "can"),
    [
        pytest.param(8, 4, None, True, id="as many each"),
        pytest.param(8, 3, None, False, id="alike, and not as many each"),
        pytest.param(10, 4, 5, True, id="two lists"),
        pytest.param(5, 8, 5, False, id="none for some"),
        pytest.param(8, 4, 5, False, id="a part of a list"),
    ],
)
def test_items_that_differ_need_not_be_as_many_for_each(items, workers, listed, can):
    assert can_be_shared_out(items, workers, listed) is can


def test_a_list_is_that_of_the_size():
    assert (items_in_list(rows(3, 7), "small"), items_in_list(rows(3, 7), "full")) == (3, 7)
    assert items_in_list(workload("primes"), "full") is None
    here = having(target("3.13"), rows(3, 7))
    assert [items_in_list_of(name, here, "full") for name in ("rows", "primes", None)] == [7, None, None]


@pytest.mark.parametrize(("size", "items"), [("small", 12), ("full", 14)])
def test_every_trial_has_whole_lists(size, items):
    here = having(target("3.13"), rows(3, 7))
    plan = planned(Settings(size=size, suite="full", workers=(1, 2, 5)), [here], 5)
    assert {each.items for each in plan.trials if each.workload == "rows"} == {items}


def test_work_that_waits_is_measured_with_more_workers_than_divide_its_list():
    here = having(target("3.13"), rows(3, 7, kind="io"))
    crews = {each.workers: each.items for each in planned(Settings(), [here], 2).trials if each.strategy == "thread"}
    assert crews == {2: 14, 8: 14}


def test_lists_that_are_as_long_everywhere_are_the_same_work():
    targets = [having(target(name), rows(3, 7)) for name in ("3.13", "3.14")]
    assert agreed(targets) == targets


def test_a_list_of_another_length_is_left_out_with_its_reason():
    lists = {"3.12": None, "3.13": (3, 7), "3.14": (3, 8)}
    without = workload("rows", missing="there is no numpy")
    targets = agreed([having(target(each), without if of is None else rows(*of)) for each, of in lists.items()])
    said = [each.catalogue.workloads[0].missing for each in targets]
    assert said == [
        "there is no numpy",
        None,
        "its list for 'full' has 8 items here and 7 on 3.13: only the same work can be compared",
    ]
    skips = planned(Settings(globs=("rows",)), targets, 2).skips
    told = {each.trial.target: each.reason for each in skips if each.trial.strategy == "serial"}
    assert told == {"3.12": said[0], "3.14": said[2]}


def test_what_has_a_list_on_one_target_alone_is_other_work_on_another():
    first, second = agreed([having(target("3.13"), rows(3, 7)), having(target("3.14"), workload("rows"))])
    assert first.catalogue.workloads[0].missing is None
    assert second.catalogue.workloads[0].missing.startswith("its list for 'small' has no items here and 3 on 3.13")
