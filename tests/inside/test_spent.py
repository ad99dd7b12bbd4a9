import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.inside.ledger import Reading
from gilbench.inside.schema import WorkerTime
from gilbench.inside.spent import process_used, used, worker_times
from gilbench.inside.stamps import Stamp

NOTHING = Reading(0.0, 0.0, 0, 0)


def stamp(start, end, worker=0, *, before=NOTHING, after=NOTHING):
    return Stamp((1, worker), start, end, before, after)


def test_a_worker_is_accounted_for_from_its_first_items_start_to_its_last_items_end():
    items = [
        stamp(0.0, 1.0, before=Reading(5.0, 1.0, 10, 3), after=Reading(5.5, 1.25, 12, 4)),
        stamp(2.0, 4.0, before=Reading(5.6, 1.25, 14, 4), after=Reading(7.0, 1.5, 20, 4)),
    ]
    assert worker_times(items) == [WorkerTime(wall=4.0, running=2.0, ready=0.5, voluntary=10, involuntary=1, items=2)]


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(Reading(0.2, 0.3, 9, 9), id="CPU time"),
        pytest.param(Reading(1.0, 0.0, 9, 9), id="time ready"),
        pytest.param(Reading(1.0, 0.3, 1, 9), id="voluntary switches"),
        pytest.param(Reading(1.0, 0.3, 9, 0), id="involuntary switches"),
    ],
)
def test_a_thread_with_the_number_of_one_that_has_ended_is_another_worker(later):
    """Whichever total falls: a difference across two threads may be one that no clock can have measured."""
    first = stamp(0.0, 1.0, before=Reading(0.1, 0.1, 1, 1), after=Reading(0.9, 0.2, 2, 2))
    second = stamp(1.0, 3.0, before=later, after=later._replace(cpu=later.cpu + 1.0))
    assert [each.running for each in worker_times([second, first])] == pytest.approx([0.8, 1.0])


def test_a_reading_outside_of_the_clocks_never_makes_a_worker_busier_than_the_time_it_had():
    assert used(1.0, Reading(0.0, 0.0, 0, 0), Reading(1.00002, 0.0, 0, 0)).running == 1.0


def at(process):
    """Return a reading in a process whose threads have used so many seconds."""
    return Reading(0.0, 0.0, 0, 0, process)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        pytest.param([(1, at(5.0), at(6.5))], 1.5, id="one item"),
        pytest.param([(1, at(5.0), at(6.0)), (1, at(5.5), at(7.0))], 2.0, id="threads share a process"),
        pytest.param([(1, at(5.0), at(6.0)), (2, at(0.5), at(2.0))], 2.5, id="processes add up"),
        pytest.param([(1, None, None)], None, id="the task of an event loop"),
        pytest.param([(1, at(5.0), at(6.0)), (2, at(None), at(None))], None, id="one cannot tell"),
        pytest.param([], None, id="no item"),
    ],
)
def test_the_cpu_time_of_processes_has_all_their_threads_in_it(read, expected):
    assert process_used(read) == expected


totals = st.builds(Reading, st.floats(0, 10), st.floats(0, 10), st.integers(0, 99), st.integers(0, 99))


@given(st.floats(0.001, 10), totals, totals)
def test_running_is_never_more_than_the_wall(wall, before, after):
    assert used(wall, before, after).running <= wall
