import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.inside.ledger import Reading
from gilbench.inside.overlap import overlap, start_skew
from gilbench.inside.stamps import Stamp

NOTHING = Reading(0.0, 0.0, 0, 0)


def stamp(start, end, worker=0, *, before=NOTHING, after=NOTHING):
    return Stamp((1, worker), start, end, before, after)


def stamps(*spans):
    """Return one stamp per (start, end) or (start, end, worker)."""
    return [stamp(*span) for span in spans]


@pytest.mark.parametrize(
    ("spans", "workers", "expected"),
    [
        pytest.param([(0, 4), (0, 4)], 2, 1.0, id="side by side"),
        pytest.param([(0, 4), (4, 8)], 2, 0.0, id="one after the other"),
        pytest.param([(0, 4), (5, 8)], 2, 0.0, id="with a gap"),
        pytest.param([(0, 3), (1, 4)], 2, 0.5, id="half of the time"),
        pytest.param([(0, 4), (1, 2), (3, 4)], 2, 0.5, id="one long, two short"),
        pytest.param([(0, 2), (2, 4), (0, 2), (2, 4)], 2, 1.0, id="two after two"),
        pytest.param([(0, 4), (0, 4), (0, 4)], 2, 1.0, id="more items than workers"),
        pytest.param([(0, 2), (2, 4)], 1, 1.0, id="one busy worker"),
        pytest.param([(0, 1), (3, 4)], 1, 0.5, id="one worker with a pause"),
        pytest.param([(0, 4)], 2, None, id="fewer items than workers"),
        pytest.param([], 1, None, id="no items"),
        pytest.param([(3, 3), (3, 3)], 2, None, id="nothing lasted"),
    ],
)
def test_overlap(spans, workers, expected):
    assert overlap(stamps(*spans), workers) == expected


@pytest.mark.parametrize(
    ("spans", "workers", "expected"),
    [
        pytest.param([(0, 4, 1), (1, 4, 2)], 2, 1.0, id="the second starts later"),
        pytest.param([(0, 4, 1), (0, 4, 2)], 2, 0.0, id="at once"),
        pytest.param([(5, 6, 1), (0, 4, 1), (2, 4, 2)], 2, 2.0, id="only first starts count"),
        pytest.param([(0, 1, 1), (1, 2, 2), (2, 3, 3), (9, 9, 4)], 3, 2.0, id="tasks that come later are not workers"),
        pytest.param([(0, 4, 1), (4, 8, 1)], 2, None, id="one worker did it all"),
        pytest.param([(3, 4, 1)], 1, 0.0, id="one worker"),
        pytest.param([], 1, None, id="no items"),
    ],
)
def test_start_skew(spans, workers, expected):
    assert start_skew(stamps(*spans), workers) == expected


def test_workers_are_told_apart_by_process_and_thread():
    twins = [Stamp((process, 7), process, 9.0, None, None) for process in (1, 2)]
    assert start_skew(twins, 2) == 1.0


# Whole moments, so that a share can be counted out by hand.
spans = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=12
)


@given(spans, st.integers(1, 4))
def test_overlap_is_the_share_of_moments_with_enough_items_at_work(spans, workers):
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    busy = [sum(start <= moment < end for start, end in spans) >= workers for moment in range(first, last)]
    expected = sum(busy) / len(busy) if busy and len(spans) >= workers else None
    assert overlap(stamps(*spans), workers) == expected


@given(spans, st.integers(1, 4), st.randoms())
def test_neither_figure_depends_on_the_order_of_the_stamps(spans, workers, chance):
    ordered = [stamp(start, end, worker=index % 3) for index, (start, end) in enumerate(spans)]
    shuffled = chance.sample(ordered, len(ordered))
    assert overlap(shuffled, workers) == overlap(ordered, workers)
    assert start_skew(shuffled, workers) == start_skew(ordered, workers)


moments = st.floats(0, 1e6)
stretches = st.tuples(moments, moments).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(st.builds(lambda span, worker: (*span, worker), stretches, st.integers(0, 4))), st.integers(1, 4))
def test_overlap_is_a_share_and_skew_no_longer_than_the_whole(spans, workers):
    share, skew = overlap(stamps(*spans), workers), start_skew(stamps(*spans), workers)
    assert share is None or -1e-9 <= share <= 1 + 1e-9
    assert skew is None or 0 <= skew <= max(end for _, end, _ in spans) - min(start for start, _, _ in spans)


@given(stretches, st.integers(1, 8), st.integers(0, 8))
def test_identical_spans_overlap_wholly(span, workers, more):
    expected = 1.0 if span[1] > span[0] else None
    assert overlap(stamps(*[span] * (workers + more)), workers) == expected


@given(st.lists(st.floats(0.001, 1e3), min_size=2, max_size=12))
def test_items_one_after_another_never_overlap(lengths):
    edges = [math.fsum(lengths[:count]) for count in range(len(lengths) + 1)]
    assert overlap(stamps(*itertools.pairwise(edges)), 2) == 0.0
