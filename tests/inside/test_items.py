"""Items that differ: what is a list of them, how often a value has it, and what is said of one that cannot be."""

from contextlib import contextmanager
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gilbench
from gilbench.inside import lists
from gilbench.inside.items import LONGEST, ItemsError, listed, repeated
from gilbench.inside.registry import Registry, collecting

SIZES = {"small": 2, "full": 3}


def numbers(size):
    return list(range(size))


def double(item, _=None):
    return 2 * item


@contextmanager
def ten():
    yield 10


@contextmanager
def nothing():
    raise RuntimeError("no server here")
    yield


def registered(function=double, **settings):
    """Return the workload that these settings make, and what is said of them if they make none."""
    registry = Registry()
    with collecting(registry):
        gilbench.workload(kind="cpu", sizes=SIZES, asks="What?", name="mine", **settings)(function)
    return registry.workloads.get("mine"), [str(each).partition("'mine': ")[2] for each in registry.refused]


def defined(**settings):
    workload, refused = registered(**settings)
    assert refused == []
    return workload


def test_once_around_is_the_list_or_the_size():
    assert listed(defined(), "full", ()) == [3]
    assert listed(defined(items=numbers), "full", ()) == [0, 1, 2]
    assert listed(defined(items=range), "small", ()) == [0, 1]
    assert listed(defined(items=lambda size, much: [much] * size, resource=ten), "small", (10,)) == [10, 10]


@pytest.mark.parametrize(
    ("items", "words"),
    [
        pytest.param(lambda _: [], "a list of 0: 1 to 100,000 are allowed", id="none"),
        pytest.param(lambda _: range(LONGEST + 1), "a list of 100,001: 1 to 100,000 are allowed", id="too many"),
        pytest.param(lambda _: 5, "no list but a int: return a list, one argument each", id="a number"),
        pytest.param(lambda _: "ab", "no list but a str", id="text"),
        pytest.param(lambda size: (each for each in range(size)), "no list but a generator", id="a generator"),
        pytest.param(lambda _: 1 / 0, "its `items` failed: ZeroDivisionError: division by zero", id="an error"),
    ],
)
def test_what_is_no_list_of_items_is_told(items, words):
    with pytest.raises(ItemsError, match=words):
        listed(defined(items=items), "full", ())
    assert words in lists.lists_of(defined(items=items)).missing


def test_there_is_a_result_for_each_item():
    stated = partial(defined, items=numbers)
    assert listed(stated(expect={"small": (0, 2), "full": [0, 2, 4]}), "full", ()) == [0, 1, 2]
    wrong = stated(expect={"small": (0, 2), "full": [0, 2]})
    with pytest.raises(ItemsError, match="`expect` has 2 results for 'full', and its list has 3 items: give one for"):
        listed(wrong, "full", ())
    assert lists.lists_of(wrong).missing.startswith("`expect` has 2 results for 'full'")


@given(st.integers(1, 50), st.integers(1, 20))
def test_a_value_has_whole_lists(length, times):
    once = list(range(length))
    found = repeated(once, length * times)
    assert found == [each for _ in range(times) for each in once]


def test_a_list_of_another_length_than_was_planned_is_refused():
    assert listed(defined(items=numbers), "full", (), 3) == [0, 1, 2]
    with pytest.raises(ItemsError, match="a list of 3 now, and of 4 when the run was planned"):
        listed(defined(items=numbers), "full", (), 4)


def test_a_part_of_a_list_is_refused():
    with pytest.raises(ItemsError, match="8 items are no whole number of lists of 3: plan the run anew"):
        repeated([1, 2, 3], 8)


@pytest.mark.parametrize(
    ("settings", "lengths", "missing", "stays"),
    [
        pytest.param({}, None, None, None, id="alike"),
        pytest.param({"items": numbers}, {"small": 2, "full": 3}, None, None, id="differ"),
        pytest.param(
            {"items": lambda size, much: [1] * (size + much), "resource": ten},
            {"small": 12, "full": 13},
            None,
            None,
            id="made within the resource",
        ),
        pytest.param(
            {"items": lambda size, _: [size], "resource": nothing},
            None,
            "its resource failed: RuntimeError: no server here",
            None,
            id="no server",
        ),
        pytest.param(
            {"items": lambda size: [1] * (size - 1) + [lambda: 1]},
            {"small": 2, "full": 3},
            None,
            "it cannot be handed to another process: ",
            id="the last item cannot be pickled",
        ),
    ],
)
def test_lists_are_told_by_their_lengths(settings, lengths, missing, stays):
    workload = defined(**settings)
    found = lists.lists_of(workload)
    assert (found.lengths, found.missing) == (lengths, missing)
    assert (found.stays or "").startswith(stays or "")
    assert (found.stays is None) == (stays is None)


def test_of_very_many_bytes_as_many_items_are_tried_as_are_allowed(monkeypatch):
    monkeypatch.setattr(lists, "_MOST", 1000)
    late = defined(items=lambda _: [b"x" * 1000, lambda: 1])
    assert lists.lists_of(late).stays is None


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        pytest.param(
            {"items": [1, 2]},
            "`items` cannot be of type list: give a function that takes the size and returns the list",
            id="a list",
        ),
        pytest.param(
            {"items": lambda: [1]}, "`items`: it takes 0 arguments, and is called with 1: the size", id="no size"
        ),
        pytest.param(
            {"items": lambda _: [1], "resource": ten},
            "`items`: it takes 1 arguments, and is called with 2: the size and the resource",
            id="no resource",
        ),
        pytest.param(
            {"items": numbers, "function": lambda one, two: one + two},
            "it takes 2 arguments, and is called with 1: an item of its list",
            id="the parts of an item",
        ),
        pytest.param(
            {"items": numbers, "expect": {"small": [0, 2], "full": 4}},
            "`expect` for 'full' is a list with a result for each item, and no int",
            id="one result for all",
        ),
    ],
)
def test_a_definition_that_cannot_be_is_one_sentence(settings, words):
    workload, refused = registered(**settings)
    assert (workload, refused) == (None, [words])
