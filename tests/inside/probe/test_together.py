import itertools
import math
import threading

import pytest

from gilbench.inside.probe import together as module
from gilbench.inside.probe.together import calls_for, same, together


class Odd:
    """Equal to nothing, and fit for nothing."""

    def __eq__(self, other):
        raise ValueError("ambiguous")

    __hash__ = None

    def __reduce__(self):
        raise TypeError("cannot be pickled")

    def __repr__(self):
        return "Odd"


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (1, 1, True),
        (1, 2, False),
        (1, 1.0, False),
        (math.nan, math.nan, True),
        ([math.nan], [math.nan], True),
        (Odd(), Odd(), True),
        (object(), object(), False),
    ],
    ids=["equal", "different", "other type", "not a number", "list of it", "only its looks", "objects"],
)
def test_results_are_compared_by_value_then_by_looks(one, other, equal):
    assert same(one, other) is equal


def test_threads_that_get_the_same_are_no_news():
    found = together(lambda: 5, (5, 5), 0.1)
    assert (found.outcome, found.detail) == ("same", "")


def test_what_differs_already_is_only_watched_for_errors():
    assert together(itertools.count().__next__, (0, 1), 0.1).outcome == "varies"


def test_another_result_is_told():
    found = together(lambda: 6, (5, 5), 0.1)
    assert (found.outcome, found.detail) == ("different", "6 instead of 5")


def test_results_that_begin_alike_are_not_shown_as_if_they_were_the_same():
    found = together(lambda: [0] * 100 + [2], ([0] * 100 + [1],) * 2, 0.1)
    assert found.outcome == "different"
    assert found.detail.endswith("…, which begins alike but is not the same")


def test_an_error_is_told():
    main = threading.get_ident()

    def picky():
        if threading.get_ident() != main:
            raise RuntimeError("wrong thread")
        return 1

    found = together(picky, (picky(), picky()), 0.1)
    assert (found.outcome, found.detail) == ("raised", "RuntimeError: wrong thread")


def test_threads_that_do_not_come_back_are_stuck(monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    released = threading.Event()
    found = together(released.wait, (True, True), 0.1)
    released.set()
    assert found.outcome == "stuck"


@pytest.mark.parametrize(("seconds", "count"), [(1e-6, 200), (0.01, 20), (3.0, 1)])
def test_short_calls_are_made_more_often(seconds, count):
    assert calls_for(seconds) == count
