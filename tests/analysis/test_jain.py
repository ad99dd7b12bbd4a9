"""How evenly something is shared out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.analysis.jain import jain

WORK = st.lists(st.integers(0, 10_000), min_size=1, max_size=128).filter(any)


@pytest.mark.parametrize(
    ("work", "index"),
    [
        pytest.param([5, 5, 5, 5], 1.0, id="all the same"),
        pytest.param([7, 0, 0, 0], 0.25, id="one has all"),
        pytest.param([1, 1, 0, 0], 0.5, id="half of them share it"),
        pytest.param([2, 1], 0.9, id="twice as much"),
    ],
)
def test_jains_index(work, index):
    assert jain(work) == pytest.approx(index)


@given(WORK, st.integers(1, 1000))
def test_jains_index_lies_between_one_nth_and_1_and_knows_no_unit(work, factor):
    assert 1 / len(work) - 1e-9 <= jain(work) <= 1 + 1e-9
    assert jain([factor * each for each in work]) == pytest.approx(jain(work))
