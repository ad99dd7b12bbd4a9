import array
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.inside.weighing import weigh

MIB = 2**20


class Holder:
    """Keeps its parts in a dictionary of its own."""

    def __init__(self, part):
        self.part = part


class Lies(list):
    """Whoever goes through it, or asks it for its size, is sorry."""

    def __iter__(self):
        raise KeyboardInterrupt

    def __sizeof__(self):
        raise SystemExit


def circle():
    found = [bytes(MIB)]
    found.append(found)
    return found


def nested(levels):
    found = bytes(MIB)
    for _ in range(levels):
        found = [found]
    return found


@pytest.mark.parametrize(
    ("value", "size"),
    [
        pytest.param(bytes(MIB), MIB, id="bytes"),
        pytest.param("x" * MIB, MIB, id="text"),
        pytest.param(array.array("d", [0.0]) * (MIB // 8), MIB, id="array"),
        pytest.param(memoryview(bytes(MIB))[: MIB // 2], MIB // 2, id="a view, which owns nothing"),
        pytest.param((1, bytes(MIB)), MIB, id="in a tuple"),
        pytest.param({"a": [bytes(MIB)]}, MIB, id="in a mapping"),
        pytest.param(Holder([bytes(MIB)]), MIB, id="in an object"),
        pytest.param([bytes(1000 + number % 2) for number in range(1000)], 1_033_500, id="many parts"),
        pytest.param(list(range(1000, 31_000)), 30_000 * (8 + sys.getsizeof(1000)), id="numbers"),
        pytest.param(circle(), MIB, id="in itself"),
        pytest.param([bytes(MIB)] * 3, MIB, id="one part three times"),
    ],
)
def test_a_value_weighs_what_it_takes(value, size):
    assert weigh(value) == pytest.approx(size, rel=0.03)


@pytest.mark.parametrize(
    "value",
    [pytest.param(None, id="nothing"), pytest.param(Lies([bytes(MIB)]), id="lies"), pytest.param(nested(9), id="deep")],
)
def test_what_nobody_can_look_into_weighs_little_and_raises_nothing(value):
    assert 0 <= weigh(value) < MIB


@given(st.recursive(st.integers() | st.binary(), lambda parts: st.lists(parts) | st.dictionaries(st.integers(), parts)))
def test_everything_weighs_at_least_itself(value):
    assert weigh(value) >= sys.getsizeof(value)


def test_where_nobody_tells_sizes_every_object_counts_as_a_small_one(monkeypatch):
    monkeypatch.setattr(sys, "getsizeof", lambda _, otherwise: otherwise)  # as PyPy does
    assert weigh([{"number": 7}, bytes(MIB)]) == (32 + 2 * 8) + (32 + 2 * 8) + 32 + 32 + MIB
    assert weigh("x" * MIB) == MIB
