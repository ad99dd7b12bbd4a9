"""The tasks, and how work is cut into them and handed over."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.experiments.grain.asked import request

from gilbench.experiments.grain.measure import handing, tasks
from gilbench.experiments.grain.measure.cut import cuts
from gilbench.experiments.grain.records import LENGTHS, LONG, MOST, SHORT, cut

SPEED = 1e6  # steps per second


@given(st.integers(0, 3000))
def test_where_steps_end_is_known_without_taking_them(steps):
    assert tasks.end_of(steps) == tasks.work(steps)


def test_a_speed_is_one():
    assert tasks.steps_per_second() > 0


@pytest.mark.parametrize("runs_async", [False, True])
def test_one_task_does_what_its_function_does(runs_async):
    made = tasks.task(tasks.work, 10, runs_async=runs_async)
    assert (asyncio.run(made()) if runs_async else made()) == tasks.work(10)


def test_results_of_chunks_and_of_single_tasks_are_the_same_when_flat():
    assert tasks.flat([[1, 2], [3]]) == tasks.flat([1, 2, 3]) == [1, 2, 3]
    assert tasks.several(tasks.empty, [1, 2]) == [1, 2]


@pytest.mark.parametrize("workers", [1, 2, 3, 8])
@pytest.mark.parametrize("work", [SHORT, LONG])
def test_an_amount_of_work_is_the_same_in_tasks_of_every_length_but_for_their_most(work, workers):
    empty, *others = cut("even", work, workers)
    assert empty == (0.0, MOST * workers)
    for length, many in others:
        assert many % workers == 0
        assert workers <= many <= MOST * workers
        if many < MOST * workers:
            assert many * length == pytest.approx(work * workers, rel=0.2)


def test_lengths_reach_from_ten_microseconds_to_a_tenth_of_a_second():
    found = {length for work in (SHORT, LONG) for length, _ in cut("even", work, 2)[1:]}
    assert sorted(found) == list(LENGTHS)
    assert (LENGTHS[0], LENGTHS[-1]) == (10e-6, 0.1)


def test_uneven_tasks_are_as_much_work_and_the_long_ones_come_first():
    even, uneven = (cuts(request(tasks=kind), SPEED) for kind in ("even", "uneven"))
    alike = {each.length: each for each in even}
    assert {each.length for each in uneven} < alike.keys(), "the longest are too few to be uneven"
    for each in uneven[1:]:
        long = max(each.items)
        assert sum(each.items) == pytest.approx(sum(alike[each.length].items), rel=0.1)
        assert list(each.items) == sorted(each.items, reverse=True)
        assert each.items.count(long) * long == pytest.approx(sum(each.items) / 2, rel=0.1)
        assert long > 3 * min(each.items)


@pytest.mark.parametrize("kind", ["even", "uneven"])
def test_tasks_come_to_what_is_expected_of_them(kind):
    for each in cuts(request(tasks=kind), 1e4):
        assert each.in_turn() == list(each.expected)


@given(st.lists(st.integers(), min_size=1), st.integers(1, 9))
def test_dealt_out_are_all_items_in_their_order_to_no_more_than_the_workers(items, workers):
    found = handing.dealt(items, workers)
    assert [item for each in found for item in each] == items
    assert len(found) <= workers


class Threads:
    runs_async = False
    name = "thread_executor"


def by_itself(task, items):
    return [task(item) for item in items]


@pytest.mark.parametrize(
    ("chunk", "calls"), [pytest.param("1", 60, id="one by one"), pytest.param("worker", 2, id="one per worker")]
)
def test_tasks_are_handed_over_in_chunks(chunk, calls):
    handed = []

    def run(task, items):
        handed.append(len(items))
        return by_itself(task, items)

    asked = request(chunk=chunk)
    (empty, *_) = cuts(asked, SPEED)
    work = handing.handed_over(run, Threads(), asked)(empty)
    assert tasks.flat(work()) == list(empty.expected)
    assert handed == [calls]


def test_a_pool_that_chooses_no_chunks_is_not_asked_to():
    running = handing.running(Threads(), request(chunk="own"))
    with pytest.raises(LookupError, match="thread_executor does not choose chunks of its own"), running:
        pass
