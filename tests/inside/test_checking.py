"""What results are held to: what is expected, a check, or what serial work has returned."""

import enum
import math
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench import about
from gilbench.inside.checking import CannotCompareError, Standard, WrongResultError
from gilbench.inside.registering import workload
from gilbench.inside.registry import Registry, collecting


class Array:
    """Compares item by item, as arrays do, and is neither true nor false."""

    def __eq__(self, other):
        return self

    __hash__ = None

    def __bool__(self):
        raise ValueError("the truth value of an array is ambiguous")


class Near(float):
    """A number that knows what is near enough."""

    def __eq__(self, other):
        return abs(float(self) - other) < 0.1

    __hash__ = None


def standard(returned=1, listed=(2,), **settings):
    def work(item):
        return returned if "items" not in settings else returned * item

    registry = Registry()
    with collecting(registry):
        workload(kind="cpu", sizes={"small": 1, "full": 2}, asks="What?", **settings)(work)
    assert registry.refused == []
    return Standard(registry.workloads["work"], "full", (), list(listed))


def expecting(value):
    return standard(expect={"small": 0, "full": value})


@pytest.mark.parametrize(
    ("expected", "result"),
    [
        pytest.param(1, 1, id="equal"),
        pytest.param(Near(1.0), 1.05, id="an object that knows what is near"),
        pytest.param(about(0.3), 0.1 + 0.2, id="a number that is close"),
        pytest.param((about(0.3), "x"), (0.1 + 0.2, "x"), id="a number that is close in a tuple"),
        pytest.param({"sum": about(10, abs_tol=1)}, {"sum": 10.5}, id="as close as was said"),
    ],
)
def test_what_is_expected_says_what_is_equal_to_it(expected, result):
    expecting(expected).require([result] * 3, 3)


@pytest.mark.parametrize(
    ("expected", "result", "words"),
    [
        pytest.param(1, 2, "item 2 of 2 gave 2, expected 1", id="another number"),
        pytest.param(about(1.0), 1.1, "item 2 of 2 gave 1.1, expected about(1.0)", id="not close"),
        pytest.param(about(1.0), "x", "item 2 of 2 gave 'x', expected about(1.0)", id="no number"),
    ],
)
def test_another_result_is_wrong(expected, result, words):
    with pytest.raises(WrongResultError, match="wrong result: ") as found:
        expecting(expected).require([expected, result] if not isinstance(expected, about) else [1.0, result], 2)
    assert words in str(found.value)


def test_what_cannot_be_compared_is_not_the_fault_of_the_work():
    with pytest.raises(CannotCompareError, match="give the workload a `check`") as found:
        expecting(Array()).require([Array()], 1)
    assert "wrong result" not in str(found.value)


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


@pytest.mark.parametrize(
    ("expected", "result", "kind"),
    [
        pytest.param(threading.Lock(), threading.Lock(), CannotCompareError, id="objects without equals"),
        pytest.param(None, 3, WrongResultError, id="of different classes"),
        pytest.param(Colour.RED, Colour.BLUE, WrongResultError, id="members of an enum"),
        pytest.param([1], [2], WrongResultError, id="lists"),
    ],
)
def test_objects_that_are_equal_to_themselves_alone_are_not_wrong(expected, result, kind):
    with pytest.raises((CannotCompareError, WrongResultError)) as found:
        expecting(expected).require([result], 1)
    assert type(found.value) is kind


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        pytest.param(
            (n for n in "ab"), "it gives a generator, and does nothing until somebody reads it", id="generator"
        ),
        pytest.param(map(abs, [1]), "it gives a map, and does nothing until somebody reads it", id="map"),
    ],
)
def test_what_is_still_to_be_done_is_no_measure(returned, words):
    with pytest.raises(CannotCompareError, match=words):
        standard(returned=returned).require([returned], 1)


def test_a_coroutine_that_nobody_awaits_is_no_measure_and_no_warning():
    async def later():
        """Do nothing."""

    waiting = later()
    with pytest.raises(CannotCompareError, match="it gives a coroutine that nobody awaits"):
        standard(returned=waiting).require([waiting], 1)


