"""What may be a workload, what it is called, and what is said of a definition that is refused."""

import functools
import math

import pytest

import gilbench
from gilbench.inside.registry import Registry, collecting

GOOD = {"kind": "cpu", "sizes": {"small": 1, "full": 2}, "asks": "What is it?"}


def plain(size):
    return size


def scaled(factor, size):
    return factor * size


def generator(size):
    yield size


async def coroutine(size):
    return size


async def stream(size):
    yield size


class Worker:
    """Objects that are called, and whose methods are."""

    def __call__(self, size):
        return size

    def work(self, size):
        return size

    @staticmethod
    def alone(size):
        return size


worker = Worker()
bound = worker.work
quick = lambda size: size  # noqa: E731  what people write
tripled = functools.partial(scaled, 3)
cached = functools.lru_cache(plain)
root = math.isqrt


def told(function, **settings):
    """Return what is registered and what is refused when this module defines a workload."""
    registry = Registry()
    with collecting(registry):
        assert gilbench.workload(**{**GOOD, **settings})(function) is function
    return list(registry.workloads), [str(each).partition(": ")[2] for each in registry.refused]


@pytest.mark.parametrize(
    ("function", "name"),
    [
        pytest.param(plain, "plain", id="a function"),
        pytest.param(quick, "quick", id="a lambda"),
        pytest.param(tripled, "tripled", id="a partial"),
        pytest.param(cached, "cached", id="a cached function"),
        pytest.param(root, "root", id="a C function"),
        pytest.param(worker, "worker", id="an object that can be called"),
        pytest.param(bound, "bound", id="a method of an object"),
        pytest.param(Worker.alone, "alone", id="a static method"),
        pytest.param(functools.partial(scaled, 4), "scaled", id="a partial that has no name"),
    ],
)
def test_any_callable_can_be_the_work_and_has_the_name_that_it_is_bound_to(function, name):
    assert told(function) == ([name], [])


def test_a_name_can_be_given():
    assert told(lambda size: size, name="mine") == (["mine"], [])


@pytest.mark.parametrize(
    ("function", "words"),
    [
        pytest.param(generator, "it is a generator: calling it does no work", id="a generator"),
        pytest.param(coroutine, "it is a coroutine function: give a plain function here", id="a coroutine function"),
        pytest.param(stream, "it is an asynchronous generator", id="an asynchronous generator"),
        pytest.param(functools.partial(generator), "it is a generator", id="a partial of a generator"),
        pytest.param(Worker.work, "it takes 2 arguments, and is called with 1: the size", id="a method without object"),
        pytest.param(lambda: 1, "it has no name of its own", id="a lambda without a name"),
        pytest.param(scaled, "it takes 2 arguments, and is called with 1: the size", id="one argument too many"),
        pytest.param(5, "it has no name of its own", id="a number"),
    ],
)
def test_what_would_do_no_work_is_refused(function, words):
    names, (refused,) = told(function)
    assert names == []
    assert words in refused


def test_a_workload_with_a_resource_takes_it_as_well():
    assert told(scaled, resource=Worker) == (["scaled"], [])
    assert "is called with 2: the size and the resource" in told(plain, resource=Worker)[1][0]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        pytest.param({"sizes": 2}, "`sizes` is a mapping, {'small': …, 'full': …}, and no int", id="one size"),
        pytest.param({"sizes": {"full": 2}}, "`sizes` has nothing for 'small'", id="no small size"),
        pytest.param({"expect": {}}, "`expect` has nothing for 'small' and 'full'", id="nothing expected"),
        pytest.param({"expect": 2}, "`expect` is a mapping", id="one result"),
        pytest.param({"exspect": {}}, "there is no `exspect`: did you mean `expect`?", id="a misspelt name"),
        pytest.param({"weight": 1}, "there is no `weight`; there is `name`, `kind`", id="a name of something else"),
        pytest.param({"kind": "CPU"}, "`kind` is 'CPU', and not one of cpu, io, mixed", id="another kind"),
        pytest.param({"kind": ""}, "give `kind`", id="no kind"),
        pytest.param({"kind": "", "asks": ""}, "give `kind` and `asks`", id="two that are needed"),
        pytest.param({"asks": " "}, "`asks` must state the question it answers", id="an empty question"),
        pytest.param({"check": 5}, "`check` cannot be of type int", id="a check that cannot be called"),
        pytest.param({"name": "two words"}, "the name of a workload must be a Python identifier", id="two words"),
    ],
)
def test_a_definition_that_is_wrong_is_refused_with_its_line(settings, words):
    registry = Registry()
    with collecting(registry):
        gilbench.workload(**{**GOOD, **settings})(plain)
        gilbench.workload(**GOOD)(quick)
    (refused,) = registry.refused
    assert list(registry.workloads) == ["quick"]
    line, _, rest = str(refused).partition(": ")
    assert (line[:5], line[5:].isdigit()) == ("line ", True)
    assert words in rest


def test_brackets_that_are_missing_are_asked_for_and_the_function_stays():
    registry = Registry()
    with collecting(registry):
        assert gilbench.workload(plain) is plain
    (refused,) = registry.refused
    assert "workload 'plain': write its settings in brackets: @workload(kind=" in str(refused)
