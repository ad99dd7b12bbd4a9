"""One function over several values: which workloads there are, what they are called, and what is refused."""

import asyncio
import decimal
import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as some

import gilbench
from gilbench.inside import parameters
from gilbench.inside.callables import objection
from gilbench.inside.registry import LONGEST_NAME, Registry, can_be_shown, collecting

GOOD = {"kind": "cpu", "sizes": {"small": 1, "full": 2}, "asks": "What is it?"}
SHORT = some.one_of(
    some.integers(-(10**9), 10**9),
    some.floats(),
    some.text(max_size=5),
    some.booleans(),
    some.none(),
    some.complex_numbers(),
)


def copy(times, bytes):  # noqa: A002  what people call it
    return times * bytes


async def copy_async(times, bytes):  # noqa: A002  what people call it
    return times * bytes


def served(times, port, bytes):  # noqa: A002  what people call it
    return times, port, bytes


def starred(*sizes, **more):
    return sizes, more


def first_alone(size, more=1, /, *, level):
    return size, more, level


def at_least(size, other, level=1):
    return size, other, level


def told(function=copy, before=(), **settings):
    """Return what is registered, and what is refused without its line, when this module defines a workload."""
    registry = Registry()
    with collecting(registry):
        for each in before:
            gilbench.workload(**GOOD)(each)
        gilbench.workload(**{**GOOD, **settings})(function)
    return registry.workloads, [str(each).partition(": ")[2] for each in registry.refused]


def test_there_is_a_workload_for_every_value_in_the_order_given():
    made, refused = told(parameters={"bytes": [1_000_000, 2, 1000]})
    assert refused == []
    assert list(made) == ["copy[bytes=1000000]", "copy[bytes=2]", "copy[bytes=1000]"]
    assert {each.family for each in made.values()} == {"copy"}
    assert [each.function(3) for each in made.values()] == [3_000_000, 6, 3000]


def test_several_parameters_make_their_product():
    made, _ = told(starred, parameters={"bytes": (1, 2), "level": ["fast", None]})
    assert list(made) == [
        "starred[bytes=1,level=fast]",
        "starred[bytes=1,level=None]",
        "starred[bytes=2,level=fast]",
        "starred[bytes=2,level=None]",
    ]
    assert made["starred[bytes=2,level=fast]"].function(7) == ((7,), {"bytes": 2, "level": "fast"})


def test_a_workload_without_parameters_is_of_no_family():
    made, _ = told(math.isqrt)
    assert (made["isqrt"].family, made["isqrt"].parameters) == ("", ())


def test_the_work_and_its_twin_have_the_values_and_travel_by_name():
    made, _ = told(parameters={"bytes": [5]}, async_twin=copy_async)
    work = made["copy[bytes=5]"]
    assert pickle.loads(pickle.dumps(work.function))(2) == 10  # noqa: S301  it was pickled a line before
    assert asyncio.run(work.async_twin(2)) == 10


@pytest.mark.parametrize("setting", ["sizes", "expect"])
def test_what_is_stated_for_a_size_may_depend_on_the_parameters(setting):
    stated = {setting: lambda **of: {"small": of["bytes"], "full": 8 // of["bytes"]}}
    made, _ = told(parameters={"bytes": [1, 4]}, **stated)
    assert [getattr(each, setting) for each in made.values()] == [{"small": 1, "full": 8}, {"small": 4, "full": 2}]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param(1_000, "1000", id="a whole number"),
        pytest.param(0.25, "0.25", id="a part"),
        pytest.param("fast", "fast", id="a word"),
        pytest.param("utf-8", "utf-8", id="a word with a dash"),
        pytest.param("two words", "'two words'", id="two words"),
        pytest.param("", "''", id="nothing"),
        pytest.param("7", "'7'", id="a digit that is text"),
        pytest.param("a\nb", "'a\\nb'", id="two lines"),
        pytest.param(True, "True", id="a truth"),
        pytest.param(None, "None", id="none"),
        pytest.param((1, "b"), "(1, 'b')", id="a tuple"),
    ],
)
def test_a_value_is_shown_as_python_writes_it(value, shown):
    assert list(told(parameters={"bytes": [value]})[0]) == [f"copy[bytes={shown}]"]


@given(some.lists(SHORT, min_size=1, max_size=4))
def test_names_can_be_shown_and_values_are_told_apart_or_refused(values):
    refused = parameters.objection({"n": values})
    names = [f"work[{parameters.label(each)}]" for each in parameters.combinations({"n": values})]
    assert (refused is None) == (len({*names}) == len(names))
    assert all(map(can_be_shown, names))


