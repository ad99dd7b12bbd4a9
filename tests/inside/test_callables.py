"""What is seen of a function, and of a result, whose work is not done by calling it."""

import csv
import functools
import itertools

import pytest

from gilbench.inside.callables import idle, undone


def plain():
    return 1


def generator():
    yield 1


async def coroutine():
    return 1


async def stream():
    yield 1


class Lazy:
    def __call__(self):
        yield 1


@pytest.mark.parametrize(
    ("function", "begins"),
    [
        pytest.param(plain, None, id="a function"),
        pytest.param(len, None, id="one of C"),
        pytest.param(None, None, id="nothing"),
        pytest.param(generator, "it gives a generator", id="generator"),
        pytest.param(functools.partial(generator), "it gives a generator", id="partial"),
        pytest.param(Lazy(), "it gives a generator", id="an object that is called"),
        pytest.param(coroutine, "it gives a coroutine that nobody awaits", id="coroutine"),
        pytest.param(stream, "it gives an asynchronous generator", id="asynchronous generator"),
    ],
)
def test_a_function_whose_calls_do_nothing_is_known_by_its_code(function, begins):
    found = idle(function)
    assert found is None if begins is None else found.startswith(begins)


@pytest.mark.parametrize(
    ("result", "begins"),
    [
        pytest.param(None, None, id="nothing"),
        pytest.param([1], None, id="a list"),
        pytest.param(range(3), None, id="a range"),
        pytest.param(generator(), "it gives a generator", id="generator"),
        pytest.param(zip("a", "b", strict=True), "it gives a zip", id="zip"),
        pytest.param(itertools.chain("a"), "it gives a chain", id="of itertools"),
        pytest.param(csv.reader([]), None, id="a reader, which somebody may want"),
        pytest.param(stream(), "it gives an asynchronous generator", id="asynchronous generator"),
    ],
)
def test_a_result_that_computes_what_it_is_asked_for_is_work_undone(result, begins):
    found = undone(result)
    assert found is None if begins is None else found.startswith(begins)