def test_a_check_is_asked_about_all_results():
    asked = standard(check=lambda results: None if sum(results) == 6 else f"they add up to {sum(results)}")
    asked.require([1, 2, 3], 3)
    with pytest.raises(WrongResultError, match="wrong result: they add up to 7"):
        asked.require([1, 2, 4], 3)


def test_a_check_that_fails_itself_is_not_the_fault_of_the_work():
    with pytest.raises(CannotCompareError, match="the workload's own `check` failed: ZeroDivisionError"):
        standard(check=lambda _: 1 / 0).require([1], 1)


def test_a_check_and_what_is_expected_are_both_asked():
    both = standard(expect={"small": 1, "full": 1}, check=lambda _: "never right")
    with pytest.raises(WrongResultError, match="never right"):
        both.require([1], 1)
    with pytest.raises(WrongResultError, match="gave 2, expected 1"):
        both.require([2], 1)


def test_without_either_what_serial_work_returns_is_the_measure():
    serial = standard(returned=5)
    serial.require([5, 5], 2)
    with pytest.raises(WrongResultError, match="item 2 of 2 gave 6, expected 5"):
        serial.require([5, 6], 2)


@pytest.mark.parametrize("settings", [{}, {"check": lambda _: None}, {"expect": {"small": 1, "full": 1}}])
def test_a_result_that_is_missing_is_wrong_in_any_case(settings):
    with pytest.raises(WrongResultError, match="1 results for 2 items"):
        standard(**settings).require([1], 2)


def of_a_list(*listed, **settings):
    return standard(listed=listed, items=lambda _: listed, **settings)


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"expect": {"small": [0], "full": [1, about(2.0), 3]}}, id="one each"),
        pytest.param({}, id="what serial work returned"),
    ],
)
def test_items_that_differ_have_a_result_each_in_every_list(settings):
    asked = of_a_list(1, 2, 3, **settings)
    asked.require([1, 2, 3, 1, 2, 3], 6)
    with pytest.raises(WrongResultError, match=r"wrong result: item 2 of 3 in its list gave 3, expected "):
        asked.require([1, 2, 3, 1, 3, 2], 6)


def test_of_items_that_differ_a_check_is_asked_about_each_list():
    seen = []
    asked = of_a_list(1, 2, check=seen.append)
    asked.require([1, 2, 10, 20], 4)
    assert seen == [[1, 2], [10, 20]]


def test_a_list_that_is_wrong_after_one_that_is_right_is_wrong():
    asked = of_a_list(1, 2, check=lambda results: None if results == [1, 2] else f"it has {results}")
    with pytest.raises(WrongResultError, match=r"wrong result: it has \[2, 1\]"):
        asked.require([1, 2, 2, 1], 4)


def test_workers_that_have_all_done_the_first_item_are_held_to_it():
    asked = of_a_list(1, 2, expect={"small": [1], "full": [1, 2]}, check=lambda _: "asked about no list")
    asked.require_first([1, 1, 1], 3)
    with pytest.raises(WrongResultError, match="gave 2, expected 1"):
        asked.require_first([1, 2], 2)
    with pytest.raises(WrongResultError, match="1 results for 2 items"):
        asked.require_first([1], 2)


def test_of_items_that_are_alike_the_first_is_like_every_other():
    with pytest.raises(WrongResultError, match="never right"):
        standard(check=lambda _: "never right").require_first([1, 1], 2)


@given(st.floats(allow_nan=False), st.floats(allow_nan=False), st.floats(0, 1), st.floats(0, 10))
def test_close_is_what_the_standard_library_calls_so(value, other, relative, absolute):
    near = about(value, rel_tol=relative, abs_tol=absolute)
    assert (near == other) == math.isclose(value, other, rel_tol=relative, abs_tol=absolute)


def test_a_check_that_looks_for_a_file_by_a_relative_path_is_told_where_it_runs():
    with pytest.raises(CannotCompareError, match=r"; it ran in an empty folder: .*with_name\('expected\.csv'\)$"):
        standard(check=lambda _: Path("expected.csv").read_text()).require([1], 1)
