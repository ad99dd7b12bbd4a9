"""Which requests met a garbage collection, and what is noted of collections."""

import gc

import pytest

from gilbench.experiments.latency.measure.collecting import Collections, watched


def at(*long):
    found = Collections()
    found.long.extend(long)
    return found


@pytest.mark.parametrize(
    ("due", "meets"),
    [
        pytest.param(1.002, True, id="in it"),
        pytest.param(1.0, True, id="as it begins"),
        pytest.param(0.999, False, id="before"),
        pytest.param(1.0098, False, id="when it is all but over"),
        pytest.param(1.5, False, id="between two"),
        pytest.param(2.004, True, id="in the second"),
    ],
)
def test_a_request_meets_the_collection_in_which_it_is_due(due, meets):
    assert at((1.0, 1.01), (2.0, 2.005)).met_by([due]) == [meets]


def test_collections_are_counted_and_long_ones_kept():
    with watched() as found:
        before = found.count
        gc.collect(0)
        assert found.count > before
        assert found.seconds > 0
        found.note("start", {})
        found._begun -= 0.002
        found.note("stop", {})
        assert len(found.long) >= 1
    assert found.note not in gc.callbacks


def test_where_the_collector_does_not_tell_nothing_is_watched(monkeypatch):
    monkeypatch.delattr(gc, "callbacks")
    with watched() as found:
        assert found is None