@pytest.mark.parametrize(
    ("value", "as_told"),
    [
        pytest.param(1000, 1000.0, id="a whole number"),
        pytest.param(-0.5, -0.5, id="less than nothing"),
        pytest.param(0, 0.0, id="nothing"),
        pytest.param(True, "True", id="no number"),
        pytest.param(math.inf, "inf", id="without end"),
        pytest.param(math.nan, "nan", id="not a number"),
        pytest.param(1e200, "1e+200", id="too large to be drawn"),
        pytest.param(1e-200, "1e-200", id="too small to be drawn"),
        pytest.param("fast", "fast", id="a word"),
        pytest.param((1, 2), "(1, 2)", id="a tuple"),
    ],
)
def test_the_host_is_told_numbers_that_can_be_drawn_and_text(value, as_told):
    (found,) = parameters.told((("n", value),))
    assert found == ("n", as_told)
    assert type(found[1]) is type(as_told)


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        pytest.param([1, 2], "`parameters` is a mapping, {'bytes': [1_000, 1_000_000]}, and no list", id="a list"),
        pytest.param({}, "`parameters` is empty: leave it out", id="none"),
        pytest.param({"bytes": 5}, "the values of the parameter `bytes` are a list, and no int", id="one value"),
        pytest.param({"bytes": "abc"}, "the values of the parameter `bytes` are a list, and no str", id="a text"),
        pytest.param({"bytes": []}, "the parameter `bytes` has no values", id="no values"),
        pytest.param({"my bytes": [1]}, "`parameters` has 'my bytes', which no argument can be called", id="no name"),
        pytest.param({"class": [1]}, "`parameters` has 'class', which no argument can be called", id="a keyword"),
        pytest.param({5: [1]}, "`parameters` has 5, which no argument can be called", id="a number for a name"),
        pytest.param({"bytes": [[1]]}, "the parameter `bytes` cannot have a value of type list", id="a list in it"),
        pytest.param({"bytes": [(1, {2})]}, "cannot have a value of type set: numbers, text", id="a set in a tuple"),
        pytest.param({"bytes": [decimal.Decimal(1)]}, "cannot have a value of type Decimal", id="another number"),
        pytest.param({"bytes": [10**5000]}, "the parameter `bytes` has a number of too many digits", id="digits"),
        pytest.param({"bytes": [1, 2, 1]}, "the parameter `bytes` has 1 twice", id="twice the same"),
        pytest.param({"bytes": ["None", None]}, "the parameter `bytes` has None twice", id="twice in words"),
        pytest.param(
            {"bytes": range(101)}, "`parameters` make 101 workloads, 100 are allowed: give fewer values", id="too many"
        ),
        pytest.param({"bytes": range(10**9)}, "`parameters` make 1,000,000,000 workloads", id="far too many"),
        pytest.param({"level": [1]}, "it takes no `level` by name, and is called with it as", id="not taken"),
        pytest.param({"times": [1]}, "its parameter `times` is its argument for the size: rename one", id="the size"),
        pytest.param({"bytes": ["x" * 120]}, "letters, 100 are allowed", id="a long name"),
    ],
)
def test_parameters_that_cannot_be_are_refused_in_a_sentence(stated, words):
    made, (refused,) = told(parameters=stated)
    assert list(made) == []
    assert words in refused
    assert len(refused) < 3 * LONGEST_NAME


@pytest.mark.parametrize("setting", ["sizes", "expect"])
@pytest.mark.parametrize(
    ("stated", "words"),
    [
        pytest.param(lambda **_: 1 / 0, "`{}` failed: ZeroDivisionError: division by zero", id="fails"),
        pytest.param(copy, "`{}` failed: TypeError: ", id="takes something else"),
        pytest.param(lambda **of: of["bytes"], "`{}` is a mapping", id="another value"),
        pytest.param(lambda **_: None, "`{}` has nothing for 'small' and 'full'", id="none"),
        pytest.param(lambda **_: {"small": 1}, "`{}` has nothing for 'full'", id="one size"),
    ],
)
def test_a_function_of_the_parameters_that_goes_wrong_is_named_with_the_value(setting, stated, words):
    made, (refused,) = told(parameters={"bytes": [9]}, **{setting: stated})
    assert list(made) == []
    assert refused.startswith(f"workload 'copy[bytes=9]': {words.format(setting)}")


@pytest.mark.parametrize("setting", ["sizes", "expect"])
def test_without_parameters_there_is_no_function_of_them(setting):
    _, (refused,) = told(math.isqrt, **{setting: lambda: {"small": 1, "full": 2}})
    assert f"`{setting}` is a mapping" in refused


def test_a_family_has_its_name_for_itself():
    _, (refused,) = told(before=[math.isqrt], name="isqrt", parameters={"bytes": [1]})
    assert "it is already defined in" in refused
    registry = Registry()
    with collecting(registry):
        gilbench.workload(**GOOD, parameters={"bytes": [1]})(copy)
        gilbench.workload(**GOOD, name="copy")(math.isqrt)
    assert list(registry.workloads) == ["copy[bytes=1]"]
    assert "it is already defined in" in str(registry.refused[0])


@pytest.mark.parametrize(
    ("function", "given", "named", "words"),
    [
        pytest.param(copy, 1, ("bytes",), None, id="by name"),
        pytest.param(copy, 1, (), "it takes 2 arguments, and is called with 1: the size", id="one is lacking"),
        pytest.param(served, 2, ("bytes",), None, id="with a resource"),
        pytest.param(served, 2, ("port",), "`port` is its argument for the size or the resource", id="the resource"),
        pytest.param(served, 1, ("bytes",), "it takes 2 arguments, and is called with 1", id="no resource"),
        pytest.param(starred, 1, ("anything",), None, id="any name"),
        pytest.param(first_alone, 1, ("level",), None, id="by name alone"),
        pytest.param(first_alone, 1, ("size",), "`size` is its argument for the size", id="the size by its place"),
        pytest.param(first_alone, 1, ("more", "level"), "it takes no `more` by name", id="by its place alone"),
        pytest.param(at_least, 1, ("other",), None, id="before one with a default"),
        pytest.param(at_least, 1, ("level",), "it takes 2 arguments, and is called with 1", id="instead of a default"),
        pytest.param(math.isqrt, 1, ("bytes",), None, id="a C function, which only calling tells"),
    ],
)
def test_a_parameter_is_an_argument_of_its_own(function, given, named, words):
    found = objection(function, given, named)
    assert (found is None) == (words is None)
    assert (words or "") in (found or "")
