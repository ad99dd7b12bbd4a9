"""Stalls by function: nothing is lost, however many functions there are."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.inside.held.culprit import Culprit
from gilbench.inside.held.stalls import MOST, Stall, Stalls, function_of, joined

PLACES = st.builds(
    lambda file, line, function: Culprit("MainThread", f"{file}:{line} {function}"),
    st.sampled_from(["a.py", "b.py", "C:\\c.py"]),
    st.integers(1, 9),
    st.integers(0, 2 * MOST).map("f{}".format),
)
SEEN = st.lists(st.tuples(st.floats(1e-3, 10), st.none() | PLACES), max_size=200)


@given(SEEN)
def test_the_sums_are_those_of_what_was_seen_and_the_longest_is_first(seen):
    stalls = Stalls()
    for seconds, by in seen:
        stalls.add(seconds, by)
    found = stalls.longest_first()
    assert sum(each.times for each in found) == len(seen)
    assert math.isclose(sum(each.total for each in found), sum(seconds for seconds, _ in seen))
    assert [each.longest for each in found] == sorted((each.longest for each in found), reverse=True)
    assert (found[0].longest if found else 0.0) == max((seconds for seconds, _ in seen), default=0.0)
    assert len(found) <= MOST + 1


@given(SEEN)
def test_whoever_is_told_of_the_places_that_change_knows_all(seen):
    stalls, told = Stalls(), {}
    for seconds, by in seen:
        for place in stalls.add(seconds, by):
            told[place] = stalls.at(place)
    assert sorted(map(repr, filter(lambda each: each.times, told.values()))) == sorted(
        map(repr, stalls.longest_first())
    )
    assert set(told) <= set(range(MOST + 1))


@given(
    st.lists(st.tuples(st.floats(1e-3, 10), PLACES), max_size=200).filter(
        lambda all_: len({function_of(by) for _, by in all_}) <= MOST
    )
)
def test_functions_that_find_room_are_told_apart_whatever_the_line(seen):
    stalls, each = Stalls(), {}
    for seconds, by in seen:
        stalls.add(seconds, by)
        each.setdefault(function_of(by), []).append(seconds)
    assert {function_of(found.culprit): found.times for found in stalls.longest_first()} == {
        name: len(times) for name, times in each.items()
    }


def test_where_there_is_no_room_the_function_that_did_least_gives_its_own():
    stalls = Stalls()
    for number in range(MOST):
        stalls.add(1 + number, Culprit("t", f"a.py:1 f{number}"))
    assert stalls.add(100, Culprit("t", "a.py:1 new")) == [1, 0]
    assert stalls.at(0) == Stall(1, 1, 1, None)
    assert stalls.at(1) == Stall(100, 1, 100, Culprit("t", "a.py:1 new"))


def test_the_line_and_the_thread_are_those_of_the_longest():
    stalls = Stalls()
    for seconds, thread, line in [(0.1, "one", 4), (0.3, "two", 5), (0.2, "three", 6)]:
        stalls.add(seconds, Culprit(thread, f"a.py:{line} f"))
    (found,) = stalls.longest_first()
    assert (found.longest, found.times, found.culprit) == (0.3, 3, Culprit("two", "a.py:5 f"))


@pytest.mark.parametrize(
    ("by", "name"),
    [
        pytest.param(None, None, id="nobody"),
        pytest.param(Culprit("t", None), "t", id="no frames"),
        pytest.param(Culprit("t", "/a b:c/d.py:12 <lambda>"), "/a b:c/d.py:<lambda>", id="odd path"),
    ],
)
def test_what_stalls_are_put_together_by(by, name):
    assert function_of(by) == name


def test_of_two_the_first_is_kept_if_they_are_as_long():
    assert joined(Stall(1, 1, 1, Culprit("a", None)), Stall(1, 2, 2, None)) == Stall(1, 3, 3, Culprit("a", None))
