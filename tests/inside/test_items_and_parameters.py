"""Items that differ of a function with parameters: each workload has its own list, and its own results."""

import pytest
from tests.inside.test_parameters import copy, told

from gilbench.inside.checking import Standard
from gilbench.inside.items import listed

SIZES = {"small": 2, "full": 3}


def rows(count):
    return list(range(count))


def products(bytes):  # noqa: A002  what people call it
    return {size: [number * bytes for number in range(count)] for size, count in SIZES.items()}


def test_each_value_of_the_parameter_is_asked_of_each_item_of_the_list():
    workloads, refused = told(sizes=SIZES, items=rows, expect=products, parameters={"bytes": [2, 5]})
    assert not refused
    work = workloads["copy[bytes=5]"]
    once = listed(work, "full", ())
    results = [work.function(each) for each in once]
    assert (once, results) == ([0, 1, 2], [0, 5, 10])
    Standard(work, "full", (), once).require(results, 3)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        pytest.param(
            {"expect": lambda bytes: dict.fromkeys(SIZES, bytes)},  # noqa: A006  what people call it
            "workload 'copy[bytes=2]': `expect` for 'small' is a list with a result for each item, and no int",
            id="one result for all",
        ),
        pytest.param(
            {"parameters": {"times": [1]}},
            "workload 'copy': its parameter `times` is its argument for an item of its list: rename one",
            id="a parameter in the place of the item",
        ),
        pytest.param(
            {"parameters": None},
            "workload 'copy': it takes 2 arguments, and is called with 1: an item of its list",
            id="an argument that nobody gives",
        ),
    ],
)
def test_what_cannot_be_is_one_sentence(settings, words):
    _, refused = told(copy, **{"sizes": SIZES, "items": rows, "parameters": {"bytes": [2]}, **settings})
    assert refused == [words]
