import multiprocessing
from contextlib import nullcontext

import pytest

from gilbench.inside.opening import opened, resolved
from gilbench.inside.registry import Strategy


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("spawn", "spawn", id="by its own name"),
        pytest.param("default", multiprocessing.get_start_method(), id="what the platform has chosen"),
        pytest.param(None, None, id="none"),
    ],
)
def test_a_start_method_is_known_by_its_own_name(asked, found):
    assert resolved(asked) == found


@pytest.mark.parametrize("asked", ["spawn", "default"])
def test_a_strategy_is_opened_with_the_start_method_that_was_asked_for(asked):
    with opened(strategy(per_start_method=True), 2, asked) as (workers, context):
        assert (workers, context.get_start_method()) == (2, resolved(asked))


def test_a_strategy_without_start_methods_is_given_none():
    with opened(strategy(per_start_method=False), 2, None) as given:
        assert given == (2,)


def strategy(*, per_start_method):
    return Strategy("mine", lambda *given: nullcontext(given), "processes", False, per_start_method, False, "")
