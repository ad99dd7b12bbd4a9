"""Dealing items out and gathering results."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.inside.strategies._batch import deal, gather


@given(items=st.lists(st.integers()), workers=st.integers(1, 8))
def test_results_are_gathered_in_the_order_of_the_items(items, workers):
    batches = deal(lambda item: (item,), items, workers)
    for batch in reversed(batches):
        batch.work()
    assert gather(batches) == [(item,) for item in items]


@given(size=st.integers(0, 40), workers=st.integers(1, 8))
def test_batches_differ_by_one_item_at_most_and_none_is_empty(size, workers):
    sizes = [len(batch.items) for batch in deal(abs, range(size), workers)]
    assert sum(sizes) == size
    assert len(sizes) == min(size, workers)
    assert max(sizes, default=1) - min(sizes, default=1) <= 1
    assert min(sizes, default=1) >= 1


@given(bad=st.sets(st.integers(0, 19), min_size=1), workers=st.integers(1, 8))
def test_the_error_of_the_first_failing_item_is_raised(bad, workers):
    def task(item):
        if item in bad:
            raise ValueError(item)

    batches = deal(task, range(20), workers)
    for batch in reversed(batches):
        batch.work()
    with pytest.raises(ValueError, match=f"^{min(bad)}$"):
        gather(batches)


def test_even_an_exit_asked_for_by_an_item_reaches_the_caller():
    (batch,) = deal(exit_from, ["the task"], 1)
    batch.work()
    with pytest.raises(SystemExit, match="the task"):
        gather([batch])


def exit_from(item):
    raise SystemExit(item)
