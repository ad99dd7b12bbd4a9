import gc

import pytest

from gilbench.page.garbage import seldom


@pytest.fixture
def usual():
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield 700, 10, 10
    gc.set_threshold(*before)


def test_garbage_is_looked_for_seldom_and_afterwards_as_before(usual):
    with seldom():
        assert all(now > then for now, then in zip(gc.get_threshold(), usual, strict=True))
    assert gc.get_threshold() == usual


def test_an_error_leaves_the_thresholds_as_they_were(usual):
    with pytest.raises(ValueError, match="broke"), seldom():
        raise ValueError("broke")
    assert gc.get_threshold() == usual
